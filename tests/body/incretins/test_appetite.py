"""Satiety."""

import pytest

from enterocrine.body.incretins.appetite import satiety


def test_nothing_above_rest_changes_nothing(alone, number):
    rest = {"glp1_level": number("incretins.glp1_rest"), "pyy": 15e-9, "pyy_expected": 15e-9}
    assert alone(satiety, **rest).set["appetite"] == pytest.approx(1)
    assert alone(satiety, **{**rest, "glp1_level": 40e-9}).set["appetite"] < 1 > alone(satiety, **{**rest, "pyy": 60e-9}).set["appetite"]
