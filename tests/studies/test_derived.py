"""Outputs put together from parts, checked by hand."""

import numpy as np
import pytest
import xarray as xr

from enterocrine.studies.derived import add_derived

PARAMETERS = {"small_bowel_transit": np.array([4.0, 6.0]), "emptying": np.array([0.5, 1.0]), "ileal_water": np.array([0.0625, 0.0625]),
              "mucin_secretion[proximal]": np.array([0.1, 0.1]), "mucin_secretion[distal]": np.array([0.15, 0.15]),
              "endogenous_protein": np.array([0.25, 0.25]), "weight": np.array([70_000.0, 70_000.0]),
              "endogenous[acetate]": np.array([1e-6, 1e-6])}
EATEN = {"starch": 130.0, "resistant_starch": 5.0, "fibre": 20.0, "sugars": 100.0, "protein": 80.0}


@pytest.fixture
def made() -> xr.Dataset:
    shape, coords = (2, 3), {"draw": [0, 1], "time": [24.0, 48.0, 72.0]}

    def two(value):
        return ("draw", "time"), np.full(shape, value)

    def more(axis, labels, values):
        coords[axis] = labels
        return ("draw", "time", axis), np.broadcast_to(values, (*shape, len(labels))).copy()

    data = xr.Dataset({
        "colonic_transit": two(40.0), "stool_solids": two(30.0), "stool_bacteria": two(15.0),
        "lumen_ph": more("region", ["proximal", "distal"], [6.0, 7.0]),
        "gut_release": more("scfa", ["acetate"], [100.0]), "liver_uptake": more("scfa", ["acetate"], [60.0]),
        "stool_substrate": more("substrate", ["starch", "pectin", "cellulose", "mucin"], [1.0, 0.5, 3.5, 1.0]),
        "substrate_delivery": more("nutrient", ["lignin", "protein"], [2.0, 8.0]),
    }, coords)
    return add_derived(data, PARAMETERS, EATEN)


def at(made, name):
    return made[name].isel(time=-1).values


def test_transit_of_the_whole_gut(made):
    assert at(made, "whole_gut_transit") == pytest.approx([40 + 4 + 2, 40 + 6 + 1])
    assert made["whole_gut_transit"].attrs["units"] == "h" and at(made, "gastric_residence") == pytest.approx([2, 1])


def test_stool_and_what_enters(made):
    assert at(made, "stool_starch") == pytest.approx([1, 1])
    assert at(made, "stool_fibre") == pytest.approx([0.5 + 3.5 + 2] * 2)
    assert at(made, "stool_soluble") == pytest.approx([30 - 15 - 6 - 2] * 2)
    assert at(made, "water_into_colon") == pytest.approx([1.5] * 2)
    assert at(made, "mucin_into_colon") == pytest.approx([6.0] * 2)
    assert at(made, "protein_into_colon") == pytest.approx([8 + 6] * 2)
    assert at(made, "starch_intake") == pytest.approx([135] * 2) and at(made, "fibre_intake") == pytest.approx([20] * 2)


def test_exchange_over_the_liver(made):
    assert made["splanchnic_release"].sel(scfa="acetate").isel(time=0).values == pytest.approx([40, 40])
    assert made["scfa_appearance"].sel(scfa="acetate").isel(time=0).values == pytest.approx([40 + 1.68] * 2)


def test_what_lacks_a_part_is_left_out(made):
    assert "scfa_absorption_rate" not in made and "carbohydrate_fermented" not in made
