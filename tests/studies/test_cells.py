"""Cells in culture as studies: media, what stops, and faults."""

import numpy as np
import pytest

from enterocrine.errors import InputError
from enterocrine.models import MODELS, cells
from enterocrine.studies import study as s
from enterocrine.studies.cells import CULTURES, MEDIUM, simulate_cells
from enterocrine.studies.library import list_studies
from enterocrine.studies.run import run

TEXT = """id: dish
citation: {{text: made up}}
role: check
population: {{n: 1}}
design: in_vitro
culture: {{{culture}}}
arms:
{arms}
outcomes:
  - {{id: X-1, output: {output}, arm: one, {measure}, observed: {observed}, unit: {unit}}}
"""


RECEPTOR = "androgen_receptor_total, select: {tissue: prostate}"


def made(folder, arms, measure="as: mean", observed=1, unit="1", culture="", output=RECEPTOR):
    path = folder / "dish.yaml"
    lines = "\n".join(f"  - {arm}" for arm in arms)
    path.write_text(TEXT.format(arms=lines, measure=measure, observed=observed, unit=unit, culture=culture, output=output))
    return s.load(path)


def value(name):
    return cells().parameter_values[cells().parameter_names.index(name)]


STOPPED = "{name: one, hours: 12, medium: {}, emptied: [androgen_receptor_message], modify: {receptors.androgen_message_rate: 0}}"


def test_a_half_life_is_that_of_the_rate(tmp_path):
    study = made(tmp_path, [STOPPED], "as: half_life, when: [0, 6]", 3, "h")
    (row,) = run(study, worlds=0)
    assert row.predicted == pytest.approx(np.log(2) / value("receptors.androgen_receptor_loss"), rel=0.01)


def test_a_message_whose_making_is_stopped_falls_with_its_rate(tmp_path):
    asked = dict(measure="as: half_life, when: [0, 6]", observed=4, unit="h", culture="estradiol: 1 nmol/L")
    study = made(tmp_path, ["{name: one, hours: 12, medium: {estradiol: 1 nmol/L, transcription: 0}}"], **asked,
                 output="estrogen_receptor_mrna, select: {tissue: breast}")  # fmt: skip
    (row,) = run(study, worlds=0)
    assert row.predicted == pytest.approx(np.log(2) / value("receptors.estrogen_message_rate"), rel=0.01)


def test_an_affinity_is_read_from_what_is_held(tmp_path):
    for dose in (0.1, 30):
        study = made(tmp_path, [f"{{name: one, hours: 1, medium: {{estrone: {dose} nmol/L}}}}"], "as: mean, when: [0, 1]", 8, "nmol/L",
                     output="estrogens_at_half_occupancy, select: {tissue: breast}")  # fmt: skip
        (row,) = run(study, worlds=0)
        leaving = value("receptors.estrogen_dissociation[estrone]") + value("receptors.liganded_loss")
        constant = leaving / value("receptors.estrogen_association[estrone]")
        assert row.predicted == pytest.approx(1e6 * constant, rel=1e-3)


@pytest.mark.parametrize(("measure", "rate", "unit", "size"), [
    ("association_rate", "receptors.estrogen_association[estrone]", "1/(M s)", 1e3 / 3600),
    ("dissociation_rate", "receptors.estrogen_dissociation[estrone]", "1/s", 1 / 3600),
])  # fmt: skip
def test_rates_are_read_from_a_flow_that_is_washed_away(tmp_path, measure, rate, unit, size):
    study = made(tmp_path, ["{name: one, hours: 0.05, medium: {estrone: 10 nmol/L}, washed: 0.1}"],
                 f"as: {measure}, when: [0, 0.15], threshold: 0.05", 1, unit, output="sensorgram, select: {estrogen: estrone}")
    (row,) = run(study, worlds=0)
    assert row.predicted == pytest.approx(value(rate) * size, rel=5e-3)


def test_an_arm_may_come_from_a_culture_of_its_own(tmp_path):
    """Receptors come back at the rate of their return once the insulin before is gone."""
    study = made(tmp_path, ["{name: one, hours: 96, culture: {insulin: 20 nmol/L}, medium: {}}", "{name: none, hours: 96, medium: {}}"],
                 "as: time_of_change, threshold: 0.5, when: [0, 96]", 8, "h", output="insulin_receptor_number, select: {tissue: liver}")  # fmt: skip
    (row,) = run(study, worlds=0)
    assert row.predicted == pytest.approx(np.log(2) / value("receptors.insulin_receptor_recovery"), rel=0.02)
    number = simulate_cells(study, worlds=0).arms["none"].data["insulin_receptor_number"].sel(tissue="liver").values
    assert number == pytest.approx(number[0, 0], rel=1e-3)


