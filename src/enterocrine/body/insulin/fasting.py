"""Fasting glucose and insulin: where the system would rest without meals."""

from ...network import Parameter, Reaction, mechanism
from .contents import (
    beta_cell_function,
    fasting_glucose,
    fasting_glucose_level,
    fasting_insulin,
    fasting_insulin_level,
    homa_ir,
    liver_response,
    muscle_response,
)
from .glucose import PRODUCTION, UPTAKE, glucose_space, made, taken_up
from .secretion import SECRETION, clearance, drive, insulin_reference

insulin_space = Parameter("insulin_space", "L/g")
homa_product = Parameter("homa_product", "mmol2/L2")


@mechanism(
    reads=[fasting_glucose_level, fasting_insulin_level, muscle_response, liver_response, beta_cell_function],
    changes=[fasting_glucose_level, fasting_insulin_level],
    sets=[fasting_glucose, fasting_insulin, homa_ir],
    parameters=list(
        dict.fromkeys(
            (*PRODUCTION, *UPTAKE, *SECRETION, insulin_reference, glucose_space, insulin_space, clearance, homa_product)
        )
    ),
    evidence="A",
)
def fasting_levels(x, p):
    """After a night without food glucose and insulin come to rest where production meets uptake and secretion meets clearance.

    The same balances as over the day, without meals and gut hormones; blood for HOMA-IR is drawn there, and a daily mean would not be it.
    """
    level, hormone = x.fasting_glucose_level, x.fasting_insulin_level
    rate = p.insulin_clearance / p.insulin_space
    return [
        Reaction("production", made(p, hormone, level, x.liver_response) / p.glucose_space, produces={fasting_glucose_level: 1}),
        Reaction("uptake", taken_up(p, hormone, level, x.muscle_response) / p.glucose_space, {fasting_glucose_level: 1}),
        Reaction(
            "secretion", rate * p.insulin_reference * drive(p, level) * x.beta_cell_function, produces={fasting_insulin_level: 1}
        ),
        Reaction("clearance", rate * hormone, {fasting_insulin_level: 1}),
        fasting_glucose.set(level),
        fasting_insulin.set(hormone),
        homa_ir.set(level * hormone / p.homa_product),
    ]
