"""Stool as an observation: what leaves the distal colon, as a laboratory would report it."""

from ...network import Parameter, mechanism, ops
from ..axes import acid, guild, region, scfa
from . import contents as c

volume_of_solids = Parameter("volume_of_solids", "L/g")
mass_of_water = Parameter("mass_of_water", "g/L")


@mechanism(
    reads=[c.acids, c.water, c.solids, c.propulsion, c.substrates, c.biomass],
    sets=[
        c.stool_mass,
        c.stool_solids,
        c.stool_bacteria,
        c.stool_substrate,
        c.stool_water,
        c.faecal_acetate,
        c.faecal_propionate,
        c.faecal_butyrate,
        c.faecal_total_scfa,
        c.faecal_bcfa,
        c.faecal_lactate,
        c.faecal_succinate,
        c.faecal_butyrate_share,
        c.faecal_bcfa_share,
        c.faecal_scfa_output,
    ],
    parameters=[mass_of_water],
)
def stool_composition(x, p):
    """Faecal concentration is not production: it is what little escaped absorption, in what little water is left."""
    leaving = x.propulsion.at(region="distal")
    water_mass = x.water.at(region="distal") * p.mass_of_water
    dry = x.solids.at(region="distal")
    wet = water_mass + dry
    held = x.acids.at(region="distal")
    main = ops.total(held.take(acid, scfa), scfa)
    branched = held.at(acid="branched")
    return [
        c.stool_mass.set(leaving * wet),
        c.stool_solids.set(leaving * dry),
        c.stool_bacteria.set(leaving * ops.total(x.biomass.at(region="distal"), guild)),
        c.stool_substrate.set(leaving * x.substrates.at(region="distal")),
        c.stool_water.set(water_mass / wet),
        c.faecal_acetate.set(held.at(acid="acetate") / wet),
        c.faecal_propionate.set(held.at(acid="propionate") / wet),
        c.faecal_butyrate.set(held.at(acid="butyrate") / wet),
        c.faecal_total_scfa.set(main / wet),
        c.faecal_bcfa.set(branched / wet),
        c.faecal_lactate.set(held.at(acid="lactate") / wet),
        c.faecal_succinate.set(held.at(acid="succinate") / wet),
        c.faecal_butyrate_share.set(held.at(acid="butyrate") / main),
        c.faecal_bcfa_share.set(branched / (main + branched)),
        c.faecal_scfa_output.set(leaving * held),
    ]


@mechanism(
    reads=[c.acids, c.water, c.solids, c.propulsion],
    sets=[c.lumen_scfa, c.colon_volume, c.colonic_transit],
    parameters=[volume_of_solids],
)
def regional_contents(x, p):
    """What a tube, a scan or a marker study would find in each region."""
    volume = x.water + p.volume_of_solids * x.solids
    return [
        c.lumen_scfa.set(x.acids.take(acid, scfa) / volume),
        c.colon_volume.set(volume),
        c.colonic_transit.set(ops.total(1 / x.propulsion, region)),
    ]
