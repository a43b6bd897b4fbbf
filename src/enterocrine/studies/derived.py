"""What papers report and the model gives only in parts: each a stated combination of model outputs, parameters and what was eaten.

Steady state is meant wherever a flow in stool is set against a flow eaten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

HOURS_A_DAY = 24.0
AFTERNOON = -0.5  # a cosine with its peak at eight in the morning, at four in the afternoon
NIGHT_PEAK_H = 2.0  # thyrotropin stands highest
PMOL_PER_NMOL = 1000.0
WATER_G_PER_L = 1000.0
STARCHES = ("starch", "resistant_starch_raw", "resistant_starch_retrograded")
FIBRES = ("inulin", "galactooligosaccharides", "beta_glucan", "pectin", "arabinoxylan", "gums", "psyllium", "cellulose")
Parameters = Callable[[str], "xr.DataArray"]
Array = np.ndarray[Any, np.dtype[np.float64]]


def add_derived(data: xr.Dataset, parameters: Mapping[str, Array], eaten: Mapping[str, float]) -> xr.Dataset:
    """Add the derived outputs that the model's own outputs allow.

    Args:
        data: outputs of one arm with dimensions (draw, time, ...).
        parameters: per draw, by flat name without its table, in canonical units (h, g, mmol, L).
        eaten: grams a day of each substrate class, and of `fibre`, `resistant_starch`.

    Returns:
        The dataset with further variables, the table of hormone signals among them (relative to the arm's first day); one whose parts
        are missing is left out, and asking for it says so.
    """
    import xarray as xr

    from enterocrine.simulate import add_hormone_signal

    def parameter(name: str) -> xr.DataArray:
        return xr.DataArray(parameters[name], dims="draw", coords={"draw": data["draw"]})

    made = dict(data.data_vars)
    whole = xr.DataArray(np.ones((data.sizes["draw"], data.sizes["time"])), dims=("draw", "time"),
                         coords={"draw": data["draw"], "time": data["time"]})
    for name, (unit, recipe) in RECIPES.items():
        if name in made:
            continue
        try:
            made[name] = (recipe(made, parameter, lambda key: eaten[key]) * whole).assign_attrs(units=unit)
        except KeyError:
            continue
    return add_hormone_signal(data.assign(made))


def _labels(array: xr.DataArray, axis: str, labels: tuple[str, ...]) -> xr.DataArray:
    return array.sel({axis: [label for label in labels if label in array[axis].values]}).sum(axis)


def _mouth_to_caecum(v: Any, p: Parameters, i: Any) -> Any:
    return p("small_bowel_transit") + 1 / p("emptying")


def _stool_fibre(v: Any, p: Parameters, i: Any) -> Any:
    return _labels(v["stool_substrate"], "substrate", FIBRES) + v["substrate_delivery"].sel(nutrient="lignin", drop=True)


def _stool_soluble(v: Any, p: Parameters, i: Any) -> Any:
    lignin = v["substrate_delivery"].sel(nutrient="lignin", drop=True)
    return v["stool_solids"] - v["stool_bacteria"] - v["stool_substrate"].sum("substrate") - lignin


def _mucin(v: Any, p: Parameters, i: Any) -> Any:
    return sum(p(f"mucin_secretion[{region}]") for region in v["lumen_ph"]["region"].values) * HOURS_A_DAY


def _carbohydrate_in(v: Any, p: Parameters, i: Any) -> Any:
    eaten = _labels(v["substrate_delivery"], "nutrient", ("sugars", *STARCHES, *FIBRES))
    return eaten + _mucin(v, p, i) * (1 - p("mucin_protein_share"))


def _carbohydrate_fermented(v: Any, p: Parameters, i: Any) -> Any:
    return _carbohydrate_in(v, p, i) - _labels(v["stool_substrate"], "substrate", (*STARCHES, *FIBRES, "oligosaccharide", "mucin"))


def _appearance(v: Any, p: Parameters, i: Any) -> Any:
    import xarray as xr

    acids = [str(a) for a in v["gut_release"]["scfa"].values]
    own = xr.concat([p(f"endogenous[{a}]") * p("weight") for a in acids], dim="scfa").assign_coords(scfa=acids) * HOURS_A_DAY
    return v["gut_release"] - v["liver_uptake"] + own


def _at_hour(v: Any, cosine: float) -> Any:
    """Testosterone where the daily wave, which peaks in the morning, stands at that cosine."""
    return v["testosterone_total"] + cosine * (v["testosterone_morning"] - v["testosterone_total"])


def _thyrotropin_by_the_clock(v: Any, p: Parameters, i: Any) -> Any:
    """Where its daily wave, which peaks at two at night, stands at each time; runs begin at midnight."""
    wave = np.cos(2 * np.pi * (v["tsh"]["time"] - NIGHT_PEAK_H) / HOURS_A_DAY)
    return v["tsh"] + wave * (v["tsh_at_night"] - v["tsh"])


# name -> (unit, recipe of (outputs, parameters, intake))
RECIPES: dict[str, tuple[str, Callable[[Any, Parameters, Any], Any]]] = {
    "small_bowel_transit": ("h", lambda v, p, i: p("small_bowel_transit")),
    "mouth_to_caecum_transit": ("h", _mouth_to_caecum),
    "gastric_residence": ("h", lambda v, p, i: 1 / p("emptying")),
    "whole_gut_transit": ("h", lambda v, p, i: v["colonic_transit"] + _mouth_to_caecum(v, p, i)),
    "stool_starch": ("g/d", lambda v, p, i: _labels(v["stool_substrate"], "substrate", STARCHES)),
    "stool_fibre": ("g/d", _stool_fibre),
    "stool_soluble": ("g/d", _stool_soluble),
    "water_into_colon": ("L/d", lambda v, p, i: p("ileal_water") * HOURS_A_DAY),
    "splanchnic_release": ("mmol/d", lambda v, p, i: v["gut_release"] - v["liver_uptake"]),
    "scfa_appearance": ("mmol/d", _appearance),
    "scfa_absorption_rate": ("1/h", lambda v, p, i: v["scfa_absorbed"].sum("scfa") / HOURS_A_DAY
                             / (v["lumen_scfa"].sum("scfa") * v["colon_volume"] / 1000).sum("region")),
    "mucin_into_colon": ("g/d", _mucin),
    "protein_into_colon": ("g/d", lambda v, p, i: v["substrate_delivery"].sel(nutrient="protein", drop=True)
                           + p("endogenous_protein") * HOURS_A_DAY),
    "carbohydrate_into_colon": ("g/d", _carbohydrate_in),
    "carbohydrate_fermented": ("g/d", _carbohydrate_fermented),
    "starch_intake": ("g/d", lambda v, p, i: i("starch") + i("resistant_starch")),
    "resistant_starch_intake": ("g/d", lambda v, p, i: i("resistant_starch")),
    "fibre_intake": ("g/d", lambda v, p, i: i("fibre")),
    "protein_intake": ("g/d", lambda v, p, i: i("protein")),
    "body_fat": ("percent", lambda v, p, i: 100 * p("fat_mass") / p("weight")),
    "tsh_by_the_clock": ("mIU/L", _thyrotropin_by_the_clock),
    "testosterone_afternoon": ("nmol/L", lambda v, p, i: _at_hour(v, AFTERNOON)),
    "testosterone_at_night": ("nmol/L", lambda v, p, i: _at_hour(v, -1.0)),
    "testosterone_on_albumin": ("nmol/L", lambda v, p, i: v["testosterone_bioavailable"] - v["testosterone_free"] / PMOL_PER_NMOL),
    "estrone_over_estradiol": ("1", lambda v, p, i: v["estrone"] / v["estradiol_total"]),
    "estradiol_on_albumin": ("pmol/L", lambda v, p, i: v["estradiol_free"] * p("on_albumin[estradiol]")),
    "estradiol_on_shbg": ("pmol/L", lambda v, p, i: v["estradiol_total"] - v["estradiol_free"] * (1 + p("on_albumin[estradiol]"))),
    "urinary_label": ("nmol/d", lambda v, p, i: v["urinary_estrogens"] + v["urinary_estrogen_metabolites"]),
    "urinary_metabolite_ratio": ("1", lambda v, p, i: v["urinary_estrogen_metabolites"] / v["urinary_estrogens"]),
    "estrogen_counts_excreted": ("nmol/d", lambda v, p, i: v["urinary_estrogens"] + v["urinary_estrogen_metabolites"] + v["faecal_estrogens"]),
    "faecal_conjugated_estrogens": ("nmol/d", lambda v, p, i: v["faecal_estrogens"] * v["faecal_estrogen_conjugated_fraction"]),
    "faecal_free_estrogens": ("nmol/d", lambda v, p, i: v["faecal_estrogens"] * (1 - v["faecal_estrogen_conjugated_fraction"])),
    "estradiol_share_of_stool_over_urine": ("1", lambda v, p, i: v["faecal_estradiol_share"] * v["urinary_glucuronides"].sum("estrogen")
                                            / v["urinary_glucuronides"].sel(estrogen="estradiol", drop=True)),
    "estrogens_excreted": ("nmol/d", lambda v, p, i: v["urinary_estrogens"] + v["faecal_estrogens"]),
    "carbohydrate_intake": ("g/d", lambda v, p, i: i("starch") + i("resistant_starch") + i("sugars") + i("fibre")),
}


def first_part(name: str) -> str:
    """The output of the model that a derived one is made from first, which tells models that can make it; else the name itself."""
    def nothing(part: str) -> Any:
        raise KeyError(part)

    try:
        RECIPES[name][1]({}, nothing, nothing)
    except KeyError as missing:
        return str(missing.args[0])
    return name
