"""`protocol` and `drug`: what is read, what each dose is worth, and all that is refused."""

import math
from pathlib import Path

import pytest

from enterocrine.body.axes import strain
from enterocrine.errors import InputError
from enterocrine.person import load, load_change
from enterocrine.person.change import parse_change
from enterocrine.person.protocol import bundles, dose_of, drugs, find, names

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PERSON = f"sex: male\nage: 46 y\nheight: 180 cm\nweight: 88 kg\ndiet: {EXAMPLES / 'diary.csv'}\n"


def faults_of(load, path):
    with pytest.raises(InputError) as caught:
        load(path)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(("drug", "route", "text", "mmol", "testosterone_mg"), [
    ("testosterone_enanthate", "im", "250 mg", 0.6241, 180.0),
    ("testosterone_cypionate", "im", "100 mg", 0.2424, 69.9),
    ("testosterone_undecanoate", "im", "1 g", 2.1896, 631.5),
    ("testosterone_gel", "gel", "50 mg", 0.17336, 50.0),
])  # fmt: skip
def test_an_ester_is_worth_the_hormone_in_it(drug, route, text, mmol, testosterone_mg):
    amount, per = dose_of(find(drug, route), text)
    assert per == "" and amount == pytest.approx(mmol, rel=1e-3) and amount * 288.42 == pytest.approx(testosterone_mg, rel=2e-3)


def test_doses_by_body_size_and_by_the_day():
    assert dose_of(find("testosterone_enanthate", "im"), "10 mg/kg") == (pytest.approx(0.024963, rel=1e-4), "kg")
    amount, _ = dose_of(find("estradiol", "patch"), "50 ug/d")
    assert amount * 24 * 272.38 == pytest.approx(0.05)  # mg a day, given by the hour
    assert dose_of(find("levothyroxine"), "100 ug")[0] == pytest.approx(1e-4) and dose_of(find("growth_hormone"), "0.4 mg")[0] == pytest.approx(4e-4)


def test_a_protocol_is_read_whole(tmp_path):
    path = tmp_path / "person.yaml"
    path.write_text(PERSON + "protocol:\n  - {drug: Testosterone cypionate, route: im, dose: 100 mg, every: 7 d, start: -12 weeks, stop: 4 weeks}\n"
                    "  - {drug: progesterone, route: oral, dose: 100 mg, every: 1 d, at: 21 h}\n")
    weekly, nightly = load(path).protocol
    assert (weekly.drug.place, weekly.every_h, weekly.start_h, weekly.stop_h, weekly.clock_h) == (
        "depot[testosterone_cypionate]", 168, -2016, 672, 8)  # fmt: skip
    assert nightly.start_h == -math.inf and nightly.clock_h == 21 and nightly.target == "depot[progesterone_oral]"


def test_every_fault_of_a_protocol_at_once_with_its_line(tmp_path):
    path = tmp_path / "person.yaml"
    path.write_text(PERSON + "wieght: 3 kg\nprotocol:\n"
                    "  - {drug: testosterone_cypionat, route: im, dose: 100 mg, every: 7 d}\n"
                    "  - {drug: levothyroxine, dose: 100 mg, every: 1 d}\n"
                    "  - {drug: testosterone_enanthate, dose: 100 mg, every: 7 d}\n"
                    "  - {drug: semaglutide, dose: 1 mg, every: 7 d}\n"
                    "  - {drug: estradiol, route: skin, dose: 2 mg, every: 1 d}\n"
                    "  - {drug: estradiol, route: patch, dose: 50 ug, stop: 3 d}\n"
                    "  - {drug: progesterone, route: oral, dose: 200, every: 1 d, at: 25 h}\n"
                    "  - {drug: growth_hormone, dose: 0.4 mg}\n"
                    "  - {drug: sermorelin, dose: 0.2 mg, every: 1 d, start: 3 weeks, stop: 2 weeks}\n"
                    "  - {drug: laxative, dose: 2 g, every: 1 d, evry: 2 d}\n"
                    "  - {route: im}\n  - 3\n")
    told = faults_of(load, path)
    for line, word in ((6, "weight"), (8, "testosterone_cypionate"), (9, "outside 0.005 to 1 mg"), (10, "route: im"), (11, "cannot be run"),
                       (12, "patch"), (13, "mass per time"), (14, "no unit"), (14, "0 to 24 h"), (15, "`every` is missing"),
                       (16, "stops before it starts"), (17, "under `drug:` of a change"), (17, "every"), (18, "`drug` is missing"),
                       (19, "keys and values")):
        assert any(f"person.yaml:{line}: " in fault and word in fault for fault in told), (line, word, "\n".join(told))


