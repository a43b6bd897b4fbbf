"""Mechanisms -> one checked system: ownership, ordering, numbers and units; all faults at once, each with its cure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import AssemblyError, Fault, nearest
from .arrays import Labelled
from .mechanism import Mechanism, Reaction
from .parameters import ParameterTable, Resolved
from .quantities import Factor, Input, Parameter, Pool, Quantity, Signal
from .system import System
from .units import Dimension, UnitError, parse


def assemble(mechanisms: Sequence[Mechanism], name: str = "model", without: Iterable[str] = ()) -> System:
    """Put mechanisms together.

    Args:
        mechanisms: in any order.
        name: what the model is called; the names of those left out are added to it.
        without: names of mechanisms to leave out. A factor keeps what the others set, and a quantity that has a neutral value takes it;
            one that others need and that has none is a fault.

    Returns:
        The system, with units, ownership and order checked.

    Raises:
        AssemblyError: every fault found, each naming mechanism, quantity and cure.
    """
    faults: list[Fault] = []
    mechanisms, dropped = _part(mechanisms, tuple(without), faults)
    quantities = _gather(mechanisms, dropped, faults)
    order = _order(mechanisms, faults)
    resolved = _numbers(mechanisms, faults)
    if faults:
        raise AssemblyError(faults)
    if dropped:
        name = f"{name} without {', '.join(m.name for m in dropped)}"
    system = System(name, tuple(order), tuple(quantities.values()), resolved, dropped)
    check_units(system)
    return system


def _part(
    mechanisms: Sequence[Mechanism], without: Sequence[str], faults: list[Fault]
) -> tuple[list[Mechanism], tuple[Mechanism, ...]]:
    """The mechanisms that stay and those left out, each in the order given."""
    names = [m.name for m in mechanisms]
    for unknown in dict.fromkeys(n for n in without if n not in names):
        # The folder is easily forgotten, so that a name alone is compared with names alone.
        bare = {part: name for name in sorted(names) for part in (name.split(".")[-1], name)}
        close = tuple(dict.fromkeys(bare[near] for near in nearest(unknown, bare)))
        faults.append(
            Fault(
                f"no mechanism of this model is called `{unknown}`",
                "without",
                cure="a folder and a name, such as insulin.inflammatory_resistance",
                nearest=close,
            )
        )
    return [m for m in mechanisms if m.name not in without], tuple(m for m in mechanisms if m.name in without)


def _gather(mechanisms: Sequence[Mechanism], dropped: Sequence[Mechanism], faults: list[Fault]) -> dict[str, Quantity]:
    """All quantities by name; a name must stand for one object, with one writer where it is a signal."""
    found: dict[str, Quantity] = {}
    writers: dict[str, str] = {}
    names: set[str] = set()
    for m in mechanisms:
        if m.name in names:
            faults.append(Fault(f"two mechanisms are called {m.name}", m.where, cure="rename one equation"))
        names.add(m.name)
        for q in (*m.reads, *m.changes, *m.sets):
            if found.setdefault(q.name, q) is not q:
                faults.append(
                    Fault(f"{q.name} is declared twice as different quantities", m.where, cure="import the one declaration")
                )
        for q in m.sets:
            if isinstance(q, Factor):
                continue
            if not isinstance(q, Signal):
                faults.append(
                    Fault(f"{m.name} sets {q.name}, which is no signal or factor", m.where, cure="pools change through reactions")
                )
            elif q.name in writers:
                faults.append(
                    Fault(
                        f"signal {q.name} has two writers: {writers[q.name]} and {m.name}",
                        m.where,
                        cure="drop one, or make it a factor",
                    )
                )
            writers[q.name] = m.name
    changed = {q.name for m in mechanisms for q in m.changes}
    gone = {q.name: m.name for m in dropped for q in (*m.sets, *m.changes)}
    for m in mechanisms:
        for q in m.reads:
            if isinstance(q, Signal) and q.name not in writers and q.neutral is None:
                faults.append(
                    _left_out(m, q, "signal", gone[q.name])
                    if q.name in gone
                    else Fault(
                        f"{m.name} reads signal {q.name}, which nobody sets",
                        m.where,
                        cure="add the mechanism that sets it to the model",
                        nearest=nearest(q.name, writers),
                    )
                )
            if isinstance(q, Pool) and q.name not in changed:
                faults.append(
                    _left_out(m, q, "pool", gone[q.name])
                    if q.name in gone
                    else Fault(
                        f"{m.name} reads pool {q.name}, which no reaction changes",
                        m.where,
                        cure="add the mechanism that owns it",
                        nearest=nearest(q.name, changed),
                    )
                )
    for q in found.values():
        try:
            factor, _ = parse(q.unit)
            if factor != 1 and isinstance(q, (Pool, Input, Factor)):
                faults.append(Fault(f"{q.name} is in {q.unit}, not in canonical units", q.name, cure="use h, g, mmol, L, kJ"))
        except UnitError as error:
            faults.append(Fault(str(error), q.name))
    return dict(sorted(found.items()))


def _left_out(m: Mechanism, q: Quantity, kind: str, owner: str) -> Fault:
    return Fault(
        f"{owner} cannot be left out alone: {m.name} reads its {kind} {q.name}, which has no neutral value",
        "without",
        cure=f"leave out {m.name} too, or multiply a parameter of {owner} under `modify`",
    )


def _order(mechanisms: Sequence[Mechanism], faults: list[Fault]) -> list[Mechanism]:
    """Writers of signals and factors before their readers; the given order is kept otherwise."""
    writers: dict[str, set[int]] = {}
    for k, m in enumerate(mechanisms):
        for q in m.sets:
            writers.setdefault(q.name, set()).add(k)
    needs = {k: set().union(*(writers.get(q.name, set()) for q in m.reads)) - {k} for k, m in enumerate(mechanisms)}
    done: list[int] = []
    while len(done) < len(mechanisms):
        ready = [k for k in needs if k not in done and needs[k] <= set(done)]
        if not ready:
            rest = [mechanisms[k] for k in needs if k not in done]
            loop = ", ".join(f"{m.name} (reads {', '.join(q.name for q in m.reads if q.name in writers)})" for m in rest)
            faults.append(
                Fault(f"signals form a loop: {loop}", rest[0].where, cure="make one of them a pool with its own time constant")
            )
            return list(mechanisms)
        done.append(ready[0])
    return [mechanisms[k] for k in done]


def _numbers(mechanisms: Iterable[Mechanism], faults: list[Fault]) -> dict[tuple[str, str], Resolved]:
    """Every parameter's values from its table, read once; tables of other folders are reached by the parameter's `table`."""
    tables: dict[str, ParameterTable] = {}
    resolved: dict[tuple[str, str], Resolved] = {}
    for m in mechanisms:
        for p in m.parameters:
            assert m.table is not None
            table = table_of(m, p, tables)
            key = (table.name, p.name)
            have = resolved.get(key)
            if have is not None:
                mine = (p.unit, p.axes, p.sparse)
                if mine != (have.parameter.unit, have.parameter.axes, have.parameter.sparse):
                    faults.append(
                        Fault(
                            f"parameter {table.name}.{p.name} is declared twice with another unit, axes or sparsity",
                            m.where,
                            cure="share one declaration",
                        )
                    )
                continue
            try:
                if parse(p.unit)[0] != 1:
                    faults.append(
                        Fault(
                            f"parameter {p.name} is used in {p.unit}, not in canonical units",
                            m.where,
                            cure="declare it in h, g, mmol, L, kJ; the row may use any unit",
                        )
                    )
                resolved[key] = table.resolve(p)
            except AssemblyError as error:
                faults.extend(error.faults)
            except (UnitError, FileNotFoundError) as error:
                faults.append(Fault(f"parameter {p.name}: {error}", m.where))
    return resolved


def table_of(m: Mechanism, p: Parameter, tables: dict[str, ParameterTable]) -> ParameterTable:
    """The table that holds a parameter: the mechanism's own folder, or the sibling folder that the parameter names."""
    assert m.table is not None
    name = p.table or m.table.name
    if name not in tables:
        tables[name] = m.table if name == m.table.name else ParameterTable(m.table.path.parent.parent / name / "parameters.tsv")
    return tables[name]


