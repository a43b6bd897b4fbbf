"""Graph -> C: hoisted terms, rates, Jacobian, observables and sparse LU, straight-line over lanes of persons; the pattern of the LU.

Names in the C text: y states, p parameters, u inputs, h hoisted terms, w values passed between the pieces of one function, c what a stage
carries over from those before (`rates` gives c - rate), f rates, j Jacobian entries in the order of elimination, o observables (their
value times s is added), a the LU factors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enterocrine.engine.elimination import Factors, factors
from enterocrine.engine.graph import Graph
from enterocrine.engine.jacobian import Linear, linearise
from enterocrine.engine.lead import Lead, is_affine, lead_of, reaches
from enterocrine.engine.straight import PIECE, Piece, Straight, literal
from enterocrine.engine.symbols import Expressions

LIMITS = (0, 16, float("inf"))     # entries that the removal of an intermediate quantity may add
SOLVES = 6           # triangular solves in a step
REGISTERS = 11       # entries of a row that are worked on at once: what stays in the processor's registers


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


def emit(expressions: Expressions) -> Source:
    """C text for a model's expressions."""
    graph, rates, observables = expressions.lowered
    whole = linearise(graph, rates, float("inf"))
    lead = lead_of(graph, rates, whole.entries)
    led = set(lead.states)
    order = (*(i for i in range(len(rates)) if i not in led), *lead.states)
    place = {i: k for k, i in enumerate(order)}
    tail = [rates[i] for i in order[:len(rates) - len(led)]]
    linear, plan = _cheapest(graph, tail, place, whole, order)
    n = len(tail)
    hoisted = _Hoisted(graph, place)
    of_lead = {i: None for i, node in enumerate(observables) if led and is_affine(graph, node, led)}
    moving = Straight(graph, hoisted.name)
    place_of_row = {i: k for k, i in enumerate(plan.order)}
    entries = sorted(linear.entries.items(), key=lambda entry: (place_of_row[entry[0][0]], entry[0][1]))
    slot = {e: k for k, (e, _) in enumerate(entries)}
    rate_targets = [(f"f[{i}] = {{}};", node) for i, node in enumerate(tail)]
    both = []
    for i in range(n + linear.kept):
        both += rate_targets[i:i + 1]
        both += [(f"j[{slot[e]}] = {{}};", node) for e, node in entries if e[0] == i]
    functions = {
        "rates": ("Fixed restrict y, Fixed restrict h, Rows restrict w, Fixed restrict c, Rows restrict f",
                  moving.pieces([(f"f[{i}] = c[{i}] - {{}};", node) for i, node in enumerate(tail)])),
        "rates_and_jacobian": ("Fixed restrict y, Fixed restrict h, Rows restrict w, Rows restrict f, Rows restrict j",
                               moving.pieces(both)),
        "observables": ("Fixed restrict y, Fixed restrict h, Rows restrict w, const v s, Rows restrict o",
                        moving.pieces([(f"o[{i}] += s * {{}};", node) for i, node in enumerate(observables) if i not in of_lead])),
        "lead_observables": ("Fixed restrict y, Fixed restrict h, Rows restrict w, const v s, Rows restrict o",
                             moving.pieces([(f"o[{i}] += s * {{}};", observables[i]) for i in of_lead])),
    }
    source = {e: f"j[{k}]" for e, k in slot.items()}
    functions["factor"] = ("Fixed restrict j, const v d, Rows restrict a", _factor(plan, source, n))
    functions["lead"] = ("Fixed restrict x, Fixed restrict h, const v s, Rows restrict d", [_lead(lead, hoisted)])
    functions["inflow"] = ("Fixed restrict x, Fixed restrict h, Rows restrict f", [_inflow(lead, place, hoisted)])
    functions["paces"] = ("Fixed restrict h, Rows restrict to", [_paces(lead, hoisted)])
    fixed = Straight(graph, hoisted.origin)
    functions["hoist"] = ("Fixed restrict p, Fixed restrict u, Rows restrict w, Rows restrict h",
                          fixed.pieces([(f"h[{s}] = {{}};", node) for node, s in hoisted.slots.items()]))
    sizes = {
        "states": n + len(led), "tail": n, "exposed": lead.exposed, "lead_observables": len(of_lead),
        "lead_seen": int(reaches(graph, [node for i, node in enumerate(observables) if i not in of_lead], led)),
        "parameters": len(expressions.parameters), "inputs": len(expressions.inputs), "observables": len(observables),
        "hoisted": len(hoisted.slots), "temporaries": max(moving.temporaries, fixed.temporaries), "jacobian": len(slot),
        "kept": linear.kept, "factors": len(plan.slot), "factor_products": plan.products,
        **{f"{name}_statements": sum(p.weight for p in pieces) for name, (_, pieces) in functions.items()},
    }
    header, units = _units(functions, sizes, order, _tables(plan))
    return Source(header, units, sizes, tuple(sorted(whole.entries)))


