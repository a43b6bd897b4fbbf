"""CRP and LBP follow interleukin-6."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.liver.acute_phase import acute_phase


def made(alone, number, il6):
    levels = np.array([number(f"immune.rest_level[{name}]") for name in cytokine.labels])
    levels[cytokine.index("il6")] *= il6
    return alone(acute_phase, cytokines=levels)


def test_at_rest(alone, number):
    found = made(alone, number, 1.0)
    assert found.change["crp_level"] == pytest.approx(0, abs=1e-9) and found.change["lbp_level"] == pytest.approx(0, abs=1e-9)


def test_half_life_of_crp_is_nineteen_hours(number):
    assert np.log(2) / number("liver.crp_loss") == pytest.approx(19, abs=0.1)


def test_lbp_rises_by_a_third_where_interleukin_6_doubles_and_severalfold_in_sepsis(alone, number):
    rest = made(alone, number, 1.0).rate["synthesis_of_lbp"][0]
    assert 1.2 < made(alone, number, 2.0).rate["synthesis_of_lbp"][0] / rest < 1.5
    assert 5 < made(alone, number, 500.0).rate["synthesis_of_lbp"][0] / rest < 9


def test_crp_has_a_ceiling(alone, number):
    rest = made(alone, number, 1.0).rate["synthesis_of_crp"][0]
    assert made(alone, number, 2.0).rate["synthesis_of_crp"][0] / rest == pytest.approx(2, rel=0.01)
    assert made(alone, number, 1e6).rate["synthesis_of_crp"][0] / rest < 700
