"""What gut microbes do to estrogens: they set them free and reduce estrone, and the mucosa takes up what is free."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import estrogen, guild, region
from ..colon.contents import biomass, solids, water
from . import contents as c

glucuronidase = Parameter("glucuronidase", "L/g/h", (guild,), sparse=True)
estrogen_share = Parameter("estrogen_share", "1", (guild,), sparse=True)
sulfatase = Parameter("sulfatase", "L/g/h", (guild,), sparse=True)
reduction = Parameter("reduction", "1/h")
uptake_rate = Parameter("uptake_rate", "1/h", (region,))
assay_rest = Parameter("assay_rest", "1/h")
mass_of_water = Parameter("mass_of_water", "g/L", table="colon")


@mechanism(
    reads=[c.luminal_conjugates, biomass, water, c.glucuronidase_expression],
    changes=[c.luminal_conjugates, c.luminal_estrogens],
    parameters=[glucuronidase, estrogen_share, sulfatase],
    evidence="B",
)
def deconjugation(x, p):
    """Glucuronidases of some structural classes, and sulfatases, set estrogens free, in proportion to the microbes that carry them.

    Both are made less where much is fermented: sulfatase of stool fell on a lactovegetarian diet, by dry weight too (Johansson 1990).

    Purified enzymes of human gut microbes: only part of Loop 1, mini-Loop 1 and FMN-binding classes act on estrogen glucuronides. First
    order, because estrogens are far below what would fill the enzymes; several guilds, so that overgrowth and loss both show.
    """
    density = x.biomass / x.water
    on_glucuronides = ops.total(p.glucuronidase * p.estrogen_share * density, guild) * x.glucuronidase_expression
    on_sulfates = ops.total(p.sulfatase * density, guild) * x.glucuronidase_expression
    activity = on_glucuronides * only(c.luminal_conjugates, conjugate="glucuronide") + on_sulfates * only(c.luminal_conjugates, conjugate="sulfate")
    return [Reaction("setting_free", activity * x.luminal_conjugates, {c.luminal_conjugates: 1}, {c.luminal_estrogens: 1})]


@mechanism(reads=[c.luminal_estrogens], changes=[c.luminal_estrogens], parameters=[reduction], evidence="B")
def reduction_of_estrone(x, p):
    """Gut microbes turn part of the free estrone into estradiol, so that stool holds relatively more estradiol than bile.

    Estrogen profiles of stool, urine and bile in people; first order.
    """
    turned = p.reduction * x.luminal_estrogens.at(estrogen="estrone")
    estrone, estradiol = (only(c.luminal_estrogens, estrogen=name) for name in ("estrone", "estradiol"))
    return [Reaction("reduction", turned, {c.luminal_estrogens: estrone}, {c.luminal_estrogens: estradiol})]


@mechanism(
    reads=[c.luminal_estrogens, c.luminal_uptake, c.biliary_estrogens],
    changes=[c.luminal_estrogens, c.portal_estrogen],
    sets=[c.reabsorbed_estrogens, c.estrogen_reabsorbed_fraction],
    parameters=[uptake_rate],
    evidence="A",
)
def uptake_of_freed_estrogens(x, p):
    """Estrogens that microbes have set free cross the mucosa of the colon; conjugates do not.

    About nine tenths of what bile brings comes back in people; rates along the colon follow from that and from what stool holds.
    """
    taken = p.uptake_rate * x.luminal_uptake * x.luminal_estrogens
    whole = ops.total(taken, region, estrogen)
    return [
        Reaction("uptake", taken, {c.luminal_estrogens: 1}, {c.portal_estrogen: 1}),
        c.reabsorbed_estrogens.set(whole),
        c.estrogen_reabsorbed_fraction.set(whole / x.biliary_estrogens),
    ]


@mechanism(
    reads=[biomass, water, solids, c.glucuronidase_expression],
    sets=[c.glucuronidase_of_stool, c.glucuronidase_activity],
    parameters=[glucuronidase, assay_rest, mass_of_water],
    evidence="B",
)
def faecal_glucuronidase(x, p):
    """What a laboratory measures in stool: glucuronidase of every class, by wet mass, against that of the reference adult."""
    held = ops.total(p.glucuronidase * x.biomass.at(region="distal"), guild) * x.glucuronidase_expression
    wet = x.water.at(region="distal") * p.mass_of_water + x.solids.at(region="distal")
    by_mass = held * p.mass_of_water / wet
    return [c.glucuronidase_of_stool.set(by_mass), c.glucuronidase_activity.set(by_mass / p.assay_rest)]
