"""Where guilds come from, and the community as an observation."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import guild
from ..colon.contents import biomass
from ..host.carbon import host_carbon
from .composition import biomass_carbon
from .guilds import (
    acetate_converted,
    acetate_to_butyrate,
    fermentation_scfa,
    guild_biomass,
    guild_fraction,
    hydrogen_scfa,
    lactate_scfa,
    presence,
    scfa_production,
    succinate_scfa,
)

immigration = Parameter("immigration", "g/h", (guild,))
butyrate_per_acetate = Parameter("butyrate_per_acetate", "1")


@mechanism(changes=[biomass, host_carbon], parameters=[immigration, presence, biomass_carbon])
def immigration_with_food(x, p):
    """A trickle of cells of every guild that the person carries arrives from mouth, food and ileum."""
    arriving = p.immigration * p.presence * only(biomass, region="proximal")
    return [Reaction("immigration", arriving, {host_carbon: p.biomass_carbon}, {biomass: 1})]


@mechanism(
    reads=[biomass, fermentation_scfa, lactate_scfa, succinate_scfa, hydrogen_scfa, acetate_to_butyrate],
    sets=[guild_fraction, guild_biomass, scfa_production, acetate_converted],
    parameters=[butyrate_per_acetate],
)
def community(x, p):
    """Shares of the distal microbial mass, and the community's net SCFA production."""
    distal = x.biomass.at(region="distal")
    net = only(fermentation_scfa, scfa="butyrate") * p.butyrate_per_acetate - only(fermentation_scfa, scfa="acetate")
    made = x.fermentation_scfa + x.lactate_scfa + x.succinate_scfa + x.hydrogen_scfa
    return [
        guild_fraction.set(distal / ops.total(distal, guild)),
        guild_biomass.set(x.biomass),
        scfa_production.set(made + x.acetate_to_butyrate * net),
        acetate_converted.set(
            x.acetate_to_butyrate / (x.fermentation_scfa.at(scfa="acetate") + x.hydrogen_scfa.at(scfa="acetate"))
        ),
    ]
