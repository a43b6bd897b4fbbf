"""What was eaten acts until it is used up."""

import numpy as np
import pytest

from enterocrine.body.axes import exposure
from enterocrine.body.upper_gut.exposures import eaten_exposures
from enterocrine.simulate.exposures import meal_exposures
from enterocrine.studies.virtual_trial import habitual


def test_an_even_intake_gives_its_own_level(alone, number):
    loss = np.array([number(f"upper_gut.exposure_loss[{name}]") for name in exposure.labels])
    found = alone(eaten_exposures, exposing=2.0, exposures=2.0 / loss)
    assert np.allclose(found.change["exposures"], 0) and np.allclose(found.set["exposure_level"], 2.0)


def test_fish_fat_acts_for_weeks_and_alcohol_for_hours(number):
    assert np.log(2) / number("upper_gut.exposure_loss[omega3]") > 5 * 24 and np.log(2) / number("upper_gut.exposure_loss[alcohol]") < 4


def test_the_western_diet_is_the_reference(number):
    """The reference values are those of the habitual western diet, so that every food link is neutral on it."""
    western = habitual("western")
    daily = meal_exposures(western).sum(axis=0) / western.days
    for name, grams in zip(exposure.labels, daily, strict=True):
        assert grams == pytest.approx(24 * number(f"upper_gut.exposure_reference[{name}]"), rel=0.05), name
