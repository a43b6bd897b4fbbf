"""Testosterone in the morning."""

import numpy as np
import pytest

from enterocrine.body.androgen.rhythm import morning_testosterone

YEAR = 8766.0


def morning(alone, years, own=1.0, woman=False):
    """Relative to the day's mean."""
    found = alone(morning_testosterone, put={"age": years * YEAR, "female": float(woman)}, androgen_level=[15e-6, 1e-6, 3e-6],
                  androgen_cleared=[1.0, 1.0, 1.0], gonadal_secretion=[own, 0.0, 0.0])  # fmt: skip
    return found.set["testosterone_morning"] / 15e-6


def afternoon_over_morning(alone, years):
    rise = morning(alone, years) - 1
    return (1 + rise * np.cos(2 * np.pi * 8 / 24)) / (1 + rise)


def test_from_eight_to_sixteen(alone):
    """G-E09.1, G-E09.2: -20 to -25 % at 30-40 y, -10 % at 70 y."""
    assert -0.25 < afternoon_over_morning(alone, 35) - 1 < -0.20
    assert afternoon_over_morning(alone, 70) - 1 == pytest.approx(-0.10, abs=0.01)


def test_day_mean_of_a_young_man_is_a_fifth_below_the_morning(alone):
    """A-6: 22 % below nine o'clock."""
    assert 1 / morning(alone, 23) - 1 == pytest.approx(-0.2, abs=0.02)


def test_given_testosterone_has_no_rhythm_and_women_little(alone):
    assert morning(alone, 40, own=0.0) == 1 and 1 < morning(alone, 40, own=0.2) < morning(alone, 40)
    assert morning(alone, 40, woman=True) < 1.1
