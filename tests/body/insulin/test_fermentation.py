"""Fermentation and the response to insulin."""

import numpy as np
import pytest

from enterocrine.body.insulin.fermentation import fermentation_and_insulin_response


def response(alone, number, times=1.0, of="liver_response", **more):
    rest = number("insulin.fermentation_rest")
    return alone(fermentation_and_insulin_response, fermentation_of_late=times * rest, **more).set[of]


def test_the_habitual_diet_of_the_reference_adult_changes_nothing(alone, number):
    assert response(alone, number) == pytest.approx(1)


def test_more_helps_and_saturates(alone, number):
    steps = np.diff([response(alone, number, times) for times in (1.0, 1.5, 2.0, 2.5)])
    assert (steps > 0).all() and (np.diff(steps) < 0).all()


def test_more_where_the_response_is_low(alone, number):
    assert response(alone, number, 1.5, adiposity_response=0.5) > response(alone, number, 1.5)


def test_muscle_gains_less_than_the_liver(alone, number):
    liver, muscle = (response(alone, number, 2.0, of) for of in ("liver_response", "muscle_response"))
    assert 1 < muscle < liver and np.log(muscle) == pytest.approx(number("insulin.muscle_part") * np.log(liver))


def test_it_follows_the_release_within_days(alone, number):
    found = alone(fermentation_and_insulin_response, fermentation_of_late=0.0, portal_release=[1.0, 2.0, 3.0])
    assert found.change["fermentation_of_late"][0] == pytest.approx(6 * number("insulin.fermentation_memory"))
