"""What a run says about the fibre of its diets: how much of each type, how sure, and which foods leave most of it untyped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ..food.classes import FIBRE, INDEX, RESISTANT_STARCH
from ..food.table import show
from .meals import daily_classes

if TYPE_CHECKING:
    from ..food.intake import Intake
    from ..population.cohort import Cohort

MOST_FOODS = 8
_LEAST_G = 0.005  # per day; less is not told


def diet_facts(cohort: Cohort, intakes: Mapping[str, Intake]) -> dict[str, dict[str, Any]]:
    """Facts of each diet for the attributes of a dataset.

    Args:
        cohort: who eats.
        intakes: arm -> what is eaten.

    Returns:
        `fibre`: arm -> {class: [5 % of the draws below, median, 5 % above]} g/d, resistant starch included;
        `known_fibre_shares`: arm -> share of the fibre grams whose type is known;
        `fibre_foods`: arm -> [food, g/d of fibre, share of known type], those first that bring most fibre of unknown type.
    """
    return {
        "fibre": {arm: _fibre(cohort, intake) for arm, intake in intakes.items()},
        "known_fibre_shares": {arm: float(intake.known_fibre_share) for arm, intake in intakes.items()},
        "fibre_foods": {arm: _foods(intake) for arm, intake in intakes.items()},
    }


def _fibre(cohort: Cohort, intake: Intake) -> dict[str, list[float]]:
    eaten = daily_classes(cohort, intake)
    ends = {name: np.quantile(eaten[INDEX[name]], (0.05, 0.5, 0.95)) for name in (*FIBRE, *RESISTANT_STARCH)}
    return {name: [float(f"{v:.6g}") for v in q] for name, q in ends.items() if q[2] >= _LEAST_G}


def _foods(intake: Intake) -> list[tuple[str, float, float]]:
    grams: dict[str, float] = defaultdict(float)
    for item in getattr(intake, "items", ()):
        grams[item.food_id] += item.grams * 24 / intake.period_h
    rows = []
    for food_id, eaten in grams.items():
        food = show(food_id)
        fibre = eaten * sum(food.per100[name].mid for name in FIBRE) / 100
        unknown = eaten * food.per100["fibre_unknown"].mid / 100
        if unknown >= _LEAST_G:
            rows.append((unknown, food.name, fibre))
    rows.sort(key=lambda row: (-row[0], row[1]))
    return [(name, float(f"{fibre:.6g}"), float(f"{1 - unknown / fibre:.6g}")) for unknown, name, fibre in rows[:MOST_FOODS]]
