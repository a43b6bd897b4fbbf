"""What a meal brings of substances that act on barrier and immunity, beyond what they are as food."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..body.axes import exposure
from ..food.classes import INDEX

if TYPE_CHECKING:
    from ..food.intake import Intake

SERVING_G = 170.0  # of fermented food, as served
DRY_KJ_PER_G = 17.0  # energy of dry food: processed food is known by its share of the energy
_CLASS = {"saturated": "saturated", "omega3": "epa_dha", "anthocyanins": "anthocyanins", "flavanols": "flavanols",
          "catechins": "catechins", "other_polyphenols": "other_polyphenols", "alcohol": "alcohol"}  # fmt: skip


def meal_exposures(intake: Intake) -> np.ndarray:
    """Middle amounts; what is not known of a food's content is small beside what is not known of the effects.

    Returns:
        (meals, exposures) grams.
    """
    grams = {name: intake.mid[:, INDEX[source]] for name, source in _CLASS.items()}
    grams["fructose"] = intake.fructose
    grams["fermented"] = intake.fermented * SERVING_G
    grams["processed"] = intake.processed * intake.energy_kj / DRY_KJ_PER_G
    return np.stack([grams[name] for name in exposure.labels], axis=1)
