"""Levothyroxine by mouth."""

import numpy as np
import pytest

from enterocrine.body.axes import nutrient
from enterocrine.body.thyroid.levothyroxine import swallowed_levothyroxine


def arrives(alone, fibre):
    found = alone(swallowed_levothyroxine, levothyroxine=1e-4, fibre_present=fibre, stomach=0.0).change
    return -found["t4_mass"][0] * 776.9e-3 / found["levothyroxine"][0]


def test_two_thirds_arrive_and_fibre_holds_part_of_it(alone, number):
    assert arrives(alone, 0.0) == pytest.approx(number("thyroid.absorbed_share"))
    assert 0.4 < arrives(alone, 30.0) < 0.9 * arrives(alone, 0.0)


@pytest.mark.parametrize(("label", "counts"), [("psyllium", True), ("cellulose", True), ("starch", False), ("protein", False)])
def test_what_counts_as_fibre(alone, label, counts):
    food = np.zeros(len(nutrient))
    food[nutrient.index(label)] = 10.0
    found = alone(swallowed_levothyroxine, levothyroxine=0.0, fibre_present=0.0, stomach=food).change["fibre_present"][0]
    assert bool(found > 0) is counts
