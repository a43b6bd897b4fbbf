"""Stiff test problems against published end values, convergence order, and error against tolerance.

Sources: Robertson, HIRES and Van der Pol as in Mazzia & Magherini, Test Set for Initial Value Problem Solvers, release 2.4 (2008).
"""

import numpy as np
import pytest

from enterocrine import engine

HIRES_END = [0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2, 0.2386356198831331e-2,
             0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2]


@pytest.fixture(scope="module")
def robertson(kernel_folder):
    import symengine as se

    a, b, c, k1, k2, k3 = se.symbols("a b c k1 k2 k3")
    slow, fast, return_ = k1 * a, k2 * b**2, k3 * b * c
    return engine.load(engine.Expressions([a, b, c], [k1, k2, k3], [], [-slow + return_, slow - return_ - fast, fast], [a, b, c]))


@pytest.fixture(scope="module")
def hires(kernel_folder):
    import symengine as se

    y = se.symbols("y1:9")
    both = 280 * y[5] * y[7]
    rates = [-1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007, 1.71 * y[0] - 8.75 * y[1], -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4],
             8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3], -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6],
             -both + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6], both - 1.81 * y[6], -both + 1.81 * y[6]]
    return engine.load(engine.Expressions(y, [], [], rates, list(y)))


@pytest.fixture(scope="module")
def van_der_pol(kernel_folder):
    import symengine as se

    x, speed, softness = se.symbols("x speed softness")
    return engine.load(engine.Expressions([x, speed], [softness], [], [speed, ((1 - x**2) * speed - x) / softness], [x]))


def end_of_hires(kernel, rtol, persons=1):
    start = np.zeros((8, persons))
    start[0], start[7] = 1.0, 0.0057
    return engine.solve(kernel, start, np.zeros((0, persons)), engine.Schedule(0, 321.8122), [321.8122], rtol=rtol, atol=rtol * 1e-4)


@pytest.mark.parametrize(("end", "expected"), [
    (40.0, [0.7158270687, 9.185534764e-06, 0.2841637458]), (1e11, [0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050])])
def test_robertson(robertson, end, expected):
    solution = engine.solve(robertson, np.array([[1.0], [0.0], [0.0]]), np.array([[0.04], [3e7], [1e4]]), engine.Schedule(0, end), [end],
                            rtol=1e-7, atol=np.array([1e-12, 1e-17, 1e-12]))
    assert np.allclose(solution.states[:, 0], expected, rtol=2e-5)
    assert solution.states.sum() == pytest.approx(1.0, abs=1e-12)


def test_hires(hires):
    assert np.allclose(end_of_hires(hires, 1e-8).states[:, 0], HIRES_END, rtol=1e-6)


def test_van_der_pol(van_der_pol):
    solution = engine.solve(van_der_pol, np.array([[2.0], [-0.66]]), np.array([[1e-6]]), engine.Schedule(0, 2), [2.0], rtol=1e-8, atol=1e-9)
    assert np.allclose(solution.states[:, 0], [0.1706167732170483e1, -0.8928097010247975], rtol=1e-5)


def test_error_is_proportional_to_tolerance(hires):
    """The error falls at least tenfold when the tolerance falls a hundredfold, from 1e-3 to 1e-9."""
    error = [np.abs(end_of_hires(hires, 10.0**-k).states[:, 0] / HIRES_END - 1).max() for k in (3, 5, 7, 9)]
    assert all(later < earlier / 10 for earlier, later in zip(error[:-1], error[1:], strict=True))
    assert error[0] < 0.05
    assert error[-1] < 1e-7


def test_fourth_order(bateman):
    """With n steps the error falls as n^-4 or faster; a nonstiff problem, so that steps are equal in all parts."""
    exact = 1 / (1 - 0.4) * (np.exp(-0.4 * 6) - np.exp(-6))
    steps, error = [], []
    for rtol in (1e-4, 1e-6, 1e-8):
        schedule = engine.Schedule(0, 6, input_times=np.array([0.0]), input_values=np.zeros((1, 1, 1)))
        solution = engine.solve(bateman, np.array([[1.0], [0.0], [0.0]]), np.array([[1.0], [0.4]]), schedule, [6.0], rtol=rtol, atol=rtol * 1e-2)
        steps.append(solution.statistics["steps"])
        error.append(abs(solution.states[1, 0] - exact))
    order = -np.polyfit(np.log(steps), np.log(error), 1)[0]
    assert order > 3.6


def test_dense_output_is_as_good_as_the_steps(van_der_pol):
    """Between steps of a strongly stiff problem too."""
    asked = np.linspace(0, 2, 401)
    args = (van_der_pol, np.array([[2.0], [-0.66]]), np.array([[1e-3]]), engine.Schedule(0, 2), asked)
    rough, fine = engine.solve(*args, rtol=1e-4, atol=1e-4), engine.solve(*args, rtol=1e-8, atol=1e-8)
    apart = np.abs(rough.values - fine.values)
    assert np.quantile(apart, 0.95) < 1e-2      # all but the jumps, where a small error in time is a large one in value


def test_lowest_value_of_a_state_is_kept(van_der_pol):
    solution = engine.solve(van_der_pol, np.array([[2.0], [-0.66]]), np.array([[1e-3]]), engine.Schedule(0, 2), [0.0], rtol=1e-6, atol=1e-6)
    assert solution.lowest[0, 0] == pytest.approx(-2.0, abs=0.02)
