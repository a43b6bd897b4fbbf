"""The assembled network: flat names for the engine, labelled evaluation for everything else."""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from .arrays import Labelled
from .mechanism import Mechanism, Reaction
from .parameters import Resolved
from .quantities import Factor, Input, Output, Pool, Quantity
from .units import parse


class System:
    """Pools, mechanisms in order, and the numbers' places. Made by `assemble`."""

    def __init__(
        self,
        name: str,
        mechanisms: tuple[Mechanism, ...],
        quantities: tuple[Quantity, ...],
        resolved: dict[tuple[str, str], Resolved],
        dropped: tuple[Mechanism, ...] = (),
    ):
        self.name = name
        self.mechanisms = mechanisms
        self.quantities = quantities
        self.resolved = resolved
        self.dropped = dropped
        self.pools = tuple(q for q in quantities if isinstance(q, Pool))
        self.inputs = tuple(q for q in quantities if isinstance(q, Input))
        made = {q.name for m in mechanisms for q in m.sets}
        self.outputs = tuple(q for q in quantities if isinstance(q, Output) and q.name in made)

    @property
    def without(self) -> tuple[str, ...]:
        """Names of the mechanisms that were left out on purpose."""
        return tuple(m.name for m in self.dropped)

    # ------------------------------------------------------------- flat names
    @cached_property
    def states(self) -> tuple[str, ...]:
        return tuple(n for q in self.pools for n in q.flat_names)

    @cached_property
    def ledger(self) -> np.ndarray:
        """(states,) True where a state only counts what has left."""
        return np.array([q.ledger for q in self.pools for _ in range(q.size)])

    @cached_property
    def input_names(self) -> tuple[str, ...]:
        return tuple(n for q in self.inputs for n in q.flat_names)

    @cached_property
    def parameter_names(self) -> tuple[str, ...]:
        return tuple(names[k] for r in self.resolved.values() for names in (r.flat_names,) for k in r.present)

    @cached_property
    def parameter_values(self) -> np.ndarray:
        """(parameters,) prior medians, in canonical units."""
        return np.array([r.values[k] for r in self.resolved.values() for k in r.present])

    @cached_property
    def parameter_rows(self) -> tuple:
        """The table row behind every flat parameter."""
        return tuple(r.rows[k] for r in self.resolved.values() for k in r.present)

    @cached_property
    def observable_names(self) -> tuple[str, ...]:
        return tuple(n for q in self.outputs for n in q.flat_names)

    def state_index(self, pool: str) -> np.ndarray:
        """Flat positions of a pool's elements, shaped as the pool."""
        start = 0
        for q in self.pools:
            if q.name == pool:
                return np.arange(start, start + q.size).reshape(q.shape)
            start += q.size
        raise KeyError(f"no pool {pool}")

    @cached_property
    def digest(self) -> str:
        """Names exactly this model: its equations and structure, not its numbers."""
        text = [self.name, *self.states, *self.parameter_names, *self.input_names]
        text += [f"{o.name} {o.unit}" for o in self.outputs]
        modules = {inspect.getmodule(m.equation) for m in self.mechanisms}
        text += sorted(inspect.getsource(m) for m in modules if m is not None)
        text += [m.name for m in self.mechanisms]
        text += [inspect.getsource(sys.modules[f"{__package__}.{m}"]) for m in ("arrays", "mechanism", "ops", "system")]
        return hashlib.sha256("\n".join(text).encode()).hexdigest()

    # ------------------------------------------------------------- evaluation
    def parameters(self, flat: Sequence[Any]) -> dict[tuple[str, str], Labelled]:
        """Flat parameters (those that have a row) -> labelled arrays; structural zeros stay the integer 0."""
        out, start = {}, 0
        for key, r in self.resolved.items():
            values = np.zeros(r.parameter.size, dtype=object)
            for offset, k in enumerate(r.present):
                values[k] = flat[start + offset]
            start += len(r.present)
            out[key] = Labelled(values.reshape(r.parameter.shape), r.parameter.axes)
        return out

    def evaluate(
        self, pools: Mapping[str, Labelled], parameters: Mapping[tuple[str, str], Labelled], inputs: Mapping[str, Labelled]
    ) -> tuple[dict[str, Labelled], dict[str, Labelled], dict[tuple[str, str, str], Labelled]]:
        """Evaluate on any algebra.

        Returns:
            All values by name (pools, inputs, signals, factors), the rate of change of every pool, and the budget: what each
            (mechanism, reaction, pool) contributes.
        """
        values: dict[str, Any] = {**pools, **inputs}
        for q in self.quantities:
            if q.neutral is not None:
                values[q.name] = q.fill(q.neutral)
        total: dict[str, Labelled] = {}
        budget: dict[tuple[str, str, str], Labelled] = {}
        for m in self.mechanisms:
            own = {p.name: parameters[p.table or m.table.name, p.name] for p in m.parameters} if m.table else {}
            for item in m(values, own):
                if isinstance(item, Reaction):
                    for pool, flow in item.contributions():
                        total[pool.name] = total[pool.name] + flow if pool.name in total else flow
                        key = (m.name, item.name, pool.name)
                        budget[key] = budget[key] + flow if key in budget else flow
                    continue
                value = item.value if isinstance(item.value, Labelled) else item.quantity.fill(item.value)
                value = value.on(item.quantity.axes)
                values[item.quantity.name] = values[item.quantity.name] * value if isinstance(item.quantity, Factor) else value
        for q in self.pools:
            total.setdefault(q.name, q.fill(0))
        return values, total, budget

    def expressions(self, states: Sequence[Any], parameters: Sequence[Any], inputs: Sequence[Any]) -> tuple[list[Any], list[Any]]:
        """Rates of change of all states and all observables (in their own units), flat, in whatever algebra the arguments are of."""
        values, total, _ = self.evaluate(
            self.split(self.pools, states), self.parameters(parameters), self.split(self.inputs, inputs)
        )
        rates = [v for q in self.pools for v in total[q.name].flat()]
        observables = [v / parse(q.unit)[0] for q in self.outputs for v in values[q.name].flat()]
        return rates, observables

    @staticmethod
    def split(quantities: Sequence[Quantity], flat: Sequence[Any]) -> dict[str, Labelled]:
        """Flat values -> labelled arrays by name."""
        out, start = {}, 0
        for q in quantities:
            out[q.name] = q.shaped(flat[start : start + q.size])
            start += q.size
        return out
