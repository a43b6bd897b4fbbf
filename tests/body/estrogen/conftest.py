"""The model with estrogens, settled in a woman before and one after the menopause and in a man, and what becomes of a labelled dose."""

from types import SimpleNamespace

import numpy as np
import pytest

from enterocrine import models
from enterocrine.food.presets import preset
from enterocrine.person.person import Person
from enterocrine.population import draw
from enterocrine.simulate import settle
from enterocrine.simulate.meals import meal_amounts
from enterocrine.simulate.run import solve, weeks_of
from enterocrine.simulate.schedule import meal_schedule

BODIES = (("female", 30.0, 1.65, 65.0, "pre"), ("female", 65.0, 1.62, 75.0, "post"), ("male", 40.0, 1.75, 75.0, None))
STEROID = ("estrogen_mass", "estrogen_in_tissues", "estrogen_in_fat", "estrone_sulfate_mass", "estrogen_glucuronide_mass", "hydroxylated_estrogen",
           "swallowed_estrogen", "portal_estrogen", "biliary_conjugates", "luminal_conjugates", "luminal_estrogens", "urine_estrogen",
           "stool_estrogen")  # fmt: skip
SOURCES = ("estrogen.ovarian_estradiol", "estrogen.ovarian_estrone", "estrogen.testicular_estradiol", "estrogen.tissue_estradiol",
           "estrogen.tissue_estrone", "androgen.aromatised")  # fmt: skip
WEEK = 168.0
FINE = 1e-4


@pytest.fixture(scope="session")
def bodies():
    """The three at their medians."""
    diet = preset("western")
    people = [Person(name=s, sex=s, age_y=a, height_m=h, weight_kg=w, menopause=m, diet=diet) for s, a, h, w, m in BODIES]
    cohort = draw(models.estrobolome(), people, len(people), worlds=0)
    return SimpleNamespace(cohort=cohort, diet=diet)


@pytest.fixture(scope="session")
def settled(bodies):
    return settle(bodies.cohort, bodies.diet)


@pytest.fixture(scope="session")
def week(bodies):
    """`week(modify, diet)`: output -> (persons,) mean over a week of people settled on the western diet, shown in its unit."""
    known = {}

    def run(modify=(), diet=None, weeks=1):
        key = (tuple(sorted(dict(modify).items())), id(diet), weeks)
        if key not in known:
            cohort, eaten = bodies.cohort.modified(dict(modify)), diet or bodies.diet
            found = weeks_of(cohort, settle(cohort, eaten, rtol=FINE), eaten, weeks * WEEK, output_every_h=WEEK, rtol=FINE)
            assert not found.failed and found.lowest.min() >= 0
            # The diet is kept, so that no other one can be where it was.
            known[key] = dict(zip(cohort.system.observable_names, found.means[-1], strict=True)), diet
        return known[key][0]

    return run


@pytest.fixture(scope="session")
def dose(bodies, settled):
    """`dose(state, hours, modify)`: a millimole given at once into people who make no estrogen; what is where at those hours."""
    system = bodies.cohort.system
    meals = meal_amounts(bodies.cohort, bodies.diet)
    steroid = np.concatenate([system.state_index(pool).ravel() for pool in STEROID])

    def run(state, hours, modify=()):
        cohort = bodies.cohort.modified({**dict.fromkeys(SOURCES, 0.0), **dict(modify)})
        start = settled.states.copy()
        start[steroid] = 0.0
        start[system.states.index(state)] = 1.0
        found = solve(cohort, start, meal_schedule(cohort, meals, bodies.diet, hours), [0.0, hours])
        assert not found.failed
        part = {pool: found.states[system.state_index(pool).ravel()].sum(axis=0) for pool in STEROID}
        # Time integrals of levels, in the unit shown times hours.
        return part, dict(zip(system.observable_names, found.means[-1] * hours, strict=True))

    return run
