"""Given growth-hormone-releasing hormone, such as sermorelin."""

from ...network import Parameter, Reaction, mechanism, ops
from .contents import ghrh_depot, ghrh_felt, ghrh_mass, ghrh_occupancy

ghrh_rate = Parameter("ghrh_rate", "1/h")
ghrh_space = Parameter("ghrh_space", "L")
ghrh_half = Parameter("ghrh_half", "g/L")
ghrh_depot_rate = Parameter("ghrh_depot_rate", "1/h")
ghrh_bioavailability = Parameter("ghrh_bioavailability", "1")
response_rate = Parameter("ghrh_response_rate", "1/h")


@mechanism(
    reads=[ghrh_mass, ghrh_depot, ghrh_felt],
    changes=[ghrh_mass, ghrh_depot, ghrh_felt],
    sets=[ghrh_occupancy],
    parameters=[ghrh_rate, ghrh_space, ghrh_half, ghrh_depot_rate, ghrh_bioavailability, response_rate],
    evidence="A",
)
def given_releasing_hormone(x, p):
    """Releasing hormone given under the skin or into a vein is gone within minutes to an hour and calls the pituitary until its receptors are taken.

    GHRH(1-29) and (1-44) in people: active from a quarter of a microgram a kilogram, maximal at one to two. Release follows the receptors with a
    delay, as growth hormone rises within five minutes and peaks only after half an hour.
    """
    absorbed = p.ghrh_depot_rate * x.ghrh_depot
    return [
        Reaction("absorption", absorbed, {ghrh_depot: 1}, {ghrh_mass: p.ghrh_bioavailability}),
        Reaction("clearance", p.ghrh_rate * x.ghrh_mass, {ghrh_mass: 1}),
        Reaction("call", p.ghrh_response_rate * ops.saturating(x.ghrh_mass / p.ghrh_space, p.ghrh_half), produces={ghrh_felt: 1}),
        Reaction("call_fading", p.ghrh_response_rate * x.ghrh_felt, {ghrh_felt: 1}),
        ghrh_occupancy.set(x.ghrh_felt),
    ]
