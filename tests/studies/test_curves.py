"""Curves that experimenters fit, against courses whose numbers are known."""

import numpy as np
import pytest

from enterocrine.studies.curves import exponentials, one_site

SAMPLED = (0.083, 0.167, 0.25, 0.333, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5)
TIMES = np.arange(0.01, 6, 0.02)


def course(*phases):
    return sum(size * np.exp(-np.log(2) * TIMES / (minutes / 60)) for size, minutes in phases)


def test_exponentials_are_counted_and_add_up_at_hour_0():
    courses = np.stack([course((1.0, 70)), course((4.0, 5), (1.0, 70)), course((4.0, 3.5), (1.5, 20), (0.5, 75)), -course((1.0, 70))])
    number, total = exponentials(TIMES, courses, SAMPLED, 0.07)
    assert number[:3] == pytest.approx([1, 2, 3]) and np.isnan(number[3])
    assert total[:3] == pytest.approx([1, 5, 6], rel=0.02)


def test_a_phase_that_the_error_hides_is_not_counted():
    hidden = course((1.0, 40), (0.5, 50))[None]
    assert exponentials(TIMES, hidden, SAMPLED, 0.07)[0] == 1 and exponentials(TIMES, hidden, SAMPLED, 1e-4)[0] == 2


def test_rates_of_one_site_come_back():
    on, off, dose, washed = 4.68, 4.32, 3.0, 0.05
    times = np.linspace(0.0005, 0.3, 300)
    rate = on * dose + off
    bound = on * dose / rate * -np.expm1(-rate * np.minimum(times, washed))
    signal = bound * np.exp(-off * np.maximum(times - washed, 0))
    found = one_site(times, np.stack([signal, 20 * signal, 0 * signal]), washed, dose)
    assert found[0][:2] == pytest.approx([on * 1e9 / 3600] * 2, rel=1e-3) and found[1][:2] == pytest.approx([off / 3600] * 2, rel=1e-3)
    assert np.isnan(found[0][2])
