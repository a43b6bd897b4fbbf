"""What is emitted: elementary functions, derivatives, sparse LU."""

import numpy as np
import pytest
from scipy import special

from enterocrine import engine
from enterocrine.engine.elimination import factors
from enterocrine.engine.jacobian import linearise

FUNCTIONS = {
    "exp": (np.exp, (-700, 690), 2), "log": (np.log, (1e-300, 1e300), 2), "tanh": (np.tanh, (-25, 25), 4), "sinh": (np.sinh, (-600, 600), 4),
    "cosh": (np.cosh, (-600, 600), 4), "asinh": (np.arcsinh, (-1e9, 1e9), 4), "sqrt": (np.sqrt, (1e-300, 1e300), 1),
    "sin": (np.sin, (-50, 50), 2), "cos": (np.cos, (-50, 50), 2), "atan": (np.arctan, (-50, 50), 2), "erf": (special.erf, (-5, 5), 4),
    "recip": (lambda x: 1 / x, (1e-290, 1e290), 2),
}


@pytest.fixture(scope="module")
def functions(kernel_folder):
    """A model at rest whose observables are elementary functions of its one state and one parameter."""
    import symengine as se

    x, p = se.symbols("x p")
    shown = [1 / x if name == "recip" else getattr(se, name)(x) for name in FUNCTIONS]
    shown += [x**p, se.Max(x, p), se.Min(x, p), se.Abs(x), x**-3, x**se.Rational(5, 2), 1 / (1 + se.exp(x)), se.sign(x)]
    return engine.load(engine.Expressions([x], [p], [], [0 * x], shown))


def observed(kernel, x, p=1.0):
    return engine.solve(kernel, np.asarray(x, float)[None, :], np.full((1, len(x)), p), engine.Schedule(0, 1), [0.0], means=False).values[0]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_elementary_functions_agree_with_numpy(functions, name):
    exact, (low, high), ulps = FUNCTIONS[name]
    rng = np.random.default_rng(1)
    if low > 0:
        x = 10 ** rng.uniform(np.log10(low), np.log10(high), 4000)
        x[:1000] = rng.uniform(0.5, 2.0, 1000)
    else:
        x = np.concatenate([rng.uniform(low, high, 2000), rng.uniform(-1, 1, 1000), 10 ** rng.uniform(-12, 0, 1000)])
    got, want = observed(functions, x)[list(FUNCTIONS).index(name)], exact(x)
    assert np.max(np.abs(got - want) / np.spacing(np.abs(want))) <= ulps


def test_powers_and_comparisons(functions):
    x = np.array([-2.0, -0.5, 0.0, 1e-9, 0.3, 1.0, 7.0, 250.0])
    power, larger, smaller, size, cube, half, sigmoid, sign = observed(functions, x, 2.3)[len(FUNCTIONS):]
    assert np.allclose(power, np.maximum(x, 0) ** 2.3, rtol=1e-13)      # the power of an empty or overdrawn pool is zero
    assert np.array_equal(larger, np.maximum(x, 2.3))
    assert np.array_equal(smaller, np.minimum(x, 2.3))
    assert np.array_equal(size, np.abs(x))
    assert np.allclose(cube[x != 0], x[x != 0] ** -3, rtol=1e-14)
    assert np.allclose(half, np.maximum(x, 0) ** 2.5, rtol=1e-14)
    assert np.allclose(sigmoid, special.expit(-x), rtol=1e-14)
    assert np.array_equal(sign, np.sign(x))


def test_limits(functions):
    order = list(FUNCTIONS)
    huge = observed(functions, np.array([-1e5, 1e5, 800.0]))
    assert np.array_equal(huge[order.index("exp")][:1], [0.0])
    assert (huge[order.index("exp")][1:] > 1e298).all()
    assert np.array_equal(huge[order.index("tanh")], [-1.0, 1.0, 1.0])
    assert np.allclose(huge[len(FUNCTIONS) + 6], [1.0, 0.0, 0.0], rtol=0, atol=1e-290)      # 1 / (1 + exp(x)) without overflow
    assert observed(functions, np.array([0.0]))[order.index("log")][0] == -np.inf
    assert np.isnan(observed(functions, np.array([-1.0]))[order.index("log")][0])


def tangled(n=14, seed=7):
    """A random nonlinear network with shared terms, exponentials, Hill powers, quotients, and a load that all feed and all feel."""
    import symengine as se

    rng = np.random.default_rng(seed)
    y, p, u = se.symbols(f"y0:{n}"), se.symbols("p0:9"), se.symbols("u0:2")
    load = sum(y[:8]) / p[0]
    brake = [1 / (1 + se.exp((load - p[1] * (i + 1)) / p[2])) for i in range(4)]
    rates = [0] * n
    for k in range(3 * n):
        i, j, m = rng.integers(0, n, 3)
        flow = p[3] * y[i] * brake[k % 4] * y[j] ** p[4] / (p[5] ** p[4] + y[j] ** p[4]) + se.sqrt(y[m]) * u[0] * p[6]
        rates[i] -= flow
        rates[m] += flow * p[7] + se.tanh(y[i] * y[j]) / (1 + y[j] + y[m] ** 2) + u[1] * se.log(1 + y[i])
    rates[0] += se.Max(y[1], y[2]) ** se.Rational(3, 2) - se.asinh(y[3]) / y[4] ** 2 + se.Abs(y[5] - y[6]) * se.sin(y[7])
    return engine.Expressions(y, p, u, rates, [load])


