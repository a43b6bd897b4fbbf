"""Insulin sensitivity as measured."""

import pytest

from enterocrine.body.insulin.sensitivity import measured_sensitivity


def test_it_is_one_in_the_reference_adult_and_within_what_tests_find(alone):
    found = alone(measured_sensitivity).set
    assert found["insulin_sensitivity"] == pytest.approx(1)
    per_minute_and_pmol = found["sensitivity_index"] * 1e-9 / 60
    assert 3e-5 < per_minute_and_pmol < 1.2e-4


def test_it_is_the_slope_of_the_balance(alone, number):
    """Beside a difference quotient of production and uptake, for unlike responses."""
    from enterocrine.body.insulin.glucose import glucose_balance

    def net(insulin):
        given = {"glucose_level": 5.0, "glucose_appearance": 0.0, "glucose_infusion": 0.0, "muscle_response": 0.6, "liver_response": 0.8}
        found = alone(glucose_balance, **given, insulin_action=insulin).set
        return found["glucose_uptake"] - found["glucose_production"]

    step = 1e-10
    slope = (net(5e-8 + step) - net(5e-8 - step)) / (2 * step)
    index = alone(measured_sensitivity, muscle_response=0.6, liver_response=0.8).set["sensitivity_index"]
    assert slope / (5.0 * number("insulin.glucose_space")) == pytest.approx(index, rel=1e-4)


def test_each_part_counts(alone):
    half = [alone(measured_sensitivity, **{name: 0.5}).set["insulin_sensitivity"] for name in ("muscle_response", "liver_response")]
    assert all(0.4 < value < 1 for value in half)


def test_the_peripheral_part_knows_muscle_only(alone):
    assert alone(measured_sensitivity).set["peripheral_sensitivity"] == pytest.approx(1)
    assert alone(measured_sensitivity, liver_response=0.5).set["peripheral_sensitivity"] == pytest.approx(1)
    assert alone(measured_sensitivity, muscle_response=0.5).set["peripheral_sensitivity"] == pytest.approx(0.5)
