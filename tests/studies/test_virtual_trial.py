"""Who takes part and what they eat, before anything is solved; and one small trial run through the real model."""

import numpy as np
import pytest

from enterocrine.food.classes import INDEX
from enterocrine.models import colon_only, estrobolome
from enterocrine.population import draw
from enterocrine.studies.library import find
from enterocrine.studies.run import run
from enterocrine.studies.study import Arm, Challenge, Citation, Dose, Measured, Outcome, Population, Study
from enterocrine.studies.virtual_trial import eaten, habitual, on_day, participants, plan_arms, single_meal, unrolled, with_meal

WHO = Population(30, "mixed", 0.25, (30.0, 60.0), (30.0, 40.0))


def small(*arms: Arm, outcomes: tuple = ()) -> Study:
    return Study("small", Citation("nobody"), "check", WHO, "crossover", arms, outcomes)


def test_participants_are_like_those_who_took_part():
    people = participants(WHO, 24)
    assert sum(person.sex == "female" for person in people) == 6
    assert min(p.age_y for p in people) >= 30 and max(p.age_y for p in people) <= 60
    assert all(30 <= p.bmi <= 40 for p in people) and np.mean([p.bmi for p in people]) == pytest.approx(35, abs=0.01)
    assert len({p.sex for p in participants(Population(5, "male", 0.0), 4)}) == 1


def test_an_arm_changes_what_its_diet_says():
    arms = (Arm("control", 2.0), Arm("inulin", 2.0, {"supplement": [{"substance": "inulin", "amount": "10 g", "per": "day"}]}))
    plans, missing = plan_arms(small(*arms))
    assert set(plans) == {"baseline", "control", "inulin"} and not missing
    plain, more = (eaten(plans[name][0].intake) for name in ("control", "inulin"))
    assert more["inulin"] - plain["inulin"] == pytest.approx(10)
    assert more["fibre"] - plain["fibre"] == pytest.approx(10) and more["starch"] == pytest.approx(plain["starch"])
    assert plans["inulin"][0].hours == 14 * 24


def test_a_challenge_follows_a_fast():
    dose = Dose("meal", {"lactulose": "10 g"}, at_h=0.5)
    arm = Arm("acute", 0.0, acute=Challenge(8.0, 9.0, 16.0, inputs=(dose,)))
    plan, every, zero = plan_arms(small(arm))[0]["acute"]
    assert zero % 24 == 9 and plan.hours == zero + 8 and every < 1
    own = habitual("western")
    usual = [h for h in plan.intake.meal_h if h != zero + 0.5]
    assert max(usual) < zero - 16 and set(h % 24 for h in usual) <= set(own.meal_h)
    test_meal = plan.intake.mid[list(plan.intake.meal_h).index(zero + 0.5)]
    assert test_meal[INDEX["galactooligosaccharides"]] == pytest.approx(9.7, abs=0.3) and test_meal[INDEX["protein"]] == 0


def test_what_goes_into_the_colon_goes_to_a_pool():
    given = Dose("colonic_infusion", {"lactulose": "10 g", "acetate": "20 mmol", "region": "transverse"}, 1.0, 2.0)
    plan = plan_arms(small(Arm("acute", 0.0, acute=Challenge(4.0, 8.0, 8.0, inputs=(given,)))))[0]["acute"][0]
    assert [(a.state, a.amount, a.over) for a in plan.acute] == [("substrates[transverse,galactooligosaccharides]", 10, 2),
                                                                ("acids[transverse,acetate]", 20, 2)]


