"""PYY kinetics."""

import pytest

from enterocrine.body.incretins.pyy import pyy_kinetics


def found(alone, number, changed=None, **more):
    mass = number("incretins.pyy_rest") * number("incretins.pyy_clearance") * number("host.weight") / number("incretins.pyy_rate")
    given = {"pyy_mass": mass, "distal_nutrients": 0.0, "scfa_call_relative": 1.0, "pyy_infusion": 0.0, **more}
    return alone(pyy_kinetics, changed=changed, **given)


def test_the_reference_adult_is_at_rest(alone, number):
    rest = found(alone, number)
    assert abs(rest.change["pyy_mass"][0]) < 1e-15 and rest.set["pyy"] == pytest.approx(number("incretins.pyy_rest")) == rest.set["pyy_expected"]


def test_meals_call_in_proportion_to_their_energy(alone, number):
    rest, one, two = (found(alone, number, distal_nutrients=kj).rate["release"][0] for kj in (0.0, 1000.0, 2000.0))
    assert two > rest and two - rest == pytest.approx(2 * (one - rest))


def test_obese_people_have_less(alone, number):
    assert found(alone, number, changed={"fat_mass": 2.2}).set["pyy_expected"] < 0.7 * number("incretins.pyy_rest")
