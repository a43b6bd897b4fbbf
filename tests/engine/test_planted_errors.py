"""A wrong number planted in the integrator, in the Jacobian or in the linear solve makes the checks fail: they can see."""

import shutil

import numpy as np
import pytest
import stiff_problems
from test_stiff import observed_order

from enterocrine.engine import jacobian
from enterocrine.engine import kernel as kernels


@pytest.fixture
def altered(monkeypatch, tmp_path):
    """Lets kernels be built from the engine's texts with one place of one file changed."""
    for name in kernels.SOURCES:
        shutil.copy(kernels.HERE / name, tmp_path / name)
    monkeypatch.setattr(kernels, "HERE", tmp_path)
    kernels.engine_digest.cache_clear()

    def change(name, right, wrong):
        text = (tmp_path / name).read_text()
        assert text.count(right) >= 1
        (tmp_path / name).write_text(text.replace(right, wrong, 1))
        kernels.engine_digest.cache_clear()

    yield change
    monkeypatch.undo()
    kernels.engine_digest.cache_clear()


def order(kernel, method="rodas4"):
    return observed_order(stiff_problems.logistic(), kernel, method)


def test_nothing_planted_nothing_found(altered):
    assert order(stiff_problems.logistic().kernel()) > 3.5


@pytest.mark.parametrize(("right", "wrong"), [("{1.544}", "{1.545}"), ("{-5.6688}", "{-5.67}"), ("0.9466785280815826", "0.947")])
def test_a_wrong_coefficient_costs_the_order(altered, right, wrong):
    altered("methods.h", right, wrong)
    assert order(stiff_problems.logistic().kernel()) < 3.5


def test_a_wrong_entry_of_the_jacobian_costs_the_order(kernel_folder, monkeypatch, tmp_path):
    monkeypatch.setenv("ENTEROCRINE_CACHE", str(tmp_path))
    right = jacobian.linearise

    def wrong(graph, *arguments):
        found = right(graph, *arguments)
        entries = {e: graph.mul(graph.const(1.01), node) if e == (0, 0) else node for e, node in found.entries.items()}
        return jacobian.Linear(found.states, found.kept, entries)

    from enterocrine.engine import emit

    monkeypatch.setattr(emit, "linearise", wrong)
    problem = stiff_problems.logistic()
    kernel = problem.kernel()
    assert order(kernel) < 3.5
    rates, x = kernel.probe([0.3, 0.5], [], shift=2.0, right=[1.0, 0.0])
    assert np.allclose(rates, [0.21, 0.3])
    assert not np.allclose(x[0], 1 / (2.0 - 0.4), rtol=1e-4)      # with (shift - J) x = right and J[0, 0] = 1 - 2 * 0.3


def test_a_product_left_out_of_the_triangular_solve_is_seen(altered):
    altered("lu.h", "sum[i] = less_product(sum[i], b[i][column[s]], a[i][s]);", "(void)a;")
    problem = stiff_problems.hires()
    kernel = problem.kernel()
    y = np.linspace(0.1, 0.8, 8)
    rates, x = kernel.probe(y, [], shift=1.0, right=np.ones(8))
    step = 1e-6
    columns = [(np.array(kernel.probe(y + step * (np.arange(8) == j), [])[0]) - rates) / step for j in range(8)]
    assert not np.allclose((np.eye(8) - np.array(columns).T) @ x, 1.0, atol=1e-3)
