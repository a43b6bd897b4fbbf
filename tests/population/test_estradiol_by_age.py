"""Estradiol of drawn men and women beside a national sample, women before the menopause on any day of their cycle."""

import numpy as np
import pytest
from national_sample import ESTRADIOL, EXTREME, MEDIAN, MENOPAUSE, QUANTILES, Person, columns, quantiles

from enterocrine import models
from enterocrine.food.presets import preset
from enterocrine.population import draw
from enterocrine.simulate import settle
from enterocrine.simulate.run import weeks_of

BANDS = (("male", 20, 40), ("male", 40, 60), ("male", 60, 80), ("female", 20, 30), ("female", 30, 45), ("female", 60, 70), ("female", 70, 80))
CYCLE = 28
EACH = 240
# Women on contraceptives have next to no estradiol; nobody in the model takes any. They are many below thirty, and the lowest later.
ON_CONTRACEPTIVES = {("female", 20, 0.05), ("female", 20, 0.5), ("female", 30, 0.05)}


@pytest.fixture(scope="module")
def sample(shared):
    """Columns sex (1, 2), age, kg, cm, estradiol pmol/L, weight."""
    rows = columns(shared, "RIAGENDR", "RIDAGEYR", "BMXWT", "BMXHT", "LBXEST", "WTMEC2YR", "RIDEXPRG")
    rows = rows[np.isfinite(rows[:, :6]).all(axis=1) & (rows[:, 6] != 1) & (rows[:, 5] > 0), :6]
    return rows * (1, 1, 1, 1, ESTRADIOL, 1)


@pytest.mark.slow
def test_estradiol_by_sex_and_age(sample):
    rng, people, measured = np.random.default_rng(2016), [], []
    for sex, low, high in BANDS:
        band = sample[(sample[:, 0] == (1 if sex == "male" else 2)) & (sample[:, 1] >= low) & (sample[:, 1] < high)]
        measured.append(quantiles(band[:, 4], band[:, 5]))
        for _, age, kg, cm, _, _ in band[rng.choice(len(band), EACH, p=band[:, 5] / band[:, 5].sum())]:
            menopause = None if sex == "male" else "post" if age >= MENOPAUSE else "pre"
            cycle = (int(rng.integers(1, CYCLE + 1)), float(CYCLE)) if menopause == "pre" else (None, None)
            people.append(Person(sex, age, kg, cm / 100, menopause, *cycle))
    diet = preset("western")
    cohort = draw(models.estrobolome(), people, len(people), seed=1)
    settled = settle(cohort, diet)
    found = weeks_of(cohort, settled, diet, 48.0)
    assert not settled.failed and not found.failed
    drawn = found.means[-1, cohort.system.observable_names.index("estradiol_total")]
    beyond = {}
    for b, (sex, low, _) in enumerate(BANDS):
        ratio = quantiles(drawn[b * EACH : (b + 1) * EACH], np.ones(EACH)) / measured[b]
        for q, r in zip(QUANTILES, ratio, strict=True):
            if (sex, low, q) not in ON_CONTRACEPTIVES and abs(r - 1) > (MEDIAN if q == 0.5 else EXTREME):
                beyond[sex, low, q] = round(float(r), 2)
    assert beyond == {}
