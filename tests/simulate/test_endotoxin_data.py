"""Cytokines of 20 men after 2 ng/kg of endotoxin beside virtual men: a check, never fitted. The 7 and 8 h values look extrapolated: left out."""

import csv

import numpy as np
import pytest

from enterocrine.models import endotoxemia
from enterocrine.person.person import Person
from enterocrine.population import draw
from enterocrine.simulate import Arm, run_arms, settle
from enterocrine.studies.injections import injected
from enterocrine.studies.study import Dose
from enterocrine.studies.virtual_trial import habitual, unrolled

HOURS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0)  # at rest, TNF of 6 and interleukin-10 of 4 pg/mL are what this kit reads of nothing
MEASURED = {"tnf": "TNF", "il6": "IL6", "il10": "IL10"}
MEN, ZERO = 200, 32.0


@pytest.fixture(scope="module")
def seen(shared):
    """Cytokine -> (men, hours) pg/mL."""
    with open(shared / "data" / "validation" / "lps_bolus" / "bolus_individual_long.csv", encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    subjects = sorted({row["subject"] for row in rows}, key=int)
    of = {(row["cytokine"], row["subject"], float(row["time_h"])): float(row["pg_per_ml"]) for row in rows}
    return {name: np.array([[of[kit, s, h] for h in HOURS] for s in subjects]) for name, kit in MEASURED.items()}


@pytest.fixture(scope="module")
def predicted():
    """Cytokine -> (virtual men, hours) pg/mL."""
    diet = habitual("western")
    weights = np.random.default_rng(0).permutation(np.linspace(62.0, 92.0, MEN))
    men = [Person(name="p", sex="male", age_y=float(age), height_m=1.8, weight_kg=float(kg), diet=diet)
           for age, kg in zip(np.linspace(18, 35, MEN), weights, strict=True)]  # fmt: skip
    cohort = draw(endotoxemia(), men, MEN, seed=5)
    arm = Arm(unrolled(diet, ZERO - 10, ZERO + 2), ZERO + 7, acute=injected(Dose("endotoxin_iv", "2 ng/kg"), ZERO, cohort.system))
    data = run_arms(cohort, {"a": arm}, settled=settle(cohort, diet), output_every_h=1 / 12, outputs=list(MEASURED)).isel(arm=0)
    at = [int(np.argmin(np.abs(data.time.values - ZERO - hour - 1 / 24))) for hour in HOURS]
    return {name: data[name].values[:, at] for name in MEASURED}


@pytest.mark.parametrize("cytokine", MEASURED)
def test_ninety_percent_bands_of_virtual_men_hold_most_men(seen, predicted, cytokine):
    low, high = np.percentile(predicted[cytokine], [5, 95], axis=0)
    assert np.mean((seen[cytokine] >= low) & (seen[cytokine] <= high)) >= 0.75
    assert (high / low < 30).all()  # a band that holds everything says nothing


@pytest.mark.parametrize("cytokine", MEASURED)
def test_the_middle_man_is_within_a_factor_of_2_6(seen, predicted, cytokine):
    ratio = np.median(predicted[cytokine], axis=0) / np.median(seen[cytokine], axis=0)
    assert (ratio > 1 / 2.6).all() and (ratio < 2.6).all()


@pytest.mark.parametrize("cytokine", MEASURED)
def test_the_peak_comes_when_it_came(seen, predicted, cytokine):
    when = np.array(HOURS)[[np.median(of[cytokine], axis=0).argmax() for of in (seen, predicted)]]
    assert abs(when[0] - when[1]) <= 1.0
