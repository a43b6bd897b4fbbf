"""Progesterone."""

import pytest

from enterocrine.body.estrogen.corpus_luteum import progesterone_balance


def found(alone, woman=1.0, after=0.0, day=0.0, **more):
    return alone(progesterone_balance, put={"female": woman, "postmenopausal": after}, cycle_progesterone=day, **more)


def at_rest(alone, number, **who):
    made = found(alone, progesterone_mass=0.0, **who).change["progesterone_mass"][0]
    return made / (number("estrogen.progesterone_clearance") * number("host.surface")) * 1e6


def test_levels(alone, number):
    """Mean of the daily levels of a cycle 13 nmol/L; 0.16-0.62 in the follicular phase (G-H01.7), as in others."""
    assert at_rest(alone, number) == pytest.approx(11.5, abs=2)
    for who in ({"woman": 0.0}, {"after": 1.0}, {"day": -1.0}):
        assert 0.16 < at_rest(alone, number, **who) < 0.62


def test_it_is_gone_within_the_hour(alone):
    held = found(alone, woman=0.0, progesterone_mass=1e-3)
    assert held.rate["loss"][0] * 1 > 0.5e-3 and held.set["progesterone"] == pytest.approx(1e-3 / 67.5)
