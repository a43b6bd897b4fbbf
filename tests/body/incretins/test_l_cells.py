"""What meals tell L-cells."""

import pytest

from enterocrine.body.axes import absorbable
from enterocrine.body.incretins.l_cells import meals_and_l_cells


def test_the_call_is_the_energy_absorbed(alone):
    def call(label):
        return alone(meals_and_l_cells, nutrient_absorption=[float(name == label) for name in absorbable.labels], distal_nutrients=0.0)

    assert call("fat").set["nutrient_call"] == pytest.approx(37.7) and call("starch").set["nutrient_call"] == pytest.approx(16.7)
    assert call("fat").change["distal_nutrients"][0] == pytest.approx(37.7)
