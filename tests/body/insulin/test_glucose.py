"""Production and uptake of glucose."""

import pytest

from enterocrine.body.insulin.glucose import glucose_balance, plasma_levels

REST = {"glucose_level": 5.0, "insulin_action": 5e-8, "glucose_appearance": 0.0, "glucose_infusion": 0.0}


def balance(alone, **changed):
    return alone(glucose_balance, **{**REST, **changed})


def test_the_reference_adult_is_at_rest(alone, number):
    found = balance(alone)
    assert found.change["glucose_mass"] == pytest.approx(0, abs=1e-9)
    assert found.set["glucose_production"] == pytest.approx(number("insulin.production"))


def test_insulin_stops_production_and_calls_uptake(alone):
    rest, clamp = balance(alone), balance(alone, insulin_action=5.4e-7)
    assert clamp.set["glucose_production"] < 0.15 * rest.set["glucose_production"]
    assert 2.5 < clamp.set["glucose_uptake"] / rest.set["glucose_uptake"] < 5


def test_the_liver_answers_at_half_the_insulin_of_muscle(alone):
    """Rizza 1981: production half suppressed at 29, wholly at 60 uU/mL; uptake half called at 55."""
    rest, half, whole = (balance(alone, insulin_action=insulin).set["glucose_production"] for insulin in (5e-8, 1.74e-7, 3.6e-7))
    assert 0.35 < half / rest < 0.6 and whole / rest < 0.15
    called = [balance(alone, insulin_action=insulin).set["glucose_uptake"] for insulin in (5e-8, 1.74e-7, 5e-6)]
    assert (called[1] - called[0]) / (called[2] - called[0]) < 0.3


def test_muscle_and_liver_answer_apart(alone):
    clamp = balance(alone, insulin_action=3e-7)
    muscle, liver = balance(alone, insulin_action=3e-7, muscle_response=0.5), balance(alone, insulin_action=3e-7, liver_response=0.5)
    assert muscle.set["glucose_production"] == clamp.set["glucose_production"] and muscle.set["glucose_uptake"] < clamp.set["glucose_uptake"]
    assert liver.set["glucose_uptake"] == clamp.set["glucose_uptake"] and liver.set["glucose_production"] > clamp.set["glucose_production"]


def test_levels_are_mass_over_space(alone, number):
    space = number("insulin.glucose_space") * number("host.weight")
    found = alone(plasma_levels, glucose_mass=5 * space, insulin_mass=1e-7).set
    assert found["glucose"] == found["glucose_level"] == pytest.approx(5) and found["insulin"] > 0
