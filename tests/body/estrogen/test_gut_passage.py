"""From bile, or the mouth, to stool."""

import numpy as np
import pytest

from enterocrine.body.estrogen.gut_passage import passage_of_estrogens, swallowed_estrogens


def test_a_swallowed_dose_is_taken_up_nearly_whole(alone):
    change = alone(swallowed_estrogens, swallowed_estrogen=[1, 0, 0]).change
    taken, onward = change["portal_estrogen"][0], change["luminal_estrogens"].reshape(3, 3)
    assert taken + onward[0, 0] == pytest.approx(-change["swallowed_estrogen"][0]) and onward[1:].sum() == 0
    assert 0.9 < taken / -change["swallowed_estrogen"][0] < 1


def passing(alone, pace=0.05):
    tied, free = np.arange(18).reshape(3, 3, 2) * 1e-6, np.arange(9).reshape(3, 3) * 1e-5
    return alone(passage_of_estrogens, propulsion=pace, biliary_conjugates=1e-5, luminal_conjugates=tied, luminal_estrogens=free)


def test_nothing_is_lost_between_bile_and_stool(alone):
    assert sum(np.sum(change) for change in passing(alone).change.values()) == pytest.approx(0, abs=1e-18)


def test_stool_is_what_the_distal_colon_lets_go(alone):
    found = passing(alone)
    assert found.change["stool_estrogen"][0] == pytest.approx(found.set["faecal_estrogens"])
    assert found.set["faecal_estrogen_conjugated_fraction"] == pytest.approx(87e-6 / (87e-6 + 21e-5))
    assert passing(alone, 0.1).set["faecal_estrogens"] == pytest.approx(2 * found.set["faecal_estrogens"])
