"""Uptake of substrates, growth and primary fermentation products."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import acid, fibre, guild, region, scfa, substrate
from ..colon.contents import acids, biomass, hydrogen, substrates
from ..host.carbon import carbon_dioxide, host_carbon
from .composition import acid_carbon, biomass_carbon, substrate_carbon
from .guilds import catabolised, fermentation_products, fermentation_scfa, fibre_fermented, primary_production, tolerance

max_uptake = Parameter("max_uptake", "1/h", (guild, substrate), sparse=True)
vigour = Parameter("vigour", "1", (guild,))
half_saturation = Parameter("half_saturation", "g", (substrate,))
crowding = Parameter("crowding", "1", (substrate,))
release = Parameter("release", "1", (guild, substrate), sparse=True)
growth_yield = Parameter("growth_yield", "1", (substrate,))
carbon_efficiency = Parameter("carbon_efficiency", "1", (substrate,))
unit_amount = Parameter("unit_amount", "mmol/g", (substrate,))
products = Parameter("products", "1", (guild, substrate, acid), sparse=True)
hydrogen_made = Parameter("hydrogen_made", "1", (guild, substrate), sparse=True)
ethanol_made = Parameter("ethanol_made", "1", (guild, substrate), sparse=True)
ethanol_carbon = Parameter("ethanol_carbon", "1")
unfermented_share = Parameter("unfermented_share", "1", (substrate,), sparse=True)


@mechanism(
    reads=[substrates, biomass, tolerance],
    changes=[substrates, biomass, acids, hydrogen, carbon_dioxide, host_carbon],
    sets=[catabolised, fermentation_scfa, fibre_fermented, primary_production, fermentation_products],
    parameters=[
        max_uptake,
        vigour,
        half_saturation,
        crowding,
        release,
        growth_yield,
        carbon_efficiency,
        unit_amount,
        products,
        hydrogen_made,
        ethanol_made,
        ethanol_carbon,
        unfermented_share,
        substrate_carbon,
        biomass_carbon,
        acid_carbon,
    ],
)
def fermentation(x, p):
    """Each guild eats what the surface that it has colonised lets it reach (Contois), grows on part of it and turns the rest into its products.

    Ratio-dependent uptake is what lets guilds that share substrates coexist in a flow-through colon. Carbon that is neither biomass nor
    product leaves as carbon dioxide; hydrogen and oxygen balance by pathways.tsv.
    """
    hydrolysed = (
        p.vigour
        * p.max_uptake
        * x.biomass
        * x.tolerance
        * x.substrates
        / (x.substrates + p.half_saturation + p.crowding * x.biomass)
    )
    freed = hydrolysed * p.release
    eaten = hydrolysed * (1 - p.release)
    digested = eaten * (1 - p.unfermented_share)
    carbon_to_biomass = p.growth_yield * p.biomass_carbon / p.substrate_carbon
    burnt = digested * (1 - carbon_to_biomass / p.carbon_efficiency)
    units = burnt * p.unit_amount
    unit_carbon = p.substrate_carbon / p.unit_amount
    kept = ops.total(p.products * p.acid_carbon, acid) + p.ethanol_made * p.ethanol_carbon
    made = ops.total(ops.total(ops.total(units * p.products, substrate), guild), region)
    return [
        Reaction("hydrolysis", hydrolysed, {substrates: 1}),
        _release(freed, p),
        Reaction("unfermented_remainder", eaten * p.unfermented_share, produces={host_carbon: p.substrate_carbon}),
        Reaction("growth", digested * p.growth_yield, produces={biomass: 1}),
        Reaction(
            "carbon_dioxide_of_growth",
            digested * carbon_to_biomass * p.substrate_carbon * (1 / p.carbon_efficiency - 1),
            produces={carbon_dioxide: 1},
        ),
        Reaction(
            "products",
            units,
            produces={
                acids: p.products,
                hydrogen: p.hydrogen_made,
                host_carbon: p.ethanol_made * p.ethanol_carbon,
                carbon_dioxide: unit_carbon - kept,
            },
        ),
        catabolised.set(units),
        fermentation_scfa.set(made.take(acid, scfa)),
        primary_production.set(made),
        fermentation_products.set(ops.total(made, acid)),
        fibre_fermented.set(ops.total(ops.total(hydrolysed, guild), region).take(substrate, fibre).sum()),
    ]


def _release(freed, p):
    """Oligosaccharides set free: summed over the substrate they came from, carbon for carbon."""
    amount = ops.total(freed * p.substrate_carbon / p.substrate_carbon.at(substrate="oligosaccharide"), substrate)
    return Reaction("release_of_oligosaccharides", amount, produces={substrates: only(substrates, substrate="oligosaccharide")})
