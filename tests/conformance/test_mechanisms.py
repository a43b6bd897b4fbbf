"""The conformance kit: runs over every mechanism of every model, found automatically."""

import ast
import inspect
from pathlib import Path

import numpy as np
import pytest

from enterocrine.body.axes import guild
from enterocrine.models import MODELS, shipped
from enterocrine.network import Reaction
from enterocrine.population import draw
from enterocrine.simulate.audit import carbon_weights
from enterocrine.simulate.run import absolute_tolerance, settings

BODY = Path(inspect.getfile(guild.__class__)).parents[1] / "body"
# Every mechanism once, in the smallest model that has it.
MECHANISMS = tuple({m.name: m for make in reversed(MODELS.values()) for m in make().mechanisms}.values())


@pytest.fixture(scope="module", params=["colon_only", shipped().name])
def system(request):
    """The smallest model, where much is neutral, and the whole axis, which holds every mechanism (a test of its own says so)."""
    return MODELS[request.param]()


class _Someone:
    weight_kg, sex, bristol = 75.0, "male", 4


def _random_states(system, seed):
    """Within a factor of a few of where settling starts, or of 1 where it starts from nothing."""
    rng = np.random.default_rng(seed)
    start = settings(system, "start")
    x = rng.uniform(0.5, 3.0, len(system.states))
    for pool in system.pools:
        typical = start.get(pool.name) or (1.0 if pool.name not in settings(system, "small") else 1e4 * settings(system, "small")[pool.name])
        x[system.state_index(pool.name).ravel()] *= min(typical, 1.0)
    x[system.state_index("ph").ravel()] = rng.uniform(5.5, 7.2, 3)
    x[system.state_index("water").ravel()] = rng.uniform(0.1, 0.25, 3)
    return x


def _evaluate(system, states, parameters=None):
    flat = system.parameter_values if parameters is None else parameters
    return system.evaluate(
        system.split(system.pools, states),
        system.parameters(list(flat)),
        system.split(system.inputs, np.ones(len(system.input_names))),
    )


def test_the_shipped_model_holds_every_mechanism_that_is_no_option():
    held = {m.name for m in shipped().mechanisms}
    options = {m.name for m in MODELS["androgens_in_gut"]().mechanisms} - held
    assert held | options == {m.name for m in MECHANISMS} and "androgen.uptake_of_freed_androgens" in options


def test_every_mechanism_says_what_it_is():
    for m in MECHANISMS:
        assert len(m.about.split()) > 8, f"{m.name} needs a docstring: the biology, the system it was shown in, the assumption"


def test_every_number_has_source_and_grade_and_no_calibrated_number_is_unverified(system):
    for name, row in zip(system.parameter_names, system.parameter_rows, strict=True):
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


def test_pure(system):
    states = _random_states(system, 1)
    first, second = _evaluate(system, states)[1], _evaluate(system, states)[1]
    for pool in first:
        assert first[pool].flat() == second[pool].flat()


def test_an_empty_pool_is_not_drained(system):
    """With one element of a pool at zero its net rate of change is not negative, as far as its tolerance can tell."""
    small = absolute_tolerance(system)
    drained = {}
    for pool in system.pools:
        if pool.ledger or pool.name in ("ph", "alkali"):  # acidity, and a difference of ions: they may have either sign
            continue
        for element in system.state_index(pool.name).ravel():
            states = _random_states(system, int(element))
            states[element] = min(1e-12, 1e-6 * small[element])
            rates = _evaluate(system, states)[1]
            rate = np.array([float(v) for q in system.pools for v in rates[q.name].flat()])[element]
            if rate <= -1e-2 * small[element]:
                drained[system.states[element]] = rate
    assert drained == {}


def test_carbon_closes_over_every_reaction(system):
    """Each mechanism's reactions together neither make nor lose carbon, at random points and with random parameters."""
    cohort = draw(system, _Someone(), 3, seed=5)
    weights = carbon_weights(cohort)
    fed = {("upper_gut.digestion", "eating")}
    for k in range(cohort.size):
        states = _random_states(system, 10 + k)
        budget = _evaluate(system, states, cohort.parameters[:, k])[2]
        total, size = {}, {}
        for (m, reaction, pool), flow in budget.items():
            if (m, reaction) in fed:
                continue
            carbon = np.array([float(v) for v in flow.flat()]) * weights[system.state_index(pool).ravel(), k]
            # digestion hands over to the colon, and a pool's uptake and its products may be separate reactions: close over the whole
            total[m] = total.get(m, 0.0) + carbon.sum()
            size[m] = size.get(m, 0.0) + np.abs(carbon).sum()
        assert abs(sum(total.values())) < 1e-9 * sum(size.values()), {m: v for m, v in total.items() if abs(v) > 1e-9 * size[m]}


def test_symbols_and_floats_agree(system):
    import symengine as se

    states = _random_states(system, 3)
    xs, ps, us = (
        [se.Symbol(f"{n}{k}") for k in range(m)]
        for n, m in (("st", len(system.states)), ("pa", len(system.parameter_names)), ("in", len(system.input_names)))
    )
    symbolic = system.expressions(xs, ps, us)[0]
    floats = system.expressions(list(states), list(system.parameter_values), [1.0] * len(us))[0]
    values = {**dict(zip(xs, states, strict=True)), **dict(zip(ps, system.parameter_values, strict=True)), **{u: 1.0 for u in us}}
    for k in range(0, len(symbolic), 7):
        found = float(se.sympify(symbolic[k]).subs(values))
        assert found == pytest.approx(float(floats[k]), rel=1e-9, abs=1e-12), system.states[k]


def test_every_reaction_names_its_pools():
    values = {q.name: q.fill(0.5) for make in MODELS.values() for q in make().quantities}
    for m in MECHANISMS:
        own = {p.name: p.fill(0.25) for p in m.parameters}
        names = [r.name for r in m(values, own) if isinstance(r, Reaction)]
        assert len(names) == len(set(names)), f"{m.name} has two reactions of one name"


# Mechanisms older than the rule are tested through the whole model (tests/simulate, tests/studies).
WHOLE_BODY = {"blood.circulation", "host.carbon", "upper_gut.digestion"}


def test_every_mechanism_has_a_mirrored_test():
    tests = Path(__file__).resolve().parents[1] / "body"
    missing = []
    for m in MECHANISMS:
        folder, module = m.where.split(".")[-2:]
        if folder in ("colon", "microbiome") or f"{folder}.{module}" in WHOLE_BODY:
            continue
        if not (tests / folder / f"test_{module}.py").is_file():
            missing.append(f"tests/body/{folder}/test_{module}.py")
    assert sorted(set(missing)) == []