@pytest.mark.parametrize(("keys", "words"), [
    ({"protocol": [{"drug": "testosterone_gel", "dose": "50 mg", "every": "1 d", "start": "-1 d"}]}, "begins with the run or later"),
    ({"protocol": [{"drug": "testosterone_gel", "every": "1 d"}]}, "`dose` is missing"),
    ({"protocol": [{"drug": "testosterone_gel", "dose": "5 g", "every": "1 d"}]}, "the dose is the testosterone in it"),
    ({"protocol": {"drug": "testosterone_gel"}}, "a list is needed"),
    ({"drug": "laxatve"}, "nearest: laxative"),
    ({"drug": "semaglutide"}, "cannot be run"),
    ({"drug": "testosterone_gel"}, "under `protocol:"),
    ({"drug": ["laxative", "x"]}, "no medicine is called `x`"),
])  # fmt: skip
def test_what_a_change_may_not_ask(keys, words):
    with pytest.raises(InputError) as caught:
        parse_change(keys)
    assert words in str(caught.value), str(caught.value)


def test_a_bundle_is_its_factors_times_those_of_modify():
    change = parse_change({"drug": ["laxative", "tnf_block"], "modify": {"colon.pace": 2, "x.y": 3}})
    assert change.modify == {"colon.pace": pytest.approx(2 * 2.56), "x.y": 3, "blockers.unblocked[tnf]": 0.1}
    assert change.drugs == ("laxative", "tnf_block") and parse_change({"drug": "loperamide"}).modify == {"colon.pace": 0.54}


def test_a_change_may_end_a_treatment_without_naming_dose_or_route():
    (end,) = parse_change({"protocol": [{"drug": "estradiol", "stop": "0 d"}]}).protocol
    assert not end.dose and end.stop_h == 0 and end.words() == "estradiol stops at the start"


def test_an_empty_change_warns_and_one_that_gives_a_medicine_does_not(tmp_path):
    path = tmp_path / "change.yaml"
    path.write_text("protocol: [{drug: testosterone_gel, dose: 50 mg, every: 1 d}]\n")
    assert load_change(path).warnings == ()
    path.write_text("drug: laxative\n")
    assert load_change(path).warnings == ()


def test_the_tables_hold_together():
    ways = [(d.drug, d.route) for d in drugs()]
    assert len(ways) == len(set(ways)) and len(names()) >= 12
    for drug in drugs():
        if drug.place:
            assert drug.how and drug.unit and 0 < drug.least < drug.most and 0 <= drug.clock < 24, drug
            capsules = [f"capsule_cells[{label}]" for label in strain.labels]
            in_grams = ("levothyroxine", "gh_depot", "ghrh_depot", "metformin_swallowed", "blocker_amount[etanercept]",
                        "blocker_amount[anakinra]", *capsules)
            assert ("mol" in drug.note or drug.molar_mass > 0) != (drug.place in in_grams), drug
        else:
            assert len(drug.note.split()) > 4, f"{drug.drug} must say why it cannot be run"
    assert not {d.drug for d in drugs()} & set(bundles()) and all(f > 0 for bundle in bundles().values() for f in bundle.values())


def test_every_factor_has_a_source_and_a_known_grade():
    from enterocrine.network.parameters import GRADES, READ_LEVELS
    from enterocrine.person.protocol import _table

    for row in _table("bundles.tsv"):
        assert row["source"] and row["read"] in READ_LEVELS and row["read"] != "unverified" and row["grade"] in GRADES, row
    for row in _table("drugs.tsv"):
        assert row["source"] or not row["place"], row
