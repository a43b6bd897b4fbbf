"""Every target row of colon, endotoxemia, hormones and sex hormones stands in exactly one study file, with the use that the target table gives it."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from enterocrine.models import full_axis
from enterocrine.studies.library import PROPOSALS, list_studies
from enterocrine.studies.qualification import fitted_studies
from enterocrine.studies.study import load
from enterocrine.studies.virtual_trial import plan_arms

COVERED = Path(__file__).with_name("covered_rows.txt").read_text(encoding="utf-8").split()
COVERED_ENDOTOXEMIA = Path(__file__).with_name("covered_rows_endotoxemia.txt").read_text(encoding="utf-8").split()
SYSTEMS = {"endotoxin_challenge", "permeability", "plasma_lps", "lbp_scd14", "crp", "omega3", "probiotics", "polyphenols", "akkermansia",
           "processed_food", "anti_inflammatory_trials", "obesity_inflammation"}  # fmt: skip
COVERED_HORMONES = Path(__file__).with_name("covered_rows_hormones.txt").read_text(encoding="utf-8").split()
HORMONES = {"incretins", "gh_igf1", "thyroid", "tnf_insulin", "resistant_starch_insulin", "fibre_insulin", "glucose_insulin", "scfa_infusion"}
COVERED_SEX_HORMONES = Path(__file__).with_name("covered_rows_sex_hormones.txt").read_text(encoding="utf-8").split()
GAPS_OF_SEX_HORMONES = ("G-D", "G-E", "G-H")  # receptors and deacetylases; treatment, rhythm, urine, SHBG; cycle, age, body mass
BODY = Path(__file__).parents[1] / "body"
USED = ("calibrate", "check", "null")


@pytest.fixture(scope="module")
def studies():
    return list_studies()


def test_every_row_stands_once(studies):
    seen = Counter(row for study in studies for row in study.rows)
    assert not [row for row in (*COVERED, *COVERED_ENDOTOXEMIA, *COVERED_HORMONES, *COVERED_SEX_HORMONES) if seen[row] != 1]
    assert len(COVERED_SEX_HORMONES) == len(set(COVERED_SEX_HORMONES)) == 488
    assert len(COVERED_HORMONES) == len(set(COVERED_HORMONES)) == 136
    assert len(COVERED) == len(set(COVERED)) == 556 and len(COVERED_ENDOTOXEMIA) == len(set(COVERED_ENDOTOXEMIA)) == 353


def test_the_list_is_that_of_the_target_table(shared):
    with open(shared / "targets" / "colon.tsv", encoding="utf-8", newline="") as handle:
        rows = {row["id"]: row for row in csv.DictReader(handle, delimiter="\t")}
    assert set(COVERED) == {key for key, row in rows.items() if row["use"] in USED}


def test_the_other_list_is_that_of_its_target_table(shared):
    with open(shared / "targets" / "endotoxin_metabolic.tsv", encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE) if row["system"] in SYSTEMS]
    assert set(COVERED_ENDOTOXEMIA) == {row["id"] for row in rows if row["use"] in USED}


def test_the_list_of_hormones_is_that_of_its_target_table(shared):
    with open(shared / "targets" / "endotoxin_metabolic.tsv", encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE) if row["system"] in HORMONES]
    assert set(COVERED_HORMONES) == {row["id"] for row in rows if row["use"] in USED}


def test_the_list_of_sex_hormones_is_that_of_its_target_tables(shared):
    wanted = set()
    for name in ("sex_hormones.tsv", "endotoxin_metabolic.tsv", "gaps_closed.tsv"):
        with open(shared / "targets" / name, encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t"):
                own = name == "sex_hormones.tsv" or row["system"] == "gonadal" or row["id"].startswith(GAPS_OF_SEX_HORMONES)
                wanted |= {row["id"]} if own and row["use"] in USED else set()
    assert set(COVERED_SEX_HORMONES) == wanted


@pytest.mark.parametrize("folder", ["androgen", "receptors"])
def test_a_row_left_to_a_mechanism_is_named_by_its_tests(studies, folder):
    """A reason that sends a row to tests/body/... is kept only while a test there names the row, or the group it belongs to."""
    claimed = [row for study in studies for outcome in study.outcomes if f"tests/body/{folder}" in outcome.not_run for row in outcome.rows]
    assert claimed
    if not (files := sorted((BODY / folder).glob("test_*.py"))):
        pytest.skip(f"body/{folder} holds nothing yet")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    named = set(re.findall(r"(?:G-)?[A-Z]{1,3}\d*-?\d+(?:\.\d+)?", text))
    assert not [row for row in claimed if row not in named and row.rsplit(".", 1)[0] not in named]


def test_uses_read_levels_and_numbers_are_those_of_the_target_table(studies, shared):
    rows = {}
    for name in ("colon.tsv", "gaps_closed.tsv", "endotoxin_metabolic.tsv", "sex_hormones.tsv"):
        with open(shared / "targets" / name, encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t"):
                rows.setdefault(row["id"], row)
    wrong = []
    for study in studies:
        for outcome in study.outcomes:
            for key in outcome.rows:
                row = rows[key]
                if (outcome.use, outcome.read) != (row["use"], row["read"]):
                    wrong.append((study.id, key, outcome.use, outcome.read, row["use"], row["read"]))
            plain = len(outcome.rows) == 1 and isinstance(outcome.observed, float) and "derived" not in outcome.note
            if plain and row["value"] and outcome.observed != pytest.approx(float(row["value"])):
                wrong.append((study.id, key, outcome.observed, row["value"]))
    assert not wrong


def test_a_row_that_moves_nothing_is_told_so(studies):
    nulls = [outcome for study in studies for outcome in study.outcomes if outcome.use == "null" and outcome.rows]
    assert len(nulls) == 22 + 28 + 19 + 25 and all(outcome.observed == "none" for outcome in nulls)


def test_roles_follow_the_use_of_the_rows(studies):
    for study in studies:
        uses = {outcome.use for outcome in study.outcomes}
        assert study.role == ("calibrate" if "calibrate" in uses else "check"), study.id


def test_a_fitted_study_is_for_calibration(studies):
    roles = {study.id: study.role for study in (*studies, *(load(path) for path in PROPOSALS.glob("*.yaml")))}
    assert all(roles[name] in ("calibrate", "check") for name in fitted_studies())


def test_every_study_can_be_run_or_says_why(studies):
    for study in studies:
        for outcome in study.outcomes:
            assert outcome.not_run or study.not_run or (outcome.measured.output and (outcome.arm or outcome.across == "arms")), outcome.id
            if outcome.observed is None:
                assert outcome.not_run or study.not_run, (study.id, outcome.id)


def test_every_arm_can_be_planned_on_the_whole_axis_or_says_why(studies):
    """A dose beyond what is believed, or a diet that cannot be made, would end the run of the whole study."""
    missing = {}
    for study in studies:
        if study.arms and not study.not_run:
            plans, without = plan_arms(study, full_axis())
            assert set(plans) | set(without) == {"baseline", *(arm.name for arm in study.arms)}, study.id
            missing |= {(study.id, name): why for name, why in without.items()}
    assert all(why for why in missing.values()) and len(missing) < 40


def test_ids_are_those_of_the_files(studies):
    assert all(Path(study.path).stem == study.id for study in studies)
