"""A western diet as an intake, for tests that need no food table."""

from types import SimpleNamespace

import numpy as np

from enterocrine.food.classes import SUBSTRATES

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
    return SimpleNamespace(
        period_h=period_h,
        meal_h=np.array(hours),
        low=0.8 * mid,
        mid=mid,
        high=1.2 * mid,
        energy_kj=np.array(shares) * 9500.0,
        known_fibre_share=0.9,
        extrapolation=(),
    )
