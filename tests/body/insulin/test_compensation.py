"""Adaptation of beta cells."""

import pytest

from enterocrine.body.insulin.compensation import beta_cell_adaptation


def change(alone, sensitivity, **more):
    return float(alone(beta_cell_adaptation, insulin_sensitivity=sensitivity, beta_cell_function=1.0, **more).change["beta_cell_function"][0])


def test_the_reference_adult_is_at_rest(alone):
    assert change(alone, 1.0) == pytest.approx(0)


def test_resistance_calls_more_and_sensitivity_less(alone):
    assert change(alone, 0.5) > 0 > change(alone, 2.0)


def test_it_takes_weeks(alone, number):
    assert 7 * 24 < 1 / number("insulin.adaptation") < 60 * 24
