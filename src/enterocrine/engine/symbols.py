"""SymEngine expressions of a model, lowered to the graph that C is written from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from enterocrine.engine.graph import Graph
from enterocrine.errors import AssemblyError, Fault

_FUNCTIONS = {"log", "tanh", "sinh", "cosh", "asinh", "acosh", "atanh", "sin", "cos", "tan", "asin", "acos", "atan", "erf", "erfc",
              "Abs", "sign"}
_CONSTANTS = {"Exp1": 2.718281828459045, "Pi": 3.141592653589793}


@dataclass(frozen=True)
class Expressions:
    """A model as symbols: what changes, what is fixed, how fast, and what is watched.

    Args:
        states, parameters, inputs: SymEngine symbols; inputs are constant within a segment of the schedule.
        rates: one expression per state, amount per hour.
        observables: expressions to report.
        state_names, parameter_names, input_names, observable_names: flat names, in the same order.
        digest: names exactly this model; computed from the expressions where not given.
    """

    states: Sequence[Any]
    parameters: Sequence[Any]
    inputs: Sequence[Any]
    rates: Sequence[Any]
    observables: Sequence[Any]
    state_names: tuple[str, ...] = ()
    parameter_names: tuple[str, ...] = ()
    input_names: tuple[str, ...] = ()
    observable_names: tuple[str, ...] = ()
    digest: str = ""
    _cache: dict = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for names, symbols in (("state_names", self.states), ("parameter_names", self.parameters), ("input_names", self.inputs)):
            if not getattr(self, names):
                object.__setattr__(self, names, tuple(str(s) for s in symbols))
        if not self.observable_names:
            object.__setattr__(self, "observable_names", tuple(f"observable[{i}]" for i in range(len(self.observables))))
        self._check()
        if not self.digest:
            object.__setattr__(self, "digest", self._fingerprint())

    def _check(self) -> None:
        faults = []
        if len(self.rates) != len(self.states):
            faults.append(Fault(f"{len(self.rates)} rates for {len(self.states)} states", "Expressions.rates"))
        for names, items in (("state_names", self.states), ("parameter_names", self.parameters), ("input_names", self.inputs),
                             ("observable_names", self.observables)):
            if len(getattr(self, names)) != len(items):
                faults.append(Fault(f"{len(getattr(self, names))} names for {len(items)} entries", f"Expressions.{names}"))
        if faults:
            raise AssemblyError(faults)

    def _fingerprint(self) -> str:
        graph, rates, observables = self.lowered
        text = repr((graph.op, graph.args, rates, observables, self.state_names, self.parameter_names, self.input_names,
                     self.observable_names))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def lowered(self) -> tuple[Graph, list[int], list[int]]:
        """The graph and the nodes of rates and observables in it."""
        if "lowered" not in self._cache:
            self._cache["lowered"] = lower(self)
        return self._cache["lowered"]


def from_system(system: Any) -> Expressions:
    """The symbols of an assembled network.

    Args:
        system: offers `states`, `parameter_names`, `input_names`, `observable_names`, `digest` and
            `expressions(states, parameters, inputs)` giving lists of rates and observables.
    """
    import symengine as se

    def symbols(prefix: str, names: Sequence[str]) -> list[Any]:
        return [se.Symbol(f"{prefix}__{i}") for i in range(len(names))]

    states, parameters, inputs = symbols("y", system.states), symbols("p", system.parameter_names), symbols("u", system.input_names)
    rates, observables = system.expressions(states, parameters, inputs)
    return Expressions(states, parameters, inputs, list(rates), list(observables), tuple(system.states), tuple(system.parameter_names),
                       tuple(system.input_names), tuple(system.observable_names), system.digest)


def lower(expressions: Expressions) -> tuple[Graph, list[int], list[int]]:
    """Collect common terms, then turn every expression into graph nodes."""
    import symengine as se

    wanted = [se.sympify(e) for e in (*expressions.rates, *expressions.observables)]
    shared, reduced = se.cse(wanted) if wanted else ([], [])
    lowering = _Lowering(expressions)
    for symbol, definition in shared:
        lowering.nodes[symbol] = lowering.node(definition)
    names = [*expressions.state_names, *expressions.observable_names]
    nodes = []
    for name, expression in zip(names, reduced, strict=True):
        nodes.append(lowering.named(name, expression))
    if lowering.faults:
        raise AssemblyError(lowering.faults)
    n = len(expressions.rates)
    return lowering.graph, nodes[:n], nodes[n:]


class _Lowering:
    """Walks SymEngine expressions once, remembering what it has seen."""

    def __init__(self, expressions: Expressions) -> None:
        self.graph = Graph()
        self.nodes: dict[Any, int] = {}
        self.faults: list[Fault] = []
        for kind, symbols in (("state", expressions.states), ("parameter", expressions.parameters), ("input", expressions.inputs)):
            for i, symbol in enumerate(symbols):
                self.nodes[symbol] = getattr(self.graph, kind)(i)

    def named(self, name: str, expression: Any) -> int:
        before = len(self.faults)
        node = self.node(expression)
        self.faults[before:] = [Fault(f.what, name, f.why, f.cure, f.nearest) for f in self.faults[before:]]
        return node

    def node(self, e: Any) -> int:
        found = self.nodes.get(e)
        if found is None:
            found = self.nodes[e] = self._build(e)
        return found

    def _build(self, e: Any) -> int:
        graph, kind = self.graph, type(e).__name__
        if e.is_Number:
            return self._number(e)
        if kind in _CONSTANTS:
            return graph.const(_CONSTANTS[kind])
        if kind == "Symbol":
            self.faults.append(Fault(f"symbol {e} is neither a state, a parameter nor an input"))
            return graph.zero
        if kind == "Pow" and type(e.args[0]).__name__ == "Exp1":
            return graph.exp(self.node(e.args[1]))
        args = [self.node(a) for a in e.args]
        if kind == "Add":
            return graph.total(args)
        if kind == "Mul":
            return graph.product(args)
        if kind == "Pow":
            return graph.power(*args)
        if kind in ("Max", "Min"):
            node = args[0]
            for a in args[1:]:
                node = graph.extreme(kind.lower(), node, a)
            return node
        if kind == "exp":
            return graph.exp(args[0])
        if kind in _FUNCTIONS:
            return graph.unary(kind.lower(), args[0])
        self.faults.append(Fault(f"the function {kind} has no compiled form", why=str(e)[:80],
                                 cure="write it with exp, log, powers, tanh, sqrt, sin, cos, erf, Max or Min"))
        return graph.zero

    def _number(self, e: Any) -> int:
        try:
            return self.graph.const(float(e))
        except (RuntimeError, TypeError, ValueError):
            self.faults.append(Fault(f"{e} is not a real number"))
            return self.graph.zero
