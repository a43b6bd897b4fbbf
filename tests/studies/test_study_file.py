"""STUDY.yaml: what is read, and every fault at once."""

from pathlib import Path

import pytest

from enterocrine.errors import InputError
from enterocrine.studies.study import load

GOOD = """
id: somebody_2001
citation: {text: Somebody 2001, doi: 10.1000/xyz}
role: check
population: {n: 12, sex: female, age: [20, 40] y, bmi: [20, 25], conditions: [constipation]}
design: crossover
arms:
  - {name: control, weeks: 2}
  - {name: inulin, days: 14, diet: {supplement: [{substance: inulin, amount: 10 g, per: day}]}, dose: 10}
acute:
  hours: 8
  clock: 9 h
  fast: 12 h
  inputs:
    - {meal: {lactulose: 10 g}, at: 0 h}
    - {colonic_infusion: {acetate: 20 mmol, region: distal}, at: 1 h, over: 2 h}
defaults: {read: abstract, use: check, unit: mmol/kg}
outcomes:
  - {id: A.1, output: faecal_butyrate, arm: inulin, versus: control, as: change, observed: up}
  - {id: A.2, output: faecal_butyrate, arm: control, as: mean, when: [24, 48], observed: 11, spread: [9, 13], spread_is: sd}
  - {id: A.3, rows: [A.3, A.4], output: guild_fraction, select: {guild: [ROS, LAC]}, arm: inulin, versus: baseline, as: change,
     observed: [null, 3], unit: percent}
  - {id: A.5, observed: 4, not_run: no such thing, unit: parsec}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "study.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_study_is_read(tmp_path):
    study = load(write(tmp_path, GOOD))
    assert (study.id, study.role, study.design) == ("somebody_2001", "check", "crossover")
    assert study.population.age == (20, 40) and study.population.bmi == (20, 25) and study.population.women_share == 1.0
    control, inulin, acute = study.arms
    assert control.weeks == inulin.weeks == 2 and inulin.dose == 10 and not control.diet
    assert acute.name == "acute" and acute.acute.fast_h == 12 and acute.acute.clock_h == 9
    assert [dose.kind for dose in acute.acute.inputs] == ["meal", "colonic_infusion"] and acute.acute.inputs[1].over_h == 2
    first, second, third, fourth = study.outcomes
    assert first.is_direction and first.told == "up" and first.unit == "mmol/kg" and first.read == "abstract"
    assert second.when == (24, 48) and second.spread == (9, 13) and second.centre == 11
    assert third.rows == ("A.3", "A.4") and third.bounds == (None, 3) and third.measured.select == {"guild": ("ROS", "LAC")}
    assert fourth.not_run == "no such thing"
    assert study.rows == ("A.1", "A.2", "A.3", "A.4", "A.5")


def faults(tmp_path, text) -> str:
    with pytest.raises(InputError) as caught:
        load(write(tmp_path, text))
    return str(caught.value)


def test_every_fault_is_named_at_once_with_its_line(tmp_path):
    bad = (GOOD.replace("role: check", "role: chek").replace("sex: female", "sex: femal").replace("as: mean", "as: meen")
           .replace("arm: control, as", "arm: contrl, as").replace("n: 12", "n: twelve")
           .replace("spread: [9, 13]", "spread: [13, 9]").replace("amount: 10 g", "amount: 10 furlong").replace("observed: up", "observed: upp"))
    text = faults(tmp_path, bad)
    for place, word in ((4, "check"), (5, "female"), (5, "twelve"), (9, "furlong"), (19, "upp"), (20, "mean"), (20, "control"),
                        (20, "13 down to 9")):
        assert any(f"study.yaml:{place}:" in line and word in line for line in text.splitlines()), (place, word, text)


def test_unknown_keys_name_the_nearest(tmp_path):
    misspelt = GOOD.replace("citation:", "citatoin:").replace("output: faecal_butyrate, arm: inulin", "ouput: faecal_butyrate, arm: inulin")
    text = faults(tmp_path, misspelt)
    assert "citatoin" in text and "citation" in text and "ouput" in text and "output" in text


def test_an_arm_lasts_weeks_or_days(tmp_path):
    assert "weeks" in faults(tmp_path, GOOD.replace("{name: control, weeks: 2}", "{name: control, weeks: 2, days: 3}"))
    assert "weeks" in faults(tmp_path, GOOD.replace("{name: control, weeks: 2}", "{name: control}"))


def test_a_contrast_needs_something_to_compare_with(tmp_path):
    assert "versus" in faults(tmp_path, GOOD.replace("arm: inulin, versus: control, as: change", "arm: inulin, as: change"))


def test_what_a_label_adds_is_over_what_another_adds(tmp_path):
    found = faults(tmp_path, GOOD.replace("arm: inulin, versus: control, as: change", "arm: inulin, as: added_ratio"))
    assert "per" in found and "versus" in found


def test_names_stand_once(tmp_path):
    assert "`A.2` stands twice" in faults(tmp_path, GOOD.replace("id: A.1", "id: A.2"))
    assert "`A.4` stands twice" in faults(tmp_path, GOOD.replace("{id: A.5", "{id: A.4"))
    assert "two arms" in faults(tmp_path, GOOD.replace("name: inulin, days", "name: control, days"))


def test_roles_are_never_mixed(tmp_path):
    assert "never used to validate" in faults(tmp_path, GOOD.replace("observed: up}", "observed: up, use: calibrate}"))
    calibrating = GOOD.replace("role: check", "role: calibrate")
    assert "unverified" in faults(tmp_path, calibrating.replace("observed: up}", "observed: up, use: calibrate, read: unverified}"))


def test_a_challenge_input_is_one_known_thing(tmp_path):
    assert "meel" in faults(tmp_path, GOOD.replace("{meal: {lactulose", "{meel: {lactulose"))


def test_missing_file_and_empty_file(tmp_path):
    with pytest.raises(InputError):
        load(tmp_path / "absent.yaml")
    with pytest.raises(InputError):
        load(write(tmp_path, ""))


OTHER = """
id: hormones_2010
citation: {text: Hormones 2010}
role: holdout
population: {n: 8, sex: male, age: [20, 40] y, bmi: [20, 25], conditions: [secondary hypogonadism]}
design: parallel
arms:
  - {name: placebo, weeks: 4}
  - {name: opener, weeks: 4, diet: {drug: prednisolone}}
  - {name: pill, weeks: 4, diet: {supplement: [{substance: metformin, amount: 1 g}]}}
  - {name: slow, weeks: 1, diet: {modify: {no_such_thing: 0.5}}}
