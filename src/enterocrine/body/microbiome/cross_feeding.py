"""Lactate, succinate, formate and hydrogen: what one guild leaves, another eats."""

from ...network import Labelled, Parameter, Reaction, mechanism, only, ops
from ..axes import acid, guild, region, scfa
from ..colon.contents import acids, biomass, gas_carbon, hydrogen, water
from ..host.carbon import carbon_dioxide
from .composition import acid_carbon, biomass_carbon
from .guilds import hydrogen_scfa, lactate_scfa, succinate_scfa, tolerance

lactate_uptake = Parameter("lactate_uptake", "mmol/g/h", (guild,), sparse=True)
succinate_uptake = Parameter("succinate_uptake", "mmol/g/h", (guild,), sparse=True)
formate_uptake = Parameter("formate_uptake", "mmol/g/h", (guild,), sparse=True)
hydrogen_uptake = Parameter("hydrogen_uptake", "mmol/g/h", (guild,), sparse=True)
lactate_products = Parameter("lactate_products", "1", (guild, acid), sparse=True)
lactate_acetate = Parameter("lactate_acetate", "1", (guild,), sparse=True)
lactate_hydrogen = Parameter("lactate_hydrogen", "1", (guild,), sparse=True)
lactate_yield = Parameter("lactate_yield", "g/mmol")
succinate_yield = Parameter("succinate_yield", "g/mmol")
gas_yield = Parameter("gas_yield", "g/mmol")
intermediate_half = Parameter("intermediate_half", "mmol/L")
hydrogen_half = Parameter("hydrogen_half", "mmol/L")
dioxide_half = Parameter("dioxide_half", "mmol")
methane_share = Parameter("methane_share", "1")
acetate_per_hydrogen = Parameter("acetate_per_hydrogen", "1")
methane_per_hydrogen = Parameter("methane_per_hydrogen", "1")


def _at_hand(amount: Labelled, half: Labelled, volume: Labelled) -> Labelled:
    return amount / (amount + half * volume)


@mechanism(
    reads=[acids, biomass, tolerance, water],
    changes=[acids, biomass, hydrogen, carbon_dioxide],
    sets=[lactate_scfa],
    parameters=[
        lactate_uptake,
        lactate_products,
        lactate_acetate,
        lactate_hydrogen,
        lactate_yield,
        intermediate_half,
        acid_carbon,
        biomass_carbon,
    ],
)
def lactate_use(x, p):
    """Anaerobutyricum turns lactate and acetate into butyrate; Veillonella-like guilds turn it into propionate and acetate.

    Healthy stool holds under 3 mmol/L because disposal exceeds formation; the propionate route stops at pH 5.9.
    """
    lactate, acetate = x.acids.at(acid="lactate"), x.acids.at(acid="acetate")
    taken = (
        p.lactate_uptake
        * x.biomass
        * x.tolerance
        * _at_hand(lactate, p.intermediate_half, x.water)
        * _at_hand(acetate, p.intermediate_half, x.water)
    )
    carbon = p.acid_carbon.at(acid="lactate")
    burnt = taken * (1 - p.lactate_yield * p.biomass_carbon / carbon)
    kept = ops.total(p.lactate_products * p.acid_carbon, acid) - p.lactate_acetate * p.acid_carbon.at(acid="acetate")
    change = p.lactate_products - p.lactate_acetate * only(acids, acid="acetate")
    return [
        Reaction("lactate_taken", taken, {acids: only(acids, acid="lactate")}, {biomass: p.lactate_yield}),
        Reaction(
            "lactate_burnt",
            burnt,
            {acids: p.lactate_acetate * only(acids, acid="acetate")},
            {acids: p.lactate_products, hydrogen: p.lactate_hydrogen, carbon_dioxide: carbon - kept},
        ),
        lactate_scfa.set(ops.total(ops.total(burnt * change, guild), region).take(acid, scfa)),
    ]


@mechanism(
    reads=[acids, biomass, tolerance, water],
    changes=[acids, biomass, carbon_dioxide],
    sets=[succinate_scfa],
    parameters=[succinate_uptake, succinate_yield, intermediate_half, acid_carbon, biomass_carbon],
)
def succinate_use(x, p):
    """Phascolarctobacterium and Dialister decarboxylate succinate to propionate, growing a little on it (pure cultures)."""
    succinate = x.acids.at(acid="succinate")
    taken = p.succinate_uptake * x.biomass * x.tolerance * _at_hand(succinate, p.intermediate_half, x.water)
    carbon = p.acid_carbon.at(acid="succinate")
    burnt = taken * (1 - p.succinate_yield * p.biomass_carbon / carbon)
    propionate = only(acids, acid="propionate")
    return [
        Reaction("succinate_taken", taken, {acids: only(acids, acid="succinate")}, {biomass: p.succinate_yield}),
        Reaction(
            "succinate_burnt", burnt, produces={acids: propionate, carbon_dioxide: carbon - p.acid_carbon.at(acid="propionate")}
        ),
        succinate_scfa.set(ops.total(ops.total(burnt, guild), region) * only(lactate_scfa, scfa="propionate")),
    ]


@mechanism(
    reads=[acids, hydrogen, biomass, tolerance, water, carbon_dioxide],
    changes=[acids, hydrogen, biomass, carbon_dioxide, gas_carbon],
    sets=[hydrogen_scfa],
    parameters=[
        formate_uptake,
        hydrogen_uptake,
        gas_yield,
        intermediate_half,
        hydrogen_half,
        dioxide_half,
        methane_share,
        acetate_per_hydrogen,
        methane_per_hydrogen,
        acid_carbon,
        biomass_carbon,
    ],
)
def hydrogen_and_formate_use(x, p):
    """Four hydrogens (or four formates) make one acetate or, in people who carry methanogens, partly methane."""
    formate = x.acids.at(acid="formate")
    active = x.biomass * x.tolerance
    from_formate = p.formate_uptake * active * _at_hand(formate, p.intermediate_half, x.water)
    dioxide = x.carbon_dioxide / (x.carbon_dioxide + p.dioxide_half)
    from_hydrogen = p.hydrogen_uptake * active * _at_hand(x.hydrogen, p.hydrogen_half, x.water) * dioxide
    to_acetate = from_hydrogen * (1 - p.methane_share)
    to_methane = from_hydrogen * p.methane_share
    acetate = only(acids, acid="acetate") * p.acetate_per_hydrogen
    acetate_carbon = p.acid_carbon.at(acid="acetate") * p.acetate_per_hydrogen
    growth_carbon = p.gas_yield * p.biomass_carbon
    made = ops.total(ops.total(from_formate + to_acetate, guild), region) * p.acetate_per_hydrogen
    return [
        Reaction(
            "formate_to_acetate",
            from_formate,
            {acids: only(acids, acid="formate")},
            {
                acids: acetate,
                biomass: p.gas_yield,
                carbon_dioxide: p.acid_carbon.at(acid="formate") - acetate_carbon - growth_carbon,
            },
        ),
        Reaction(
            "hydrogen_to_acetate",
            to_acetate,
            {hydrogen: 1, carbon_dioxide: acetate_carbon + growth_carbon},
            {acids: acetate, biomass: p.gas_yield},
        ),
        Reaction(
            "hydrogen_to_methane",
            to_methane,
            {hydrogen: 1, carbon_dioxide: p.methane_per_hydrogen + growth_carbon},
            {gas_carbon: p.methane_per_hydrogen, biomass: p.gas_yield},
        ),
        hydrogen_scfa.set(made * only(lactate_scfa, scfa="acetate")),
    ]
