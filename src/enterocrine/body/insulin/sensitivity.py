"""Insulin sensitivity as it is measured."""

from ...network import mechanism
from .contents import insulin_sensitivity, liver_response, muscle_response, peripheral_sensitivity, sensitivity_index
from .glucose import PRODUCTION, UPTAKE, glucose_space


@mechanism(
    reads=[muscle_response, liver_response],
    sets=[insulin_sensitivity, peripheral_sensitivity, sensitivity_index],
    parameters=list(dict.fromkeys((*PRODUCTION, *UPTAKE, glucose_space))),
    evidence="A",
)
def measured_sensitivity(x, p):
    """Insulin sensitivity is how much more of the glucose present disappears for each unit of insulin more, near fasting.

    The index of the intravenous test with its minimal model, taken from the slopes of uptake and production at the reference levels; a
    clamp, at higher insulin, reads mostly the part of muscle, which a test with a tracer tells from that of the liver.
    """

    def of_uptake(muscle):
        insulin, square = p.insulin_reference, p.muscle_half * p.muscle_half
        return p.insulin_share * muscle * 2 * square / (insulin * (insulin * insulin + square))

    def slope(muscle, liver):
        insulin, half = p.insulin_reference, p.liver_half
        rest, felt = insulin / half, insulin * liver / half
        release = (1 + rest * rest) * 2 * felt * liver / half / ((1 + felt * felt) * (1 + felt * felt))
        return p.production * (of_uptake(muscle) + release) / (p.glucose_reference * p.glucose_space)

    index = slope(x.muscle_response, x.liver_response)
    peripheral = of_uptake(x.muscle_response) / of_uptake(1)
    return [sensitivity_index.set(index), insulin_sensitivity.set(index / slope(1, 1)), peripheral_sensitivity.set(peripheral)]
