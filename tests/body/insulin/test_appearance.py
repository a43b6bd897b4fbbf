"""What a meal and a drink bring into the circulation."""

import numpy as np
import pytest

from enterocrine.body.axes import absorbable, nutrient
from enterocrine.body.insulin.appearance import glucose_from_food


def test_starch_and_sugars_bring_glucose_and_fat_brings_none(alone, number):
    def appears(label):
        held = [float(name == label) for name in absorbable.labels]
        return alone(glucose_from_food, absorbing=held, stomach=0.0, drink=0.0).set["glucose_appearance"]

    assert appears("fat") == appears("protein") == 0
    rate = number("insulin.mucosal_uptake") * number("insulin.splanchnic_escape")
    assert appears("glucose") == pytest.approx(rate * 5.55) and appears("glucose") < appears("starch")


def test_what_empties_is_taken_up_less_what_escapes(alone, number):
    food = np.zeros(len(nutrient))
    food[nutrient.index("starch")] = 60.0
    found = alone(glucose_from_food, stomach=food, drink=0.0, absorbing=0.0).change["absorbing"]
    expected = 60 * number("upper_gut.emptying") * (1 - number("upper_gut.ileal_escape[starch]"))
    assert found[absorbable.index("starch")] == pytest.approx(expected) and found.sum() == pytest.approx(expected)


def test_a_drink_arrives_as_glucose_and_loses_nothing(alone):
    found = alone(glucose_from_food, stomach=0.0, drink=75.0, absorbing=0.0).change
    assert found["absorbing"][absorbable.index("glucose")] == pytest.approx(-found["drink"][0]) and found["drink"][0] < 0
