"""Ovarian secretion."""

import pytest

from enterocrine.body.estrogen.ovary import ovarian_secretion, ovary_and_luteinising_hormone


def secreted(alone, woman=1.0, after=0.0, day=0.0):
    return alone(ovarian_secretion, put={"female": woman, "postmenopausal": after}, cycle_estradiol=day).change["estrogen_mass"]


def test_women_before_the_menopause_only(alone):
    usual = secreted(alone)
    assert usual[0] > usual[1] > usual[2] == 0
    assert secreted(alone, woman=0.0).sum() == 0 == secreted(alone, after=1.0).sum()
    assert secreted(alone, after=0.5) == pytest.approx(usual / 2)


def test_the_day_of_the_cycle(alone):
    assert secreted(alone, day=1.6) == pytest.approx(2.6 * secreted(alone)) and secreted(alone, day=-1.0).sum() == pytest.approx(0)


def test_the_ovary_needs_luteinising_hormone_but_little_of_it(alone):
    rest, surge, low, none = (alone(ovary_and_luteinising_hormone, lh_level=lh).set["ovarian_production"] for lh in (6, 45, 2.5, 0.02))
    assert rest == pytest.approx(1) and 0.9 < low < 1 < surge < 1.06 and none < 0.1
