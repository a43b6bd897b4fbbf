"""What arms of a trial take as prescribed, and hormones given in a challenge."""

import pytest

from enterocrine.errors import InputError
from enterocrine.models import colon_only, estrobolome
from enterocrine.studies.extract import CannotRun
from enterocrine.studies.injections import PRESCRIBED, injected
from enterocrine.studies.study import Dose, load
from enterocrine.studies.virtual_trial import plan_arms

TRIAL = """
id: treated_2001
citation: {text: Treated 2001}
role: check
population: {n: 12, sex: male}
design: parallel
arms:
  - {name: placebo, weeks: 4}
  - {name: weekly, weeks: 4, diet: {protocol: [{drug: testosterone_enanthate, route: im, dose: 100 mg, every: 7 d}]}}
  - {name: beside, weeks: 2, protocol: [{drug: testosterone_gel, dose: 50 mg, every: 1 d}], drug: laxative,
     diet: {supplement: [{substance: inulin, amount: 10 g}]}}
  - {name: pill, weeks: 2, protocol: [{drug: semaglutide, dose: 1 mg, every: 7 d}]}
  - {name: shot, days: 1, acute: {hours: 48, inputs: [{testosterone_im: 250 mg enanthate, at: 1 h},
                                                      {testosterone_gel: 60 mg gel_2, every: 24 h, times: 2}]}}
outcomes:
  - {id: A.1, output: stool_mass, arm: weekly, versus: placebo, as: change, observed: none, unit: g/d}
"""


def write(folder, text):
    path = folder / "study.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_arms_take_what_is_prescribed(tmp_path):
    plans, missing = plan_arms(load(write(tmp_path, TRIAL)), estrobolome())
    weekly = plans["weekly"][0].acute
    assert [dose.at for dose in weekly] == [8, 176, 344, 512] and plans["placebo"][0].acute == []
    assert sum(dose.amount for dose in weekly) * 400.59 == pytest.approx(400)
    beside = plans["beside"][0]
    assert len(beside.acute) == 14 and beside.modify == {"colon.pace": 2.56} and beside.intake.daily()["inulin"] > 10
    assert list(missing) == ["pill"] and missing["pill"].startswith("semaglutide: ")
    zero = plans["shot"][2]
    assert [(dose.state, dose.at - zero) for dose in plans["shot"][0].acute] == [
        ("depot[testosterone_enanthate]", 1), ("depot[testosterone_gel_2]", 0), ("depot[testosterone_gel_2]", 24)]  # fmt: skip


def test_a_model_without_the_place_says_so(tmp_path):
    _, missing = plan_arms(load(write(tmp_path, TRIAL)), colon_only())
    assert set(missing) == {"weekly", "beside", "pill", "shot"} and "no place for testosterone_enanthate" in missing["weekly"]


def test_a_fault_in_what_an_arm_takes_is_told_with_its_line(tmp_path):
    with pytest.raises(InputError) as caught:
        load(write(tmp_path, TRIAL.replace("testosterone_enanthate", "testosterone_enantate").replace("drug: laxative", "drug: laxatve")))
    told = [str(fault) for fault in caught.value.faults]
    assert any("study.yaml:9" in fault and "testosterone_enanthate" in fault for fault in told)
    assert any("study.yaml:10" in fault and "laxative" in fault for fault in told)


@pytest.mark.parametrize(("kind", "text", "state", "grams", "mass"), [
    ("testosterone_im", "250 mg enanthate", "depot[testosterone_enanthate]", 0.25, 400.59),
    ("testosterone_im", "200 mg testosterone_cypionate", "depot[testosterone_cypionate]", 0.2, 412.61),
    ("testosterone_im", "1000 mg undecanoate_tea_seed", "depot[testosterone_undecanoate_tea_seed]", 1.0, 456.7),
    ("testosterone_sc", "50 mg enanthate", "depot[testosterone_enanthate_under_skin]", 0.05, 400.59),
    ("testosterone_gel", "50 mg", "depot[testosterone_gel_1]", 0.05, 288.42),
    ("estradiol_gel", "1.5 mg", "depot[estradiol_gel]", 1.5e-3, 272.38),
    ("estradiol_vaginal", "10 ug", "depot[estradiol_vaginal]", 1e-5, 272.38),
    ("estradiol_iv", "0.3 mg", "estrogen_mass[estradiol]", 3e-4, 272.38),
    ("testosterone_iv", "100 ug", "androgen_mass[testosterone]", 1e-4, 288.42),
    ("progesterone_oral", "200 mg", "depot[progesterone_oral]", 0.2, 314.46),
])  # fmt: skip
def test_hormones_go_where_they_are_put_in_millimoles(kind, text, state, grams, mass):
    (dose,) = injected(Dose(kind, text, 2.0), 8.0, estrobolome())
    assert (dose.state, dose.at) == (state, 10.0) and dose.amount == pytest.approx(1000 * grams / mass)


def test_a_patch_flows_as_long_as_it_is_worn():
    (flow,) = injected(Dose("estradiol_patch", "50 ug/d", 0.0, 84.0), 8.0, estrobolome())
    assert (flow.state, flow.over) == ("worn_patch", 84.0) and flow.amount * 272.38e3 == pytest.approx(50 * 3.5)


def test_a_dose_by_weight_is_for_each_kilogram():
    (dose,) = injected(Dose("testosterone_im", "10 mg/kg enanthate"), 0.0, estrobolome())
    assert dose.per == "kg" and dose.amount == pytest.approx(10 / 400.59)


@pytest.mark.parametrize(("text", "words"), [
    ("250 mg", "the form is missing"), ("250 mg enantate", "nearest: enanthate"), ("250 enanthate", "no unit"),
])  # fmt: skip
def test_an_injection_without_its_ester_is_refused(text, words):
    with pytest.raises(InputError) as caught:
        injected(Dose("testosterone_im", text), 0.0, estrobolome())
    assert words in str(caught.value)


def test_every_kind_is_refused_by_a_model_without_its_place():
    for kind in PRESCRIBED:
        unit = "ug/d" if kind.endswith("patch") else "mg"
        form = " enanthate" if kind in ("testosterone_im", "testosterone_sc") else ""
        with pytest.raises(CannotRun, match="no place"):
            injected(Dose(kind, f"1 {unit}{form}"), 0.0, colon_only())
