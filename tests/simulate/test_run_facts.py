"""What a run says about itself: fibre by type, the foods that leave it untyped, the sources used, and the solver's counts."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from enterocrine import food
from enterocrine.food.classes import FIBRE
from enterocrine.models import shipped
from enterocrine.person import load, load_change
from enterocrine.population import draw
from enterocrine.simulate import compare, diet_facts, meals, simulate, sources
from enterocrine.simulate.run import repeatable

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def person():
    return load(EXAMPLES / "person.yaml")


@pytest.fixture(scope="module")
def change():
    return load_change(EXAMPLES / "change_inulin.yaml")


@pytest.fixture(scope="module")
def run(person, change):
    return compare(person, [change], weeks=1 / 7, draws=24, seed=4)


def told(run, name):
    return json.loads(run.attrs[name])


def test_fibre_by_type_is_that_of_the_draws(run, person, change):
    fibre = told(run, "fibre")
    assert list(fibre) == ["habitual", change.name]
    for low, middle, high in (q for arm in fibre.values() for q in arm.values()):
        assert 0 <= low <= middle <= high
    assert fibre[change.name]["inulin"][1] > fibre["habitual"]["inulin"][1] + 5 and "psyllium" not in fibre["habitual"]
    assert fibre[change.name]["pectin"] == fibre["habitual"]["pectin"], "the same draws on both diets"
    assert "resistant_starch_cooked" in fibre["habitual"]


def test_what_every_arm_asks_is_told(run):
    assert told(run, "arms") == {
        "habitual": "the habitual diet, 7 days repeated",
        "inulin": "+10 g/d inulin; from week 0 for 1 day (its file names 12 weeks)",
    }


@pytest.mark.parametrize(("weeks", "flagged"), [(52, False), (156, True)])
def test_a_run_longer_than_any_study_is_flagged(person, weeks, flagged):
    from enterocrine.simulate.arms import Arm, _provenance

    told = _provenance(draw(shipped(), person, 1), person, {"habitual": Arm(person.diet, weeks * 168)}, weeks, 1e-3)
    assert ("156 weeks" in told["extrapolation"]) == flagged


def test_factors_far_from_how_people_differ_are_flagged(person):
    from enterocrine.simulate.arms import Arm, _provenance

    arms = {"habitual": Arm(person.diet, 168), "fast": Arm(person.diet, 168, {"colon.pace": 2.0, "colon.residence": 1e6, "microbiome.vigour": 0})}
    flags = json.loads(_provenance(draw(shipped(), person, 1), person, arms, 1, 1e-3)["extrapolation"])
    assert [flag.split(",")[0] for flag in flags] == ["fast: colon.residence multiplied by 1e+06", "fast: microbiome.vigour multiplied by 0"]


def test_a_run_that_cannot_be_solved_says_why_and_what_to_try(person):
    from enterocrine.errors import SolveError
    from enterocrine.person.change import Change

    with pytest.raises(SolveError) as caught:
        compare(person, [Change("odd", modify={"host.weight": 0.0})], weeks=1 / 7, draws=2)
    (fault,) = caught.value.faults
    assert fault.what == "2 of 2 draws could not be solved" and "not a finite number" in fault.why and "modify" in fault.cure


def test_daily_grams_are_those_of_the_meals(person):
    from enterocrine.population import draw

    people = draw(shipped(), person, 300, 2)
    daily = meals.daily_classes(people, person.diet)
    assert np.allclose(daily, meals.meal_classes(people, person.diet).sum(axis=0) / person.diet.days, rtol=1e-12)


def test_known_shares_are_per_diet_and_the_single_number_stays(run, person, change):
    shares = told(run, "known_fibre_shares")
    assert shares["habitual"] == pytest.approx(person.diet.known_fibre_share) == run.attrs["known_fibre_share"]
    assert shares[change.name] > shares["habitual"], "inulin is of known type"


def test_foods_are_those_that_bring_most_fibre_of_unknown_type(run, person):
    rows = told(run, "fibre_foods")["habitual"]
    unknown = [fibre * (1 - known) for _, fibre, known in rows]
    assert len(rows) == diet_facts.MOST_FOODS and unknown == sorted(unknown, reverse=True)
    by_name = {}
    for item in person.diet.items:
        found = food.show(item.food_id)
        by_name[found.name] = by_name.get(found.name, 0.0) + item.grams / 7 * sum(found.per100[n].mid for n in FIBRE) / 100
    for name, fibre, known in rows:
        assert fibre == pytest.approx(by_name[name], rel=1e-5) and 0 <= known < 1
    assert sum(unknown) <= person.diet.daily()["fibre_unknown"] + 1e-6


def test_a_diet_without_known_foods_names_none(western):
    assert diet_facts._foods(western) == []


def test_solver_counts_repeat_and_hold_no_seconds(run, person, change):
    counts = told(run, "statistics")
    assert set(counts) == {"steps", "rejected", "most_steps_of_a_group"} and counts["steps"] > counts["rejected"] > 0
    again = compare(person, [change], weeks=1 / 7, draws=24, seed=4, jobs=1)
    assert again.attrs == run.attrs
    assert repeatable({"steps": 2, "rejected": 1, "most_steps_of_a_group": 2, "seconds": 9.0}, {"steps": 3}) == {
        "steps": 5, "rejected": 1, "most_steps_of_a_group": 2,
    }  # fmt: skip


def test_sources_are_those_of_the_model_and_of_the_foods_eaten(run, person):
    cited = told(run, "citations")
    texts = [c["text"] for c in cited]
    assert len(texts) == len(set(texts)) > 30
    assert {"text": "Kettle 2018", "doi": "10.1111/2041-210X.12873"} in cited
    assert "USDA SR24" in texts and "Castillo 2022 Nutrients 14:1639" in texts
    assert any(text.endswith("medians were fitted to published trials (body/posteriors/colon.tsv, docs/qualification.md)") for text in texts)
    rows = {row.source for row in (*shipped().parameter_rows, *sources.further_rows().values())}
    eaten = {source for item in person.diet.items for source in food.show(item.food_id).citations.values()}
    held = " ".join([*rows, *eaten])
    whole = [text for text in texts if "fitted" not in text]
    assert sum(text in held for text in whole) > 0.95 * len(whole), "as the rows write them, but for which row of a data base"
    assert all(c["doi"] in held for c in cited if "doi" in c) and all(c["pmid"] in held for c in cited if "pmid" in c)


def test_only_what_was_eaten_is_cited(person):
    system = shipped()
    without = sources.citations(system, [])
    assert not any("Castillo" in c["text"] for c in without) and any(c.get("doi") == "10.1111/2041-210X.12873" for c in without)
    bran = {c["text"] for c in sources.citations(system, [], ["wheat_bran"])} - {c["text"] for c in without}
    assert any(text.startswith("Gebruers 2008 J Agric Food Chem 56:9740-9749") for text in bran)


@pytest.mark.parametrize(("text", "wanted"), [
    ("Kettle 2018 10.1111/2041-210X.12873 (microPop) pH corners", [{"text": "Kettle 2018", "doi": "10.1111/2041-210X.12873"}]),
    ("stomach 1.1 h (T-05, Fallingborg 1989 10.1111/j.1365-2036.1989.tb00254.x) to 2 h",
     [{"text": "Fallingborg 1989", "doi": "10.1111/j.1365-2036.1989.tb00254.x"}]),
    ("Phillips 2021 PLoS One 16:e0253366 PMID 34237070; our reading; kept wide",
     [{"text": "Phillips 2021 PLoS One 16:e0253366", "pmid": "34237070"}]),
    ("Englyst and Cummings 1985 Am J Clin Nutr 42:778-787, starch left: oats < 0.6 %",
     [{"text": "Englyst and Cummings 1985 Am J Clin Nutr 42:778-787"}]),
    ("table citing Muir 2007 J Agric Food Chem 55:6619-6627, FSANZ tables", [{"text": "Muir 2007 J Agric Food Chem 55:6619-6627"}]),
    ("transit 47 h, SD 19 (Birkett 1997)", [{"text": "transit 47 h, SD 19 (Birkett 1997)"}]),
    ("USDA rows of the same kind with a measured value, n = 33", [{"text": "USDA rows of the same kind with a measured value"}]),
    ("between wheat and potato; our reading; kept wide", []), ("formula C6H10O5", []),
])  # fmt: skip
def test_what_a_row_names(text, wanted):
    assert sources.parse(text) == wanted


def test_a_proposal_counts_only_by_reference():
    assert sources.parse("order of the need in culture 2009", whole=True) == []
    assert sources.parse("0.1 in Kettle 2018 10.1111/2041-210X.12873", whole=True)[0]["doi"] == "10.1111/2041-210X.12873"


def test_a_run_writes_its_bibliography_and_the_page_shows_it(run, tmp_path):
    from enterocrine.report import write_run

    files = write_run(run, tmp_path, title="t", inputs={}, command="c")
    bib, page = files["CITATIONS.bib"].read_text(), files["report.html"].read_text()
    assert bib.count("@") >= 30 and "doi = {10.1111/2041-210X.12873}" in bib
    assert f"Sources this run used ({bib.count('@misc')})" in page and "Most fibre of unknown type comes from" in page
    assert not re.search(r"https?:", page) and "tries that had to be made smaller" in page
    assert json.loads(files["manifest.json"].read_text())["solver"]["statistics"] == told(run, "statistics")


def test_a_single_diet_says_the_same(person):
    run = simulate(person, weeks=1 / 7, draws=8)
    assert list(told(run, "fibre")) == list(told(run, "arms")) == ["habitual"] and told(run, "citations")
    assert told(run, "fibre_foods")["habitual"]


def test_the_reading_is_told_and_where_the_three_coincide():
    from enterocrine.evidence import ledger
    from enterocrine.evidence.readings import in_words
    from enterocrine.models import MODELS
    from enterocrine.population import draw

    class Man:
        weight_kg, height_m, age_y, sex, bristol = 88.0, 1.8, 46.0, "male", 4

    notes = {name: in_words(draw(make(), Man(), 8, reading="weighted").links) for name, make in MODELS.items()}
    assert "every link of this model is physiology measured in people" in notes["colon_only"]
    switchable = sum(link.switchable for link in ledger().links.values())
    # All but the one of the option.
    assert f"Links that a reading can switch: {switchable};" in notes["androgens_in_gut"]
    assert f"Links that a reading can switch: {switchable - 1};" in notes["full_axis"] and switchable > 30
    assert all("coincide" not in note and note.startswith("Weighted") for name, note in notes.items() if name != "colon_only")
