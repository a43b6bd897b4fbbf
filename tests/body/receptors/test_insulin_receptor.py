"""Insulin receptors under much insulin, and afterwards."""

import numpy as np
import pytest

from enterocrine.body.receptors.insulin_receptor import insulin_at_tissues, insulin_receptor_turnover

NG_PER_ML = 172e-9  # mmol/L


def course(alone, start, insulin, hours, step=0.02):
    level = np.full(3, start, float)
    for _ in range(round(hours / step)):
        level = level + step * alone(insulin_receptor_turnover, insulin_receptor=level, insulin_at_receptors=insulin).change["insulin_receptor"]
    return float(level[1])


def test_half_are_gone_in_hours_and_back_in_a_day(alone):
    """G-D07: 100 ng/mL, to 40-50 %, half-time 3-4 h; recovery little at 2-4 h, nearly complete at 24 h."""
    low = course(alone, 1.0, 100 * NG_PER_ML, 30)
    assert 0.4 < low < 0.5
    half_way = course(alone, 1.0, 100 * NG_PER_ML, 3.5)
    assert (1 - half_way) / (1 - low) == pytest.approx(0.5, abs=0.06)
    early, late = (course(alone, low, 0.0, hours) for hours in (3, 24))
    assert (early - low) / (1 - low) < 0.3 and (late - low) / (1 - low) > 0.85


def test_half_of_the_speeding_at_ten_to_twenty_nanograms(alone):
    rate = {k: alone(insulin_receptor_turnover, insulin_receptor=1.0, insulin_at_receptors=k * NG_PER_ML).rate["leaving_the_surface"][0]
            for k in (0, 10, 20, 1e6)}
    share = [(rate[k] - rate[0]) / (rate[1e6] - rate[0]) for k in (10, 20)]
    assert share[0] < 0.5 < share[1]


def test_the_liver_sees_more_insulin_than_muscle(alone, number):
    rest = number("insulin.insulin_reference")
    secretion = rest * number("insulin.insulin_clearance") / number("insulin.hepatic_passage")
    liver, muscle, fat = alone(insulin_at_tissues, insulin_level=rest, insulin_action=rest, insulin_secretion=secretion).set["insulin_at_receptors"]
    assert muscle == fat == pytest.approx(rest) and 2 * rest < liver < 4 * rest
