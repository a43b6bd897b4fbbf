"""Estrogens in plasma."""

import pytest

from enterocrine.body.estrogen.plasma import estrogens_in_and_out_of_fat, estrogens_in_and_out_of_tissues, estrogens_in_plasma


def found(alone, **given):
    return alone(estrogens_in_plasma, **{"estrogen_mass": [2e-5, 1e-5, 1e-6], "portal_estrogen": 0.0, "shbg_unoccupied": 5e-5, **given}).set


@pytest.mark.parametrize(
    ("sites", "albumin", "shbg", "free"),
    [(2.8e-5, (0.66, 0.72), (0.26, 0.32), 0.024), (5.5e-5, (0.5, 0.56), (0.42, 0.48), 0.02)],
)
def test_what_holds_estradiol(alone, number, sites, albumin, shbg, free):
    """E-KN-8: men 2.4 % free, 68-70 % on albumin, 28-30 % on SHBG; women 2.0, 52, 45-46 %."""
    values = found(alone, shbg_unoccupied=sites)
    share = values["estradiol_free"] / values["estradiol_total"]
    assert share == pytest.approx(free, abs=0.003)
    assert albumin[0] < share * number("estrogen.on_albumin[estradiol]") < albumin[1]
    assert shbg[0] < share * number("estrogen.shbg_affinity[estradiol]") * sites < shbg[1]


def test_the_liver_meets_what_the_gut_sends(alone, number):
    without, sent = found(alone), found(alone, portal_estrogen=[1e-5, 0, 0])
    assert without["hepatic_estrogen"] == pytest.approx(without["estrogen_level"])
    more = sent["hepatic_estrogen"] - sent["estrogen_level"]
    assert more[0] == pytest.approx(1e-5 * number("estrogen.first_pass_rate") / number("estrogen.portal_plasma")) and more[1:] == pytest.approx(0)


def test_tissues_fill_from_blood_and_give_back_what_they_hold(alone, number):
    """At the level of blood they stand still; in an empty tissue the label goes in, out of a full one it comes back."""
    spaces = [number(f"estrogen.tissue_space[{name}]") * number("host.weight") for name in ("estradiol", "estrone", "estriol")]

    def change(level, held):
        found = alone(estrogens_in_and_out_of_tissues, estrogen_level=level, estrogen_in_tissues=held).change
        assert found["estrogen_mass"] == pytest.approx(-found["estrogen_in_tissues"])
        return found["estrogen_in_tissues"]

    assert change(3e-7, [3e-7 * space for space in spaces]) == pytest.approx([0, 0, 0], abs=1e-18)
    assert (change(3e-7, 0.0) > 0).all() and (change(0.0, 1e-5) < 0).all()


def test_fat_holds_more_than_blood_and_moves_nothing_at_rest(alone, number):
    spaces = [number(f"estrogen.fat_space[{name}]") * number("host.fat_mass") for name in ("estradiol", "estrone", "estriol")]
    at_rest = alone(estrogens_in_and_out_of_fat, estrogen_level=3e-7, estrogen_in_fat=[3e-7 * space for space in spaces]).change
    assert at_rest["estrogen_in_fat"] == pytest.approx([0, 0, 0], abs=1e-18) and number("estrogen.fat_space[estradiol]") > 1e-3
    filling = alone(estrogens_in_and_out_of_fat, estrogen_level=3e-7, estrogen_in_fat=0.0).change
    assert filling["estrogen_mass"] == pytest.approx(-filling["estrogen_in_fat"]) and (filling["estrogen_in_fat"] > 0).all()
