"""GLP-1 kinetics and the incretin effect."""

import numpy as np
import pytest

from enterocrine.body.incretins.glp1 import glp1_kinetics, glp1_levels, incretin_effect


def at_rest(number):
    weight = number("host.weight")
    level, clearance, share = number("incretins.glp1_rest"), number("incretins.intact_clearance"), number("incretins.intact_share")
    release = level * clearance * weight / share
    intact = level * clearance * weight / number("incretins.intact_rate")
    cut = (release * (1 - share) + number("incretins.truncated_share") * level * clearance * weight) / number("incretins.metabolite_rate")
    return {"glp1_intact_mass": intact, "glp1_metabolite_mass": cut}


def kinetics(alone, number, **more):
    given = {"nutrient_call": 0.0, "scfa_call_relative": 1.0, "glp1_infusion": 0.0, **at_rest(number), **more}
    return alone(glp1_kinetics, **given)


def test_the_reference_adult_is_at_rest_and_half_is_intact(alone, number):
    assert all(abs(float(c[0])) < 1e-15 for c in kinetics(alone, number).change.values())
    found = alone(glp1_levels, **at_rest(number)).set
    assert found["glp1_intact"] == pytest.approx(number("incretins.glp1_rest")) and 0.4 < found["glp1_intact"] / found["glp1"] < 0.7


def test_meals_acids_and_whatever_raises_l_cells_call_more(alone, number):
    rest = kinetics(alone, number).rate["release"][0]
    for more in ({"nutrient_call": 500.0}, {"scfa_call_relative": 1.2}, {"l_cell_response": 1.5}):
        assert kinetics(alone, number, **more).rate["release"][0] > rest


def test_an_infusion_reaches_what_was_measured(alone, number):
    """1.2 pmol/kg/min raised intact GLP-1 by 55 pmol/L."""
    rate = 1.2e-9 * 60 * number("host.weight") / 1000
    steady = rate / number("incretins.intact_rate")
    assert alone(glp1_levels, glp1_intact_mass=steady, glp1_metabolite_mass=0.0).set["glp1_intact"] * 1e9 == pytest.approx(55, rel=0.02)


def test_the_incretin_effect_is_proportional(alone, number):
    rest = number("incretins.glp1_rest")
    values = [alone(incretin_effect, glp1_level=rest * k).set["secretory_response"] for k in (1, 2, 3)]
    assert values[0] == pytest.approx(1) and np.diff(values)[0] > 0 and np.diff(values)[0] == pytest.approx(np.diff(values)[1])
