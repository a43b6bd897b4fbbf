"""When a prediction agrees with an observation."""

import numpy as np
import pytest

from enterocrine.studies.judge import TABLE_KEYS, judge, not_run

from .synthetic import outcome, study

TEN = np.linspace(9.0, 11.0, 201)  # 90 % interval 9.1 to 10.9


def row(found=TEN, effect=None, **keys):
    return judge(study(), outcome(**keys), np.asarray(found, float), effect)


def test_numbers():
    made = row(observed=10.5)
    assert (made.predicted, made.low90, made.high90) == pytest.approx((10, 9.1, 10.9))
    assert made.inside90 and made.within and made.sign_ok is None
    assert row(observed=12.0).inside90 is False and row(observed=12.0).within
    assert row(observed=14.5).within is False and row(observed=14.5, tolerance=0.4).within


def test_spreads_are_passed_on():
    made = row(observed=10.5, spread=(9.0, 12.0), spread_is="sd")
    assert (made.observed, made.observed_low, made.observed_high) == (10.5, 9.0, 12.0)


def test_ranges_and_bounds():
    assert row(observed=(10.5, 20.0)).inside90 and row(observed=(10.5, 20.0)).within is False
    assert row(observed=(9.5, 20.0)).within and row(observed=(9.5, 20.0)).observed == pytest.approx(14.75)
    assert row(observed=(11.5, 20.0)).inside90 is False
    assert row(observed=(None, 9.5)).inside90 and row(observed=(None, 9.0)).inside90 is False
    assert row(observed=(10.5, None)).inside90 and row(observed=(12.0, None)).inside90 is False
    assert row(observed=(None, 9.5)).observed is None


@pytest.mark.parametrize(("as_", "told", "found", "right"), [
    ("change", "up", TEN, True), ("change", "down", TEN, False), ("sign", "down", -TEN, True), ("ratio", "up", TEN / 10 + 0.2, True),
    ("ratio", "up", TEN / 20, False), ("percent_change", "down", -TEN, True), ("correlation", "down", TEN * 0 - 0.4, True),
])
def test_directions(as_, told, found, right):
    made = row(found, as_=as_, versus="control", observed=told)
    assert made.sign_ok is right and made.inside90 is right and made.within is None


def test_a_number_tells_a_direction_too():
    assert row(as_="change", versus="control", observed=3.0).sign_ok
    assert row(as_="change", versus="control", observed=-3.0).sign_ok is False
    assert row(as_="ratio", versus="control", observed=0.5).sign_ok is False
    level = {"versus": "control", "observed": 9.5, "direction": "down"}
    assert row(effect=np.array([-2.0, -3.0]), **level).sign_ok
    assert row(effect=np.array([2.0, 3.0]), **level).sign_ok is False
    assert row(effect=np.array([2.0, 3.0]), versus="control", observed=9.5).sign_ok is None  # a level alone tells none


def test_the_row_has_the_keys_others_rely_on():
    keys = list(row().as_dict())
    assert tuple(keys[: len(TABLE_KEYS)]) == TABLE_KEYS


def test_an_outcome_that_cannot_be_run_keeps_its_observation_and_reason():
    made = not_run(study(), outcome(observed=(1.0, 3.0)), "no such pool")
    assert made.predicted is None and made.reason == "no such pool" and (made.observed_low, made.observed_high) == (1.0, 3.0)
