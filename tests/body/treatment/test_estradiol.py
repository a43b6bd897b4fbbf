"""Estradiol by patch, gel and vagina against labels."""

import numpy as np
import pytest

from enterocrine.body.treatment.estradiol import estradiol_past_the_liver

UG_A_MMOL = 272.38e3
CLEARED_L_A_DAY = 1350.0  # G-E08.4


def test_a_patch_delivers_what_it_is_named_by_and_fades_within_a_day(course):
    times, found = course("worn_patch", 50 / UG_A_MMOL / 24, 10 * 24.0, worn=7 * 24.0)
    entering = np.diff(found["estrogen_mass[estradiol]"]) / np.diff(times) * 24 * UG_A_MMOL
    hours = times[1:]
    assert entering[(hours > 48) & (hours < 168)].mean() == pytest.approx(50, rel=0.01)
    assert entering[(hours > 48) & (hours < 168)].mean() / CLEARED_L_A_DAY * 1000 == pytest.approx(37, rel=0.02)  # pg/mL over baseline
    assert entering[hours > 192][0] < 0.05 * 50
    assert found["estrogen_mass[estradiol]"][-1] * UG_A_MMOL == pytest.approx(7 * 50, rel=2e-3)


def test_a_gel_raises_estradiol_as_its_label_says(course):
    times, found = course("depot[estradiol_gel]", 1500 / UG_A_MMOL, 5 * 24.0)
    assert found["estrogen_mass[estradiol]"][-1] * UG_A_MMOL / CLEARED_L_A_DAY * 1000 == pytest.approx(36, rel=0.02)


def test_little_of_a_vaginal_tablet_reaches_blood(course, number):
    _, found = course("depot[estradiol_vaginal]", 10 / UG_A_MMOL, 5 * 24.0)
    assert found["estrogen_mass[estradiol]"][-1] * UG_A_MMOL == pytest.approx(1.5, rel=0.01)


@pytest.mark.parametrize("name", ["estradiol_patch", "estradiol_gel", "estradiol_vaginal"])
def test_every_way_closes(course, name):
    _, found = course(f"depot[{name}]", 1e-4, 120.0)
    total = found[f"depot[{name}]"] + found["estrogen_mass[estradiol]"] + found["not_absorbed"]
    assert np.abs(total[1:] / 1e-4 - 1).max() < 1e-8


def test_only_estradiol_is_given(alone):
    found = alone(estradiol_past_the_liver, depot=1e-4, worn_patch=0.0).change["estrogen_mass"]
    assert found[0] > 0 and not found[1:].any()
