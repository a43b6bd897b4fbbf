"""Insulin sensitivity as it is measured."""

from ...network import Parameter, mechanism
from .contents import insulin_sensitivity, liver_response, muscle_response, peripheral_sensitivity, sensitivity_index
from .glucose import PRODUCTION, UPTAKE, glucose_space, made, taken_up, unrestrained

test_insulin = Parameter("test_insulin", "mmol/L")


@mechanism(
    reads=[muscle_response, liver_response],
    sets=[insulin_sensitivity, peripheral_sensitivity, sensitivity_index],
    parameters=list(dict.fromkeys((*PRODUCTION, *UPTAKE, glucose_space, test_insulin))),
    evidence="A",
)
def measured_sensitivity(x, p):
    """Insulin sensitivity is how much more of the glucose present disappears for each unit of insulin.

    The index of the intravenous test with its minimal model, taken from uptake and production at the reference glucose with the insulin of a
    test against none, so that liver and muscle share it; a clamp, at higher insulin, reads mostly muscle, which a tracer tells from the liver.
    """
    test, none, level = p.test_insulin, 0 * p.test_insulin, p.glucose_reference

    def of_uptake(muscle):
        return taken_up(p, test, level, muscle) - taken_up(p, none, level, muscle)

    def index(muscle, liver):
        of_production = unrestrained(p, level) - made(p, test, level, liver)
        return (of_uptake(muscle) + of_production) / (test * level * p.glucose_space)

    now = index(x.muscle_response, x.liver_response)
    return [
        sensitivity_index.set(now),
        insulin_sensitivity.set(now / index(1, 1)),
        peripheral_sensitivity.set(of_uptake(x.muscle_response) / of_uptake(1)),
    ]
