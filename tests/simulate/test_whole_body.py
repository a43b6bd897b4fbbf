"""Carbon, non-negativity, numerical error, determinism: on the shipped model with real meals."""

import numpy as np
import pytest
from western_diet import eat

from enterocrine.models import shipped
from enterocrine.population import draw
from enterocrine.simulate import Arm, compare, run_arms, settle
from enterocrine.simulate.audit import carbon_audit
from enterocrine.simulate.meals import meal_amounts
from enterocrine.simulate.run import STATED_ERROR, absolute_tolerance, weeks_of

DAYS = 14


def courses(data):
    """Names of what has a course; a tissue that an output does not follow reads NaN."""
    return [name for name in data if "time" in data[name].dims]


def _largest_error(a, b):
    """Largest relative difference of daily means, on the scale of each output's own mean."""
    worst = 0.0
    for name in courses(a):
        x, y = a[name].values, b[name].values
        assert np.array_equal(np.isnan(x), np.isnan(y)), name
        scale = np.abs(x).mean(axis=(0, 2), keepdims=True) + 1e-3 * np.nanmax(np.abs(x)) + 1e-12
        worst = max(worst, float(np.nanmax(np.abs(x - y) / scale)))
    return worst


def test_nobody_fails(settled):
    assert settled.failed == {}


def test_carbon_over_the_whole_body_closes(cohort, settled, western):
    solution = weeks_of(cohort, settled, western, DAYS * 24.0)
    eaten = meal_amounts(cohort, western).sum(axis=0) * DAYS
    missing = carbon_audit(cohort, settled.states, solution.states, eaten)
    assert np.abs(missing).max() < 1e-8


def test_no_pool_falls_below_zero(cohort, settled, western):
    """By more than the solver's absolute tolerance; alkali is a difference of ions and host_carbon a ledger of exchange."""
    solution = weeks_of(cohort, settled, western, DAYS * 24.0)
    system = cohort.system
    for pool in system.pools:
        if pool.name in ("alkali", "host_carbon"):
            continue
        where = system.state_index(pool.name).ravel()
        assert (solution.lowest[where] >= -absolute_tolerance(system)[where][:, None]).all(), pool.name


def test_halving_tolerance_changes_less_than_the_stated_error(cohort, settled, western):
    arms = {"a": Arm(western, DAYS * 24.0)}
    coarse, fine = run_arms(cohort, arms, settled=settled), run_arms(cohort, arms, settled=settled, rtol=5e-4)
    assert _largest_error(coarse, fine) < STATED_ERROR


def test_doubling_output_points_changes_nothing_but_resolution(cohort, settled, western):
    arms = {"a": Arm(western, DAYS * 24.0)}
    daily, half = run_arms(cohort, arms, settled=settled), run_arms(cohort, arms, settled=settled, output_every_h=12.0)
    pairs = half.coarsen(time=2).mean()
    pairs["time"] = daily["time"]
    assert _largest_error(daily, pairs) < STATED_ERROR


def test_alone_and_in_a_batch_agree(cohort, settled, western):
    from enterocrine.simulate.run import Settled

    k = 5
    alone = cohort.take(slice(k, k + 1))
    arms = {"a": Arm(western, DAYS * 24.0)}
    one = run_arms(alone, arms, settled=Settled(settled.states[:, k : k + 1], {}))
    many = run_arms(cohort, arms, settled=settled).isel(draw=[k])
    assert _largest_error(many, one.assign_coords(draw=many.draw)) < STATED_ERROR


def test_one_core_and_two_are_bitwise_equal(man):
    one = compare(man, (), weeks=1, draws=20, seed=2, jobs=1)
    two = compare(man, (), weeks=1, draws=20, seed=2, jobs=2)
    for name in one:
        assert np.array_equal(one[name].values, two[name].values, equal_nan=True), name


def test_no_change_is_exactly_no_difference(cohort, settled, western):
    data = run_arms(cohort, {"habitual": Arm(western, 168.0), "same": Arm(western, 168.0)}, settled=settled)
    for name in courses(data):
        assert np.array_equal(data[name].isel(arm=0).values, data[name].isel(arm=1).values, equal_nan=True), name


def test_steady_diet_is_steady(man, western):
    """The reference person does not drift over a year on the habitual diet: the last week repeats week 4 within 0.1 % of each output's scale."""
    cohort = draw(shipped(), man, 1, worlds=0)
    year = run_arms(cohort, {"a": Arm(western, 52 * 168.0)}, settled=settle(cohort, western))
    for name in courses(year):
        values = year[name].values[0, 0].reshape(364, -1)
        early, late = values[21:28].mean(axis=0), values[-7:].mean(axis=0)
        assert np.nanmax(np.abs(late - early)) <= 1e-3 * np.nanmax(np.abs(early)), name


def test_more_fibre_more_acids_and_no_fibre_only_protein_and_mucin(cohort, settled, western):
    data = run_arms(
        cohort,
        {"usual": Arm(western, 28 * 24.0), "more": Arm(eat(inulin=18.0), 28 * 24.0)},
        settled=settled,
        outputs=["scfa_production"],
    )
    made = data.scfa_production.sum("scfa").isel(time=slice(-7, None)).mean("time")
    assert (made.sel(arm="more") > made.sel(arm="usual")).all()


def test_failed_draws_are_named_not_hidden(cohort, settled, western):
    import json

    states = settled.states.copy()
    states[:, 3] = np.nan
    from enterocrine.simulate.run import Settled

    data = run_arms(cohort, {"a": Arm(western, 48.0)}, settled=Settled(states, {3: "made to fail"}))
    assert data.attrs["draws_failed"] == 1 and json.loads(data.attrs["failures"]) == {"3": "made to fail"}
    assert 3 not in data.draw.values and np.isfinite(data.stool_mass.values).all()


def test_parameters_can_be_multiplied_by_name(cohort, settled, western):
    data = run_arms(
        cohort,
        {"usual": Arm(western, 28 * 24.0), "slow": Arm(western, 28 * 24.0, {"colon.pace": 0.5})},
        settled=settled,
        outputs=["colonic_transit"],
    )
    assert (data.colonic_transit.sel(arm="slow").isel(time=-1) > 1.4 * data.colonic_transit.sel(arm="usual").isel(time=-1)).all()


@pytest.mark.parametrize("weeks", [0, -1, 521, 0.5])
def test_impossible_lengths_are_refused(man, weeks):
    from enterocrine.errors import InputError

    with pytest.raises(InputError):
        compare(man, (), weeks=weeks or 1e-9, draws=2)
