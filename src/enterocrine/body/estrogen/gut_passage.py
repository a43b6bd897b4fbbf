"""Estrogens on their way from bile, or from the mouth, to stool."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import conjugate, estrogen, region
from ..colon.contents import propulsion
from . import contents as c
from .liver import FATES, MADE, metabolised

bile_passage = Parameter("small_bowel_transit", "h", table="upper_gut")
swallowed_rate = Parameter("swallowed_rate", "1/h")
swallowed_uptake = Parameter("swallowed_uptake", "1")
wall_coupled = Parameter("wall_coupled", "1")
wall_oxidised = Parameter("wall_oxidised", "1")
wall_glucuronide_to_bile = Parameter("wall_glucuronide_to_bile", "1")


@mechanism(
    reads=[c.swallowed_estrogen, c.swallowing_estrogen],
    changes=[c.swallowed_estrogen, c.portal_estrogen, c.luminal_estrogens, *MADE],
    parameters=[swallowed_rate, swallowed_uptake, wall_coupled, wall_oxidised, wall_glucuronide_to_bile, *FATES],
    evidence="A",
)
def swallowed_estrogens(x, p):
    """An estrogen that is swallowed is taken up by the small bowel within hours, nearly all of it; the rest reaches the colon.

    Oral estradiol in women: a peak within hours, five to ten per cent of a dose in stool. The wall of the small bowel turns part of
    estradiol into estrone and couples part of all, before the liver does; what microbes free in the colon does not pass it.
    """
    leaving = p.swallowed_rate * x.swallowed_estrogen
    onward, taken = leaving * (1 - p.swallowed_uptake), leaving * p.swallowed_uptake
    coupled = taken * p.wall_coupled
    oxidised = (taken - coupled).at(estrogen="estradiol") * p.wall_oxidised
    return [
        Reaction("swallowing", x.swallowing_estrogen, produces={c.swallowed_estrogen: 1}),
        Reaction("uptake", taken - coupled, {c.swallowed_estrogen: 1}, {c.portal_estrogen: 1}),
        Reaction("oxidised_in_wall", oxidised, {c.portal_estrogen: only(c.portal_estrogen, estrogen="estradiol")},
                 {c.portal_estrogen: only(c.portal_estrogen, estrogen="estrone")}),
        *metabolised(c.swallowed_estrogen, coupled, p.wall_glucuronide_to_bile, p),
        Reaction("onward", onward, {c.swallowed_estrogen: 1}, {c.luminal_estrogens: only(c.luminal_estrogens, region="proximal")}),
    ]  # fmt: skip


@mechanism(
    reads=[c.biliary_conjugates, c.luminal_conjugates, c.luminal_estrogens, propulsion],
    changes=[c.biliary_conjugates, c.luminal_conjugates, c.luminal_estrogens, c.stool_estrogen],
    sets=[c.faecal_estrogens, c.faecal_estradiol_share, c.faecal_estrogen_conjugated_fraction, c.biliary_estrogens],
    parameters=[bile_passage],
    evidence="A",
)
def passage_of_estrogens(x, p):
    """Conjugates of bile pass the small bowel whole and move along the colon with all else in it; what leaves the distal colon is stool.

    Tracers in people with and without a tube in the bile duct. The colon's own transit, so that bulk and laxatives carry estrogen out.
    """
    arriving = x.biliary_conjugates / p.small_bowel_transit
    conjugated, free = x.propulsion * x.luminal_conjugates, x.propulsion * x.luminal_estrogens
    passed_conjugated, passed_free = conjugated.at(region="distal"), free.at(region="distal")
    tied, loose = ops.total(passed_conjugated, estrogen, conjugate), ops.total(passed_free, estrogen)
    estradiol = ops.total(passed_conjugated.at(estrogen="estradiol"), conjugate) + passed_free.at(estrogen="estradiol")
    return [
        Reaction("bile_arriving", arriving, {c.biliary_conjugates: 1}, {c.luminal_conjugates: only(c.luminal_conjugates, region="proximal")}),
        Reaction("outflow_of_conjugates", conjugated, {c.luminal_conjugates: 1}),
        Reaction("inflow_of_conjugates", conjugated.shift(region), produces={c.luminal_conjugates: 1}),
        Reaction("outflow_of_free", free, {c.luminal_estrogens: 1}),
        Reaction("inflow_of_free", free.shift(region), produces={c.luminal_estrogens: 1}),
        Reaction("conjugates_in_stool", passed_conjugated, produces={c.stool_estrogen: 1}),
        Reaction("free_in_stool", passed_free, produces={c.stool_estrogen: 1}),
        c.faecal_estrogens.set(tied + loose),
        c.faecal_estradiol_share.set(estradiol / (tied + loose)),
        c.faecal_estrogen_conjugated_fraction.set(tied / (tied + loose)),
        c.biliary_estrogens.set(ops.total(arriving, estrogen, conjugate)),
    ]
