"""The euglycaemic clamp: an experiment, not physiology."""

from ...network import Parameter, Reaction, mechanism
from ..host.covariates import weight
from .contents import clamp, clamp_infusion, glucose_level, glucose_mass
from .glucose import glucose_reference

clamp_gain = Parameter("clamp_gain", "L/g/h")
glucose_weight = Parameter("glucose_weight", "g/mmol")


@mechanism(
    reads=[clamp, glucose_level],
    changes=[glucose_mass],
    sets=[clamp_infusion],
    parameters=[weight, clamp_gain, glucose_weight, glucose_reference],
    evidence="A",
)
def euglycaemic_clamp(x, p):
    """While insulin is infused, the experimenter gives as much glucose as holds its level at the reference: what is given is the M value.

    The hand of the experimenter as a proportional controller; the level ends a few percent from the target.
    """
    given = x.clamp * p.clamp_gain * (p.glucose_reference - x.glucose_level)
    return [
        Reaction("variable_infusion", given * p.weight, produces={glucose_mass: 1}),
        clamp_infusion.set(given * p.glucose_weight),
    ]
