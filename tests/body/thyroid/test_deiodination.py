"""Deiodination."""

import pytest

from enterocrine.body.thyroid.deiodination import thyroid_hormone_conversion


def found(alone, number, **more):
    rest = {"t4_mass": number("thyroid.t4_rest") * number("thyroid.t4_space"), "t3_level": number("thyroid.t3_rest"),
            "rt3_level": number("thyroid.rt3_rest"), "tsh_level": number("thyroid.tsh_rest")}  # fmt: skip
    return alone(thyroid_hormone_conversion, **{**rest, **more})


def test_the_reference_adult_is_at_rest(alone, number):
    change = found(alone, number).change
    assert change["t3_level"][0] == pytest.approx(0, abs=1e-15) == change["rt3_level"][0]
    assert change["t4_mass"][0] == pytest.approx(-number("thyroid.t4_rate") * 1e-3)


def test_less_outer_ring_less_t3_more_reverse_t3(alone, number):
    change = found(alone, number, outer_ring=0.5).change
    assert change["t3_level"][0] < 0 < change["rt3_level"][0]


def test_more_inner_ring_does_both_too(alone, number):
    change = found(alone, number, inner_ring=2.0).change
    assert change["t3_level"][0] < 0 < change["rt3_level"][0]
