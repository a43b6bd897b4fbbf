"""States that lead: a linear part with constant coefficients that nothing behind it drives, such as stomach and small bowel.

Such states obey x' = A x + b, and the others feel them only through a constant matrix B. They are solved exactly (by their Taylor
series) instead of by the Rosenbrock method, so that a jump in them (a meal) needs no new start: the other states see a smooth inflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enterocrine.engine.graph import Graph


@dataclass(frozen=True)
class Lead:
    """The leading states of a model and how they are coupled.

    Args:
        states: the leading states; those that the others feel come first.
        exposed: number of those that the others feel.
        linear: (row, column) -> node of A; both are leading states.
        constant: leading state -> node of b, where that is not zero.
        inflow: (row, column) -> node of B; rows are other states, columns leading ones.
    """

    states: tuple[int, ...]
    exposed: int
    linear: dict[tuple[int, int], int]
    constant: dict[int, int]
    inflow: dict[tuple[int, int], int]


def lead_of(graph: Graph, rates: Sequence[int], entries: dict[tuple[int, int], int]) -> Lead:
    """Find the leading states of a model.

    Args:
        graph, rates: the model.
        entries: its whole Jacobian, (row, column) -> node.

    Returns:
        The largest such set; empty where the rest would be linear too, for then there is nothing to gain.
    """
    led = set(range(len(rates)))
    while True:
        out = {k for (i, j), d in entries.items() for k in (i, j) if graph.varying[d]}
        out |= {i for i, j in entries if j not in led}
        if not out & led:
            break
        led -= out
    rest = [d for (i, j), d in entries.items() if i not in led and j not in led]
    if not any(graph.varying[d] for d in rest):
        return Lead((), 0, {}, {}, {})
    inflow = {(i, j): d for (i, j), d in entries.items() if i not in led and j in led}
    felt = sorted({j for _, j in inflow})
    linear = {(i, j): d for (i, j), d in entries.items() if i in led}
    constant = {}
    for i in led:
        node = _at_rest(graph, rates[i])
        if node != graph.zero:
            constant[i] = node
    return Lead((*felt, *sorted(led - set(felt))), len(felt), linear, constant, inflow)


def _at_rest(graph: Graph, root: int) -> int:
    """The node with every state at zero."""
    known: dict[int, int] = {}
    stack = [root]
    while stack:
        node = stack[-1]
        if node in known:
            stack.pop()
            continue
        op, args = graph.op[node], graph.args[node]
        if not graph.varying[node]:
            known[node] = node
        elif op == "state":
            known[node] = graph.zero
        else:
            missing = [a for a in args if a not in known]
            if missing:
                stack += missing
                continue
            new = [known[a] for a in args]
            if op in ("add", "sub", "mul", "neg"):
                known[node] = getattr(graph, op)(*new)
            elif op in ("max", "min"):
                known[node] = graph.extreme(op, *new)
            elif len(new) == 1:
                known[node] = graph.unary(op, *new)
            else:
                known[node] = graph._binary(op, *new)
        stack.pop()
    return known[root]


def is_affine(graph: Graph, root: int, led: set[int]) -> bool:
    """Is a node a constant combination of leading states?"""
    known: dict[int, bool] = {}

    def of(node: int) -> bool:
        if node not in known:
            op, args = graph.op[node], graph.args[node]
            if not graph.varying[node]:
                known[node] = True
            elif op == "state":
                known[node] = args[0] in led
            elif op in ("add", "sub", "neg"):
                known[node] = all(of(a) for a in args)
            else:
                known[node] = op == "mul" and not all(graph.varying[a] for a in args) and all(of(a) for a in args)
        return known[node]

    return of(root)


def reaches(graph: Graph, roots: Sequence[int], led: set[int]) -> bool:
    """Does any of these nodes depend on a leading state?"""
    done: set[int] = set()
    stack = list(roots)
    while stack:
        node = stack.pop()
        if node in done or not graph.varying[node]:
            continue
        done.add(node)
        if graph.op[node] == "state":
            if graph.args[node][0] in led:
                return True
        else:
            stack += graph.args[node]
    return False
