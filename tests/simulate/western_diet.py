"""A western diet as an intake, for tests that need no food table."""

import numpy as np

from enterocrine.food.classes import FIBRE, SUBSTRATES
from enterocrine.food.intake import Intake

WESTERN = {
    "sugars": 105,
    "starch": 135,
    "resistant_starch_raw": 1,
    "resistant_starch_cooked": 3,
    "resistant_starch_cooled": 1,
    "inulin": 3,
    "galactooligosaccharides": 1,
    "beta_glucan": 0.8,
    "pectin": 3,
    "arabinoxylan": 4,
    "gums": 0.7,
    "cellulose_lignin": 4,
    "fibre_unknown": 2,
    "protein": 85,
    "saturated": 32,
    "monounsaturated": 34,
    "omega6": 14,
    "ala": 1.5,
    "epa_dha": 0.3,
}


def eat(period_h=24.0, hours=(7.5, 12.5, 16.0, 19.0), shares=(0.25, 0.3, 0.1, 0.35), **changed):
    """An intake with the same mixture at every meal and a 20 % interval."""
    grams = np.array([{**WESTERN, **changed}.get(s, 0.0) for s in SUBSTRATES])
    mid = np.outer(shares, grams)
    none = np.zeros(len(shares))
    return Intake(
        period_h=period_h,
        meal_h=np.array(hours),
        meal_names=tuple(f"meal {k + 1}" for k in range(len(shares))),
        low=0.8 * mid,
        mid=mid,
        high=1.2 * mid,
        energy_kj=np.array(shares) * 9500.0,
        fibre_total=mid[:, [SUBSTRATES.index(s) for s in FIBRE]].sum(axis=1),
        fructose=0.2 * mid[:, SUBSTRATES.index("sugars")],
        live_microbes=none,
        live_microbes_low=none,
        live_microbes_high=none,
        fermented=none,
        processed=none,
        known_fibre_share=0.9,
    )
