"""Insulin sensitivity as measured."""

import pytest

from enterocrine.body.insulin.sensitivity import measured_sensitivity


def test_it_is_one_in_the_reference_adult_and_within_what_tests_find(alone):
    found = alone(measured_sensitivity).set
    assert found["insulin_sensitivity"] == pytest.approx(1)
    per_minute_and_pmol = found["sensitivity_index"] * 1e-9 / 60
    assert 3e-5 < per_minute_and_pmol < 1.2e-4


def test_it_is_what_a_test_would_find_in_the_balance(alone, number):
    """Beside production and uptake with the insulin of a test and with none, for unlike responses."""
    from enterocrine.body.insulin.glucose import glucose_balance

    level, test = number("insulin.glucose_reference"), number("insulin.test_insulin")

    def net(insulin):
        given = {"glucose_level": level, "glucose_appearance": 0.0, "glucose_infusion": 0.0, "muscle_response": 0.6, "liver_response": 0.8}
        found = alone(glucose_balance, **given, insulin_action=insulin).set
        return found["glucose_uptake"] - found["glucose_production"]

    index = alone(measured_sensitivity, muscle_response=0.6, liver_response=0.8).set["sensitivity_index"]
    assert (net(test) - net(1e-6 * test)) / (test * level * number("insulin.glucose_space")) == pytest.approx(index, rel=1e-6)


def test_each_part_counts(alone):
    half = [alone(measured_sensitivity, **{name: 0.5}).set["insulin_sensitivity"] for name in ("muscle_response", "liver_response")]
    assert all(0.4 < value < 1 for value in half)


def test_the_peripheral_part_knows_muscle_only(alone):
    assert alone(measured_sensitivity).set["peripheral_sensitivity"] == pytest.approx(1)
    assert alone(measured_sensitivity, liver_response=0.5).set["peripheral_sensitivity"] == pytest.approx(1)
    assert alone(measured_sensitivity, muscle_response=0.5).set["peripheral_sensitivity"] == pytest.approx(0.5)
