"""Graph -> C: hoisted terms, rates, Jacobian, observables, sparse LU and triangular solves, all straight-line over lanes of persons.

Names in the C text: y states, p parameters, u inputs, h hoisted terms, w values passed between the pieces of one function, c what a stage
carries over from those before (`rates` gives c - rate), f rates, j Jacobian entries that vary with the states, o observables (their
value times s is added), a the LU factors, b and z right-hand side and solution for states and for kept quantities.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from enterocrine.engine.elimination import Factors, factors
from enterocrine.engine.graph import Graph
from enterocrine.engine.jacobian import Linear, linearise
from enterocrine.engine.symbols import Expressions

PIECE = 600          # statements in one C function: what the compiler still handles in linear time
LIMITS = (0, 2, 8, float("inf"))     # entries that the removal of an intermediate quantity may add
SOLVES = 6           # triangular solves in a step
BINARY = {"add": "+", "sub": "-", "mul": "*"}


@dataclass(frozen=True)
class Source:
    """C text of one model.

    Args:
        header: sizes and prototypes (`model.h`).
        units: translation units, about equally long, to be compiled side by side.
        sizes: counts of states, Jacobian entries, factors and so on, for the record.
        pattern: (row, column) of the Jacobian's non-zero entries.
    """

    header: str
    units: tuple[str, ...]
    sizes: dict[str, int]
    pattern: tuple[tuple[int, int], ...]


@dataclass
class Piece:
    """One C function of bounded length."""

    lines: list[str] = field(default_factory=list)
    weight: int = 0


class Straight:
    """Writes chosen nodes as straight-line statements, cut into pieces; `leaf` names what is not computed here."""

    def __init__(self, graph: Graph, leaf: Callable[[int], str | None]) -> None:
        self.graph, self.leaf = graph, leaf
        self.temporaries = 0

    def pieces(self, outputs: Sequence[tuple[str, int]]) -> list[Piece]:
        """Statements for each (target, node); a target is C text in which {} stands for the node's value."""
        order = self._order(self._sequence([node for _, node in outputs]))
        piece_of = {node: k // PIECE for k, node in enumerate(order)}
        targets: dict[int, list[str]] = {}
        for target, node in outputs:
            targets.setdefault(node, []).append(target)
        pieces = [Piece() for _ in range(max(piece_of.values(), default=0) + 1)]
        for node, names in targets.items():
            if node not in piece_of:
                pieces[0].lines += [name.format(self._read(node)) for name in names]
        slots = self._slots(order, piece_of)
        loaded: set[tuple[int, int]] = set()
        for node in order:
            k = piece_of[node]
            for a in self._inner(node):
                if piece_of[a] != k and (k, a) not in loaded:
                    loaded.add((k, a))
                    pieces[k].lines.append(f"const v t{a} = w[{slots[a]}];")
            pieces[k].lines.append(f"const v t{node} = {self._text(node)};")
            pieces[k].lines += [name.format(f"t{node}") for name in targets.get(node, ())]
            if node in slots:
                pieces[k].lines.append(f"w[{slots[node]}] = t{node};")
        for piece in pieces:
            piece.weight = len(piece.lines)
        return pieces

    def count(self, nodes: Sequence[int]) -> int:
        """Statements needed for these nodes."""
        return len(self._order(nodes))

    def _inner(self, node: int) -> list[int]:
        if self.graph.op[node] in ("const", "state", "parameter", "input"):
            return []
        return [a for a in dict.fromkeys(self.graph.args[node]) if self.leaf(a) is None]

    def _sequence(self, wanted: Sequence[int]) -> list[int]:
        """The wanted nodes so that each adds as little as possible to what is there: what shares terms comes together."""
        cones = {root: self._order([root]) for root in dict.fromkeys(wanted)}
        users: dict[int, list[int]] = {}
        for root, cone in cones.items():
            for node in cone:
                users.setdefault(node, []).append(root)
        missing = {root: len(cone) for root, cone in cones.items()}
        place = {root: k for k, root in enumerate(missing)}
        heap = [(count, place[root], root) for root, count in missing.items()]
        heapq.heapify(heap)
        done: set[int] = set()
        sequence = []
        while heap:
            count, _, root = heapq.heappop(heap)
            if count != missing.get(root):
                continue      # an older, larger count; the newer one is in the heap too
            del missing[root]
            sequence.append(root)
            fewer = set()
            for node in cones[root]:
                if node not in done:
                    done.add(node)
                    for other in users[node]:
                        if other in missing:
                            missing[other] -= 1
                            fewer.add(other)
            for other in fewer:
                heapq.heappush(heap, (missing[other], place[other], other))
        return sequence

    def _order(self, wanted: Sequence[int]) -> list[int]:
        """Arguments before users, each as late as the first need of it."""
        done: set[int] = set()
        order = []
        for root in wanted:
            if self.leaf(root) is not None:
                continue
            stack = [(root, False)]
            while stack:
                node, ready = stack.pop()
                if node in done:
                    continue
                if ready:
                    done.add(node)
                    order.append(node)
                else:
                    stack.append((node, True))
                    stack += [(a, False) for a in reversed(self._inner(node)) if a not in done]
        return order

    def _slots(self, order: Sequence[int], piece_of: dict[int, int]) -> dict[int, int]:
        """Places in `w` for what a later piece reads; a place is free again after the last piece that reads it."""
        last: dict[int, int] = {}
        for node in order:
            for a in self._inner(node):
                if piece_of[a] != piece_of[node]:
                    last[a] = piece_of[node]
        slots: dict[int, int] = {}
        free: list[int] = []
        ending: dict[int, list[int]] = {}
        current = count = 0
        for node in order:
            while current < piece_of[node]:
                free += ending.pop(current, [])
                current += 1
            if node in last:
                if free:
                    slots[node] = free.pop()
                else:
                    slots[node] = count
                    count += 1
                ending.setdefault(last[node], []).append(slots[node])
        self.temporaries = max(self.temporaries, count)
        return slots

    def _read(self, node: int) -> str:
        return self.leaf(node) or f"t{node}"

    def _text(self, node: int) -> str:
        op = self.graph.op[node]
        reads = [self._read(a) for a in self.graph.args[node]]
        if op in BINARY:
            return f"{reads[0]} {BINARY[op]} {reads[1]}"
        if op == "neg":
            return f"-{reads[0]}"
        return f"v_{op}({', '.join(reads)})"


def literal(value: float) -> str:
    """A number as C text, exact."""
    if value != value:
        return "splat(NAN)"
    if value in (float("inf"), float("-inf")):
        return "splat(INFINITY)" if value > 0 else "splat(-INFINITY)"
    return f"splat({value!r})"


def emit(expressions: Expressions) -> Source:
    """C text for a model's expressions."""
    graph, rates, observables = expressions.lowered
    linear, plan = _cheapest(graph, rates)
    entries = sorted(linear.entries.items())
    n = len(rates)
    hoisted = _Hoisted(graph)
    moving = Straight(graph, hoisted.name)
    slot = {e: k for k, e in enumerate(e for e, node in entries if graph.varying[node])}
    rate_targets = [(f"f[{i}] = {{}};", node) for i, node in enumerate(rates)]
    both = []
    for i in range(n + linear.kept):
        both += rate_targets[i:i + 1]
        both += [(f"j[{slot[e]}] = {{}};", node) for e, node in entries if e[0] == i and e in slot]
    functions = {
        "rates": ("const v *restrict y, const v *restrict h, v *restrict w, const v *restrict c, v *restrict f",
                  moving.pieces([(f"f[{i}] = c[{i}] - {{}};", node) for i, node in enumerate(rates)])),
        "rates_and_jacobian": ("const v *restrict y, const v *restrict h, v *restrict w, v *restrict f, v *restrict j",
                               moving.pieces(both)),
        "observables": ("const v *restrict y, const v *restrict h, v *restrict w, const v s, v *restrict o",
                        moving.pieces([(f"o[{i}] += s * {{}};", node) for i, node in enumerate(observables)])),
    }
    place = {e: f"j[{slot[e]}]" if e in slot else hoisted.name(node) for e, node in entries}
    functions["factor"] = ("const v *restrict j, const v *restrict h, const v d, v *restrict a", _factor(plan, place, n))
    functions["solve"] = ("const v *restrict a, v *restrict b, v *restrict z", _solve(plan, n))
    fixed = Straight(graph, hoisted.origin)
    functions["hoist"] = ("const v *restrict p, const v *restrict u, v *restrict w, v *restrict h",
                          fixed.pieces([(f"h[{s}] = {{}};", node) for node, s in hoisted.slots.items()]))
    sizes = {
        "states": n, "parameters": len(expressions.parameters), "inputs": len(expressions.inputs), "observables": len(observables),
        "hoisted": len(hoisted.slots), "temporaries": max(moving.temporaries, fixed.temporaries), "jacobian": len(slot),
        "jacobian_entries": len(entries), "kept": linear.kept, "factors": len(plan.slot), "factor_products": plan.products,
        **{f"{name}_statements": sum(p.weight for p in pieces) for name, (_, pieces) in functions.items()},
    }
    header, units = _units(functions, sizes)
    return Source(header, units, sizes, tuple(e for e, _ in entries))


def _cheapest(graph: Graph, rates: Sequence[int]) -> tuple[Linear, Factors]:
    """How far to remove intermediate quantities: the operations of one step decide."""
    best = None
    for limit in LIMITS:
        linear = linearise(graph, rates, limit)
        plan = factors(len(rates) + linear.kept, linear.entries)
        moving = Straight(graph, lambda a: None if graph.varying[a] and graph.op[a] != "state" else "")
        work = moving.count([*rates, *linear.entries.values()]) + plan.products + SOLVES * len(plan.slot)
        if best is None or work < best[0]:
            best = (work, linear, plan)
    assert best is not None
    return best[1], best[2]


class _Hoisted:
    """Gives a place in `h` to every fixed node that state-dependent code reads."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.slots: dict[int, int] = {}

    def name(self, node: int) -> str | None:
        graph = self.graph
        if graph.op[node] == "state":
            return f"y[{graph.args[node][0]}]"
        if graph.op[node] == "const":
            return literal(graph.args[node][0])
        if graph.varying[node]:
            return None
        return f"h[{self.slots.setdefault(node, len(self.slots))}]"

    def origin(self, node: int) -> str | None:
        graph = self.graph
        op = graph.op[node]
        if op == "const":
            return literal(graph.args[node][0])
        return f"{'p' if op == 'parameter' else 'u'}[{graph.args[node][0]}]" if op in ("parameter", "input") else None


def _factor(plan: Factors, place: dict[tuple[int, int], str | None], n: int) -> list[Piece]:
    """LU of J - d I, row by row; rows left of the pivot are L, the reciprocal pivot and what is right of it are U.

    Rows from n on belong to kept quantities: there the diagonal is -1.
    """
    pieces = [Piece()]
    for i in plan.order:
        if pieces[-1].weight > PIECE:
            pieces.append(Piece())
        columns = (*plan.lower[i], i, *plan.upper[i])
        have: set[int] = set()
        lines = ["{", f"v {', '.join(f'x{c}' for c in columns)};"]
        for c in columns:
            start = place.get((i, c))
            if c == i:
                shift = "d" if i < n else "splat(1.0)"
                lines.append(f"x{c} = {start} - {shift};" if start else f"x{c} = -{shift};")
                have.add(c)
            elif start:
                lines.append(f"x{c} = {start};")
                have.add(c)
        for k in plan.lower[i]:
            lines.append(f"x{k} *= a[{plan.slot[k, k]}]; a[{plan.slot[i, k]}] = x{k};")
            for c in plan.upper[k]:
                term = f"x{k} * a[{plan.slot[k, c]}]"
                lines.append(f"x{c} -= {term};" if c in have else f"x{c} = -({term});")
                have.add(c)
        lines += [f"a[{plan.slot[i, c]}] = x{c};" for c in plan.upper[i]]
        lines += [f"a[{plan.slot[i, i]}] = v_recip(x{i});", "}"]
        pieces[-1].lines += lines
        pieces[-1].weight += len(lines)
    return pieces


def _solve(plan: Factors, n: int) -> list[Piece]:
    """Forward, then backward substitution in place; b holds the states, z the kept quantities, whose right-hand side is zero."""
    pieces = [Piece()]

    def name(i: int) -> str:
        return f"b[{i}]" if i < n else f"z[{i - n}]"

    def row(i: int, others: Sequence[int], begun: bool, end: str) -> None:
        if pieces[-1].weight > PIECE:
            pieces.append(Piece())
        terms = "".join(f" - a[{plan.slot[i, j]}] * {name(j)}" for j in others)
        if begun and (terms or end):
            pieces[-1].lines.append(f"{name(i)} = ({name(i)}{terms}){end};")
        elif not begun:
            pieces[-1].lines.append(f"{name(i)} = {terms[1:] or 'splat(0.0)'};")
        pieces[-1].weight += 1 + len(others)

    for i in plan.order:
        row(i, plan.lower[i], i < n, "")
    for i in reversed(plan.order):
        row(i, plan.upper[i][::-1], True, f" * a[{plan.slot[i, i]}]")
    return pieces


def _units(functions: dict[str, tuple[str, list[Piece]]], sizes: dict[str, int]) -> tuple[str, tuple[str, ...]]:
    """Header with sizes and calls; pieces dealt to translation units, the longest first."""
    header = ["#pragma once", '#include "lanes.h"']
    header += [f"#define N_{k.upper()} {sizes[k]}" for k in
               ("states", "parameters", "inputs", "observables", "hoisted", "temporaries", "jacobian", "kept", "factors")]
    texts: list[tuple[int, str]] = []
    for name, (signature, pieces) in functions.items():
        call = ", ".join(part.split("*")[-1].split()[-1] for part in signature.split(","))
        for k, piece in enumerate(pieces):
            header.append(f"void {name}_{k}({signature});")
            texts.append((piece.weight, f"void {name}_{k}({signature})\n{{\n" + "\n".join(piece.lines) + "\n}\n"))
        calls = " ".join(f"{name}_{k}({call.replace('restrict ', '')});" for k in range(len(pieces)))
        header.append(f"static inline void {name}({signature}) {{ {calls} }}")
    count = max(1, min(8, sum(weight for weight, _ in texts) // (2 * PIECE)))
    units: list[list[str]] = [[] for _ in range(count)]
    load = [0] * count
    for weight, text in sorted(texts, key=lambda t: -t[0]):
        k = load.index(min(load))
        units[k].append(text)
        load[k] += weight
    return "\n".join(header) + "\n", tuple('#include "model.h"\n\n' + "\n".join(u) for u in units)
