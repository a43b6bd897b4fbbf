"""Prescriptions in time: doses at their hours, steady treatment before the run, and what a model has no place for."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from enterocrine.errors import InputError
from enterocrine.models import colon_only, estrobolome, full_axis, holding, model
from enterocrine.person import load, load_change
from enterocrine.person.change import parse_change
from enterocrine.person.protocol import drugs, together
from enterocrine.population import draw
from enterocrine.simulate import AcuteInput, compare, settle
from enterocrine.simulate.doses import doses, even_hours, has_place, misfits
from enterocrine.simulate.meals import meal_amounts
from enterocrine.simulate.run import seed_states, solve
from enterocrine.simulate.schedule import even_feeding, infusions, meal_schedule

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DAY = 24.0


def taken(*entries):
    return parse_change({"protocol": list(entries)}).protocol


def own(*entries):
    """As in a person's file, where a beginning may lie before the run."""
    from enterocrine.errors import FaultList
    from enterocrine.person.fields import Fields
    from enterocrine.person.protocol import read

    faults = FaultList()
    found = read(Fields({"protocol": list(entries)}, faults, ("protocol",)))
    faults.raise_if_any()
    return found


WEEKLY = {"drug": "testosterone_enanthate", "route": "im", "dose": "100 mg", "every": "7 d"}
RARE = {"drug": "testosterone_undecanoate", "dose": "1000 mg", "every": "12 weeks"}
PATCH = {"drug": "estradiol", "route": "patch", "dose": "50 ug/d"}


def hours(protocol, begin, end, clock=0.0):
    return [begin + dose.at for dose in doses(protocol, begin, end, clock)]


def test_doses_fall_at_their_hour_of_the_day():
    assert hours(taken(WEEKLY), 0, 15 * DAY) == [8, 176, 344]
    assert hours(taken({**WEEKLY, "at": "20 h", "start": "1 d"}), 0, 10 * DAY) == [44, 212]
    assert hours(taken({"drug": "levothyroxine", "dose": "100 ug", "every": "1 d", "stop": "3 d"}), 0, 10 * DAY) == [7, 31, 55]
    assert hours(taken({"drug": "progesterone", "route": "oral", "dose": "100 mg", "every": "1 d", "start": "23 h"}), 0, 48) == [46]
    assert hours(taken(WEEKLY), 0, 15 * DAY, clock=10.0) == [22, 190, 358], "hour 0 at ten in the morning: the first dose is tomorrow's"


def test_what_began_before_the_run_keeps_its_days():
    assert hours(own({**WEEKLY, "start": "-10 d"}), -20 * DAY, 10 * DAY) == [-232, -64, 104]
    assert hours(own(WEEKLY), -15 * DAY, 0) == [-328, -160], "begun long ago: a dose falls on the first day of the run"
    whole = hours(own(WEEKLY), -30 * DAY, 30 * DAY)
    assert whole == [*hours(own(WEEKLY), -30 * DAY, 0), *hours(own(WEEKLY), 0, 30 * DAY)] and np.ptp(np.diff(whole)) == 0
    assert hours(own({**WEEKLY, "stop": "-4 weeks"}), -7 * DAY, 7 * DAY) == []


def test_a_patch_is_worn_all_the_time_at_its_rate():
    (flow,) = doses(own(PATCH), -10 * DAY, 0.0)
    assert (flow.state, flow.at, flow.over) == ("worn_patch", 0.0, 10 * DAY)
    assert flow.amount * 272.38 == pytest.approx(0.5)  # mg in ten days
    (late,) = doses(taken({**PATCH, "start": "2 d", "stop": "5 d"}), 0.0, 10 * DAY)
    assert (late.at, late.over) == (48, 72)


def test_a_change_ends_what_it_names_and_leaves_the_rest():
    person = own({**WEEKLY, "start": "-12 weeks"}, {"drug": "levothyroxine", "dose": "100 ug", "every": "1 d"})
    more = together(person, taken({**WEEKLY, "dose": "150 mg", "start": "2 weeks"}))
    assert [(t.drug.drug, t.dose, t.stop_h) for t in more] == [
        ("testosterone_enanthate", "100 mg", 336), ("levothyroxine", "100 ug", np.inf), ("testosterone_enanthate", "150 mg", np.inf)]  # fmt: skip
    none = together(person, taken({"drug": "testosterone_enanthate", "stop": "0 d"}))
    assert hours(none[:1], 0, 30 * DAY) == [] and len(hours(none[1:], 0, 30 * DAY)) == 30 and len(none) == 2


