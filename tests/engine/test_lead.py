"""Leading states: found where they are, exact through every dose, and nothing is lost on the way to the states behind them."""

import numpy as np
import pytest

from enterocrine import engine

KA, KB, DOSE, STOP = 0.5, 0.4, 5.0, 24.0
TIMES = np.arange(0, 20.0, 3.1)


@pytest.fixture(scope="module")
def chain(kernel_folder):
    """Two linear states (stomach, bowel) feed a saturable one (blood); what it loses is counted."""
    import symengine as se

    stomach, bowel, blood, gone, ka, kb, supply = se.symbols("stomach bowel blood gone ka kb supply")
    loss = blood / (1 + blood)
    rates = [kb * bowel - loss, ka * stomach - kb * bowel, supply - ka * stomach, loss]
    return engine.load(engine.Expressions([blood, bowel, stomach, gone], [ka, kb], [supply], rates, [stomach, bowel, blood, gone]))


def solve(kernel, asked, times=TIMES, into=2, supply=0.0, **options):
    n = len(times)
    schedule = engine.Schedule(0, STOP, np.asarray(times), np.zeros(n, int), np.array([into]), np.full((1, 1, 1), DOSE), np.array([0.0]),
                               np.full((1, 1, 1), supply))
    return engine.solve(kernel, np.zeros((4, 3)), np.array([[KA], [KB]]), schedule, asked, **options)


def test_only_what_nothing_behind_it_drives_leads(chain, bateman):
    assert chain.sizes["states"] - chain.sizes["tail"] == 2
    assert chain.sizes["exposed"] == 1
    assert bateman.sizes["tail"] == bateman.sizes["states"]      # all of it is linear: left to the integrator


@pytest.mark.parametrize("rtol", [1e-2, 1e-4])
def test_leading_states_are_exact_however_coarse_the_steps(chain, rtol):
    asked = np.linspace(0, STOP, 38)
    values = solve(chain, asked, rtol=rtol, atol=rtol).values[..., 1]
    since = asked[:, None] - TIMES
    taken = np.where(since > 0, 1.0, 0.0)
    fast, slow = np.exp(-KA * np.maximum(since, 0)), np.exp(-KB * np.maximum(since, 0))
    assert np.allclose(values[:, 0], DOSE * (taken * fast).sum(axis=1), atol=1e-4 * rtol**0.5)
    assert np.allclose(values[:, 1], DOSE * KA / (KA - KB) * (taken * (slow - fast)).sum(axis=1), atol=1e-4 * rtol**0.5)


def test_what_left_the_lead_has_arrived_to_the_last_digit(chain):
    solution = solve(chain, [0.0, STOP], rtol=1e-2, atol=1e-2)
    assert np.allclose(solution.states.sum(axis=0), DOSE * len(TIMES), rtol=1e-13)


def test_a_dose_of_a_leading_state_needs_no_new_start(chain):
    many = np.arange(0.5, STOP, 0.25)
    through, stopped = (solve(chain, [STOP], many, into, rtol=1e-3, atol=1e-3).statistics["steps"] for into in (2, 0))
    assert through < len(many) <= stopped


def test_the_states_behind_converge_to_what_a_plain_solution_gives(chain):
    from scipy.integrate import solve_ivp

    def rates(_, y):
        loss = y[0] / (1 + y[0])
        return [KB * y[1] - loss, KA * y[2] - KB * y[1], 0.7 - KA * y[2], loss]

    y, last, ends = np.zeros(4), 0.0, [*TIMES, STOP]
    for k, stop in enumerate(ends):
        if stop > last:
            y = solve_ivp(rates, (last, stop), y, rtol=1e-11, atol=1e-12, method="LSODA").y[:, -1]
        if k < len(TIMES):
            y[2] += DOSE
        last = stop
    error = [np.abs(solve(chain, [STOP], supply=0.7, rtol=10.0**-k, atol=10.0**-k).states[:, 0] - y).max() for k in (3, 5, 7)]
    assert error[0] < 5e-3
    assert error[2] < 1e-6
    assert error[2] < error[1] < error[0]


def test_time_averages_of_leading_states_are_exact(chain):
    asked = np.array([0.0, 1.0, 7.7, 12.0, STOP])
    coarse, fine = (solve(chain, asked, rtol=rtol, atol=rtol).means for rtol in (1e-2, 1e-9))
    assert np.allclose(coarse[:, :2], fine[:, :2], rtol=1e-5)
    assert not np.allclose(coarse[:, 2], fine[:, 2], rtol=1e-7)      # the others are only as good as the tolerance


def test_persons_of_like_effort_share_steps_and_keep_their_places(chain):
    n = 13
    parameters = np.array([np.geomspace(0.05, 5, n)[np.argsort(np.sin(np.arange(n)))], np.full(n, KB)])
    amounts = np.full((1, 1, n), DOSE)
    schedule = engine.Schedule(0, STOP, TIMES, np.zeros(len(TIMES), int), np.array([2]), amounts, np.array([0.0]), np.zeros((1, 1, 1)))
    asked = np.linspace(0, STOP, 5)
    plain = engine.solve(chain, np.zeros((4, n)), parameters, schedule, asked, rtol=1e-6, atol=1e-7)
    sorted_ = engine.solve(chain, np.zeros((4, n)), parameters, schedule, asked, rtol=1e-6, atol=1e-7, like=plain.effort)
    assert (plain.effort > 0).all()
    for name in ("values", "means"):
        assert np.allclose(getattr(plain, name), getattr(sorted_, name), atol=1e-4)
    assert np.allclose(plain.states, sorted_.states, atol=1e-4)
    assert np.ptp(plain.states[0]) > 0.1      # persons differ, so that a mix-up would show


def test_probe_solves_the_whole_system(chain):
    y, p, right = [0.3, 1.0, 2.0, 0.1], [KA, KB], [0.2, -0.4, 0.5, 1.0]
    slope = 1 / 1.3**2
    jacobian = np.array([[-slope, KB, 0, 0], [0, -KB, KA, 0], [0, 0, -KA, 0], [slope, 0, 0, 0]])
    rates, x = chain.probe(y, p, [0.7], shift=0.9, right=right)
    assert np.allclose(rates, [KB - 0.3 / 1.3, KA * 2 - KB, 0.7 - 2 * KA, 0.3 / 1.3])
    assert np.allclose((0.9 * np.eye(4) - jacobian) @ x, right)