def check_units(system: System) -> None:
    """Evaluate the whole system on dimensions; raises AssemblyError naming every mechanism whose units do not agree."""
    faults: list[Fault] = []
    per_hour = Dimension({"h": -1})
    values = {q.name: q.fill(q.dimension) for q in system.quantities}
    for m in system.mechanisms:
        parameters = {p.name: p.fill(p.dimension) for p in m.parameters}
        try:
            result = m(values, parameters)
        except UnitError as error:
            faults.append(
                Fault(f"{m.name}: {error}", m.where, cure="check the units of its parameters and the shape of the equation")
            )
            continue
        except (AttributeError, ValueError, KeyError, TypeError) as error:
            faults.append(Fault(f"{m.name} cannot be evaluated: {error}", m.where))
            continue
        for item in result:
            if isinstance(item, Reaction):
                faults.extend(_reaction_faults(m, item, per_hour))
                continue
            if item.quantity not in m.sets:
                faults.append(
                    Fault(f"{m.name} sets {item.quantity.name}, which it does not declare", m.where, cure="add it to sets")
                )
                continue
            try:
                value = item.value if isinstance(item.value, Labelled) else item.quantity.fill(Dimension({}))
                wanted = item.quantity.dimension
                for v in value.on(item.quantity.axes).flat():
                    (v if isinstance(v, Dimension) else Dimension({})).same(wanted)
            except (UnitError, ValueError) as error:
                faults.append(Fault(f"{m.name} sets {item.quantity.name} [{item.quantity.unit}]: {error}", m.where))
        made = {item.quantity.name for item in result if not isinstance(item, Reaction)}
        for q in m.sets:
            if q.name not in made:
                faults.append(
                    Fault(f"{m.name} declares that it sets {q.name} but does not", m.where, cure="set it, or drop it from sets")
                )
    if faults:
        raise AssemblyError(faults)


def _reaction_faults(m: Mechanism, reaction: Reaction, per_hour: Dimension) -> Iterable[Fault]:
    for pool in (*reaction.consumes, *reaction.produces):
        if pool not in m.changes:
            yield Fault(
                f"{m.name}: reaction {reaction.name} changes {pool.name}, which it does not declare",
                m.where,
                cure="add it to changes",
            )
    try:
        for pool, flow in reaction.contributions():
            wanted = pool.dimension * per_hour
            for v in flow.flat():
                if isinstance(v, Dimension) and v != wanted:
                    yield Fault(
                        f"{m.name}: reaction {reaction.name} gives {pool.name} [{v}], not [{wanted}]",
                        m.where,
                        cure="check its coefficient's unit",
                    )
                    break
    except (UnitError, ValueError) as error:
        yield Fault(f"{m.name}: reaction {reaction.name}: {error}", m.where)
