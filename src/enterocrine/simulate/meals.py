"""What each virtual person's meals hold: intervals of the food table -> grams of each nutrient class that enter the stomach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..body.axes import nutrient
from ..food.classes import FATS, INDEX

if TYPE_CHECKING:
    from ..food.intake import Intake
    from ..population.cohort import Cohort

NORMAL_90 = 1.645  # half-width of a 90 % interval in standard deviations
_SAME_NAME = (
    "sugars",
    "starch",
    "resistant_starch_raw",
    "inulin",
    "galactooligosaccharides",
    "beta_glucan",
    "pectin",
    "arabinoxylan",
    "gums",
    "psyllium",
    "protein",
)


def meal_amounts(cohort: Cohort, intake: Intake) -> np.ndarray:
    """Grams of each nutrient class per meal and person.

    Args:
        cohort: the virtual people; each holds every class at its own place within the interval, the same at all meals.
        intake: meals with low, mid and high grams per substrate class; low and high are read as a 90 % interval.

    Returns:
        (meals, nutrients, persons) grams.
    """
    z = cohort.food[None] / NORMAL_90
    mid = intake.mid[:, :, None]
    eaten = np.maximum(
        mid + np.where(z > 0, z * (intake.high - intake.mid)[:, :, None], z * (intake.mid - intake.low)[:, :, None]), 0.0
    )
    out = np.zeros((eaten.shape[0], len(nutrient), cohort.size))

    def put(label: str, grams: np.ndarray) -> None:
        out[:, nutrient.index(label)] += grams

    for name in _SAME_NAME:
        put(name, eaten[:, INDEX[name]])
    for name in ("resistant_starch_cooked", "resistant_starch_cooled"):
        put("resistant_starch_retrograded", eaten[:, INDEX[name]])
    wall = eaten[:, INDEX["cellulose_lignin"]]
    put("cellulose", wall * (1 - cohort.lignin_share))
    put("lignin", wall * cohort.lignin_share)
    unknown = eaten[:, INDEX["fibre_unknown"]]
    for share, label in zip(cohort.unknown_fibre, cohort.unknown_classes, strict=True):
        put(label, unknown * share)
    for name in FATS:
        put("fat", eaten[:, INDEX[name]])
    return out
