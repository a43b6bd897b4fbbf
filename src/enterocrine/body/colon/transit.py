"""Movement of contents along the colon."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import guild, inert, region, substrate
from ..microbiome.composition import acid_carbon, biomass_carbon, inert_carbon, substrate_carbon
from .contents import acids, alkali, biomass, hydrogen, propulsion, residue, solids, stool, stool_carbon, substrates, water

residence = Parameter("residence", "h", (region,))
pace = Parameter("pace", "1")
stretch_response = Parameter("stretch_response", "1")
reference_water = Parameter("reference_water", "L", (region,))


@mechanism(reads=[water], sets=[propulsion], parameters=[residence, pace, stretch_response, reference_water])
def propulsive_motility(x, p):
    """Contents move on at a rate set by the region's residence time, the person's pace, and stretch: fuller regions empty faster.

    Each region has its own residence time (segmental marker transit); bulk and water raise propulsion, as wheat bran and laxatives do.
    More than in proportion: where fibre raises what flows, contents grow little and transit shortens, half an hour a gram.
    """
    stretch = ops.power(x.water / p.reference_water, p.stretch_response)
    return [propulsion.set(p.pace * stretch / p.residence)]


@mechanism(reads=[substrates, biomass, residue], sets=[solids])
def dry_matter(x, p):
    """Solids of a region: food residue, microbes and inert matter."""
    return [solids.set(ops.total(x.substrates, substrate) + ops.total(x.biomass, guild) + ops.total(x.residue, inert))]


@mechanism(
    reads=[substrates, biomass, residue, acids, hydrogen, water, alkali, propulsion],
    changes=[substrates, biomass, residue, acids, hydrogen, water, alkali, stool, stool_carbon],
    parameters=[substrate_carbon, biomass_carbon, acid_carbon, inert_carbon],
)
def transport(x, p):
    """Everything in a region moves on together; what leaves the distal colon is stool."""
    reactions = []
    for pool in (substrates, biomass, residue, acids, hydrogen, water, alkali):
        flow = x.propulsion * getattr(x, pool.name)
        reactions.append(Reaction(f"outflow_of_{pool.name}", flow, {pool: 1}))
        reactions.append(Reaction(f"inflow_of_{pool.name}", flow.shift(region), produces={pool: 1}))
    exit_rate = x.propulsion.at(region="distal")
    for pool, carbon in ((substrates, p.substrate_carbon), (biomass, p.biomass_carbon), (residue, p.inert_carbon)):
        passed = exit_rate * getattr(x, pool.name).at(region="distal")
        reactions.append(Reaction(f"passing_of_{pool.name}", passed, produces={stool: 1, stool_carbon: carbon}))
    passed_acid = exit_rate * x.acids.at(region="distal")
    reactions.append(Reaction("passing_of_acids", passed_acid, produces={stool_carbon: p.acid_carbon}))
    return reactions
