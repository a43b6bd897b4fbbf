"""Outputs put together from parts, checked by hand."""

import numpy as np
import pytest
import xarray as xr

from enterocrine.studies.derived import add_derived, first_part

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


def steroids() -> xr.Dataset:
    shape, coords = (1, 2), {"draw": [0], "time": [24.0, 48.0], "estrogen": ["estradiol", "estrone", "estriol"]}
    single = {"testosterone_total": 15.0, "testosterone_morning": 18.0, "testosterone_bioavailable": 9.0, "testosterone_free": 300.0,
              "estradiol_total": 100.0, "estradiol_free": 2.0, "urinary_estrogens": 60.0, "urinary_estrogen_metabolites": 120.0,
              "faecal_estrogens": 20.0, "faecal_estrogen_conjugated_fraction": 0.15, "faecal_estradiol_share": 0.4}
    made = {name: (("draw", "time"), np.full(shape, value)) for name, value in single.items()}
    made["urinary_glucuronides"] = (("draw", "time", "estrogen"), np.broadcast_to([10.0, 30, 10], (*shape, 3)).copy())
    return add_derived(xr.Dataset(made, coords), {"on_albumin[estradiol]": np.array([28.0]), "fat_mass": np.array([15_000.0]),
                                                  "weight": np.array([75_000.0])}, EATEN)


def test_testosterone_over_the_day_and_on_albumin():
    made = steroids()
    assert at(made, "testosterone_afternoon") == pytest.approx([15 - 0.5 * 3]) and at(made, "testosterone_at_night") == pytest.approx([15 - 3])
    assert at(made, "testosterone_on_albumin") == pytest.approx([9 - 0.3])


def test_thyrotropin_over_the_day():
    times = [26.0, 32.0, 38.0, 44.0]
    levels = {"tsh": np.full((1, 4), 1.6), "tsh_at_night": np.full((1, 4), 2.2)}
    data = xr.Dataset({name: (("draw", "time"), values) for name, values in levels.items()}, {"draw": [0], "time": times})
    assert add_derived(data, {}, EATEN)["tsh_by_the_clock"].values[0] == pytest.approx([2.2, 1.6, 1.0, 1.6])


def test_estradiol_on_its_carriers():
    made = steroids()
    assert at(made, "estradiol_on_albumin") == pytest.approx([56]) and at(made, "estradiol_on_shbg") == pytest.approx([100 - 2 - 56])
    assert at(made, "body_fat") == pytest.approx([20])


def test_estrogens_that_leave():
    made = steroids()
    assert at(made, "urinary_label") == pytest.approx([180]) and at(made, "urinary_metabolite_ratio") == pytest.approx([2])
    assert at(made, "estrogens_excreted") == pytest.approx([80]) and at(made, "estrogen_counts_excreted") == pytest.approx([200])
    assert at(made, "faecal_conjugated_estrogens") == pytest.approx([3]) and at(made, "faecal_free_estrogens") == pytest.approx([17])
    assert at(made, "estradiol_share_of_stool_over_urine") == pytest.approx([0.4 / 0.2])


def test_a_derived_output_tells_the_model_that_can_make_it():
    assert first_part("urinary_metabolite_ratio") == "urinary_estrogen_metabolites" and first_part("faecal_butyrate") == "faecal_butyrate"
    assert first_part("small_bowel_transit") == "small_bowel_transit"
