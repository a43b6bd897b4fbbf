"""Intakes: totals do not depend on how meals are cut, changes do what they say, presets are plausible."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enterocrine import food
from enterocrine.errors import InputError
from enterocrine.food import diary, intake
from enterocrine.food.classes import FIBRE, INDEX, SUBSTRATES
from enterocrine.food.presets import PRESETS
from enterocrine.food.supplements import definitions

HEADER = "datetime,meal,food,amount,unit,food_id\n"
FOODS = ("ndb:18069", "ndb:09040", "ndb:16033", "ndb:01116", "ndb:20045", "ndb:14096", "ndb:11367", "fndds:shepherd-s-pie")


@pytest.fixture(scope="module")
def week():
    return food.substrates(diary.load(Path(__file__).resolve().parents[2] / "examples" / "diary.csv"))


def load(folder, rows):
    path = folder / "d.csv"
    path.write_text(HEADER + "".join(f"{when},{meal},,{grams!r},g,{i}\n" for when, meal, grams, i in rows))
    return food.substrates(diary.load(path))


@given(st.sampled_from(FOODS), st.floats(1, 900), st.floats(0.05, 0.95))
@settings(max_examples=25, deadline=None)
def test_a_meal_split_in_two_has_the_same_totals(tmp_path_factory, food_id, grams, share):
    folder = tmp_path_factory.mktemp("d")
    whole = load(folder, [("2026-03-02 12:00", "lunch", grams, food_id)])
    parts = load(folder, [("2026-03-02 12:00", "lunch", grams * share, food_id), ("2026-03-02 15:00", "tea", grams * (1 - share), food_id)])
    for side in ("low", "mid", "high"):
        assert np.allclose(getattr(whole, side).sum(0), getattr(parts, side).sum(0), rtol=1e-9, atol=1e-9)
    assert whole.energy_kj.sum() == pytest.approx(parts.energy_kj.sum())
    assert whole.known_fibre_share == pytest.approx(parts.known_fibre_share)


def test_arrays_are_ordered_finite_and_shaped(week):
    assert week.period_h == 168 and week.mid.shape == (len(week.meal_h), len(SUBSTRATES))
    assert (week.low <= week.mid + 1e-12).all() and (week.mid <= week.high + 1e-12).all() and (week.low >= 0).all()
    assert np.isfinite(week.high).all() and (np.diff(week.meal_h) >= 0).all()
    assert ((week.processed >= 0) & (week.processed <= 1)).all()
    assert all(sum(s.values()) == pytest.approx(1) for s in week.basis.values() if s)


@pytest.mark.parametrize("substance", sorted(definitions()))
def test_a_supplement_adds_its_grams_and_nothing_else(week, substance):
    more = intake.supplement(week, substance, 30, per="day")
    gained = {k: more.daily()[k] - week.daily()[k] for k in SUBSTRATES}
    for name, per_gram in definitions()[substance].items():
        assert gained.pop(name) == pytest.approx(30 * per_gram, abs=1e-6)
    assert max(abs(v) for v in gained.values()) < 1e-9
    assert sum(definitions()[substance].values()) <= 1.0001


def test_supplement_of_five_hundred_grams_of_fibre_is_flagged(week):
    assert any("fibre" in w for w in intake.supplement(week, "inulin", 500).extrapolation)


def test_supplement_at_an_hour_and_once(week):
    at = intake.supplement(week, "inulin", 10, at_h=9.5)
    assert len(at.meal_h) == len(week.meal_h) + 7 and at.daily()["inulin"] - week.daily()["inulin"] == pytest.approx(10)
    once = intake.supplement(week, "inulin", 10, per="once")
    assert once.mid[:, INDEX["inulin"]].sum() - week.mid[:, INDEX["inulin"]].sum() == pytest.approx(10)


@pytest.mark.parametrize("substance", ["butyrate_enema", "metformin", "akkermansia", "emulsifier_cmc", "inulinn"])
def test_what_cannot_be_represented_is_refused_in_words(week, substance):
    with pytest.raises(InputError):
        intake.supplement(week, substance, 1)


def test_swap_keeps_grams_and_undoes_itself(week):
    there = intake.swap(week, "ndb:18069", "ndb:18075", 1.0)
    assert there.fibre_total.sum() > week.fibre_total.sum()
    back = intake.swap(there, "ndb:18075", "ndb:18069", 1.0)
    eaten = sum(i.grams for i in week.items if i.food_id in ("ndb:18069", "ndb:18075"))
    assert sum(i.grams for i in back.items if i.food_id in ("ndb:18069", "ndb:18075")) == pytest.approx(eaten)
    assert (back.low >= 0).all()
    with pytest.raises(InputError):
        intake.swap(week, "ndb:20033", "ndb:18075")
    assert np.array_equal(intake.swap(week, "ndb:18069", "ndb:18075", 0.0).mid, week.mid)


def test_add_goes_into_the_named_meal(week):
    more = intake.add(week, "ndb:09040", 118, per="day", meal="breakfast")
    changed = {week.meal_names[i] for i in np.flatnonzero(np.abs(more.mid - week.mid).sum(axis=1) > 1e-9)}
    assert changed == {"breakfast"}
    assert (more.energy_kj.sum() - week.energy_kj.sum()) / 7 == pytest.approx(118 * 0.89 * 4.184, rel=0.02)
    with pytest.raises(InputError):
        intake.add(week, "ndb:09040", 118, meal="brunch")


def test_daily_totals_keep_what_is_not_given(week):
    totals = {"protein": 100.0, "meals": [7, 12, 18]}
    trial = intake.from_daily_totals(totals, week)
    before, after = week.daily(), trial.daily()
    assert after.pop("protein") == pytest.approx(100) and list(trial.meal_h) == [7, 12, 18]
    before.pop("protein")
    assert after == pytest.approx(before)
    assert intake.from_daily_totals({}, week).energy_kj.sum() == pytest.approx(week.energy_kj.sum() / 7)


def test_daily_totals_rules(week):
    low = intake.from_daily_totals({"starch": 2.7, "fat": 185.0, "fibre": 6.1}, week).daily()
    assert low["fibre_unknown"] == pytest.approx(6.1) and sum(low[k] for k in FIBRE) == pytest.approx(6.1)
    assert sum(low[f"resistant_starch_{s}"] for s in ("raw", "cooked", "cooled")) < 0.5
    assert sum(low[k] for k in ("saturated", "monounsaturated", "omega6", "ala", "epa_dha", "other_fat")) == pytest.approx(185)
    typed = intake.from_daily_totals({"fibre": {"inulin": 20.0}}, week).daily()
    assert typed["inulin"] == 20 and typed["pectin"] == pytest.approx(week.daily()["pectin"])
    given_rs = intake.from_daily_totals({"resistant_starch": 22.0}, week).daily()
    assert sum(given_rs[f"resistant_starch_{s}"] for s in ("raw", "cooked", "cooled")) == pytest.approx(22)


def test_daily_totals_name_every_fault():
    with pytest.raises(InputError) as caught:
        intake.from_daily_totals({"stach": 1, "fibre": {"peltin": 2, "inulin": -1}, "meals": [8, 8], "protein": float("nan")})
    assert len(caught.value.faults) == 5 and "starch" in str(caught.value) and "pectin" in str(caught.value)


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_plausible(name):
    diet = intake.preset(name)
    day = diet.daily()
    fat = sum(day[k] for k in ("saturated", "monounsaturated", "omega6", "ala", "epa_dha", "other_fat"))
    energy = 17 * day["protein"] + 37 * fat + 16.7 * (day["starch"] + day["sugars"]) + 29 * day["alcohol"] + 8 * sum(day[k] for k in FIBRE)
    assert energy == pytest.approx(diet.energy_kj.sum(), rel=0.12)
    assert not diet.extrapolation and (diet.low <= diet.mid).all() and (diet.mid <= diet.high).all()
    assert diet.known_fibre_share > 0.5


def test_western_preset_matches_measured_averages():
    day = intake.preset("western").daily()
    assert sum(day[k] for k in FIBRE) == pytest.approx(18.5, abs=1.5)
    assert 3 <= day["resistant_starch_cooked"] <= 8 and 125 <= day["starch"] <= 145
