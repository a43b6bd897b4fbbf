"""Clearance and first passage."""

import numpy as np
import pytest

from enterocrine.body.estrogen.liver import estrogen_clearance, first_passage


def cleared(alone, which, woman=1):
    level = np.zeros(3)
    level[which] = 3e-7
    return alone(estrogen_clearance, put={"female": woman}, estrogen_level=level)


@pytest.mark.parametrize(("woman", "which", "litres"), [(1, 0, 740), (1, 1, 1120), (0, 0, 900), (0, 1, 1120)])
def test_clearance_by_surface(alone, number, woman, which, litres):
    """E-KN-1.2, E-KN-2.2 in women at the surface of the table; men clear estradiol faster."""
    lost = cleared(alone, which, woman).change["estrogen_mass"][which]
    assert -lost / 3e-7 * 24 / (number("host.surface") / 1e4) == pytest.approx(litres, rel=1e-6)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_nothing_is_lost_on_the_way(alone, which):
    for found in (cleared(alone, which), alone(first_passage, portal_estrogen=np.eye(3)[which])):
        assert sum(np.sum(change) for change in found.change.values()) == pytest.approx(0, abs=1e-14)


def test_interconversion(alone):
    """E-KN-1.5, E-KN-2.4: at blood production of 80 and 101 ug/d estradiol supplies 27 % of estrone and estrone 7 % of estradiol."""
    to_estrone = cleared(alone, 0).rate["estradiol_to_estrone"][0] / -cleared(alone, 0).change["estrogen_mass"][0]
    to_estradiol = cleared(alone, 1).rate["estrone_to_estradiol"][0] / -cleared(alone, 1).change["estrogen_mass"][1]
    assert to_estrone * 80 / 101 == pytest.approx(0.27, abs=0.02) and to_estradiol * 101 / 80 == pytest.approx(0.07, abs=0.01)


def test_first_passage_lets_little_through(alone, number):
    found = alone(first_passage, portal_estrogen=[1, 0, 0])
    arriving = number("estrogen.first_pass_rate")
    assert found.change["portal_estrogen"][0] == pytest.approx(-arriving) and found.change["portal_estrogen"][1:] == pytest.approx(0)
    passed = found.change["estrogen_mass"] / arriving
    assert passed[0] == pytest.approx(0.021) and passed[1] == pytest.approx(0.21) and 0 < passed[2] < 0.05


def test_more_glucuronide_reaches_blood_from_the_gut_than_from_blood(alone):
    """E-KN-6.3: twice as much of estradiol glucuronide by mouth as by vein."""
    def share(found):
        blood, bile = found.change["estrogen_glucuronide_mass"][0], found.change["biliary_conjugates"].reshape(3, 2)[0, 0]
        return blood / (blood + bile)

    assert share(alone(first_passage, portal_estrogen=[1, 0, 0])) == pytest.approx(2 * share(cleared(alone, 0)))


def test_estradiol_leaves_as_glucuronide_of_estrone_too(alone):
    bile = cleared(alone, 0).change["biliary_conjugates"].reshape(3, 2)
    assert (bile[:2, 0] > 0).all() and bile[2, 0] == 0 and (bile[:, 1] == 0).all()
