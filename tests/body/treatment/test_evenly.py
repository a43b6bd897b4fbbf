"""Doses spread evenly arrive as those given at once."""

import pytest

from enterocrine.body.treatment.evenly import steroids_given_evenly


def test_what_flows_enters_its_own_depot(alone):
    assert not alone(steroids_given_evenly).change["depot"].any()
    assert alone(steroids_given_evenly, dosing=2e-3).change["depot"] == pytest.approx(2e-3)


def test_over_a_week_as_much_arrives_as_from_daily_doses(course):
    _, flowing = course("dosing[progesterone_oral]", 1e-3 / 24, 14 * 24.0, worn=7 * 24.0)
    _, once = course("depot[progesterone_oral]", 7e-3, 14 * 24.0)
    assert flowing["progesterone_mass"][-1] == pytest.approx(once["progesterone_mass"][-1], rel=1e-3)
