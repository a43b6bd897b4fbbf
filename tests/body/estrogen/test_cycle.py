"""The pituitary over the cycle."""

import pytest

from enterocrine.body.estrogen.cycle import pituitary_over_the_cycle


def test_each_hormone_follows_its_own_course(alone):
    found = alone(pituitary_over_the_cycle, cycle_estradiol=1.5, cycle_lh=5.0, cycle_fsh=0.8).set
    assert found["gonadotropin_drive"] == 6 and found["gonadotropin_drive"] * found["fsh_drive"] == pytest.approx(1.8)
    assert found["estradiol_expected"] == 2.5


def test_at_the_mean_of_the_cycle_nothing_is_changed(alone):
    assert set(alone(pituitary_over_the_cycle, cycle_estradiol=0.0, cycle_lh=0.0, cycle_fsh=0.0).set.values()) == {1.0}
