"""The interval is that of the mean effect of a trial of n people."""

import numpy as np
import pytest

from enterocrine.studies.judge import judge
from enterocrine.studies.study import BASELINE, Measured
from enterocrine.studies.trial_size import repeat_sd, repeat_table, repeated, results

from .synthetic import dataset, outcome, recorded, study

WORLDS, PEOPLE = 16, 24


def crossover(effect: float, person_sd: float, world_sd: float = 0.0, seed: int = 3, name: str = "made"):
    """People differ in level by 10 and in effect by `person_sd`; worlds shift the effect by `world_sd`."""
    random = np.random.default_rng(seed)
    world = np.repeat(np.arange(WORLDS), PEOPLE)
    level = 50 + 10 * random.standard_normal(world.size)
    shift = effect + person_sd * random.standard_normal(world.size) + world_sd * random.standard_normal(WORLDS)[world]
    flat = np.ones((1, 4))
    return recorded(world, control=dataset(**{name: ("g/d", level[:, None] * flat)}),
                    treated=dataset(**{name: ("g/d", (level + shift)[:, None] * flat)}))


def interval(trial, n, design="crossover", **keys):
    found = results(trial, study(n=n, design=design), outcome(keys.pop("output", "made"), as_="change", versus="control", **keys), 1)
    return np.quantile(found, (0.05, 0.5, 0.95))


def test_width_follows_the_size_of_the_trial():
    trial = crossover(5.0, 8.0)
    for n in (4, 9, 36):
        low, middle, high = interval(trial, n)
        assert middle == pytest.approx(5.0, abs=1.0)
        assert (high - low) / 2 == pytest.approx(1.645 * 8 / np.sqrt(n), rel=0.25)
    low, _, high = interval(trial, 10_000)
    assert (high - low) / 2 < 0.6 * 1.645 * 8 / np.sqrt(PEOPLE)  # narrower than the few simulated people alone would allow


def test_uncertain_parameters_do_not_average_out():
    low, _, high = interval(crossover(5.0, 2.0, world_sd=3.0), 10_000)
    assert (high - low) / 2 == pytest.approx(1.645 * 3.0, rel=0.45)  # 16 worlds: the spread itself is uncertain


def test_a_parallel_trial_is_wider_than_a_crossover():
    trial = crossover(5.0, 1.0)
    low, _, high = interval(trial, 20)
    wide_low, _, wide_high = interval(trial, 20, design="parallel")  # ten in each arm, who differ by 10
    assert (wide_high - wide_low) > 5 * (high - low)
    assert (wide_high - wide_low) / 2 == pytest.approx(1.645 * 10 * np.sqrt(2 / 10), rel=0.3)


def test_a_null_is_kept_when_the_interval_holds_zero():
    nothing = outcome("made", as_="change", versus="control", observed="none")
    for effect, kept in ((0.3, True), (6.0, False)):
        trial = crossover(effect, 4.0)
        row = judge(study(n=12), nothing, results(trial, study(n=12), nothing, 1), None)
        assert row.inside90 is kept and row.sign_ok is None and row.observed == "none"
    ratio = outcome("made", as_="ratio", versus="control", observed="none")
    row = judge(study(n=12), ratio, results(crossover(0.3, 4.0), study(n=12), ratio, 1), None)
    assert row.inside90 and row.low90 < 1 < row.high90


def test_a_difference_to_before_stays_paired_in_a_parallel_trial():
    trial = crossover(5.0, 1.0)
    trial = recorded(trial.world, treated=trial.arms["treated"].data, baseline=trial.arms["control"].data)
    found = results(trial, study(n=20, design="parallel"), outcome("made", as_="change", versus=BASELINE), 1)
    assert np.ptp(np.quantile(found, (0.05, 0.95))) < 2.5


def test_a_peak_beside_its_baseline_is_higher():
    wave = np.array([[1.0, 9, 3], [2.0, 10, 2], [1.0, 11, 1]])
    trial = recorded([0, 0, 0], treated=dataset(made=("g/d", wave)), baseline=dataset(made=("g/d", np.full((3, 3), 4.0))))
    ask = outcome("made", as_="peak", versus=BASELINE)
    assert np.median(results(trial, study("treated", n=50), ask, 1)) == pytest.approx(10, abs=0.3)
    assert np.median(results(trial, study("treated", n=50), ask, 1, difference=True)) == pytest.approx(6, abs=0.3)


