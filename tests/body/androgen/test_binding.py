"""Binding to SHBG and albumin."""

import pytest

from enterocrine.body.androgen.binding import binding_to_shbg

NMOL = 1e-6  # mmol


def bound(alone, number, testosterone=10.0, shbg=40.0, dihydrotestosterone=0.0, androstenedione=0.0, **more):
    space = number("androgen.androgen_space") * number("host.weight")
    mass = [level * NMOL * space for level in (testosterone, dihydrotestosterone, androstenedione)]
    return alone(binding_to_shbg, androgen_mass=mass, shbg_level=shbg * NMOL, **more).set


def test_the_worked_case_of_the_formula(alone, number):
    """Testosterone 10 and SHBG 40 nmol/L, albumin 43 g/L: 1.739 % is free (A-9.5)."""
    found = bound(alone, number)
    assert 100 * found["testosterone_free"] / found["testosterone_total"] == pytest.approx(1.739, abs=0.0005)


@pytest.mark.parametrize(
    ("total", "shbg", "free", "albumin", "held"),
    [(18.0, 30.0, 2.0, (53, 55), (43, 45)), (1.5, 50.0, 1.5, (36, 37), (61, 63))],
)
def test_men_and_women_of_equilibrium_dialysis(alone, number, total, shbg, free, albumin, held):
    """Shares of Sodergard 1982 (A-8), at levels that are usual in men and women; 44 and 62 % on SHBG were found with weaker binding."""
    found = bound(alone, number, total, shbg)
    shares = [100 * part / found["testosterone_total"] for part in (found["testosterone_free"], found["testosterone_bioavailable"])]
    assert shares[0] == pytest.approx(free, rel=0.3)
    assert shares[1] - shares[0] == pytest.approx(sum(albumin) / 2, rel=0.3)
    assert 100 - shares[1] == pytest.approx(sum(held) / 2, rel=0.3)


def test_mass_action_holds_and_nothing_is_lost(alone, number):
    found = bound(alone, number, 20.0, 30.0, 2.0, 3.0)
    total, free, held = (found[name] for name in ("androgen_level", "androgen_free", "androgen_held"))
    assert 30.0 * NMOL - held.sum() == pytest.approx(found["shbg_unoccupied"])
    places = 30.0 * NMOL - held[0]
    assert held[0] == pytest.approx(number("androgen.shbg_affinity[testosterone]") * free[0] * places)
    assert held[1] == pytest.approx(number("androgen.shbg_affinity[dihydrotestosterone]") * free[1] * (places - held[1]))
    assert (held + free < total).all()


def test_each_finds_the_sites_that_are_left(alone, number):
    few, many = (bound(alone, number, t, 30.0, 2.0)["androgen_free"][1] for t in (1.0, 25.0))
    assert many > 1.2 * few


def test_no_hormone_or_no_globulin(alone, number):
    none = bound(alone, number, 0.0)
    assert none["testosterone_free"] == 0 and none["shbg_unoccupied"] == pytest.approx(40 * NMOL)
    bare = bound(alone, number, shbg=0.0)
    assert bare["testosterone_bioavailable"] == pytest.approx(bare["testosterone_total"])
    assert bare["shbg_unoccupied"] == pytest.approx(0, abs=1e-15)
