"""Given releasing hormone."""

import pytest

from enterocrine.body.growth.releasing_hormone import given_releasing_hormone


def call(alone, number, mass):
    """Occupancy that the pituitary comes to feel at a constant amount."""
    found = alone(given_releasing_hormone, ghrh_mass=mass, ghrh_depot=0.0, ghrh_felt=0.0)
    return found.rate["call"][0] / number("growth.ghrh_response_rate")


def test_nothing_given_nothing_occupied(alone, number):
    assert call(alone, number, 0.0) == 0
    assert alone(given_releasing_hormone, ghrh_mass=0.0, ghrh_depot=0.0, ghrh_felt=0.0).set["ghrh_occupancy"] == 0


def test_a_microgram_a_kilogram_nearly_fills_the_receptors(alone, number):
    assert call(alone, number, 0.02 * 75e-6) < 0.2 and call(alone, number, 75e-6) > 0.8


def test_release_follows_the_receptors_with_a_delay(alone, number):
    """At once nothing is felt of what occupies them, and what was felt lasts after it is gone."""
    full = alone(given_releasing_hormone, ghrh_mass=75e-6, ghrh_depot=0.0, ghrh_felt=0.0)
    assert full.set["ghrh_occupancy"] == 0 and full.change["ghrh_felt"][0] > 0
    gone = alone(given_releasing_hormone, ghrh_mass=0.0, ghrh_depot=0.0, ghrh_felt=0.5)
    assert gone.set["ghrh_occupancy"] == 0.5 and gone.change["ghrh_felt"][0] == pytest.approx(-0.5 * number("growth.ghrh_response_rate"))


def test_few_percent_of_a_subcutaneous_dose_arrive(alone):
    found = alone(given_releasing_hormone, ghrh_mass=0.0, ghrh_depot=1e-3).change
    assert found["ghrh_mass"][0] == pytest.approx(-0.06 * found["ghrh_depot"][0])
