"""Stiff test problems against published end values, convergence order, and error against tolerance.

Sources: Robertson and Van der Pol, as those in stiff_problems.py, from Mazzia & Magherini, Test Set for Initial Value Problem Solvers,
release 2.4 (2008).
"""

from dataclasses import replace

import numpy as np
import pytest
import stiff_problems
from scipy.integrate import solve_ivp

from enterocrine import engine
from enterocrine.engine.batch import METHODS


@pytest.fixture(scope="module")
def robertson(kernel_folder):
    import symengine as se

    a, b, c, k1, k2, k3 = se.symbols("a b c k1 k2 k3")
    slow, fast, return_ = k1 * a, k2 * b**2, k3 * b * c
    return engine.load(engine.Expressions([a, b, c], [k1, k2, k3], [], [-slow + return_, slow - return_ - fast, fast], [a, b, c]))


@pytest.fixture(scope="module")
def hires(kernel_folder):
    problem = stiff_problems.hires()
    return problem, problem.kernel()


@pytest.fixture(scope="module")
def van_der_pol(kernel_folder):
    import symengine as se

    x, speed, softness = se.symbols("x speed softness")
    return engine.load(engine.Expressions([x, speed], [softness], [], [speed, ((1 - x**2) * speed - x) / softness], [x]))


@pytest.mark.parametrize(("end", "expected"), [
    (40.0, [0.7158270687, 9.185534764e-06, 0.2841637458]), (1e11, [0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050])])
def test_robertson(robertson, end, expected):
    solution = engine.solve(robertson, np.array([[1.0], [0.0], [0.0]]), np.array([[0.04], [3e7], [1e4]]), engine.Schedule(0, end), [end],
                            rtol=1e-7, atol=np.array([1e-12, 1e-17, 1e-12]))
    assert np.allclose(solution.states[:, 0], expected, rtol=2e-5)
    assert solution.states.sum() == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("name", ["robertson", "hires", "pollution", "van_der_pol", "oregonator"])
def test_published_end_values(kernel_folder, name):
    problem = getattr(stiff_problems, name)()
    assert problem.error() < problem.agreement


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_reaches_the_end_of_hires(hires, method):
    problem, kernel = hires
    assert problem.error(kernel=kernel, method=method, rtol=1e-7, atol=1e-11) < 1e-5


def test_e5(kernel_folder):
    """Pools that end 19 decades below where they began: what is left there is rounding of the start, not of the solver."""
    problem = stiff_problems.e5()
    kernel = problem.kernel()
    found, _ = problem.solve(kernel)
    assert np.abs(found - problem.expected).max() < 1e-17 * problem.start[0]
    early = replace(problem, end=1e5)
    found, _ = early.solve(kernel)
    fast = solve_ivp(lambda t, y: [-7.89e-10 * y[0] - 1.1e7 * y[0] * y[2], 7.89e-10 * y[0] - 1.13e9 * y[1] * y[2],
                                   7.89e-10 * y[0] - 1.1e7 * y[0] * y[2] - 1.13e9 * y[1] * y[2] + 1.13e3 * y[3],
                                   1.1e7 * y[0] * y[2] - 1.13e3 * y[3]], (0, 1e5), early.start, "Radau", rtol=1e-11, atol=1e-24)  # fmt: skip
    assert np.allclose(found, fast.y[:, -1], rtol=1e-5)


def test_error_is_proportional_to_tolerance(hires):
    """The error falls at least tenfold when the tolerance falls a hundredfold, from 1e-3 to 1e-9."""
    problem, kernel = hires
    error = [problem.error(kernel=kernel, rtol=10.0**-k, atol=10.0**(-k - 4)) for k in (3, 5, 7, 9)]
    assert all(later < earlier / 10 for earlier, later in zip(error[:-1], error[1:], strict=True))
    assert error[0] < 0.05
    assert error[-1] < 1e-7


def observed_order(problem, kernel, method, steps=(16, 32, 64, 128)):
    """How the error falls with the number of equal steps: minus the slope of log error over log steps.

    A dose of nothing at the start of each step makes the steps equal, for tolerances so wide that nothing else limits them.
    """
    error = []
    for n in steps:
        plan = engine.Schedule(0, problem.end, np.linspace(0, problem.end, n + 1)[:-1], np.zeros(n, int), np.array([0]), np.zeros((1, 1, 1)))
        solution = engine.solve(kernel, np.array(problem.start)[:, None], np.zeros((0, 1)), plan, [problem.end], rtol=0.9, atol=1e9, method=method)
        assert solution.statistics["steps"] == n
        error.append(np.abs(solution.states[:, 0] - problem.expected).max())
    return -np.polyfit(np.log(steps), np.log(error), 1)[0]


@pytest.mark.parametrize(("method", "order"), [("rodas4", 4), ("rodasp", 4), ("rodasp2", 4), ("rodas5p", 5), ("rodas3", 3)])
def test_order_of_convergence(kernel_folder, method, order):
    """With n steps the error falls as n to the minus order, on a nonlinear problem that is not stiff."""
    problem = stiff_problems.logistic()
    assert observed_order(problem, problem.kernel(), method) == pytest.approx(order, abs=0.25)


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
