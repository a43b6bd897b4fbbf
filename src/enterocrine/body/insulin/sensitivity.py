"""Insulin sensitivity as it is measured."""

from ...network import Parameter, mechanism
from .contents import insulin_sensitivity, liver_response, muscle_response, peripheral_sensitivity, sensitivity_index
from .glucose import PRODUCTION, UPTAKE, glucose_space, made, taken_up

test_insulin = Parameter("test_insulin", "mmol/L")


@mechanism(
    reads=[muscle_response, liver_response],
    sets=[insulin_sensitivity, peripheral_sensitivity, sensitivity_index],
    parameters=list(dict.fromkeys((*PRODUCTION, *UPTAKE, glucose_space, test_insulin))),
    evidence="A",
)
def measured_sensitivity(x, p):
    """Insulin sensitivity is how much more of the glucose present disappears for each unit of insulin more.

    The index of the intravenous test with its minimal model, taken from uptake and production at the reference glucose between the insulin
    of a fast and that of the test, so that muscle and liver share it; a clamp reads mostly muscle, which a tracer tells from the liver.
    """
    rest, test, level = p.insulin_reference, p.test_insulin, p.glucose_reference

    def more_taken_up(muscle):
        return taken_up(p, test, level, muscle) - taken_up(p, rest, level, muscle)

    def index(muscle, liver):
        less_made = made(p, rest, level, liver) - made(p, test, level, liver)
        return (more_taken_up(muscle) + less_made) / ((test - rest) * level * p.glucose_space)

    now = index(x.muscle_response, x.liver_response)
    return [
        sensitivity_index.set(now),
        insulin_sensitivity.set(now / index(1, 1)),
        peripheral_sensitivity.set(more_taken_up(x.muscle_response) / more_taken_up(1)),
    ]