def _cheapest(graph: Graph, tail: Sequence[int], place: dict[int, int], whole: Linear, order: Sequence[int]) -> tuple[Linear, Factors]:
    """The Jacobian of the states that do not lead, as it is or with quantities kept: the operations of one step decide."""
    n, states = len(tail), len(order)
    best = None
    for limit in LIMITS:
        if limit == float("inf"):
            kept = 0
            found = {(place[i], place[j]): d for (i, j), d in whole.entries.items() if place[i] < n and place[j] < n}
        else:
            linear = linearise(graph, tail, limit, states)
            kept = linear.kept
            found = {}
            for (i, j), d in linear.entries.items():
                row = i if i < states else n + i - states
                column = place[j] if j < states else n + j - states
                if j >= states or column < n:
                    found[row, column] = d
        plan = factors(n + kept, found)
        moving = Straight(graph, lambda a: None if graph.varying[a] and graph.op[a] != "state" else "")
        work = moving.count([*tail, *found.values()]) + plan.products + SOLVES * len(plan.slot)
        if best is None or work < best[0]:
            best = (work, Linear(n, kept, found), plan)
    assert best is not None
    return best[1], best[2]


class _Hoisted:
    """Gives a place in `h` to every fixed node that state-dependent code reads."""

    def __init__(self, graph: Graph, place: dict[int, int]) -> None:
        self.graph, self.place = graph, place
        self.slots: dict[int, int] = {}

    def name(self, node: int) -> str | None:
        graph = self.graph
        if graph.op[node] == "state":
            return f"y[{self.place[graph.args[node][0]]}]"
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


def _factor(plan: Factors, place: dict[tuple[int, int], str], n: int) -> list[Piece]:
    """LU of J - d I, row by row; rows left of the pivot are L, the reciprocal pivot and what is right of it are U.

    Rows from n on belong to kept quantities: there the diagonal is -1.
    """
    pieces = [Piece()]
    right = {k: set(plan.upper[k]) for k in plan.order}
    for i in plan.order:
        if pieces[-1].weight > PIECE:
            pieces.append(Piece())
        columns = (*plan.lower[i], i, *plan.upper[i])
        lines = []
        for begin in range(0, len(columns), REGISTERS):
            part = columns[begin:begin + REGISTERS]
            lines.append("{")
            have: set[int] = set()

            def take(c: int, k: int, factor: str, have: set[int] = have, lines: list[str] = lines) -> None:
                lines.append(f"x{c} -= {factor} * a[{plan.slot[k, c]}];" if c in have else f"v x{c} = -({factor} * a[{plan.slot[k, c]}]);")
                have.add(c)

            for c in part:
                start = place.get((i, c))
                if c == i:
                    shift = "d" if i < n else "splat(1.0)"
                    lines.append(f"v x{c} = {start} - {shift};" if start else f"v x{c} = -{shift};")
                    have.add(c)
                elif start:
                    lines.append(f"v x{c} = {start};")
                    have.add(c)
            for k in plan.lower[i][:begin]:
                meets = [c for c in part if c in right[k]]
                if meets:
                    lines.append(f"v l{k} = a[{plan.slot[i, k]}];")
                for c in meets:
                    take(c, k, f"l{k}")
            for position, c in enumerate(part):
                if c == i:
                    lines.append(f"a[{plan.slot[i, i]}] = v_recip(x{i});")
                    continue
                if c in plan.lower[i]:
                    lines.append(f"x{c} *= a[{plan.slot[c, c]}];")
                    for later in part[position + 1:]:
                        if later in right[c]:
                            take(later, c, f"x{c}")
                lines.append(f"a[{plan.slot[i, c]}] = x{c};")
            lines.append("}")
        pieces[-1].lines += lines
        pieces[-1].weight += len(lines)
    return pieces


