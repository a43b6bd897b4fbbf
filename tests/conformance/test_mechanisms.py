"""The conformance kit: runs over every mechanism of the shipped model, found automatically."""

import ast
import inspect
from pathlib import Path

import numpy as np
import pytest

from enterocrine.body.axes import guild
from enterocrine.models import shipped
from enterocrine.network import Reaction
from enterocrine.population import draw
from enterocrine.simulate.audit import carbon_weights

BODY = Path(inspect.getfile(guild.__class__)).parents[1] / "body"
SYSTEM = shipped()
MECHANISMS = SYSTEM.mechanisms


class _Someone:
    weight_kg, sex, bristol = 75.0, "male", 4


def _random_states(seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(0.5, 3.0, len(SYSTEM.states))
    x[SYSTEM.state_index("ph").ravel()] = rng.uniform(5.5, 7.2, 3)
    x[SYSTEM.state_index("water").ravel()] = rng.uniform(0.1, 0.25, 3)
    return x


def _evaluate(states, parameters=None):
    flat = SYSTEM.parameter_values if parameters is None else parameters
    return SYSTEM.evaluate(
        SYSTEM.split(SYSTEM.pools, states),
        SYSTEM.parameters(list(flat)),
        SYSTEM.split(SYSTEM.inputs, np.ones(len(SYSTEM.input_names))),
    )


def test_every_mechanism_says_what_it_is():
    for m in MECHANISMS:
        assert len(m.about.split()) > 8, f"{m.name} needs a docstring: the biology, the system it was shown in, the assumption"


def test_every_number_has_source_and_grade_and_no_calibrated_number_is_unverified():
    for name, row in zip(SYSTEM.parameter_names, SYSTEM.parameter_rows, strict=True):
        assert row.source.strip() and row.read and row.grade, name
        assert row.read != "unverified", f"{name} rests on an unverified number"


def test_equations_hold_no_literal_but_0_1_2():
    for path in sorted(BODY.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
                assert node.value in (0, 1, 2), f"{path.name}:{node.lineno} holds the literal {node.value}"


def test_no_equation_branches_on_a_state():
    for m in MECHANISMS:
        for node in ast.walk(ast.parse(inspect.getsource(inspect.getmodule(m.equation)))):
            if isinstance(node, (ast.If, ast.IfExp, ast.While)):
                names = {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}
                assert not names & {"x", "p"}, f"{m.name} line {node.lineno} branches on a value"


def test_pure():
    states = _random_states(1)
    first, second = _evaluate(states)[1], _evaluate(states)[1]
    for pool in first:
        assert first[pool].flat() == second[pool].flat()


@pytest.mark.parametrize("pool", [q for q in SYSTEM.pools if q.name != "ph" and not q.ledger], ids=lambda q: q.name)
def test_an_empty_pool_is_not_drained(pool):
    """With one element of a pool at zero its net rate of change is not negative."""
    for element in SYSTEM.state_index(pool.name).ravel():
        states = _random_states(int(element))
        states[element] = 1e-12
        rate = np.array([float(v) for q in SYSTEM.pools for v in _evaluate(states)[1][q.name].flat()])[element]
        if pool.name == "alkali":
            continue  # a difference of ions: it may have either sign
        assert rate > -1e-6, f"{SYSTEM.states[element]} is drained at {rate:g} per hour although empty"


def test_carbon_closes_over_every_reaction():
    """Each mechanism's reactions together neither make nor lose carbon, at random points and with random parameters."""
    cohort = draw(SYSTEM, _Someone(), 3, seed=5)
    weights = carbon_weights(cohort)
    fed = {("upper_gut.digestion", "eating")}
    for k in range(cohort.size):
        states = _random_states(10 + k)
        budget = _evaluate(states, cohort.parameters[:, k])[2]
        total, size = {}, {}
        for (m, reaction, pool), flow in budget.items():
            if (m, reaction) in fed:
                continue
            carbon = np.array([float(v) for v in flow.flat()]) * weights[SYSTEM.state_index(pool).ravel(), k]
            # digestion hands over to the colon, and a pool's uptake and its products may be separate reactions: close over the whole
            total[m] = total.get(m, 0.0) + carbon.sum()
            size[m] = size.get(m, 0.0) + np.abs(carbon).sum()
        assert abs(sum(total.values())) < 1e-9 * sum(size.values()), {m: v for m, v in total.items() if abs(v) > 1e-9 * size[m]}


def test_symbols_and_floats_agree():
    import symengine as se

    states = _random_states(3)
    xs, ps, us = (
        [se.Symbol(f"{n}{k}") for k in range(m)]
        for n, m in (("st", len(SYSTEM.states)), ("pa", len(SYSTEM.parameter_names)), ("in", len(SYSTEM.input_names)))
    )
    symbolic = SYSTEM.expressions(xs, ps, us)[0]
    floats = SYSTEM.expressions(list(states), list(SYSTEM.parameter_values), [1.0] * len(us))[0]
    values = {**dict(zip(xs, states, strict=True)), **dict(zip(ps, SYSTEM.parameter_values, strict=True)), **{u: 1.0 for u in us}}
    for k in range(0, len(symbolic), 7):
        assert float(se.sympify(symbolic[k]).subs(values)) == pytest.approx(float(floats[k]), rel=1e-9, abs=1e-12), SYSTEM.states[
            k
        ]


def test_every_reaction_names_its_pools():
    values = {q.name: q.fill(1.0) for q in SYSTEM.quantities}
    for m in MECHANISMS:
        own = {p.name: p.fill(1.0) for p in m.parameters}
        names = [r.name for r in m(values, own) if isinstance(r, Reaction)]
        assert len(names) == len(set(names)), f"{m.name} has two reactions of one name"
