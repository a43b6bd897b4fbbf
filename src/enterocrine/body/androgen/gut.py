"""Androgens through bile and gut, an option: coupled ones that microbes set free, and what of them comes back."""

from ...network import Output, Parameter, Pool, Reaction, mechanism, only, ops
from ..axes import androgen, androgen_ligand, guild, region, sex
from ..colon.contents import biomass, propulsion, solids, water
from ..estrogen.contents import glucuronidase_expression, luminal_uptake
from ..host.covariates import female, of_own_sex
from .contents import androgen_cleared, androgen_level, androgen_mass

biliary_androgens = Pool("biliary_androgens", "mmol", (androgen_ligand,), "glucuronides of androgens that bile has brought into the small bowel")
luminal_androgen_conjugates = Pool("luminal_androgen_conjugates", "mmol", (region, androgen_ligand), "glucuronides of androgens in the colon")
luminal_androgens = Pool("luminal_androgens", "mmol", (region, androgen_ligand), "androgens in the colon that microbes have set free")
stool_androgen = Pool("stool_androgen", "mmol", (), "testosterone and dihydrotestosterone passed with stool, free and coupled", ledger=True)

faecal_androgens = Output("faecal_androgens", "nmol/d", (androgen_ligand,), "androgens passed with stool, free and coupled", grade="C")
faecal_androgens_free = Output("faecal_androgens_free", "nmol/d", (androgen_ligand,), "uncoupled androgens passed with stool", grade="C")
faecal_dht_over_plasma = Output(
    "faecal_dht_over_plasma", "1", (), "free dihydrotestosterone in a kg of stool over dihydrotestosterone in a litre of plasma", grade="C"
)
reabsorbed_androgens = Output("reabsorbed_androgens", "nmol/d", (androgen_ligand,), "freed androgens that the colon takes up", grade="D")
androgens_returned = Output(
    "androgens_returned", "%", (androgen_ligand,), "androgens that reach blood from the colon, of what leaves blood", grade="D"
)

coupled_share = Parameter("coupled_share", "1", (sex, androgen_ligand))
coupled_into_gut = Parameter("coupled_into_gut", "1")
bile_passage = Parameter("small_bowel_transit", "h", table="upper_gut")
glucuronidase = Parameter("glucuronidase", "L/g/h", (guild,), sparse=True, table="estrogen")
steroid_share = Parameter("estrogen_share", "1", (guild,), sparse=True, table="estrogen")
microbial_reduction = Parameter("microbial_reduction", "1/h")
uptake_rate = Parameter("uptake_rate", "1/h", (region,), table="estrogen")
past_the_liver = Parameter("past_the_liver", "1")
mass_of_water = Parameter("mass_of_water", "g/L", table="colon")


@mechanism(
    reads=[androgen_cleared], changes=[biliary_androgens], parameters=[female, coupled_share, coupled_into_gut], evidence="B"
)
def androgens_into_bile(x, p):
    """A little of the testosterone and dihydrotestosterone that is cleared is coupled as it is, and a little of that enters the gut.

    Glucuronides in urine of people over what they make. How much takes the way of bile or the gut's wall instead is nearly unknown:
    a bile fistula gave next to none, a label leaves with stool by a few per cent. Of what `androgen_conversion` counts as excreted.
    """
    coupled = of_own_sex(p.coupled_share, p) * p.coupled_into_gut * x.androgen_cleared.take(androgen, androgen_ligand)
    return [Reaction("into_bile", coupled, produces={biliary_androgens: 1})]