def test_doses_weeks_apart_get_more_time_to_come_to_rest():
    assert even_hours(own(WEEKLY), 1680) == 1680
    assert even_hours(own(RARE), 1680) == 1680 + 3 * 84 * DAY


@pytest.fixture(scope="module")
def people(western):
    man = SimpleNamespace(name="test", weight_kg=80.0, sex="male", bristol=4, diet=western)
    return draw(estrobolome(), man, 1, seed=3, worlds=0)


def test_schedules_hold_every_dose_once(people, western):
    meals, protocol = meal_amounts(people, western), own(WEEKLY, {"drug": "levothyroxine", "dose": "100 ug", "every": "1 d"})[:1]
    acute = [*doses(protocol, 0.0, 28 * DAY), *doses(own(PATCH), 0.0, 28 * DAY), AcuteInput(5.0, "stomach[inulin]", 3.0)]
    place = people.system.states.index("depot[testosterone_enanthate]")
    for plan in (even_feeding(people, meals, western, 28 * DAY, acute), meal_schedule(people, meals, western, 28 * DAY, acute)):
        column = list(plan.bolus_state).index(place)
        given = plan.bolus_amount[plan.bolus_kind, column, 0]
        assert given.sum() * 400.59 == pytest.approx(4 * 100) and (np.diff(plan.bolus_times) >= 0).all()
        assert list(plan.bolus_times[given > 0]) == [8, 176, 344, 512]
        flow = plan.input_values[:, people.system.input_names.index("worn_patch"), 0]
        assert flow[0] * 272.38e3 * 24 == pytest.approx(50)
        inulin = list(plan.bolus_state).index(people.system.states.index("stomach[inulin]"))
        assert (plan.bolus_times[(plan.bolus_amount[plan.bolus_kind, inulin, 0] == 3.0)] == [5.0]).all()


def test_frequent_doses_can_be_spread_evenly(people):
    weekly, daily, rare = own(WEEKLY, {"drug": "progesterone", "route": "oral", "dose": "100 mg", "every": "1 d"}, RARE)
    spread = doses((weekly, daily, rare), 0.0, 28 * DAY, evenly=True)
    ways = ["dosing[testosterone_enanthate]", "dosing[progesterone_oral]"]
    assert [(a.state, a.at, a.over) for a in spread[:2]] == [(way, 0, 28 * DAY) for way in ways]
    assert spread[2:] == doses((rare,), 0.0, 28 * DAY)  # weeks apart: each at its hour
    for drug, treatment in zip(spread, (weekly, daily), strict=False):
        assert drug.amount == pytest.approx(sum(a.amount for a in doses((treatment,), 0.0, 28 * DAY)))
    times, values = infusions(people, spread[:2])
    assert times.tolist() == [0, 28 * DAY] and (values[0] > 0).sum() == 2 and not values[1].any()


def test_what_is_spread_evenly_enters_where_doses_do(western):
    man = SimpleNamespace(name="test", weight_kg=80.0, sex="male", bristol=4, diet=western)
    people, span = draw(full_axis(), man, 1, seed=3, worlds=0), 1e-3
    ways = {drug.evenly: drug.place for drug in drugs() if drug.evenly}
    given = [AcuteInput(0.0, way, 1e-3, span) for way in ways]
    assert len(ways) >= 15 and set(ways) <= set(people.system.input_names)
    no_food = np.zeros_like(meal_amounts(people, western))
    found = solve(people, seed_states(people), even_feeding(people, no_food, western, span, given), [span]).states[:, 0]
    assert [found[people.system.states.index(place)] for place in ways.values()] == pytest.approx([1e-3] * len(ways), rel=0.01)


