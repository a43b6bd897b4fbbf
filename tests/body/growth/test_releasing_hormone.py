"""Given releasing hormone."""

import pytest

from enterocrine.body.growth.releasing_hormone import given_releasing_hormone


def test_nothing_given_nothing_occupied(alone):
    assert alone(given_releasing_hormone, ghrh_mass=0.0, ghrh_depot=0.0).set["ghrh_occupancy"] == 0


def test_a_microgram_a_kilogram_nearly_fills_the_receptors(alone):
    low, high = (alone(given_releasing_hormone, ghrh_mass=dose * 75e-6, ghrh_depot=0.0).set["ghrh_occupancy"] for dose in (0.02, 1.0))
    assert low < 0.2 and high > 0.8


def test_few_percent_of_a_subcutaneous_dose_arrive(alone):
    found = alone(given_releasing_hormone, ghrh_mass=0.0, ghrh_depot=1e-3).change
    assert found["ghrh_mass"][0] == pytest.approx(-0.06 * found["ghrh_depot"][0])