def test_only_those_asked_about():
    world, sex = [0, 0, 0, 0], ["male", "female", "male", "female"]
    values = np.array([[100.0] * 4, [60.0] * 4, [100.0] * 4, [60.0] * 4])
    trial = recorded(world, sex, treated=dataset(made=("g/d", values)))
    for who, expected in (("female", 60), ("male", 100)):
        found = results(trial, study("treated"), outcome("made", among={"sex": who}), 1)
        assert np.median(found) == pytest.approx(expected)


def test_correlation_across_people_and_arms():
    world = [0] * 6
    before = np.arange(1.0, 7.0)
    flat = np.ones((1, 4))
    trial = recorded(world, baseline=dataset(made=("g/d", before[:, None] * flat)), treated=dataset(made=("g/d", (10 + 0 * before)[:, None] * flat)))
    change = outcome("made", as_="correlation", of="change", versus=BASELINE, with_=BASELINE, across="persons", unit="r")
    assert np.median(results(trial, study("treated", n=6), change, 1)) == pytest.approx(-1)
    arms = {f"dose_{d}": dataset(made=("g/d", (2.0 * d + before)[:, None] * flat)) for d in (5, 10, 20)}
    doses = {"dose_5": 5.0, "dose_10": 10.0, "dose_20": 20.0}
    trial = recorded(world, doses=doses, **arms)
    by_dose = outcome("made", as_="correlation", across="arms", with_="dose", arm=tuple(arms), unit="r")
    assert np.median(results(trial, study(*arms, doses=doses), by_dose, 1)) == pytest.approx(1)


def test_the_same_seed_gives_the_same_result():
    trial = crossover(5.0, 8.0)
    ask = outcome("made", as_="change", versus="control")
    assert (results(trial, study(), ask, 7) == results(trial, study(), ask, 7)).all()


def test_repeat_samples_widen_but_do_not_shift():
    assert repeat_table()[("faecal_butyrate", "")] == pytest.approx(0.377)
    stool = outcome("faecal_butyrate", as_="change", versus="control", unit="g/d")
    assert repeat_sd(stool) == pytest.approx(0.377)
    assert repeat_sd(outcome("faecal_butyrate", samples=4)) == pytest.approx(0.377 / 2)
    assert repeat_sd(outcome(measured=Measured("guild_fraction", {"guild": ("BIF", "ROS")}))) == pytest.approx(0.54)
    assert repeat_sd(outcome("faecal_butyrate", as_="peak")) == repeat_sd(outcome("made")) == 0
    random = np.random.default_rng(1)
    values = repeated(np.full(200_000, 10.0), stool, 0.377, random)
    assert values.mean() == pytest.approx(10, rel=0.01) and np.log(values).std() == pytest.approx(0.377, rel=0.01)
    narrow = interval(crossover(5.0, 1.0), 16)
    wide = interval(crossover(5.0, 1.0, name="faecal_butyrate"), 16, output="faecal_butyrate")
    assert np.ptp(wide) > 3 * np.ptp(narrow) and wide[1] == pytest.approx(narrow[1], abs=1.5)


def test_arms_of_a_crossover_share_the_samples_they_are_held_against():
    """Two arms instead of one halve the luck of the treated samples only: the width falls to the root of 1.5/2, not of 1/2."""
    trial = crossover(0.0, 1e-6, name="faecal_butyrate")
    trial = recorded(trial.world, control=trial.arms["control"].data, treated=trial.arms["treated"].data, again=trial.arms["treated"].data)

    def width(*arms):
        ask = outcome("faecal_butyrate", as_="change", versus="control", arm=arms)
        return np.ptp(np.quantile(results(trial, study(*arms, n=400), ask, 1), (0.05, 0.95)))

    assert width("treated", "again") / width("treated") == pytest.approx(np.sqrt(0.75), abs=0.07)
