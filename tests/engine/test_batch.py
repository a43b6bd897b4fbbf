"""A person's numbers do not depend on who else is in the batch, on threads, or on what is asked; failures stay where they are."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from enterocrine import engine

PERSONS = 21


@pytest.fixture(scope="module")
def batch(doses):
    rng = np.random.default_rng(5)
    parameters = np.array([rng.uniform(0.5, 2, PERSONS), rng.uniform(0.1, 0.3, PERSONS)])
    amounts = rng.uniform(10, 100, (4, PERSONS))
    return parameters, amounts, doses.at([0.0, 5.0, 11.0, 25.0], amounts, 40.0)


def run(kernel, batch, asked, **options):
    parameters, _, schedule = batch
    return engine.solve(kernel, np.zeros((3, parameters.shape[1])), parameters, schedule, asked, **options)


def test_threads_do_not_change_a_bit(bateman, batch):
    asked = np.linspace(0, 40, 9)
    one, two = (run(bateman, batch, asked, jobs=jobs) for jobs in (1, 2))
    for name in ("values", "means", "states", "lowest"):
        assert np.array_equal(getattr(one, name), getattr(two, name))
    assert one.statistics["steps"] == two.statistics["steps"]


def test_what_is_asked_does_not_change_the_answer(bateman, batch):
    few, some, many = np.array([0.0, 40.0]), np.linspace(0, 40, 11), np.linspace(0, 40, 1001)
    answers = [run(bateman, batch, asked) for asked in (few, some, many)]
    assert len({a.statistics["steps"] for a in answers}) == 1
    assert np.allclose(answers[1].values, answers[2].values[::100], rtol=1e-12, atol=1e-12)
    assert np.array_equal(answers[0].states, answers[2].states)
    assert np.allclose(answers[0].means[0], answers[1].means.mean(axis=0), rtol=1e-3)


def test_alone_as_in_the_batch(bateman, batch, doses):
    parameters, amounts, _ = batch
    asked = np.linspace(0, 40, 21)
    together = run(bateman, batch, asked, rtol=1e-4, atol=1e-4)
    for person in (0, 9, PERSONS - 1):
        own = (parameters[:, [person]], None, doses.at([0.0, 5.0, 11.0, 25.0], amounts[:, [person]], 40.0))
        alone = run(bateman, own, asked, rtol=1e-4, atol=1e-4)
        assert np.abs(alone.values[..., 0] - together.values[..., person]).max() < 0.02      # of 100


def test_padding_of_the_last_group_changes_nothing(bateman, batch, doses):
    """The first sixteen make two full groups, whoever comes after."""
    parameters, amounts, _ = batch
    first = (parameters[:, :16], None, doses.at([0.0, 5.0, 11.0, 25.0], amounts[:, :16], 40.0))
    asked = np.linspace(0, 40, 5)
    assert np.array_equal(run(bateman, first, asked).values, run(bateman, batch, asked).values[..., :16])


def test_ledgers_do_not_steer_the_steps(bateman, batch):
    everything = run(bateman, batch, [0.0])
    without = run(bateman, batch, [0.0], uncontrolled=np.array([False, False, True]))
    nothing = run(bateman, batch, [0.0], uncontrolled=np.array([True, True, True]))
    assert nothing.statistics["steps"] < without.statistics["steps"] != everything.statistics["steps"]


def test_only_what_is_wanted_is_kept(bateman, batch):
    solution = run(bateman, batch, [0.0, 20.0, 40.0], values=False)
    assert solution.values is None
    assert np.array_equal(solution.means, run(bateman, batch, [0.0, 20.0, 40.0]).means)
    assert run(bateman, batch, [0.0, 20.0], means=False).means is None


def test_progress_counts_persons(bateman, batch):
    seen = []
    run(bateman, batch, [0.0], progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (PERSONS, PERSONS)
    assert [d for d, _ in seen] == sorted(d for d, _ in seen)


@pytest.fixture(scope="module")
def fragile(kernel_folder):
    """x' = a x^2 ends at t = 1/(a x0); y' = -b with rate log(y) of z ends when y reaches zero; w decays beside them."""
    import symengine as se

    x, y, z, w, a, b = se.symbols("x y z w a b")
    expressions = engine.Expressions([x, y, z, w], [a, b], [], [a * x**2, -b, se.log(y), -w], [x, y, z, w],
                                     ("colon.acid[distal,lactate]", "y", "z", "w"))
    return engine.load(expressions)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failing_person_leaves_the_others_alone(fragile, jobs):
    parameters = np.zeros((2, 11))
    parameters[0, 3] = 1.0      # x reaches infinity at t = 0.5
    parameters[1, 8] = 1.0      # y falls below zero at t = 2
    start = np.array([2.0, 2.0, 0.0, 5.0])[:, None] * np.ones(11)
    asked = np.linspace(0, 4, 9)
    solution = engine.solve(fragile, start, parameters, engine.Schedule(0, 4), asked, rtol=1e-6, atol=1e-8, jobs=jobs)
    assert sorted(solution.failed) == [3, 8]
    assert "1e-10 h at t=0.5 h in state colon.acid[distal,lactate]" in solution.failed[3]
    assert "in state z" in solution.failed[8]
    assert "at t=2" in solution.failed[8]
    well = [p for p in range(11) if p not in (3, 8)]
    assert np.allclose(solution.values[:, 3][:, well], (5 * np.exp(-asked))[:, None], atol=1e-4)
    assert np.isfinite(solution.states[:, well]).all()
    assert np.isfinite(solution.lowest[:, well]).all()
    assert np.isfinite(solution.values[asked < 0.5][..., 3]).all()
    assert np.isnan(solution.values[asked > 0.5][..., 3]).all()
    assert np.isnan(solution.means[1:, :, 3]).all()
    assert np.isnan(solution.states[:, [3, 8]]).all()


def test_everyone_failing_is_reported_not_hidden(fragile):
    start = np.array([2.0, -1.0, 0.0, 5.0])[:, None] * np.ones(9)
    solution = engine.solve(fragile, start, np.zeros((2, 9)), engine.Schedule(0, 4), [0.0, 4.0])
    assert sorted(solution.failed) == list(range(9))
    assert all(reason == "rate of change is not a finite number at t=0 h in state z" for reason in solution.failed.values())
    assert np.isnan(solution.values[1]).all()


def test_too_many_steps_is_a_reason(fragile):
    start = np.array([2.0, 2.0, 0.0, 5.0])[:, None] * np.ones(3)
    solution = engine.solve(fragile, start, np.zeros((2, 3)), engine.Schedule(0, 40), [40.0], rtol=1e-9, atol=1e-9, most_steps=5)
    assert all("more than 5 steps" in reason for reason in solution.failed.values())
    assert len(solution.failed) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent differently there")
def test_interrupt_stops_promptly(bateman):
    script = """
import numpy as np, symengine as se
from enterocrine import engine
gut, blood, urine, ka, ke, infusion = se.symbols("gut blood urine ka ke infusion")
rates = [-ka * gut, ka * gut - ke * blood + infusion, ke * blood]
kernel = engine.load(engine.Expressions([gut, blood, urine], [ka, ke], [infusion], rates, [gut, blood, urine, ke * blood]))
schedule = engine.Schedule(0, 1e6, np.arange(0, 1e6, 0.5), np.zeros(2_000_000, int), np.array([0]), np.ones((1, 1, 1)),
                           np.array([0.0]), np.zeros((1, 1, 1)))
print("ready", flush=True)
try:
    engine.solve(kernel, np.zeros((3, 64)), np.ones((2, 64)) * [[1.0], [0.1]], schedule, [1e6], rtol=1e-9, jobs=2)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    assert child.stdout.readline() == "ready\n"
    time.sleep(1.0)
    child.send_signal(signal.SIGINT)
    sent = time.perf_counter()
    output, _ = child.communicate(timeout=20)
    assert output == "stopped\n"
    assert time.perf_counter() - sent < 3.0
