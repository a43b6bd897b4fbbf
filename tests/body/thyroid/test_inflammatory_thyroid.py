"""Inflammation and the thyroid axis; alone, because it is in no model before the immune system is."""

import pytest

from enterocrine.body.thyroid.inflammatory_thyroid import (
    inflammation_at_the_thyroid_axis,
    inflammatory_deiodination,
    inflammatory_thyrotropin,
)


def illness(alone, number, nfkb):
    """Where it comes to rest: what falls ill of those well, over the rate of recovery."""
    hit = alone(inflammation_at_the_thyroid_axis, nfkb=nfkb, illness=0.0).rate["falling_ill"][0] / number("thyroid.illness_rate")
    return hit / (1 + hit)


def above_rest(alone, number, nfkb):
    return alone(inflammation_at_the_thyroid_axis, nfkb=nfkb, illness=illness(alone, number, nfkb)).set["illness_above_rest"]


def test_nothing_at_rest(alone, number):
    rest = illness(alone, number, 1.0)
    assert alone(inflammation_at_the_thyroid_axis, nfkb=1.0, illness=rest).change["illness"][0] == pytest.approx(0)
    above = above_rest(alone, number, 1.0)
    assert above == pytest.approx(0)
    values = {**alone(inflammatory_deiodination, illness_above_rest=above).set, **alone(inflammatory_thyrotropin, illness_above_rest=above).set}
    assert len(values) == 3 and all(value == pytest.approx(1) for value in values.values())


def test_low_grade_inflammation_hardly_counts_and_a_challenge_does(alone, number):
    mild, strong = (alone(inflammatory_deiodination, illness_above_rest=above_rest(alone, number, level)).set for level in (1.3, 30.0))
    assert 1 > mild["outer_ring"] > 0.8 and strong["outer_ring"] < 0.2
    assert 1 < mild["inner_ring"] < 1.1 and 1.3 < strong["inner_ring"] < 2


def test_the_central_arm_lowers_thyrotropin(alone, number):
    assert alone(inflammatory_thyrotropin, illness_above_rest=above_rest(alone, number, 10.0)).set["thyrotropin_drive"] < 0.3
