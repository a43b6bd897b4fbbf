"""Habitual diets that studies name: daily totals from published averages, each number with its source in diet_presets.tsv."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from ..errors import Fault, InputError, nearest
from .classes import INDEX
from .curated import read_tsv
from .daily_totals import from_daily_totals
from .intake import Intake, finish

PRESETS = ("western", "mediterranean", "rural_african", "vegetarian")
SPREAD = {"fibre": 0.25, "resistant_starch": 0.5, "polyphenols": 0.6, "other": 0.1}


def totals(name: str) -> dict[str, Any]:
    """Daily totals of a preset in g and kJ, keys as in CHANGE `intake`.

    Raises:
        InputError: no such preset.
    """
    if name not in PRESETS:
        raise InputError(Fault(f'no habitual diet is called "{name}"', nearest=nearest(name, PRESETS), cure=f"one of {', '.join(PRESETS)}"))
    found: dict[str, Any] = {}
    for row in read_tsv("diet_presets.tsv"):
        if row["diet"] != name:
            continue
        section, _, key = row["key"].partition(".")
        if key:
            found.setdefault(section, {})[key] = float(row["value"])
        else:
            found[section] = float(row["value"])
    return found


@lru_cache(maxsize=len(PRESETS))
def preset(name: str) -> Intake:
    """A habitual diet by its name, with bounds: fibre types +/- 25 %, resistant starch +/- 50 %, polyphenols +/- 60 %, others +/- 10 %.

    Raises:
        InputError: no such preset.
    """
    intake = from_daily_totals(totals(name))
    for names, key in (
        (("inulin", "galactooligosaccharides", "beta_glucan", "pectin", "arabinoxylan", "gums", "cellulose_lignin", "fibre_unknown"), "fibre"),
        (("resistant_starch_raw", "resistant_starch_cooked", "resistant_starch_cooled"), "resistant_starch"),
        (("anthocyanins", "flavanols", "catechins", "other_polyphenols"), "polyphenols"),
        (("sugars", "starch", "protein", "saturated", "monounsaturated", "omega6", "ala", "epa_dha", "other_fat", "alcohol"), "other"),
    ):
        columns = np.array([INDEX[n] for n in names])
        intake.low[:, columns] = intake.mid[:, columns] * (1 - SPREAD[key])
        intake.high[:, columns] = intake.mid[:, columns] * (1 + SPREAD[key])
    return finish(intake)
