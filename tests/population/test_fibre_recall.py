"""What one noisy recall of a diet shows of the links between fibre and sex hormones: next to nothing, as in national samples."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from enterocrine import models
from enterocrine.food.classes import FIBRE, INDEX
from enterocrine.food.presets import preset
from enterocrine.person.person import Person
from enterocrine.population import draw
from enterocrine.simulate import settle
from enterocrine.simulate.run import seed_states, weeks_of

TIMES = (0.4, 0.75, 1.2, 1.9)  # fibre of the western diet, true and lasting
EACH = 24  # people of each group, met at every fibre intake, so that who eats what is nobody's trait
NOISE = 0.5  # log SD of one day's fibre about a person's own mean: as much as people differ or more
RECALLS = 40
GROUPS = {"men": ("male", None, 20, 70), "before the menopause": ("female", "pre", 20, 48), "after it": ("female", "post", 54, 75)}
OUTPUTS = ("testosterone_total", "estradiol_total", "shbg")


def with_fibre(diet, times):
    """The diet with its fibre multiplied."""
    factor = np.ones(diet.mid.shape[1])
    factor[[INDEX[name] for name in FIBRE]] = times
    return replace(diet, mid=diet.mid * factor, low=diet.low * factor, high=diet.high * factor)


@pytest.fixture(scope="module")
def survey():
    """True fibre [g/d] (people,), and by output and group the levels of those people."""
    rng, own = np.random.default_rng(7), preset("western")
    people, groups = [], []
    for name, (sex, menopause, young, old) in GROUPS.items():
        for _ in range(EACH):
            height = rng.normal(1.76 if sex == "male" else 1.63, 0.06)
            people.append(Person(name=name, sex=sex, age_y=rng.uniform(young, old), height_m=height,
                                 weight_kg=np.clip(rng.normal(27, 4), 19, 40) * height**2, menopause=menopause, diet=own))
            groups.append(name)
    cohort = draw(models.estrobolome(), people, len(people), seed=7)
    fibre, levels = [], []
    for times in TIMES:
        diet = with_fibre(own, times)
        found = weeks_of(cohort, settle(cohort, diet, start=seed_states(cohort)), diet, 24.0)
        assert not found.failed
        levels.append(dict(zip(cohort.system.observable_names, found.means[-1], strict=True)))
        fibre.append(diet.mid[:, [INDEX[name] for name in FIBRE]].sum() * 24 / diet.period_h)
    return np.repeat(fibre, len(people)), np.tile(groups, len(TIMES)), {n: np.concatenate([one[n] for one in levels]) for n in OUTPUTS}


def correlation(survey, output, group, noise):
    """Mean rank correlation of a level with the fibre of one recall."""
    fibre, groups, levels = survey
    rng, who = np.random.default_rng(1), groups == group
    recalls = fibre[who] * np.exp(noise * rng.normal(size=(RECALLS if noise else 1, who.sum())))
    return float(np.mean([spearmanr(recall, levels[output][who]).statistic for recall in recalls]))


def test_true_intakes_differ_as_those_of_people_do(survey):
    assert 6 < survey[0].min() < 12 and 25 < survey[0].max() < 50


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("output", OUTPUTS)
def test_one_recall_shows_next_to_nothing(survey, output, group):
    """National sample 2013-2016: fibre of a day's recall against testosterone, estradiol and SHBG, each below 0.1."""
    assert abs(correlation(survey, output, group, NOISE)) < 0.1


def test_noise_hides_part_of_what_true_intake_would_show(survey):
    seen, true = (correlation(survey, "estradiol_total", "before the menopause", noise) for noise in (NOISE, 0.0))
    assert true < 0 and abs(seen) < abs(true)