@mechanism(
    reads=[biliary_androgens, luminal_androgen_conjugates, luminal_androgens, propulsion, water, solids, androgen_level],
    changes=[biliary_androgens, luminal_androgen_conjugates, luminal_androgens, stool_androgen],
    sets=[faecal_androgens, faecal_androgens_free, faecal_dht_over_plasma],
    parameters=[bile_passage, mass_of_water],
    evidence="B",
)
def passage_of_androgens(x, p):
    """Androgens move along the gut as estrogens do: coupled ones pass the small bowel whole, and the distal colon's contents are stool.

    Healthy young men: free dihydrotestosterone of stool above that of serum. A kg of stool is set against a litre of plasma.
    """
    arriving = x.biliary_androgens / p.small_bowel_transit
    coupled, free = x.propulsion * x.luminal_androgen_conjugates, x.propulsion * x.luminal_androgens
    passed_coupled, passed_free = coupled.at(region="distal"), free.at(region="distal")
    wet = x.water.at(region="distal") * p.mass_of_water + x.solids.at(region="distal")
    in_stool = x.luminal_androgens.at(region="distal", androgen_ligand="dihydrotestosterone") * p.mass_of_water / wet
    first = only(luminal_androgen_conjugates, region="proximal")
    return [
        Reaction("bile_arriving", arriving, {biliary_androgens: 1}, {luminal_androgen_conjugates: first}),
        Reaction("outflow_of_conjugates", coupled, {luminal_androgen_conjugates: 1}),
        Reaction("inflow_of_conjugates", coupled.shift(region), produces={luminal_androgen_conjugates: 1}),
        Reaction("outflow_of_free", free, {luminal_androgens: 1}),
        Reaction("inflow_of_free", free.shift(region), produces={luminal_androgens: 1}),
        Reaction("conjugates_in_stool", passed_coupled, produces={stool_androgen: 1}),
        Reaction("free_in_stool", passed_free, produces={stool_androgen: 1}),
        faecal_androgens.set(passed_coupled + passed_free),
        faecal_androgens_free.set(passed_free),
        faecal_dht_over_plasma.set(in_stool / x.androgen_level.at(androgen="dihydrotestosterone")),
    ]


@mechanism(
    reads=[luminal_androgen_conjugates, biomass, water, glucuronidase_expression],
    changes=[luminal_androgen_conjugates, luminal_androgens],
    parameters=[glucuronidase, steroid_share],
    evidence="C",
)
def deconjugation_of_androgens(x, p):
    """Glucuronidases of gut microbes set androgens free.

    Germ-free mice keep glucuronides where mice with microbes have free dihydrotestosterone; stool of men holds the free hormone. Which
    classes of the enzyme do it is not known: those that act on estrogen glucuronides are taken, at the same rate.
    """
    rate = ops.total(p.glucuronidase * p.estrogen_share * x.biomass / x.water, guild) * x.glucuronidase_expression
    return [Reaction("setting_free", rate * x.luminal_androgen_conjugates, {luminal_androgen_conjugates: 1}, {luminal_androgens: 1})]


@mechanism(reads=[luminal_androgens], changes=[luminal_androgens], parameters=[microbial_reduction], evidence="C")
def reduction_of_testosterone_by_microbes(x, p):
    """Gut microbes turn part of the freed testosterone into dihydrotestosterone.

    Genes for it and, in women, more dihydrotestosterone for each testosterone of blood where they abound; the rate is an assumption.
    """
    turned = p.microbial_reduction * x.luminal_androgens.at(androgen_ligand="testosterone")
    before, after = (only(luminal_androgens, androgen_ligand=name) for name in androgen_ligand.labels)
    return [Reaction("reduction", turned, {luminal_androgens: before}, {luminal_androgens: after})]


@mechanism(
    reads=[luminal_androgens, luminal_uptake, androgen_cleared],
    changes=[luminal_androgens, androgen_mass],
    sets=[reabsorbed_androgens, androgens_returned],
    parameters=[uptake_rate, past_the_liver],
    evidence="C",
)
def uptake_of_freed_androgens(x, p):
    """Freed androgens cross the mucosa like freed estrogens, and next to nothing of them passes the liver.

    Swallowed testosterone: 3.6 % reaches blood in women, less in men. Uptake in the colon was never measured.
    """
    taken = p.uptake_rate * x.luminal_uptake * x.luminal_androgens
    whole = ops.total(taken, region)
    kept = whole * p.past_the_liver
    return [
        Reaction("uptake", taken, {luminal_androgens: 1}),
        Reaction("return", kept.place(androgen, androgen_ligand), produces={androgen_mass: 1}),
        reabsorbed_androgens.set(whole),
        androgens_returned.set(kept / x.androgen_cleared.take(androgen, androgen_ligand)),
    ]