@pytest.mark.parametrize(("entry", "element", "rate_d"), [
    (WEEKLY, "testosterone_enanthate", 0.154), (RARE, "testosterone_undecanoate", 0.025),
    ({"drug": "testosterone_gel", "dose": "50 mg", "every": "1 d"}, "testosterone_gel_1", 0.046 * 24),
])  # fmt: skip
def test_people_on_treatment_are_settled_to_its_steady_state(people, western, entry, element, rate_d):
    (treatment,) = own(entry)
    found = settle(people, western, protocol=(treatment,)).states[people.system.states.index(f"depot[{element}]"), 0]
    every, since = treatment.every_h / DAY, (treatment.every_h - 8.0) / DAY  # the last dose was an interval before the first of the run
    expected = treatment.amount * np.exp(-rate_d * since) / (1 - np.exp(-rate_d * every))
    assert found == pytest.approx(expected, rel=0.02)


def test_a_person_on_treatment_starts_the_run_on_it_and_an_arm_can_end_it(western):
    man = load(EXAMPLES / "person_testosterone.yaml")
    stop = parse_change({"name": "stop", "protocol": [{"drug": "testosterone_cypionate", "stop": "0 d"}]})
    data = compare(man, [stop], weeks=1, draws=1, seed=1)
    assert data.attrs["model"] == "full_axis"
    assert json.loads(data.attrs["protocol"]) == {
        "habitual": ["testosterone cypionate 100 mg into muscle every 7 d, begun 12 weeks before"],
        "stop": ["testosterone cypionate 100 mg into muscle every 7 d, begun 12 weeks before, stops at the start"]}  # fmt: skip
    assert "as prescribed" in json.loads(data.attrs["arms"])["habitual"] and float(data.attrs["settle_days"]) >= 77


def test_the_shipped_model_is_taken_or_the_smallest_with_the_places(monkeypatch):
    assert all(holding(places) is full_axis() for places in ((), {"depot[testosterone_enanthate]"}, {"levothyroxine", "worn_patch"}, {"nowhere"}))
    monkeypatch.setattr("enterocrine.models.shipped", colon_only)
    assert holding(()) is colon_only() and holding({"depot[testosterone_enanthate]"}) is estrobolome()
    assert holding({"levothyroxine"}).name == "endocrine" and holding({"levothyroxine", "worn_patch"}) is full_axis()
    assert holding({"nowhere"}) is colon_only()


def test_what_a_model_cannot_follow_is_refused_with_the_reason():
    man = SimpleNamespace(protocol=own(WEEKLY), diet=None)
    change = parse_change({"drug": ["laxative", "tnf_block"], "modify": {"colon.paece": 2}, "protocol": [{"drug": "levothyroxine", "stop": "1 d"}]})
    text = "\n".join(map(str, misfits(colon_only(), man, [change])))
    for words in ("testosterone_enanthate (into muscle) cannot be run", "estrobolome, full_axis", "levothyroxine cannot be stopped",
                  "drug `tnf_block` cannot be run", "blockers.unblocked[tnf]", "colon.pace"):
        assert words in text, (words, text)
    assert "laxative" not in text and misfits(full_axis(), man, [parse_change({"drug": "laxative"})]) == []
    person = load(EXAMPLES / "person_testosterone.yaml")
    with pytest.raises(InputError, match="no place for it"):
        compare(person, [], weeks=1, draws=1, system=colon_only())


def test_a_depot_whose_mechanism_was_left_out_is_no_place():
    (progesterone,) = taken({"drug": "progesterone", "route": "oral", "dose": "100 mg", "every": "1 d"})
    assert has_place(estrobolome(), progesterone)
    assert not has_place(model("estrobolome", ("treatment.given_progesterone",)), progesterone)
    assert has_place(model("estrobolome", ("treatment.given_progesterone",)), own(WEEKLY)[0])


def test_every_medicine_has_its_place_in_the_whole_axis():
    for drug in (d for d in drugs() if d.place):
        pool = drug.place.split("[")[0]
        if pool == "swallowed_estrogen" and not any(pool == q.name for q in full_axis().pools):
            continue  # its uptake is a part of body/estrogen, which a model may lack
        assert has_place(full_axis(), SimpleNamespace(drug=drug, target=drug.flow or drug.place)), drug.drug


def test_example_people_load_without_faults():
    for name in ("testosterone", "postmenopause", "hormone_therapy"):
        person = load(EXAMPLES / f"person_{name}.yaml")
        assert person.diet.days == 7 and 6000 < person.diet.energy_kj.sum() / 7 < 12000 and person.diet.known_fibre_share > 0.7
        assert misfits(full_axis(), person, [load_change(EXAMPLES / "change_hormone_therapy.yaml")]) == []
