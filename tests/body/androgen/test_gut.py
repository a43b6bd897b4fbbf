"""Androgens through bile and gut, an option: where they are, what microbes do, and that the rest of the body hardly notices."""

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

IN_GUT = ("biliary_androgens", "luminal_androgen_conjugates", "luminal_androgens", "stool_androgen")
WEEK = 168.0


@pytest.fixture(scope="module")
def bodies():
    diet = preset("western")
    people = [Person(name=s, sex=s, age_y=30, height_m=1.7, weight_kg=70, menopause=m, diet=diet) for s, m in (("male", None), ("female", "pre"))]
    return SimpleNamespace(cohort=draw(models.androgens_in_gut(), people, 2, worlds=0), diet=diet, people=people)


@pytest.fixture(scope="module")
def week(bodies):
    known = {}

    def run(cohort=None, **modify):
        key = (id(cohort), tuple(sorted(modify.items())))
        if key not in known:
            changed = cohort or bodies.cohort.modified({name.replace("__", "."): value for name, value in modify.items()})
            found = weeks_of(changed, settle(changed, bodies.diet, rtol=1e-5), bodies.diet, WEEK, output_every_h=WEEK, rtol=1e-5)
            assert not found.failed and found.lowest.min() >= 0
            known[key] = dict(zip(changed.system.observable_names, found.means[-1], strict=True)), cohort
        return known[key][0]

    return run


def test_what_bile_brings_is_in_the_gut_in_stool_or_taken_up(bodies):
    """A millimole of each glucuronide, and nothing more from bile."""
    cohort = bodies.cohort.modified({"androgen.coupled_into_gut": 0.0})
    system = cohort.system
    start = settle(cohort, bodies.diet).states.copy()
    places = {pool: system.state_index(pool).ravel() for pool in IN_GUT}
    start[np.concatenate(list(places.values()))] = 0.0
    start[places["biliary_androgens"]] = 1.0
    found = solve(cohort, start, meal_schedule(cohort, meal_amounts(cohort, bodies.diet), bodies.diet, 48.0), [0.0, 48.0], rtol=1e-6)
    means = dict(zip(system.observable_names, found.means[-1], strict=True))
    taken = sum(means[f"reabsorbed_androgens[{name}]"] for name in ("testosterone", "dihydrotestosterone")) * 2e-6  # nmol/d, two days
    held = sum(found.states[where].sum(axis=0) for where in places.values())
    assert not found.failed and held + taken == pytest.approx(2, rel=1e-4)
    assert (found.states[places["stool_androgen"]] > 0).all() and (taken > 0.5).all()


def test_without_uptake_the_mass_of_androgens_in_the_gut_closes(bodies):
    cohort = bodies.cohort.modified({"androgen.coupled_into_gut": 0.0, "estrogen.uptake_rate": 0.0})
    system = cohort.system
    start = settle(cohort, bodies.diet).states.copy()
    where = np.concatenate([system.state_index(pool).ravel() for pool in IN_GUT])
    start[where] = 0.0
    start[system.state_index("biliary_androgens").ravel()] = 1.0
    found = solve(cohort, start, meal_schedule(cohort, meal_amounts(cohort, bodies.diet), bodies.diet, WEEK), [0.0, WEEK])
    assert not found.failed and found.states[where].sum(axis=0) == pytest.approx(2, rel=1e-8)


def test_without_microbial_enzymes_stool_holds_glucuronides_and_nothing_comes_back(week):
    """Mice without microbes (MB-3.2, MB-3.3): glucuronides up, free dihydrotestosterone down to next to none."""
    usual, none = week(), week(estrogen__glucuronidase=0.0)
    for name in ("testosterone", "dihydrotestosterone"):
        coupled, before = ((found[f"faecal_androgens[{name}]"] - found[f"faecal_androgens_free[{name}]"]) for found in (none, usual))
        assert (coupled > 3 * before).all()
        assert none[f"faecal_androgens_free[{name}]"] == pytest.approx(0, abs=1e-6)
        assert none[f"androgens_returned[{name}]"] == pytest.approx(0, abs=1e-9)


def test_free_dihydrotestosterone_of_stool_lies_above_that_of_blood(week):
    """MB-3.1, in direction: its size (seventyfold) is a check in the qualification table."""
    assert (week()["faecal_dht_over_plasma"] > 1).all()


def test_microbes_make_part_of_it_from_testosterone(week):
    usual, without = week(), week(androgen__microbial_reduction=0.0)
    name = "faecal_androgens_free[{}]".format
    assert (without[name("dihydrotestosterone")] < usual[name("dihydrotestosterone")]).all()
    assert (without[name("testosterone")] > usual[name("testosterone")]).all()


def test_next_to_nothing_returns_and_blood_and_muscle_do_not_notice(week, bodies):
    usual, shipped = week(), week(draw(models.full_axis(), bodies.people, 2, worlds=0))
    assert (usual["androgens_returned[testosterone]"] < 0.1).all()  # per cent of what leaves blood
    for name in ("testosterone_total", "dht", "lh", "estradiol_total", "androgen_receptor_total[muscle]", "faecal_estrogens"):
        assert usual[name] == pytest.approx(shipped[name], rel=2e-3), name
