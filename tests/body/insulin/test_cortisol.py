"""Cortisol against insulin."""

import numpy as np
import pytest

from enterocrine.body.insulin.cortisol import cortisol_and_insulin_response, cortisol_and_insulin_secretion


def test_the_reference_adult_is_at_rest(alone, number):
    rest = number("immune.cortisol_rest")
    found = alone(cortisol_and_insulin_response, cortisol_level=rest, cortisol_felt=1.0)
    assert found.change["cortisol_felt"][0] == pytest.approx(0)
    assert found.set["liver_response"] == pytest.approx(1) and found.set["muscle_response"] == pytest.approx(1)
    assert alone(cortisol_and_insulin_secretion, cortisol_level=rest).set["secretory_response"] == pytest.approx(1)


def test_a_day_of_cortisol_shifts_liver_and_muscle_as_rizza_saw(alone):
    """Half effect at 81 instead of 31 uU/mL in the liver and 104 instead of 64 in muscle, at 2.6 times the cortisol (Rizza 1982)."""
    found = alone(cortisol_and_insulin_response, cortisol_felt=2.6).set
    assert found["liver_response"] == pytest.approx(31 / 81, rel=0.1) and found["muscle_response"] == pytest.approx(64 / 104, rel=0.1)


def test_tissues_feel_it_hours_later_and_beta_cells_at_once(alone, number):
    rest = number("immune.cortisol_rest")
    burst = alone(cortisol_and_insulin_response, cortisol_level=3 * rest, cortisol_felt=1.0)
    assert burst.set["liver_response"] == pytest.approx(1)
    hours = 2 / burst.change["cortisol_felt"][0]
    assert 2 < hours < 24
    held = [alone(cortisol_and_insulin_secretion, cortisol_level=times * rest).set["secretory_response"] for times in (0.5, 1, 2, 4)]
    assert (np.diff(held) < 0).all()
