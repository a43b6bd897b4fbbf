"""Metformin by mouth."""

import pytest

from enterocrine.body.metformin.kinetics import metformin_kinetics


def test_half_is_absorbed_and_the_rest_stays_in_the_bowel(alone, number):
    found = alone(metformin_kinetics, metformin_swallowed=1.0, metformin_in_blood=0.0, metformin_in_bowel=0.0).change
    assert sum(amount[0] for amount in found.values()) == pytest.approx(0, abs=1e-12)
    assert found["metformin_in_blood"][0] / -found["metformin_swallowed"][0] == pytest.approx(number("metformin.absorbed_share"))


def test_two_grams_a_day_give_the_usual_level(alone, number):
    held = number("metformin.absorbed_share") * 2 / 24 / number("metformin.elimination_rate")
    level = alone(metformin_kinetics, metformin_swallowed=0.0, metformin_in_blood=held, metformin_in_bowel=0.0).set["metformin_level"]
    assert 0.5e-3 < level < 2.5e-3