def test_an_arm_ends_or_its_challenge_begins_on_the_day_of_the_cycle_that_it_names():
    arms = (Arm("luteal", 1.0, cycle_day=21), Arm("menses", 1.0, cycle_day=2), Arm("dose", 0.0, cycle_day=6), Arm("mean", 1.0))
    women = Population(4, "female", 1.0, (20.0, 35.0), (20.0, 25.0), menopause="pre")
    study = Study("small", Citation("nobody"), "check", women, "crossover", arms, ())
    cohort = draw(estrobolome(), participants(women, 4), 4, worlds=0)
    days = {name: {p.cycle_day for p in on_day(cohort, study, name, hours, zero).persons}
            for name, hours, zero in (("luteal", 168, 0), ("menses", 168, 0), ("dose", 60, 32), ("mean", 168, 0))}
    assert days == {"luteal": {15}, "menses": {24}, "dose": {5}, "mean": {None}}


def test_what_the_model_has_no_place_for_is_said():
    arm = Arm("acute", 0.0, acute=Challenge(4.0, inputs=(Dose("endotoxin_iv", "2 ng/kg"),)))
    plans, missing = plan_arms(small(arm), colon_only())
    assert "acute" not in plans and "endotoxin_iv" in missing["acute"]


def test_unrolling_keeps_each_meal_once():
    own = habitual("western")
    once = unrolled(own, 40.0, 56.0)
    assert list(once.meal_h) == sorted(h + 24 * d for d in (0, 1) for h in own.meal_h if h + 24 * d < 40) and once.period_h == 72
    meal = with_meal(once, {"protein": "20 g", "starch": "50 g"}, 41.0)
    assert meal.mid.sum(axis=0)[INDEX["protein"]] == pytest.approx(once.mid.sum(axis=0)[INDEX["protein"]] + 20)
    assert single_meal({"pectin": "20 g"}).mid.sum(axis=0)[INDEX["pectin"]] == pytest.approx(20)


def test_a_study_runs_through_the_model():
    butyrate = {"arm": ("inulin",), "unit": "mmol/kg", "use": "check"}
    outcomes = (
        Outcome("a", Measured("faecal_butyrate"), observed="up", as_="change", versus="control", **butyrate),
        Outcome("b", Measured("guild_fraction", {"guild": ("BIF",)}), ("inulin",), "change", "percent", "up", versus="control"),
        Outcome("c", Measured("whole_gut_transit"), ("control",), "mean", "h", (20.0, 100.0)),
        Outcome("d", Measured("aldosterone"), ("control",), "mean", "pmol/L", 5.0),
        Outcome("e", Measured(""), (), "mean", "", None, not_run="said so"),
    )
    arms = (Arm("control", 1.0), Arm("inulin", 2.0, {"supplement": [{"substance": "inulin", "amount": "20 g", "per": "day"}]}))
    shown = []
    rows = run(small(*arms, outcomes=outcomes), worlds=2, people=2, progress=shown.append)
    assert [row.outcome for row in rows] == list("abcde")
    assert rows[1].sign_ok and rows[1].predicted > 0
    assert 20 < rows[2].low90 <= rows[2].predicted <= rows[2].high90 < 100
    assert rows[3].predicted is None and "no output `aldosterone`" in rows[3].reason and rows[4].reason == "said so"
    assert shown[-1] == 1.0 and all(0 <= share <= 1 for share in shown)
    again = run(small(*arms, outcomes=outcomes), worlds=2, people=2)
    assert [row.predicted for row in again] == [row.predicted for row in rows]


def test_a_study_in_a_dish_is_listed_with_its_reason():
    rows = run(find("walker_2005"), worlds=2, people=2)
    assert len(rows) == 8 and all("fermentor" in row.reason and row.predicted is None for row in rows)


def test_endotoxin_and_tnf_are_given_per_kilogram_and_square_metre():
    from enterocrine.models import colon_only, endotoxemia
    from enterocrine.studies.extract import CannotRun
    from enterocrine.studies.injections import injected
    from enterocrine.studies.study import Dose

    (slow,) = injected(Dose("endotoxin_iv", "2 ng/kg", 1.0, 4.0), 8.0, endotoxemia())
    assert (slow.at, slow.state, slow.over, slow.per) == (9.0, "endotoxin", 4.0, "kg") and slow.amount == pytest.approx(2e-9)
    (tnf,) = injected(Dose("tnf_iv", "50 ug/m2"), 0.0, endotoxemia())
    assert (tnf.state, tnf.per) == ("cytokine_mass[tnf]", "m2") and tnf.amount == pytest.approx(50e-6)
    with pytest.raises(CannotRun, match="no place for endotoxin_iv"):
        injected(Dose("endotoxin_iv", "2 ng/kg"), 0.0, colon_only())
    with pytest.raises(CannotRun, match="no place for gh_sc"):
        injected(Dose("gh_sc", "1 mg"), 0.0, endotoxemia())


