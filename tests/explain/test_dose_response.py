"""Dose-response of receptors before and after a change."""

import json

import numpy as np
import pytest
import xarray as xr

from enterocrine.explain.dose_response import NOTHING, RECEPTORS, curve, dose_response, dose_responses

DRAWS, DAYS = 60, 14
TISSUES = ["colon", "muscle", "liver"]


def run(half=1.0, ceiling=1.0, noise=0.0, error=0.0):
    """A run in which the change multiplies half dose and ceiling of every draw, with noise on the logarithm."""
    rng = np.random.default_rng(4)
    person = rng.lognormal(0, 0.3, (1, DRAWS, 1, 1))

    def with_change(base, times):
        shaken = times * np.exp(noise * rng.standard_normal((DRAWS, 1, 1)))
        values = np.stack([np.broadcast_to(base * person[0], (DRAWS, DAYS, 3)), np.broadcast_to(base * person[0] * shaken, (DRAWS, DAYS, 3))]).copy()
        values[..., 2] = np.nan
        return ("arm", "draw", "time", "tissue"), values

    attrs = {"labels": json.dumps({"tissue": TISSUES[:2]})}
    level = np.broadcast_to(300.0 * person, (2, DRAWS, DAYS, 1))[..., 0]
    return xr.Dataset(
        {
            "androgen_half_dose": (*with_change(0.25, half), {"units": "nmol/L", **attrs}),
            "androgen_ceiling": (*with_change(1.7, ceiling), {"units": "1", **attrs}),
            "testosterone_free": (("arm", "draw", "time"), level, {"units": "pmol/L"}),
        },
        {"arm": ["habitual", "beans"], "draw": np.arange(DRAWS), "time": 24.0 * np.arange(1, DAYS + 1), "tissue": TISSUES},
        {"error_estimate": error},
    )


def of(data):
    return dose_response(data, RECEPTORS[0], "muscle", "beans")


def test_a_curve_rises_to_its_ceiling_and_is_half_of_it_at_the_half_dose():
    found = curve(np.array([0.0, 0.5, 1e6]), np.array([2.0]), np.array([0.5]))
    assert found[0] == pytest.approx([0.0, 1.0, 2.0], abs=1e-5)


def test_a_weaker_grip_is_a_right_shift_and_fewer_receptors_a_lower_ceiling():
    assert of(run(half=1.3)).verdicts == ("right shift",) and of(run(half=0.8)).verdicts == ("left shift",)
    assert of(run(ceiling=0.8)).verdicts == ("lower ceiling",)
    both = of(run(half=1.3, ceiling=0.8))
    assert both.verdicts == ("right shift", "lower ceiling")
    assert "right shift and lower ceiling" in both.words and "+30 %" in both.words and "\N{MINUS SIGN}20 %" in both.words


def test_the_interval_is_the_criterion():
    assert of(run()).verdicts == () and NOTHING in of(run()).words
    assert of(run(half=1.05, noise=0.2)).verdicts == ()  # the interval holds no change
    assert of(run(half=1.05, noise=0.005)).verdicts == ("right shift",)
    assert of(run(half=1.005, error=0.01)).verdicts == ()  # all of it lies within the error of the solver


def test_response_at_the_own_level_follows_from_both():
    found = of(run(half=2.0))
    assert np.all(found.at_own_level < 1) and np.all(found.at_own_level > 0.5)
    assert np.allclose(of(run(ceiling=0.8)).at_own_level, 0.8)


def test_curves_are_drawn_around_the_half_dose_of_each_draw():
    found = of(run())
    middle = np.median(found.before, axis=0)
    assert found.before.shape == (DRAWS, len(found.doses)) and np.all(np.diff(middle) > 0)
    assert found.doses[0] < 0.05 < 2 < found.doses[-1] and found.unit == "nmol/L"


def test_only_tissues_that_the_run_follows_and_receptors_that_it_has():
    found = list(dose_responses(run()))
    assert {(one.receptor, one.tissue) for one in found} == {("androgen receptor", "colon"), ("androgen receptor", "muscle")}
    assert list(dose_responses(run().drop_vars("androgen_ceiling"))) == []
