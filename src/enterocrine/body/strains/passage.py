"""Capsule strains on their way: they pass, and the living join their guild for as long as they are swallowed."""

from ...network import Parameter, Reaction, mechanism, only
from ..axes import strain
from ..colon.contents import biomass
from ..host.carbon import host_carbon
from ..microbiome.composition import biomass_carbon
from ..microbiome.guilds import presence as _presence
from .contents import capsule_cells, strain_level, swallowing_cells

JOINS = {"akkermansia_live": "AKK", "bifidobacterium": "BIF"}  # lactobacilli have no guild of their own here

passing = Parameter("passing", "1/h")
survival = Parameter("survival", "1", (strain,), sparse=True)
cell_mass = Parameter("cell_mass", "g/CFU")
presence = Parameter(_presence.name, _presence.unit, _presence.axes, table="microbiome")


@mechanism(
    reads=[capsule_cells, swallowing_cells],
    changes=[capsule_cells, biomass, host_carbon],
    sets=[strain_level],
    parameters=[passing, survival, cell_mass, presence, biomass_carbon],
    evidence="A",
)
def passage_of_strains(x, p):
    """Swallowed bacteria pass within days; those that live join their guild where the person carries it, and compete there like the rest.

    Feeding trials in people: counts in stool rise while a strain is taken and fall when it is stopped. No strain is given a niche of
    its own, so that nothing engrafts.
    """
    leaving = p.passing * x.capsule_cells

    def arrival(label, guild):
        alive = leaving.at(strain=label) * p.survival.at(strain=label) * p.cell_mass * p.presence.at(guild=guild)
        into = only(biomass, region="proximal", guild=guild)
        return Reaction(f"arrival_of_{label}", alive * into, {host_carbon: p.biomass_carbon}, {biomass: 1})

    return [
        Reaction("swallowing", x.swallowing_cells, produces={capsule_cells: 1}),
        Reaction("passing", leaving, {capsule_cells: 1}),
        *(arrival(label, guild) for label, guild in JOINS.items()),
        strain_level.set(leaving),
    ]