def test_a_study_runs_on_the_model_that_answers_it():
    from enterocrine.models import endocrine, endotoxemia, full_axis, shipped
    from enterocrine.studies.library import find
    from enterocrine.studies.virtual_trial import model_of

    assert shipped() is full_axis() and model_of(find("cummings_1987")) is colon_only()
    assert model_of(find("janum_2016")) is endotoxemia() and model_of(find("kjems_2003")) is endocrine()
    assert model_of(find("van_der_poll_1990")) is full_axis()  # thyroid hormones alone are asked for, but TNF is given


def test_infusions_run_through_inputs_at_their_rate_and_doses_repeat():
    from enterocrine.models import endocrine
    from enterocrine.studies.injections import injected
    from enterocrine.studies.study import Dose

    (flow,) = injected(Dose("glp1_iv", "1.2 pmol/kg/min", 0.0, 2.0), 8.0, endocrine())
    assert (flow.state, flow.per) == ("glp1_infusion", "kg") and flow.amount == pytest.approx(1.2e-9 * 120)
    insulin, held = injected(Dose("insulin_clamp", "40 mIU/m2/min", 1.0, 2.0), 8.0, endocrine())
    assert insulin.amount == pytest.approx(40 * 6e-9 * 120) and (held.state, held.amount, held.over) == ("clamp", 2.0, 2.0)
    daily = injected(Dose("gh_sc", "1 mg/m2", 0.0, 0.0, 24.0, 3), 20.0, endocrine())
    assert [one.at for one in daily] == [20.0, 44.0, 68.0] and daily[0].state == "gh_depot" and daily[0].amount == pytest.approx(1e-3)
    (bolus,) = injected(Dose("glucose_iv", "0.3 g/kg"), 8.0, endocrine())
    assert bolus.state == "glucose_mass" and bolus.amount == pytest.approx(0.3 / 0.18016)


def test_women_are_where_the_study_says_they_are_in_life():
    told = Population(4, "female", 1.0, menopause="post", conditions=("primary_hypogonadism", "surgery"))
    assert {person.menopause for person in participants(told, 3)} == {"post"}
    assert participants(told, 1)[0].conditions == ("primary_hypogonadism",)  # what the model knows; the rest is noted with the study
    assert participants(Population(4, "female", 1.0, conditions=("postmenopausal",)), 1)[0].menopause == "post"
    mixed = participants(Population(4, "mixed", 0.5, menopause="post"), 4)
    assert {person.menopause for person in mixed if person.sex == "male"} == {None}


def test_an_arm_on_a_day_of_the_cycle_needs_a_model_that_has_one():
    who = Population(4, "mixed", 0.5, (20.0, 30.0), (20.0, 25.0), menopause="pre", cycle_day=21)
    study = Study("cycling", Citation("nobody"), "check", who, "crossover", (Arm("week", 1.0, cycle_day=3), Arm("usual", 4.0)), ())
    assert not plan_arms(study, estrobolome())[1]
    plans, missing = plan_arms(study, colon_only())
    assert set(missing) == {"week"} and "cycle" in missing["week"] and "usual" in plans
    people = on_day(draw(estrobolome(), participants(who, 4), 4, worlds=0), study, "usual", 28 * 24, 0).persons
    assert {p.cycle_day for p in people if p.sex == "female"} == {22} and {p.cycle_day for p in people if p.sex == "male"} == {None}
