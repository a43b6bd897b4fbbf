"""Insulin: granules, release, passage through the liver, clearance, and the delay until tissues feel it."""

from ...network import Parameter, Reaction, mechanism, ops
from ..host.covariates import weight
from .contents import (
    beta_cell_function,
    docked_insulin,
    glucose_level,
    insulin_action,
    insulin_infusion,
    insulin_level,
    insulin_mass,
    insulin_secretion,
    secretory_response,
)
from .glucose import glucose_reference, insulin_reference

glucose_half = Parameter("secretion_half", "mmol/L")
glucose_order = Parameter("secretion_order", "1")
release_rate = Parameter("release_rate", "1/h")
amplification_half = Parameter("amplification_half", "mmol/L")
amplification_order = Parameter("amplification_order", "1")
hepatic_passage = Parameter("hepatic_passage", "1")
clearance = Parameter("insulin_clearance", "L/g/h")
tissue_delay = Parameter("tissue_delay", "1/h")

SECRETION = (glucose_reference, glucose_half, glucose_order)


def drive(p, level):
    """Secretion at a glucose level relative to that at the reference level: sigmoid."""

    def sigmoid(value):
        steep = ops.power(value / p.secretion_half, p.secretion_order)
        return steep / (1 + steep)

    return sigmoid(level) / sigmoid(p.glucose_reference)


def amplified(p, level, response):
    """What amplifies secretion does so where glucose is high, and hardly at the level of a fast."""
    high = ops.power(level / p.amplification_half, p.amplification_order)
    return (1 + high * response) / (1 + high)


@mechanism(
    reads=[
        glucose_level,
        insulin_level,
        docked_insulin,
        insulin_mass,
        insulin_action,
        insulin_infusion,
        beta_cell_function,
        secretory_response,
    ],
    changes=[docked_insulin, insulin_mass, insulin_action],
    sets=[insulin_secretion],
    parameters=[weight, insulin_reference, *SECRETION, amplification_half, amplification_order, release_rate, hepatic_passage, clearance,
                tissue_delay],
    evidence="A",
)  # fmt: skip
def insulin_kinetics(x, p):
    """Glucose makes beta cells dock granules, and release them more steeply: what is docked gives the first phase. Half is lost in the liver.

    Hyperglycaemic clamps and injections in people; the packet store of Grodsky, release taken as the square of docking. Hepatic loss is a
    fixed share, though it falls after meals. What amplifies secretion, gut hormones first, does so at high glucose only.
    """
    pull = drive(p, x.glucose_level)
    at_rest = p.insulin_reference * p.insulin_clearance * p.weight / p.hepatic_passage
    released = p.release_rate * pull * pull * x.docked_insulin
    return [
        Reaction("docking", at_rest * pull * x.beta_cell_function * amplified(p, x.glucose_level, x.secretory_response),
                 produces={docked_insulin: 1}),
        Reaction("release", released, {docked_insulin: 1}, {insulin_mass: p.hepatic_passage}),
        Reaction("infusion", x.insulin_infusion, produces={insulin_mass: 1}),
        Reaction("clearance", p.insulin_clearance * p.weight * x.insulin_level, {insulin_mass: 1}),
        Reaction("arrival_at_tissues", p.tissue_delay * x.insulin_level, produces={insulin_action: 1}),
        Reaction("departure_from_tissues", p.tissue_delay * x.insulin_action, {insulin_action: 1}),
        insulin_secretion.set(released / p.weight),
    ]
