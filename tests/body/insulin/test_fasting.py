"""Fasting levels and HOMA-IR."""

import pytest

from enterocrine.body.insulin.fasting import fasting_levels

REST = {"fasting_glucose_level": 5.0, "fasting_insulin_level": 5e-8}


def test_the_reference_adult_is_at_rest(alone):
    found = alone(fasting_levels, **REST)
    assert all(abs(float(c[0])) < 1e-9 for c in found.change.values())
    assert found.set["homa_ir"] == pytest.approx(5 * 50 / 135)


def test_resistance_raises_both(alone):
    found = alone(fasting_levels, **REST, muscle_response=0.5, liver_response=0.5).change
    assert found["fasting_glucose_level"][0] > 0
    assert alone(fasting_levels, **{**REST, "fasting_glucose_level": 5.5}).change["fasting_insulin_level"][0] > 0


def test_more_beta_cells_more_insulin(alone):
    assert alone(fasting_levels, **REST, beta_cell_function=1.5).change["fasting_insulin_level"][0] > 0
