"""Growth hormone: store, release, clearance."""

from ...network import Parameter, Reaction, mechanism, ops
from ..host.adiposity import fat_mass, reference_fat_mass
from ..host.covariates import weight
from .contents import gh, gh_depot, gh_level, gh_mass, gh_store, ghrh_occupancy, igf1_level

gh_clearance = Parameter("gh_clearance", "L/h")
clearance_weight = Parameter("clearance_weight", "g")
clearance_exponent = Parameter("clearance_exponent", "1")
gh_rate = Parameter("gh_rate", "1/h")
gh_rest = Parameter("gh_rest", "g/L")
store_rate = Parameter("store_rate", "1/h")
release_gain = Parameter("release_gain", "1")
trophic_gain = Parameter("trophic_gain", "1")
feedback_half = Parameter("feedback_half", "g/L")
igf1_rest = Parameter("igf1_rest", "g/L")
gh_of_fat = Parameter("gh_of_fat", "1")
depot_rate = Parameter("gh_depot_rate", "1/h")
bioavailability = Parameter("gh_bioavailability", "1")


def cleared(p):
    """Clearance [L/h] at the person's weight."""
    return p.gh_clearance * ops.power(p.weight / p.clearance_weight, p.clearance_exponent)


CLEARED = (weight, gh_clearance, clearance_weight, clearance_exponent)


@mechanism(reads=[gh_mass], sets=[gh_level, gh], parameters=[*CLEARED, gh_rate], evidence="A")
def growth_hormone_level(x, p):
    """Growth hormone is measured in plasma, in the space that its clearance and half-life give."""
    level = x.gh_mass * p.gh_rate / cleared(p)
    return [gh_level.set(level), gh.set(level)]


@mechanism(
    reads=[gh_store, gh_mass, gh_depot, ghrh_occupancy, igf1_level],
    changes=[gh_store, gh_mass, gh_depot],
    parameters=[*CLEARED, gh_rate, gh_rest, store_rate, release_gain, trophic_gain, feedback_half, igf1_rest, gh_of_fat, fat_mass,
                reference_fat_mass, depot_rate, bioavailability],
    evidence="A",
)  # fmt: skip
def growth_hormone_kinetics(x, p):
    """The pituitary makes growth hormone, less of it with more IGF-1 and more body fat, keeps it, and lets it go when releasing hormone calls.

    Sampling and infusions in people. Own pulses are averaged over the day, because no clock runs here; the store is what bounds a
    pulse of given releasing hormone.
    """
    rest = p.gh_rest * cleared(p) * ops.power(p.reference_fat_mass / p.fat_mass, p.gh_of_fat)
    feedback = (p.feedback_half + p.igf1_rest) / (p.feedback_half + x.igf1_level)
    made = rest * feedback * (1 + p.trophic_gain * x.ghrh_occupancy)
    released = p.store_rate * (1 + p.release_gain * x.ghrh_occupancy) * x.gh_store
    leaving = p.gh_depot_rate * x.gh_depot
    return [
        Reaction("synthesis", made, produces={gh_store: 1}),
        Reaction("release", released, {gh_store: 1}, {gh_mass: 1}),
        Reaction("absorption", leaving, {gh_depot: 1}, {gh_mass: p.gh_bioavailability}),
        Reaction("clearance", p.gh_rate * x.gh_mass, {gh_mass: 1}),
    ]
