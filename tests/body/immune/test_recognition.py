"""TLR4 is taken in proportion, then fills."""

import pytest

from enterocrine.body.immune.recognition import toll_like_receptor


def test_half_and_none_and_proportion_below(alone, number):
    half = number("immune.toll_half")
    assert alone(toll_like_receptor, endotoxin_active=0.0).set["toll_drive"] == 0
    assert alone(toll_like_receptor, endotoxin_active=half).set["toll_drive"] == pytest.approx(0.5)
    low = [alone(toll_like_receptor, endotoxin_active=f * half).set["toll_drive"] for f in (1e-3, 2e-3)]
    assert low[1] == pytest.approx(2 * low[0], rel=2e-3)
