"""Body fat, sex and the response to insulin."""

import pytest

from enterocrine.body.insulin.adiposity import fat_and_insulin_response


def response(alone, **changed):
    return alone(fat_and_insulin_response, changed=changed).set


def test_the_reference_adult_is_at_rest(alone):
    assert response(alone)["adiposity_response"] == pytest.approx(1)


def test_fat_lowers_muscle_more_than_liver(alone):
    found = response(alone, fat_mass=2.0)
    assert 0.4 < found["muscle_response"] < found["liver_response"] < 0.9


def test_people_differ_by_a_factor_of_their_own(alone):
    assert response(alone, own_response=1.3)["adiposity_response"] == pytest.approx(1.3)