outcomes:
  - {id: H.1, output: prolactin, arm: placebo, as: mean, when: end, observed: 15, unit: nmol/L, spread: [10, 20], spread_is: sd}
  - {id: H.2, output: crp, arm: opener, versus: placebo, as: ratio, observed: none, unit: mg/L}
  - {id: H.3, output: endotoxin_active, arm: pill, versus: baseline, as: change, when: [0, 1] wk, observed: down, unit: pg/mL}
  - {id: H.4, output: stool_mass, arm: slow, versus: placebo, as: percent_change, observed: up, unit: percent}
  - {id: H.5, output: leptin, arm: placebo, as: integral, observed: 4, unit: nmol/L h}
"""


def test_a_study_beyond_the_model_is_read_and_answered_with_reasons(tmp_path):
    from enterocrine.studies.run import run

    study = load(write(tmp_path, OTHER))
    assert study.population.conditions == ("secondary_hypogonadism",)
    assert [outcome.use for outcome in study.outcomes] == ["check", "null", "check", "check", "check"]
    assert study.outcomes[2].when == (0, 168)
    reasons = {row.outcome: row.reason for row in run(study, worlds=2, people=2)}
    assert "no output `prolactin`" in reasons["H.1"] and "prednisolone" in reasons["H.2"] and "metformin" in reasons["H.3"]
    assert "no_such_thing" in reasons["H.4"] and "no output `leptin`" in reasons["H.5"]


def test_a_unit_that_is_none_is_a_fault(tmp_path):
    assert "mmol/kq" in faults(tmp_path, GOOD.replace("unit: mmol/kg", "unit: mmol/kq"))


WOMEN = GOOD.replace("conditions: [constipation]}", "menopause: pre, cycle_day: 21, cycle_length: 30 d}").replace(
    "{name: control, weeks: 2}", "{name: control, weeks: 2, cycle_day: 7}")


def test_menopause_and_cycle_are_read(tmp_path):
    study = load(write(tmp_path, WOMEN))
    assert (study.population.menopause, study.population.cycle_day, study.population.cycle_length_d) == ("pre", 21, 30)
    assert [arm.cycle_day for arm in study.arms] == [7, None, None]


def test_menopause_and_cycle_go_with_women(tmp_path):
    text = faults(tmp_path, WOMEN.replace("sex: female", "sex: male"))
    assert text.count("goes with women") == 3


def test_a_time_above_needs_a_threshold_and_a_slope_its_other_side(tmp_path):
    asked = "{id: A.2, output: faecal_butyrate, arm: control, as: mean, when: [24, 48], observed: 11,"
    assert asked in GOOD
    assert "threshold" in faults(tmp_path, GOOD.replace(asked, asked.replace("as: mean", "as: time_above")))
    text = faults(tmp_path, GOOD.replace(asked, asked.replace("as: mean", "as: slope")))
    assert "with" in text and "across" in text


def test_a_fitted_curve_needs_its_samples_and_their_error(tmp_path):
    asked = "{id: A.2, output: faecal_butyrate, arm: control, as: mean, when: [24, 48], observed: 11,"
    text = faults(tmp_path, GOOD.replace(asked, asked.replace("as: mean", "as: first_space")))
    assert "threshold" in text and "sampled" in text
