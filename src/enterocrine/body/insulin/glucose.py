"""Glucose in plasma: what liver and kidney make, what tissues take up."""

from ...network import Parameter, Reaction, mechanism, ops
from ..host.covariates import weight
from .contents import (
    glucose,
    glucose_appearance,
    glucose_infusion,
    glucose_level,
    glucose_mass,
    glucose_production,
    glucose_uptake,
    insulin,
    insulin_action,
    insulin_level,
    insulin_mass,
    liver_response,
    muscle_response,
)

glucose_space = Parameter("glucose_space", "L/g")
insulin_space = Parameter("insulin_space", "L/g")
glucose_reference = Parameter("glucose_reference", "mmol/L")
insulin_reference = Parameter("insulin_reference", "mmol/L")
production = Parameter("production", "mmol/g/h")
brain_share = Parameter("brain_share", "1")
brain_half = Parameter("brain_half", "mmol/L")
insulin_share = Parameter("insulin_share", "1")
transport_half = Parameter("transport_half", "mmol/L")
muscle_half = Parameter("muscle_half", "mmol/L")
liver_half = Parameter("liver_half", "mmol/L")
liver_order = Parameter("liver_order", "1")
autoregulation_half = Parameter("autoregulation_half", "mmol/L")

PRODUCTION = (glucose_reference, insulin_reference, production, liver_half, liver_order, autoregulation_half)
UPTAKE = (glucose_reference, insulin_reference, production, brain_share, brain_half, insulin_share, transport_half, muscle_half)


def unrestrained(p, level):
    """Glucose production [mmol/g/h] without insulin at a glucose level, which itself restrains it."""
    by_glucose = (1 + p.glucose_reference / p.autoregulation_half) / (1 + level / p.autoregulation_half)
    return p.production * (1 + ops.power(p.insulin_reference / p.liver_half, p.liver_order)) * by_glucose


def made(p, action, level, liver):
    """Glucose production [mmol/g/h] at an insulin action and a glucose level; steep, so that a small rise of insulin counts."""
    return unrestrained(p, level) / (1 + ops.power(action * liver / p.liver_half, p.liver_order))


def taken_up(p, action, level, muscle):
    """Glucose uptake [mmol/g/h]: brain (saturated), tissues that need no insulin, and muscle and fat by insulin, two molecules of which count."""

    def against(value, half, reference):
        return ops.saturating(value, half) / ops.saturating(reference, half)

    transport = against(level, p.transport_half, p.glucose_reference)
    by_insulin = against(action * action, p.muscle_half * p.muscle_half, p.insulin_reference * p.insulin_reference) * muscle
    brain = p.brain_share * against(level, p.brain_half, p.glucose_reference)
    passive = 1 - p.brain_share - p.insulin_share
    return p.production * (brain + (passive + p.insulin_share * by_insulin) * transport)


@mechanism(
    reads=[glucose_mass, insulin_mass],
    sets=[glucose_level, insulin_level, glucose, insulin],
    parameters=[weight, glucose_space, insulin_space],
    evidence="A",
)
def plasma_levels(x, p):
    """Glucose and insulin are measured in plasma, each in the space that it fills within minutes.

    Tracer studies in people; one space each, so that the first minutes after an injection are too smooth.
    """
    sugar, hormone = x.glucose_mass / (p.glucose_space * p.weight), x.insulin_mass / (p.insulin_space * p.weight)
    return [glucose_level.set(sugar), glucose.set(sugar), insulin_level.set(hormone), insulin.set(hormone)]


@mechanism(
    reads=[glucose_level, insulin_action, glucose_appearance, glucose_infusion, muscle_response, liver_response],
    changes=[glucose_mass],
    sets=[glucose_production, glucose_uptake],
    parameters=[weight, *dict.fromkeys((*PRODUCTION, *UPTAKE))],
    evidence="A",
)
def glucose_balance(x, p):
    """Liver and kidney make glucose, less of it the more insulin and glucose there are; the brain takes a fixed flow, muscle and fat by insulin.

    Clamps with tracers in people: the liver answers at half the insulin that muscle needs. Insulin is that of plasma, as the half was measured,
    not of portal blood. At rest both balance at the reference levels; no loss in urine, so too high above 10 mmol/L.
    """
    makes = made(p, x.insulin_action, x.glucose_level, x.liver_response)
    takes = taken_up(p, x.insulin_action, x.glucose_level, x.muscle_response)
    return [
        Reaction("appearance", x.glucose_appearance + x.glucose_infusion, produces={glucose_mass: 1}),
        Reaction("production", makes * p.weight, produces={glucose_mass: 1}),
        Reaction("uptake", takes * p.weight, {glucose_mass: 1}),
        glucose_production.set(makes),
        glucose_uptake.set(takes),
    ]
