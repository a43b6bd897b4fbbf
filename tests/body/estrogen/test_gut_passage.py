"""From bile, or the mouth, to stool."""

import numpy as np
import pytest

from enterocrine.body.estrogen.gut_passage import passage_of_estrogens, swallowed_estrogens


def test_a_swallowed_dose_is_taken_up_nearly_whole(alone, number):
    """Half of it as estradiol and estrone, as the wall of the small bowel oxidises and couples the rest."""
    change = alone(swallowed_estrogens, swallowed_estrogen=[1, 0, 0]).change
    gone, onward = -change["swallowed_estrogen"][0], change["luminal_estrogens"].reshape(3, 3)
    assert sum(np.sum(one) for one in change.values()) == pytest.approx(0, abs=1e-15)
    assert onward[1:].sum() == 0 and 0 < onward[0, 0] < 0.1 * gone
    estradiol, estrone = change["portal_estrogen"][:2]
    assert estradiol + estrone == pytest.approx((gone - onward[0, 0]) * (1 - number("estrogen.wall_coupled")))
    assert estrone / (estradiol + estrone) == pytest.approx(number("estrogen.wall_oxidised"))


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
