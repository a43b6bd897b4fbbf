"""Growth hormone kinetics."""

import pytest

from enterocrine.body.growth.growth_hormone import growth_hormone_kinetics, growth_hormone_level


def kinetics(alone, number, changed=None, **more):
    given = {"gh_store": 1e-3, "gh_mass": 0.0, "gh_depot": 0.0, "ghrh_occupancy": 0.0, "igf1_level": number("growth.igf1_rest"), **more}
    return alone(growth_hormone_kinetics, changed=changed, **given)


def test_clearance_grows_with_weight_as_measured(alone, number):
    rate = {w: alone(growth_hormone_level, changed={"weight": w / 75}, gh_mass=1e-5).set["gh"] for w in (60, 100)}
    assert rate[60] / rate[100] == pytest.approx(32.1 / 24.7, rel=0.01)


def test_igf1_and_fat_restrain_synthesis(alone, number):
    rest = kinetics(alone, number).rate["synthesis"][0]
    assert kinetics(alone, number, igf1_level=2 * number("growth.igf1_rest")).rate["synthesis"][0] < rest
    assert kinetics(alone, number, changed={"fat_mass": 2.0}).rate["synthesis"][0] < rest


def test_a_pulse_is_bounded_by_the_store(alone, number):
    full, empty = (kinetics(alone, number, ghrh_occupancy=1.0, gh_store=store).rate["release"][0] for store in (1e-3, 0.0))
    assert full > 20 * kinetics(alone, number).rate["release"][0] and empty == 0


def test_an_injection_loses_what_is_not_available(alone, number):
    found = kinetics(alone, number, gh_depot=1e-3, gh_store=0.0).change
    assert found["gh_mass"][0] == pytest.approx(-found["gh_depot"][0] * number("growth.gh_bioavailability"))
