"""Insulin secretion and kinetics."""

import pytest

from enterocrine.body.insulin.secretion import insulin_kinetics


def at_rest(number):
    weight, clearance = number("host.weight"), number("insulin.insulin_clearance")
    docked = 5e-8 * clearance * weight / number("insulin.hepatic_passage") / number("insulin.release_rate")
    return {"glucose_level": 5.0, "insulin_level": 5e-8, "insulin_action": 5e-8, "docked_insulin": docked, "insulin_infusion": 0.0,
            "beta_cell_function": 1.0, "secretory_response": 1.0}  # fmt: skip


def test_the_reference_adult_is_at_rest(alone, number):
    found = alone(insulin_kinetics, **at_rest(number))
    assert all(abs(float(c[0])) < 1e-12 for c in found.change.values())


def test_a_rise_of_glucose_empties_what_is_docked_first(alone, number):
    rest = at_rest(number)
    high = alone(insulin_kinetics, **{**rest, "glucose_level": 12.0})
    assert high.rate["release"][0] > 5 * high.rate["docking"][0] > 5 * alone(insulin_kinetics, **rest).rate["docking"][0]


def test_gut_hormones_amplify_docking_only_and_at_high_glucose(alone, number):
    """Hardly in a fast, nearly in full at a high level; release is left alone."""
    gain = {}
    for level in (5.0, 20.0):
        given = {**at_rest(number), "glucose_level": level}
        amplified, plain = alone(insulin_kinetics, **{**given, "secretory_response": 2.0}), alone(insulin_kinetics, **given)
        gain[level] = amplified.rate["docking"][0] / plain.rate["docking"][0]
        assert amplified.rate["release"][0] == plain.rate["release"][0]
    assert 1 < gain[5.0] < 1.35 and 1.7 < gain[20.0] < 2


def test_half_of_what_is_released_is_lost_in_the_liver(alone, number):
    found = alone(insulin_kinetics, **{**at_rest(number), "insulin_level": 0.0})
    assert found.change["insulin_mass"][0] == pytest.approx(found.rate["release"][0] * number("insulin.hepatic_passage"))
