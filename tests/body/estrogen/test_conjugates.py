"""Conjugates in blood."""

import numpy as np
import pytest

from enterocrine.body.estrogen.conjugates import conjugates_in_blood


def found(alone, sulfate=1e-4, glucuronide=0.0, oxidised=0.0):
    return alone(conjugates_in_blood, estrone_sulfate_mass=sulfate, estrogen_glucuronide_mass=glucuronide, hydroxylated_estrogen=oxidised)


def test_estrone_sulfate_goes_to_bile_and_hardly_back(alone):
    """E-LV-5.2; renal clearance 2.7 mL/min of a whole clearance near 160 L/d (G-E10.5)."""
    change = found(alone).change
    lost = -change["estrone_sulfate_mass"][0]
    assert change["biliary_conjugates"].reshape(3, 2)[1, 1] / lost > 0.7
    assert change["estrogen_mass"] / lost == pytest.approx([0, 0.05, 0])
    litres = change["urine_estrogen"][0] / lost * 97 * 1.8
    assert litres == pytest.approx(2.7 * 1.44, rel=0.15)


def test_everything_else_leaves_with_urine(alone):
    change = found(alone, 0.0, [1e-6, 2e-6, 0], 3e-6).change
    lost = -(np.sum(change["estrogen_glucuronide_mass"]) + np.sum(change["hydroxylated_estrogen"]))
    assert change["urine_estrogen"][0] == pytest.approx(lost) and lost > 0


def test_what_urine_shows(alone):
    shown = found(alone, 1e-4, [1e-6, 2e-6, 1e-6]).set
    assert shown["urinary_estrogens"] > np.sum(shown["urinary_glucuronides"]) > 0 and shown["urinary_estrogen_metabolites"] == 0
    blood = shown["estrogen_glucuronides"]
    assert blood[1] == pytest.approx(2 * blood[0]) and blood[0] > 0