def test_histone_is_acetylated_by_the_share_that_the_mechanism_says(tmp_path):
    study = made(tmp_path, ["{name: one, hours: 2, medium: {butyrate: 5 mmol/L}}"], unit="percent",
                 output="acetylated_histone, select: {tissue: breast}")  # fmt: skip
    data = simulate_cells(study, worlds=2).arms["one"].data.sel(tissue="breast").isel(time=-1)
    share = data["acetylated_histone"].values / data["histone_acetylation"].values
    assert ((share > 0) & (share < 1)).all() and (data["acetylated_histone"].values < 1).all()


def test_a_medium_with_an_androgen_differs_from_one_without(tmp_path):
    study = made(tmp_path, ["{name: one, hours: 24, medium: {dihydrotestosterone: 10 nmol/L}}", "{name: none, hours: 24, medium: {}}"])
    found = simulate_cells(study, worlds=3)
    last = {arm: found.arms[arm].data["androgen_receptor_total"].sel(tissue="prostate").isel(time=-1).values for arm in ("one", "none")}
    assert (last["one"] > 1.3 * last["none"]).all()
    before = found.arms["none"].data["androgen_receptor_total"].sel(tissue="prostate")
    assert before.isel(time=-1).values == pytest.approx(before.isel(time=0).values, rel=1e-3)  # the culture has come to rest
    assert found.arms["one"].hour_zero == 1.0 and found.arms["baseline"].hours == 1.0 and list(found.world) == list(range(3 * CULTURES))


def test_what_was_in_the_culture_is_the_level_before(tmp_path):
    study = made(tmp_path, ["{name: one, hours: 24, medium: {}}"], "as: percent_change, versus: baseline", "down", "percent",
                 "dihydrotestosterone: 10 nmol/L")  # fmt: skip
    (row,) = run(study, worlds=2)
    assert row.predicted < -20 and row.sign_ok


@pytest.mark.parametrize(("arm", "words", "near"), [
    ("{name: one, hours: 2, medium: {testosteron: 1 nmol/L}}", "testosteron", "testosterone"),
    ("{name: one, hours: 2, medium: {testosterone: 1 ng}}", "testosterone", ""),
    ("{name: one, hours: 2, medium: {}, modify: {receptors.androgen_mesage_rate: 0}}", "androgen_mesage_rate", "receptors.androgen_message_rate"),
    ("{name: one, hours: 2, medium: {}, emptied: [androgen_receptor_mesage]}", "androgen_receptor_mesage", "androgen_receptor_message"),
    ("{name: one, hours: 2, culture: {insuline: 1 nmol/L}, medium: {}}", "insuline", "insulin"),
    ("{name: one, medium: {}}", "hours", ""),
    ("{name: one, hours: 2}", "medium", ""),
    ("{name: one, hours: 2, medium: {}, weeks: 2}", "weeks", ""),
])  # fmt: skip
def test_faults_name_what_and_where(tmp_path, arm, words, near):
    with pytest.raises(InputError) as caught:
        made(tmp_path, [arm])
    found = [fault for fault in caught.value.faults if words in str(fault)]
    assert found and all("dish.yaml" in fault.where for fault in found) and (not near or any(near in fault.nearest for fault in found))


def test_a_culture_is_no_part_of_a_trial_in_people(tmp_path):
    path = tmp_path / "trial.yaml"
    path.write_text("id: t\ncitation: {text: x}\nrole: check\npopulation: {n: 1}\ndesign: parallel\nculture: {insulin: 1 nmol/L}\n"
                    "arms: [{name: one, weeks: 1}]\noutcomes: [{id: X, output: crp, as: mean, observed: 1, unit: mg/L}]\n")  # fmt: skip
    with pytest.raises(InputError, match="only cells have a culture"):
        s.load(path)


def test_every_input_of_the_dish_can_be_given_and_it_is_no_model_to_choose():
    assert "cells" not in MODELS
    assert all(any(name.startswith(ends) for ends in MEDIUM.values()) for name in cells().input_names)


@pytest.mark.parametrize("study", [one for one in list_studies() if one.design == "in_vitro" and one.arms], ids=lambda one: one.id)
def test_every_study_in_culture_runs(study):
    asked = [row for row in run(study, worlds=2) if not row.reason]
    assert asked and all(np.isfinite(row.predicted) for row in asked)
