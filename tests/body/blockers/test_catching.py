"""Blockers of TNF and interleukin-1."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.blockers.catching import caught_cytokines


def lost(alone, **given):
    return alone(caught_cytokines, cytokine_mass=1.0, **given).change["cytokine_mass"]


def test_without_a_blocker_nothing_is_caught(alone):
    assert not lost(alone, blocker_amount=0.0).any()


@pytest.mark.parametrize(("held", "catches"), [([0.05, 0.0], "tnf"), ([0.0, 0.1], "il1b")])
def test_each_catches_its_own(alone, held, catches):
    found = lost(alone, blocker_amount=held)
    assert [cytokine.labels[k] for k in np.flatnonzero(found < 0)] == [catches]


def test_a_block_by_name_leaves_a_tenth(alone, number):
    found = lost(alone, changed={"unblocked": 0.1}, blocker_amount=0.0)[cytokine.index("tnf")]
    assert -found == pytest.approx(9 * number("immune.cytokine_clearance[tnf]"))
