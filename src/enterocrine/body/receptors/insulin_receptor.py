"""Insulin receptors of liver, muscle and fat: occupied by insulin, and fewer after hours of much of it."""

from ...network import Labelled, Parameter, Reaction, mechanism, ops
from ..axes import insulin_tissue
from ..insulin.contents import insulin_action, insulin_level, insulin_secretion
from .contents import insulin_at_receptors, insulin_receptor, insulin_receptor_number, insulin_receptor_signal

portal_flow = Parameter("portal_flow", "L/g/h", table="blood")
recovery = Parameter("insulin_receptor_recovery", "1/h")
down_regulation = Parameter("down_regulation", "1")
down_regulation_half = Parameter("down_regulation_half", "mmol/L")
binding_half = Parameter("insulin_binding_half", "mmol/L")
reference_insulin = Parameter("reference_insulin", "mmol/L", (insulin_tissue,))


@mechanism(reads=[insulin_level, insulin_action, insulin_secretion], sets=[insulin_at_receptors], parameters=[portal_flow], evidence="A")
def insulin_at_tissues(x, p):
    """The liver sees portal insulin, what the pancreas adds on top of what arrives; muscle and fat see insulin with a delay.

    Textbook. Portal blood turns over within a minute.
    """
    portal = x.insulin_level + x.insulin_secretion / p.portal_flow
    of_liver = Labelled([1 if label == "liver" else 0 for label in insulin_tissue.labels], (insulin_tissue,))
    return [insulin_at_receptors.set(of_liver * portal + (1 - of_liver) * x.insulin_action)]


@mechanism(
    reads=[insulin_at_receptors, insulin_receptor],
    changes=[insulin_receptor],
    sets=[insulin_receptor_number, insulin_receptor_signal],
    parameters=[recovery, down_regulation, down_regulation_half, binding_half, reference_insulin],
    evidence="D",
)
def insulin_receptor_turnover(x, p):
    """Much insulin takes its own receptors from the surface within hours, to less than half; they are back within a day.

    Rat hepatoma and 3T3 cells; insulin at half of the effect lies above what meals bring to liver. The signal is a read-out: insulin
    sensitivity of the model is measured in people and holds this already.
    """

    def speed(insulin):
        return p.insulin_receptor_recovery * (1 + p.down_regulation * ops.saturating(insulin, p.down_regulation_half))

    def occupied(insulin):
        return ops.saturating(insulin, p.insulin_binding_half)

    number = x.insulin_receptor * speed(p.reference_insulin) / p.insulin_receptor_recovery
    return [
        Reaction("return_to_the_surface", p.insulin_receptor_recovery.on((insulin_tissue,)),
                 produces={insulin_receptor: 1}),
        Reaction("leaving_the_surface", speed(x.insulin_at_receptors) * x.insulin_receptor, {insulin_receptor: 1}),
        insulin_receptor_number.set(number),
        insulin_receptor_signal.set(number * occupied(x.insulin_at_receptors) / occupied(p.reference_insulin)),
    ]  # fmt: skip
