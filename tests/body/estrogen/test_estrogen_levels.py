"""Levels of people at rest, and what the gut gives back."""

import numpy as np
import pytest

from enterocrine.food.intake import from_daily_totals

BEFORE, AFTER, MAN = 0, 1, 2  # the bodies of conftest.py
NO_ENZYME = {"estrogen.glucuronidase": 0.0, "estrogen.sulfatase": 0.0}

# Output -> (low, high) before and after the menopause and in a man.
LEVELS = {
    "estradiol_total": ((260, 335), (17, 25), (72, 97)),  # medians by phase (G-H01), NHANES 2013-16 by age and sex, pmol/L
    "estrone": ((160, 330), (35, 75), (90, 210)),  # E-LV-4 both phases, E-LV-6, E-LV-3.7 at its lower end, pmol/L
    "estrone_sulfate": ((1100, 2400), (250, 800), (700, 2700)),  # E-LV-4, E-LV-9, E-LV-10, G-E10.3, pmol/L
    "progesterone": ((8, 17), (0.1, 0.6), (0.1, 0.6)),
    "estrogen_reabsorbed_fraction": ((0.86, 0.955),) * 3,  # EHC-2, 0.86-0.92 as the mean of people; the median lies above
    "faecal_estrogen_conjugated_fraction": ((0.045, 0.18),) * 3,  # EHC-6.2, 10-15 % as the mean of people; the median lies below
}


def test_levels(week):
    found = week()
    wrong = {
        (name, k): float(found[name][k])
        for name, limits in LEVELS.items()
        for k, (low, high) in enumerate(limits)
        if not low < found[name][k] < high
    }
    assert wrong == {}


def test_estrone_is_the_lower_one_before_the_menopause_and_the_higher_one_after_it(week):
    """E-LV-8; after it estradiol is a third of estrone (G-E06.3)."""
    ratio = week()["estradiol_total"] / week()["estrone"]
    assert ratio[BEFORE] > 1 > ratio[AFTER] and ratio[AFTER] == pytest.approx(0.3, abs=0.1)


def test_free_estradiol(week):
    """E-KN-8: 2.4 % in men, 2.0 % in women."""
    share = week()["estradiol_free"] / week()["estradiol_total"]
    assert share[MAN] == pytest.approx(0.024, abs=0.004) and share[BEFORE] == pytest.approx(0.02, abs=0.004)


def test_a_small_part_of_what_is_made_leaves_with_stool_more_of_it_as_estradiol_than_in_urine(week):
    """EHC-6: 5-10 % of what urine and stool pass, as the mean of people (the median lies below); estradiol share of stool above that of urine."""
    found = week()
    passed = found["faecal_estrogens"] + found["urinary_estrogens"] + found["urinary_estrogen_metabolites"]
    share = found["faecal_estrogens"] / passed
    assert (share > 0.04).all() and (share < 0.1).all()
    assert (found["faecal_estradiol_share"] > found["urinary_glucuronides[estradiol]"] / found["urinary_estrogens"]).all()


def test_urine_of_men_and_women(week):
    """G-E11: estrone glucuronide 15.9 ug/d in men, 19.4 and 41.9 by phase in women, estradiol and estriol a seventh to a third of it."""
    estrone, estradiol, estriol = (week()[f"urinary_glucuronides[{name}]"] for name in ("estrone", "estradiol", "estriol"))
    assert 30 < estrone[MAN] < estrone[BEFORE] < 100  # 36-59 and 43-155 nmol/d, as glucuronide or as estrone
    assert (estradiol[[BEFORE, MAN]] < 0.25 * estrone[[BEFORE, MAN]]).all() and (estriol[[BEFORE, MAN]] < 0.4 * estrone[[BEFORE, MAN]]).all()


def test_without_enzymes_nothing_comes_back(week):
    """What microbes free is 2-5 % of estradiol and nearly half of estrone sulfate (section 1, lesson 4)."""
    usual, none = week(), week(NO_ENZYME)
    assert np.all(none["reabsorbed_estrogens"] < 1e-12 * usual["reabsorbed_estrogens"])
    assert np.all(none["faecal_estrogen_conjugated_fraction"] == pytest.approx(1))
    kept = usual["estrone_sulfate"] / none["estrone_sulfate"]
    assert (kept > 1.6).all() and (kept < 2.1).all()
    assert 0.95 < none["estradiol_total"][BEFORE] / usual["estradiol_total"][BEFORE] < 0.98


def test_overgrowth_and_loss_work_both_ways(week):
    usual = week()
    for name, up in (("estrone_sulfate", True), ("faecal_estrogens", False), ("estrogen_reabsorbed_fraction", True)):
        more, less = (week({"estrogen.glucuronidase": k, "estrogen.sulfatase": k})[name] for k in (3.0, 0.2))
        assert ((less < usual[name]) & (usual[name] < more)).all() == up and ((less > usual[name]) & (usual[name] > more)).all() != up


def test_an_antibiotic_that_slows_every_guild_raises_faecal_estrogen_and_hardly_moves_estradiol(week):
    """EHC-12: levels in blood unchanged with common antibiotics."""
    usual, slowed = week(), week({"microbiome.vigour": 0.3})
    assert (slowed["faecal_estrogens"] > 1.3 * usual["faecal_estrogens"]).all()
    assert (abs(slowed["estradiol_total"] / usual["estradiol_total"] - 1) < 0.05).all()


def test_at_rest_nothing_drifts(week, bodies):
    lean = from_daily_totals({"energy": 9500.0, "protein": 95.0, "fat": 45.0, "starch": 190.0, "sugars": 150.0}, bodies.diet)
    first, later = week(diet=lean), week(diet=lean, weeks=52)
    for name in ("estradiol_total", "estrone", "estrone_sulfate", "faecal_estrogens", "urinary_estrogens", "glucuronidase_activity"):
        assert later[name] == pytest.approx(first[name], rel=1e-3), name
