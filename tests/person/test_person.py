"""PERSON.yaml and CHANGE.yaml: what is read, and all that is refused, with file, line and nearest names."""

from pathlib import Path

import numpy as np
import pytest

from enterocrine import person as door
from enterocrine.errors import InputError

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
GOOD = {"sex": "male", "age": "46 y", "height": "180 cm", "weight": "88 kg", "diet": str(EXAMPLES / "diary.csv")}


def write(folder: Path, **keys: str) -> Path:
    path = folder / "person.yaml"
    path.write_text("".join(f"{k}: {v}\n" for k, v in {**GOOD, **keys}.items() if v is not None))
    return path


def faults_of(load, path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(path)
    return [str(fault) for fault in caught.value.faults]


@pytest.fixture(scope="module")
def example():
    return door.load(EXAMPLES / "person.yaml")


def test_the_example_person(example):
    assert (example.sex, example.age_y, example.height_m, example.weight_kg, example.bristol) == ("male", 46, 1.8, 88, 4)
    assert example.diet.days == 7 and len(example.sources) == 2 and 0 < example.diet.known_fibre_share < 1


def test_every_fault_at_once_with_its_line(tmp_path):
    told = faults_of(door.load, write(tmp_path, age="46", height="180 kg", wieght="80 kg", bristol="9", stool="s.tsv", diet="none.csv"))
    text = "\n".join(told)
    for line, word in ((2, "no unit"), (3, "unit of mass"), (5, "no such file"), (6, "weight"), (7, "outside 1 to 7"), (8, "not read yet")):
        assert any(f"person.yaml:{line}: " in fault and word in fault for fault in told), (line, word, text)


@pytest.mark.parametrize("words", ["pregnancy", "Crohn's disease", "kidney-disease", "active cancer", "anorexia", "bariatric surgery", "cirrhosis"])
def test_people_outside_the_model_are_refused(tmp_path, words):
    told = faults_of(door.load, write(tmp_path, context=f'{{conditions: ["{words}"]}}'))
    assert len(told) == 1 and "does not simulate people with" in told[0] and "person.yaml:6" in told[0]


def test_age_antibiotics_and_unknown_conditions(tmp_path):
    assert "age under 18" in faults_of(door.load, write(tmp_path, age="15 y"))[0]
    assert "antibiotics within 8 weeks" in faults_of(door.load, write(tmp_path, context="{antibiotics_weeks_ago: 3}"))[0]
    assert "obesity" in faults_of(door.load, write(tmp_path, context="{conditions: [obesty]}"))[0]


def test_what_plays_no_part_yet_is_said(tmp_path):
    found = door.load(write(tmp_path, sex="female", menopause="post", context="{conditions: [obesity]}"))
    assert found.menopause == "post" and len(found.warnings) == 2
    assert "sex: female" in faults_of(door.load, write(tmp_path, menopause="post"))[0]


@pytest.mark.parametrize(("age", "stage"), [("35 y", None), ("45 y", "pre"), ("60 y", "post")])
def test_a_woman_near_menopause_who_tells_no_stage_is_told_which_is_taken(tmp_path, age, stage):
    found = door.load(write(tmp_path, sex="female", age=age))
    assert found.menopause == stage and any("menopause: not given" in line for line in found.warnings) == bool(stage)


@pytest.mark.parametrize("content", ["", "datetime,meal,food,amount,unit,food_id\n"])
def test_an_empty_diary(tmp_path, content):
    (tmp_path / "d.csv").write_text(content)
    assert "d.csv" in faults_of(door.load, write(tmp_path, diet="d.csv"))[0]


def test_an_unknown_food_of_the_diary_is_named_with_its_line(tmp_path):
    (tmp_path / "d.csv").write_text("datetime,meal,food,amount,unit,food_id\n2026-03-02 08:00,lunch,Lentlis,100,g,\n")
    told = faults_of(door.load, write(tmp_path, diet="d.csv"))
    assert "d.csv:2" in told[0] and "entil" in told[0].split("nearest")[1]


def daily(intake):
    return intake.daily()


def test_example_changes(example):
    before = daily(example.diet)
    inulin = daily(door.apply(door.load_change(EXAMPLES / "change_inulin.yaml"), example))
    assert inulin["inulin"] == pytest.approx(before["inulin"] + 10)
    bran = daily(door.apply(door.load_change(EXAMPLES / "change_oat_bran.yaml"), example))
    assert bran["beta_glucan"] > before["beta_glucan"] + 2 and bran["alcohol"] == pytest.approx(before["alcohol"])
    low = door.apply(door.load_change(EXAMPLES / "change_low_carb.yaml"), example)
    assert daily(low)["protein"] == pytest.approx(120) and float(low.energy_kj.sum()) == pytest.approx(8000)
    assert list(low.meal_h) == [8, 13, 19]


def test_a_change_of_nothing_leaves_the_diet_as_it_is(example):
    assert np.array_equal(door.apply(door.parse_change({}), example).mid, example.diet.mid)


def test_every_fault_of_a_change(tmp_path):
    path = tmp_path / "change.yaml"
    path.write_text("name: x\nadd:\n  - {food: oat brann, amount: 40 g}\n  - {food_id: ndb:20033, amount: 40}\n"
                    "supplement:\n  - {substance: inulinn, amount: 10 g}\n  - {substance: inulin, amount: 10 cm}\n"
                    "intake: {protien: 30 g, fibre: {pectin: 30}}\nmodify: {x: fast}\ndrug: laxativ\nweek: 3\n")
    told = faults_of(door.load_change, path)
    for line, word in ((3, "no food"), (4, "no unit"), (6, "inulin"), (7, "length"), (8, "protein"), (8, "no unit"), (9, "plain number"),
                       (10, "laxative"), (11, "weeks")):
        assert any(f"change.yaml:{line}: " in fault and word in fault for fault in told), (line, word, told)


def test_every_way_in_which_a_change_does_not_fit_the_diet(example):
    change = door.parse_change({
        "swap": [{"from": "ndb:16033", "to": "ndb:20033"}], "add": [{"food_id": "ndb:20033", "amount": "40 g", "meal": "brunch"}],
        "supplement": [{"substance": "inulin", "amount": "10 g"}]})  # fmt: skip
    with pytest.raises(InputError) as caught:
        door.apply(change, example)
    swap, add = map(str, caught.value.faults)
    assert swap.startswith("swap[1]: cannot exchange Beans, kidney") and add.startswith('add[1]: no meal is called "brunch"') and "lunch" in add


@pytest.mark.parametrize(("line", "word"), [
    ("supplement: [{substance: inulin, amount: 5000 kg}]", "more than can be meant"), ("intake: {fibre: 5 kg}", "outside 0 to 2000 g"),
    ("intake: {energy: 1e9 kJ}", "outside 0 to 100000 kJ"), ("supplement: [{substance: kefir, amount: 500 servings}]", "200 serving"),
])  # fmt: skip
def test_amounts_that_cannot_be_meant(tmp_path, line, word):
    path = tmp_path / "change.yaml"
    path.write_text(line)
    assert word in faults_of(door.load_change, path)[0]


def test_what_a_change_may_not_mean_is_said(tmp_path, example):
    path = tmp_path / "change.yaml"
    path.write_text("name: nothing\n")
    assert "asks for nothing" in door.load_change(path).warnings[0]
    path.write_text("supplement: [{substance: inulin, amount: 500 g}, {substance: guar, amount: 5 g, per: once}]\n")
    change = door.load_change(path)
    assert len(change.warnings) == 1 and "once in each round" in change.warnings[0]
    assert any("fibre 52" in flag for flag in door.apply(change, example).extrapolation)
