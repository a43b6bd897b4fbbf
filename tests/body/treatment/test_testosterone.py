"""Testosterone in oil and in gels against labels."""

import numpy as np
import pytest

from enterocrine.body.axes import oil
from enterocrine.body.treatment import testosterone as given

CLEARED_L_A_DAY = 980.0  # TRT-9.2
MG_A_MMOL = 288.42


def entering(times, found):
    """(hours, mg/d) of testosterone that enters blood."""
    return times[1:], np.diff(found["androgen_mass[testosterone]"]) / np.diff(times) * 24 * MG_A_MMOL


def test_a_dose_of_enanthate_runs_as_its_label_says(course):
    times, found = course("depot[testosterone_enanthate]", 250 / 400.59, 40 * 24.0)
    hours, rate = entering(times, found)
    level = rate / CLEARED_L_A_DAY * 1000  # ng/mL above the person's own, which a dose puts to sleep
    assert level.max() == pytest.approx(20, rel=0.15) and 1.5 <= hours[level.argmax()] / 24 <= 3
    # Weeks above 2 and 1 ng/mL; own production, which wakes as the dose fades, is not in here and would lengthen them.
    assert hours[level > 2].max() / 24 == pytest.approx(20, rel=0.15) and hours[level > 1].max() / 24 == pytest.approx(26, rel=0.15)


def test_a_weekly_dose_of_enanthate_gives_its_testosterone_and_no_more(course):
    _, found = course("depot[testosterone_enanthate]", 100 / 400.59, 120 * 24.0)
    arrived = found["androgen_mass[testosterone]"][-1] * MG_A_MMOL
    assert arrived == pytest.approx(72, rel=1e-3) and found["not_absorbed"][-1] == 0.0


@pytest.mark.parametrize(("name", "half_life_d", "peak_d"), [
    ("testosterone_enanthate", 4.5, (1.5, 3)), ("testosterone_enanthate_under_skin", 4.5, (1.5, 3)), ("testosterone_cypionate", 8, (2, 5)),
    # The level falls more slowly, by half in 33.9 and 20.9 days: clearance falls with it and the own testosterone comes back.
    ("testosterone_undecanoate", 27.7, (4, 10)), ("testosterone_undecanoate_tea_seed", 17.3, (4, 10)),
])  # fmt: skip
def test_half_life_and_day_of_the_peak_of_each_ester(course, name, half_life_d, peak_d):
    times, found = course(f"depot[{name}]", 1.0, 10 * half_life_d * 24)
    hours, rate = entering(times, found)
    late = (hours > 4 * half_life_d * 24) & (hours < 7 * half_life_d * 24)
    slope = -np.polyfit(hours[late] / 24, np.log(rate[late]), 1)[0]
    assert np.log(2) / slope == pytest.approx(half_life_d, rel=0.02)
    assert peak_d[0] <= hours[rate.argmax()] / 24 <= peak_d[1]


@pytest.mark.parametrize(("name", "share"), [("testosterone_gel_1", 0.10), ("testosterone_gel_1_62", 0.123), ("testosterone_gel_2", 0.12)])
def test_what_enters_of_a_gel(course, name, share):
    times, found = course(f"depot[{name}]", 1.0, 20 * 24.0)
    assert found["androgen_mass[testosterone]"][-1] == pytest.approx(share, rel=1e-3)
    total = found[f"depot[{name}]"] + found["androgen_mass[testosterone]"] + found["not_absorbed"]
    assert np.abs(total[1:] - 1).max() < 1e-8


def test_gels_fade_when_their_labels_say(course):
    for name, least, most in (("testosterone_gel_1", 72, 96), ("testosterone_gel_1_62", 48, 72)):
        hours, rate = entering(*course(f"depot[{name}]", 50 / MG_A_MMOL, 6 * 24.0))
        faded = hours[rate > 0.05 * rate.max()].max()
        assert least - 24 <= faded <= most, name  # the label counts from a daily dose at steady state


def test_the_daily_swing_of_a_two_percent_gel(number):
    assert np.exp(24 * number("treatment.release_from_gel[testosterone_gel_2]")) == pytest.approx(12 / 3, rel=0.05)


def test_a_small_and_a_large_depot_close_and_stay_positive(course):
    for dose in (1e-4, 2.0):
        _, found = course("depot[testosterone_enanthate]", dose, 60 * 24.0)
        total = found["depot[testosterone_enanthate]"] + found["left_the_oil[testosterone_enanthate]"] + found["androgen_mass[testosterone]"]
        assert np.abs(total[1:] / dose - 1).max() < 1e-8 and min(v.min() for v in found.values()) >= 0


def test_other_androgens_and_other_depots_are_left_alone(alone):
    found = alone(given.testosterone_in_oil, depot=1.0, left_the_oil=1.0, androgen_mass=0.0).change
    assert found["androgen_mass"][0] > 0 and not found["androgen_mass"][1:].any()
    assert (found["depot"][: len(oil)] < 0).all() and not found["depot"][len(oil) :].any()
    assert not alone(given.testosterone_gel, depot=1.0).change["depot"][: len(oil)].any()
