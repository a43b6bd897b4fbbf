"""The model element by element: every signal with its rule, every reaction element with its law and what it does to each pool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..network import Factor, Labelled, Reaction, System
from ..network.units import Dimension, parse


@dataclass(frozen=True)
class Law:
    """One reaction element.

    Args:
        name: mechanism, reaction and labels.
        rate: its symbolic rate.
        dimension: of the rate.
        consumes, produces: flat state name -> coefficient (number or expression of parameters).
    """

    name: str
    rate: Any
    dimension: Dimension
    consumes: Mapping[str, Any]
    produces: Mapping[str, Any]


@dataclass(frozen=True)
class Elements:
    """A model taken apart. `rules`: (flat name, expression, dimension), each after what it reads; `laws`: reaction elements."""

    rules: list[tuple[str, Any, Dimension]]
    laws: list[Law]


def elements(system: System) -> Elements:
    """Take a model apart; a signal is a symbol wherever it is read, so that every expression stays as short as it was written.

    Symbols carry the flat names of states, parameters, inputs and signals.
    """
    import symengine as se

    symbol = {name: se.Symbol(name) for q in (*system.pools, *system.inputs) for name in q.flat_names}
    parameters = system.parameters([se.Symbol(n) for n in system.parameter_names])
    values: dict[str, Any] = {q.name: q.shaped([symbol[n] for n in q.flat_names]) for q in (*system.pools, *system.inputs)}
    units: dict[str, Any] = {q.name: q.fill(q.dimension) for q in system.quantities}
    last = {q.name: m for m in system.mechanisms for q in m.sets if isinstance(q, Factor)}
    for q in system.quantities:
        if isinstance(q, Factor):
            values[q.name] = q.fill(1)
    rules: list[tuple[str, Any, Dimension]] = []
    laws: list[Law] = []
    for m in system.mechanisms:
        own = {p.name: parameters[p.table or m.table.name, p.name] for p in m.parameters} if m.table else {}
        dimensions = {p.name: p.fill(p.dimension) for p in m.parameters}
        for item, unit in zip(m(values, own), m(units, dimensions), strict=True):
            if isinstance(item, Reaction):
                laws += _laws(m.name, item, unit)
                continue
            q = item.quantity
            value = (item.value if isinstance(item.value, Labelled) else q.fill(item.value)).on(q.axes)
            if isinstance(q, Factor):
                value = values[q.name] * value
                if last[q.name] is not m:
                    values[q.name] = value
                    continue
            names = q.flat_names
            rules += [(n, v, q.dimension) for n, v in zip(names, value.flat(), strict=True)]
            values[q.name] = q.shaped([se.Symbol(n) for n in names])
    return Elements(rules, laws)


def _laws(mechanism: str, reaction: Reaction, units: Reaction) -> list[Law]:
    """Reaction elements that run and change something."""
    import symengine as se

    rate = reaction.rate if isinstance(reaction.rate, Labelled) else Labelled(np.array(reaction.rate, dtype=object), ())
    shape = rate.values.shape
    flags = np.empty(shape, dtype=object)
    for k in np.ndindex(*shape):
        flags[k] = se.Symbol("|" + ",".join(map(str, k)))
    place = {str(s): k for k, s in zip(np.ndindex(*shape), flags.ravel(), strict=True)}
    sides: list[dict[tuple[int, ...], dict[str, Any]]] = []
    for side in (reaction.consumes, reaction.produces):
        found: dict[tuple[int, ...], dict[str, Any]] = {}
        for pool, flow in Reaction("", Labelled(flags, rate.axes), {}, side).contributions():
            for name, e in zip(pool.flat_names, flow.flat(), strict=True):
                e = se.sympify(e)
                for s in e.free_symbols:
                    k = place.get(str(s))
                    if k is not None:
                        found.setdefault(k, {})[name] = e.diff(s)
        sides.append(found)
    laws = []
    for k in np.ndindex(*shape):
        consumes, produces = (side.get(k, {}) for side in sides)
        if rate.values[k] == 0 or not (consumes or produces):
            continue
        labels = [a.labels[i] for a, i in zip(rate.axes, k, strict=True)]
        unit = units.rate.values[tuple(k)] if isinstance(units.rate, Labelled) else units.rate
        laws.append(Law("_".join([mechanism.replace(".", "_"), reaction.name, *labels]), rate.values[k],
                        unit if isinstance(unit, Dimension) else Dimension({}), consumes, produces))
    return laws


def state_units(system: System) -> dict[str, Dimension]:
    """Flat state name -> dimension."""
    return {n: q.dimension for q in system.pools for n in q.flat_names}


def value_units(system: System) -> dict[str, Dimension]:
    """Flat parameter and input name -> dimension."""
    units = {r.flat_names[k]: parse(r.parameter.unit)[1] for r in system.resolved.values() for k in r.present}
    return units | {n: q.dimension for q in system.inputs for n in q.flat_names}