def _tables(plan: Factors) -> list[str]:
    """C arrays that lu.h walks: the pattern of the factors."""
    order = plan.order
    return [f"static const uint16_t {name}[] = {{{', '.join(map(str, values)) or '0'}}};" for name, values in (
        ("LU_ROW", order), ("LU_COLUMN", [j for _, j in plan.slot]), ("L_COUNT", [len(plan.lower[i]) for i in order]),
        ("U_COUNT", [len(plan.upper[i]) for i in order]))]


def _lead(lead: Lead, hoisted: _Hoisted) -> Piece:
    """d = A x + s b of the leading states, which are counted from 0 here."""
    row = {i: k for k, i in enumerate(lead.states)}
    lines = []
    for i, k in row.items():
        terms = [f"{hoisted.name(d)} * x[{row[j]}]" for (r, j), d in sorted(lead.linear.items()) if r == i]
        terms += [f"{hoisted.name(lead.constant[i])} * s"] if i in lead.constant else []
        lines.append(f"d[{k}] = {' + '.join(terms) or 'splat(0.0)'};")
    return Piece(lines, len(lines))


def _inflow(lead: Lead, place: dict[int, int], hoisted: _Hoisted) -> Piece:
    """f -= B x."""
    row = {i: k for k, i in enumerate(lead.states)}
    return Piece([f"f[{place[i]}] -= {hoisted.name(d)} * x[{row[j]}];" for (i, j), d in sorted(lead.inflow.items())], len(lead.inflow))


def _paces(lead: Lead, hoisted: _Hoisted) -> Piece:
    """Column sums of |A|: how fast each leading state can change, and change others."""
    lines = []
    for k, j in enumerate(lead.states):
        terms = [f"v_abs({hoisted.name(d)})" for (_, c), d in sorted(lead.linear.items()) if c == j]
        lines.append(f"to[{k}] = {' + '.join(terms) or 'splat(0.0)'};")
    return Piece(lines, len(lines))


def _units(functions: dict[str, tuple[str, list[Piece]]], sizes: dict[str, int], order: Sequence[int],
           tables: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Header with sizes, the tables and the pieces of each function; pieces dealt to translation units, the longest first."""
    header = ["#pragma once", '#include "lanes.h"', f"#define STATE_ORDER {', '.join(map(str, order))}",
              f"#define STATE_PLACE {', '.join(str(order.index(i)) for i in range(len(order)))}"]
    header += [f"#define N_{k.upper()} {sizes[k]}" for k in
               ("states", "tail", "exposed", "lead_seen",
                "parameters", "inputs", "observables", "hoisted", "temporaries", "jacobian", "kept", "factors")]
    header += tables
    texts: list[tuple[int, str]] = []
    for name, (signature, pieces) in functions.items():
        for k, piece in enumerate(pieces):
            header.append(f"PIECE void {name}_{k}({signature});")
            texts.append((piece.weight, f"PIECE void {name}_{k}({signature})\n{{\n" + "\n".join(piece.lines) + "\n}\n"))
        # The integrator calls piece after piece, each for several groups of persons while its instructions are at hand.
        header.append(f"#define {name.upper()}(CALL) {' '.join(f'CALL({name}_{k})' for k in range(len(pieces)))}")
    count = max(1, min(8, sum(weight for weight, _ in texts) // (2 * PIECE)))
    units: list[list[str]] = [[] for _ in range(count)]
    load = [0] * count
    for weight, text in sorted(texts, key=lambda t: -t[0]):
        k = load.index(min(load))
        units[k].append(text)
        load[k] += weight
    return "\n".join(header) + "\n", tuple('#include "model.h"\n\n' + "\n".join(u) for u in units)
