"""Thyrotropin and thyroxine."""

import pytest

from enterocrine.body.thyroid.axis import pituitary_and_gland


def found(alone, number, **times):
    names = {"tsh_level": "tsh_rest", "t3_level": "t3_rest"}
    given = {pool: times.get(pool, 1.0) * number(f"thyroid.{row}") for pool, row in names.items()}
    mass = times.get("t4_mass", 1.0) * number("thyroid.t4_rest") * number("thyroid.t4_space")
    return alone(pituitary_and_gland, **given, t4_mass=mass, thyrotropin_drive=times.get("thyrotropin_drive", 1.0))


def test_the_reference_adult_is_at_rest(alone, number):
    rest = found(alone, number)
    assert rest.change["tsh_level"][0] == pytest.approx(0, abs=1e-12)
    assert rest.rate["thyroxine_secretion"][0] == pytest.approx(number("thyroid.t4_rate") * 1e-3) and rest.set["ft4"] == pytest.approx(16e-9)


def test_thyroxine_restrains_thyrotropin_steeply(alone, number):
    rest = found(alone, number).rate["thyrotropin_secretion"][0]
    assert found(alone, number, t4_mass=1.5).rate["thyrotropin_secretion"][0] < rest / 5
    assert found(alone, number, t4_mass=0.5).rate["thyrotropin_secretion"][0] > 5 * rest


def test_thyrotropin_calls_thyroxine_up_to_a_ceiling(alone, number):
    made = [found(alone, number, tsh_level=k).rate["thyroxine_secretion"][0] for k in (1, 2, 100)]
    assert made[0] < made[1] < made[2] < 3 * made[0]
