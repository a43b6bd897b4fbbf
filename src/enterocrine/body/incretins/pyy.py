"""PYY: release and clearance."""

from ...network import Parameter, Reaction, mechanism, ops
from ..host.adiposity import fat_mass, reference_fat_mass
from ..host.covariates import weight
from .contents import distal_nutrients, l_cell_response, pyy, pyy_expected, pyy_infusion, pyy_mass, scfa_call_relative
from .l_cells import distal_delay
from .scfa_receptors import scfa_rest

pyy_rest = Parameter("pyy_rest", "mmol/L")
pyy_clearance = Parameter("pyy_clearance", "L/g/h")
pyy_rate = Parameter("pyy_rate", "1/h")
meal_gain = Parameter("pyy_meal_gain", "h/kJ")
scfa_gain = Parameter("pyy_scfa_gain", "1")
pyy_of_fat = Parameter("pyy_of_fat", "1")


@mechanism(
    reads=[pyy_mass, distal_nutrients, scfa_call_relative, l_cell_response, pyy_infusion],
    changes=[pyy_mass],
    sets=[pyy, pyy_expected],
    parameters=[
        weight,
        pyy_rest,
        pyy_clearance,
        pyy_rate,
        meal_gain,
        distal_delay,
        scfa_gain,
        scfa_rest,
        pyy_of_fat,
        fat_mass,
        reference_fat_mass,
    ],
    evidence="A",
)
def pyy_kinetics(x, p):
    """Lower L-cells release PYY at rest, with the energy of meals, and with occupied SCFA receptors; it lasts ten times longer than GLP-1.

    Infusions of both forms, graded meals, lean and obese people (who have and release less). Both forms are one here, with the
    kinetics of PYY3-36.
    """
    expected = p.pyy_rest * ops.power(p.reference_fat_mass / p.fat_mass, p.pyy_of_fat)
    by_acids = (1 + p.pyy_scfa_gain * p.scfa_rest * x.scfa_call_relative) / (1 + p.pyy_scfa_gain * p.scfa_rest)
    by_meals = p.pyy_meal_gain * p.distal_delay * x.distal_nutrients
    release = expected * p.pyy_clearance * p.weight * (by_acids + by_meals) * x.l_cell_response
    return [
        Reaction("release", release, produces={pyy_mass: 1}),
        Reaction("infusion", x.pyy_infusion, produces={pyy_mass: 1}),
        Reaction("clearance", p.pyy_rate * x.pyy_mass, {pyy_mass: 1}),
        pyy.set(x.pyy_mass * p.pyy_rate / (p.pyy_clearance * p.weight)),
        pyy_expected.set(expected),
    ]
