"""Every restraint is neutral at rest and damps above it."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine, exposure
from enterocrine.body.immune import restraints


def test_aftermath(alone):
    at = [alone(restraints.tolerance, refractoriness=r).set["restraint"] for r in (1.0, 5.0, 20.0)]
    assert at[0] == pytest.approx(1) and at[0] > at[1] > at[2] > 0


def test_interleukin_10(alone, number):
    rest = np.array([number(f"immune.rest_level[{name}]") for name in cytokine.labels])
    neutral = alone(restraints.interleukin_10, cytokines=rest).set
    assert neutral["restraint"] == pytest.approx(1) and neutral["message_restraint"] == pytest.approx(np.ones(len(cytokine.labels)))
    rest[cytokine.index("il10")] *= 50
    found = alone(restraints.interleukin_10, cytokines=rest).set
    held = dict(zip(cytokine.labels, found["message_restraint"], strict=True))
    assert 0 < held["tnf"] < 0.5 < found["restraint"] < 0.8 and all(held[name] == 1 for name in ("il6", "il8", "il1b", "il10"))


def test_cortisol(alone, number):
    rest = number("immune.cortisol_rest")
    at = [alone(restraints.glucocorticoid, cortisol_level=f * rest).set["restraint"] for f in (1, 3)]
    assert at[0] == pytest.approx(1) and at[1] < 1


def test_food_with_trials_damps_and_food_without_does_not(alone, number):
    level = np.array([number(f"upper_gut.exposure_reference[{name}]") for name in exposure.labels])

    def with_more(name, grams_a_day):
        more = level.copy()
        more[exposure.index(name)] += grams_a_day / 24
        return alone(restraints.anti_inflammatory_food, exposure_level=more).set["restraint"]

    assert with_more("omega3", 0) == pytest.approx(1)
    assert 0.8 < with_more("omega3", 2) < 1 and 0.8 < with_more("anthocyanins", 0.3) < 1
    assert with_more("catechins", 0.5) == pytest.approx(1)
