"""How much endotoxin the contents of the colon hold, by what it does and not by what it weighs."""

from ...network import Parameter, mechanism, ops
from ..axes import guild, region
from ..colon.contents import biomass, water
from .contents import guild_density, luminal_endotoxin

endotoxin_access = Parameter("endotoxin_access", "1", (region,))
lps_content = Parameter("lps_content", "1", (guild,), sparse=True)
lps_potency = Parameter("lps_potency", "1", (guild,), sparse=True)
lps_antagonism = Parameter("lps_antagonism", "1", (guild,), sparse=True)
antagonist_half = Parameter("antagonist_half", "g/L")
reference_density = Parameter("reference_density", "g/L", (guild,), sparse=True)
community_gain = Parameter("community_gain", "1")


@mechanism(reads=[biomass, water], sets=[guild_density], parameters=[endotoxin_access], evidence="C")
def guilds_at_the_wall(x, p):
    """What a guild sheds is as thick as the guild is in the water of each region; regions differ in how much they let through."""
    return [guild_density.set(ops.total(p.endotoxin_access * x.biomass / x.water, region))]


@mechanism(
    reads=[guild_density],
    sets=[luminal_endotoxin],
    parameters=[lps_content, lps_potency, lps_antagonism, antagonist_half, reference_density, community_gain],
    evidence="B",
)
def guild_endotoxin(x, p):
    """Each gram-negative guild sheds lipopolysaccharide of its own potency; the under-acylated kind of Bacteroidales competes for the receptor.

    Potency per mass against E. coli: 2-4 fold less in cells, more than 100 fold less in skin and chick embryo. Competition at the receptor
    is counted in the lumen, where the mixture is made. Relative to the reference adult's community, so that an unknown potency moves the
    answer to a change of community and not the level at rest.
    """

    def potential(density):
        shed = p.lps_content * density
        rival = ops.total(p.lps_antagonism * shed, guild)
        return ops.total(p.lps_potency * shed, guild) * p.antagonist_half / (p.antagonist_half + rival)

    above = potential(x.guild_density) / potential(p.reference_density) - 1
    return [luminal_endotoxin.set(1 + p.community_gain * above)]