def test_rates_and_derivatives_agree_with_differences(kernel_folder):
    expressions = tangled()
    kernel = engine.load(expressions)
    assert kernel.sizes["kept"] > 0      # the load is solved for, not multiplied out
    rng = np.random.default_rng(2)
    n = 14
    for _ in range(5):
        y, p, u = rng.uniform(0.2, 2, n), rng.uniform(0.5, 2.5, 9), rng.uniform(0, 1, 2)
        values = dict(zip([*expressions.states, *expressions.parameters, *expressions.inputs], [*y, *p, *u], strict=True))
        rates, _ = kernel.probe(y, p, u)
        assert np.allclose(rates, [float(r.subs(values)) for r in expressions.rates], rtol=1e-10)
        jacobian = np.empty((n, n))
        for j in range(n):
            step = np.zeros(n)
            step[j] = 1e-4
            sides = [np.array(kernel.probe(y + f * step, p, u)[0]) for f in (1, -1, 2, -2)]
            jacobian[:, j] = (8 * (sides[0] - sides[1]) - (sides[2] - sides[3])) / 12e-4
        right = rng.normal(size=n)
        for shift in (1e3, 10.0, 1.0):
            _, x = kernel.probe(y, p, u, shift=shift, right=right)
            assert np.allclose((shift * np.eye(n) - jacobian) @ x, right, atol=1e-6 * np.abs(x).max() * max(shift, np.abs(jacobian).max()))


def test_an_empty_pool_under_a_power_has_a_finite_slope(kernel_folder):
    import symengine as se

    x, y, n = se.symbols("x y n")
    kernel = engine.load(engine.Expressions([x, y], [n], [], [1 - x, x**n + se.sqrt(x) - y], [y]))
    solution = engine.solve(kernel, np.zeros((2, 4)), np.array([[0.4, 0.7, 1.0, 2.5]]), engine.Schedule(0, 20), [20.0], rtol=1e-5)
    assert not solution.failed
    assert np.allclose(solution.states[1], 2.0, atol=1e-3)


def test_keeping_or_removing_quantities_gives_the_same_jacobian(kernel_folder):
    """Eliminating kept unknowns by hand from the larger system gives the Jacobian that full elimination gives."""
    expressions = tangled()
    graph, rates, _ = expressions.lowered
    rng = np.random.default_rng(4)
    leaves = {"state": rng.uniform(0.2, 2, 14), "parameter": rng.uniform(0.5, 2.5, 9), "input": rng.uniform(0, 1, 2)}

    def numbers(limit):
        linear = linearise(graph, rates, limit)
        matrix = np.zeros((14 + linear.kept,) * 2)
        value = evaluate(graph, leaves)
        for (i, j), node in linear.entries.items():
            matrix[i, j] = value(node)
        inner = np.eye(linear.kept) - matrix[14:, 14:]
        return linear.kept, matrix[:14, :14] + matrix[:14, 14:] @ np.linalg.solve(inner, matrix[14:, :14])

    kept, folded = numbers(0)
    none, full = numbers(float("inf"))
    assert kept > none == 0
    assert np.allclose(folded, full, rtol=1e-9, atol=1e-11)


def evaluate(graph, leaves):
    """A plain interpreter of the graph."""
    from enterocrine.engine.graph import UNARY

    known = {}

    def value(node):
        if node not in known:
            op, args = graph.op[node], graph.args[node]
            if op in leaves:
                known[node] = leaves[op][args[0]]
            elif op == "const":
                known[node] = args[0]
            else:
                x = [value(a) for a in args]
                two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "max": max, "min": min,
                       "greater": lambda a, b: float(a > b), "less": lambda a, b: float(a < b), "neg": lambda a: -a}
                known[node] = two[op](*x) if op in two else UNARY[op](*x)
        return known[node]

    return value


@pytest.mark.parametrize("seed", range(4))
def test_the_pattern_of_the_factors_holds_the_fill(seed):
    rng = np.random.default_rng(seed)
    n = 30
    matrix = np.where(rng.random((n, n)) < 0.1, rng.normal(size=(n, n)), 0.0) + np.diag(rng.uniform(10, 20, n))
    plan = factors(n, zip(*np.nonzero(matrix), strict=True))
    assert sorted(plan.order) == list(range(n))
    reordered = matrix[np.ix_(plan.order, plan.order)]
    for k in range(n):      # elimination without pivoting
        for i in range(k + 1, n):
            reordered[i, k] /= reordered[k, k]
            reordered[i, k + 1:] -= reordered[i, k] * reordered[k, k + 1:]
    filled = {(plan.order[i], plan.order[j]) for i, j in zip(*np.nonzero(reordered), strict=True)}
    assert filled <= set(plan.slot)
    assert len(plan.slot) < n * n


def test_an_arrow_is_eliminated_without_fill():
    n = 50
    pattern = [(0, j) for j in range(n)] + [(i, 0) for i in range(n)] + [(i, i) for i in range(n)]
    assert len(factors(n, pattern).slot) == 3 * n - 2
