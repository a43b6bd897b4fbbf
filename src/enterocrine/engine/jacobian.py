"""The derivative of the rates, as a sparse linear system in the states and a few intermediate quantities.

Every node of the graph knows its derivative by its own arguments. Removing an intermediate node joins each of its users to each of its
arguments by the product of the two derivatives; when only states and rates are left, what joins them is the Jacobian. Removing first
what costs least contains forward and reverse differentiation as special cases (Griewank & Walther, Evaluating Derivatives, 2nd ed.,
2008, chapter 9). Some quantities are cheaper to keep: an acid load that six acids feed and thirteen guilds feel would turn 6 + 13
entries into 78. Kept quantities become extra unknowns with an equation of their own, and the sparse LU removes them when it is cheapest.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from enterocrine.engine.graph import Graph


@dataclass(frozen=True)
class Linear:
    """Rates linearised: rate_i = sum of entries (i, j) times unknown_j; row of a kept quantity: itself = sum of its entries.

    Args:
        states: number of states; unknowns from there on are kept quantities.
        kept: number of kept quantities.
        entries: (row, column) -> node.
    """

    states: int
    kept: int
    entries: dict[tuple[int, int], int]


def linearise(graph: Graph, rates: Sequence[int], limit: float, states: int | None = None) -> Linear:
    """Remove intermediate nodes while that adds at most `limit` entries each; the rest are kept.

    With an infinite limit the entries are the Jacobian itself. `states` is the number of states, where not every state has a rate here.
    """
    parents, children = _linearised(graph, rates)
    simple = [k for k in parents if _inner(graph, k)]      # one user or one argument: never adds an entry, so in no particular order
    while simple:
        k = simple.pop()
        if k in parents and (len(parents[k]) <= 1 or len(children[k]) <= 1):
            simple += [near for near in _eliminate(graph, parents, children, k) if _inner(graph, near)]
    heap = [(_growth(graph, parents, children, k), k) for k in parents if _inner(graph, k)]
    heapq.heapify(heap)
    while heap:
        was, k = heapq.heappop(heap)
        if k not in parents:
            continue
        now = _growth(graph, parents, children, k)
        if now > was:      # its surroundings have changed since it was queued
            heapq.heappush(heap, (now, k))
            continue
        if now[0] > limit:
            break
        for changed in _eliminate(graph, parents, children, k):
            if _inner(graph, changed):
                heapq.heappush(heap, (_growth(graph, parents, children, changed), changed))
    n = len(rates) if states is None else states
    kept = {k: n + i for i, k in enumerate(sorted(k for k in parents if _inner(graph, k)))}
    entries = {}
    for row, edges in parents.items():
        i = row[1] if isinstance(row, tuple) else kept.get(row, -1)
        for a, d in edges.items():
            if i >= 0 and d != graph.zero:
                entries[i, kept[a] if a in kept else graph.args[a][0]] = d
    return Linear(n, len(kept), entries)


def _inner(graph: Graph, k: object) -> bool:
    return isinstance(k, int) and graph.op[k] != "state"


def _growth(graph: Graph, parents: dict, children: dict, k: int) -> tuple[int, int]:
    """Entries that removing a node adds on balance, then the multiplications that it takes."""
    above, below = parents[k], children[k]
    added = (len(below) - 1) * len(above) - len(below)
    for user in below:
        added -= len(above.keys() & parents[user].keys())
    unit = (graph.one, graph.minus_one)
    work = len([d for d in above.values() if d not in unit]) * len([d for d in below.values() if d not in unit])
    return added, work


def _linearised(graph: Graph, outputs: Sequence[int]) -> tuple[dict, dict]:
    """Edges from every node to its arguments (`parents`) and to its users (`children`), with their derivatives."""
    parents: dict = {}
    children: dict = {}
    stack = []
    for i, node in enumerate(outputs):
        parents["rate", i] = {}
        if graph.varying[node]:
            parents["rate", i][node] = graph.one
            children.setdefault(node, {})["rate", i] = graph.one
            stack.append(node)
    while stack:
        node = stack.pop()
        if node in parents:
            continue
        parents[node] = {}
        if graph.op[node] == "state":
            continue
        for a, d in graph.partials(node):
            d = graph.add(parents[node][a], d) if a in parents[node] else d
            parents[node][a] = d
            children.setdefault(a, {})[node] = d
            stack.append(a)
    return parents, children


def _eliminate(graph: Graph, parents: dict, children: dict, k: int) -> set:
    above, below = parents.pop(k), children.pop(k, {})
    for a in above:
        del children[a][k]
    for user, d_user in below.items():
        edges = parents[user]
        del edges[k]
        for a, d in above.items():
            step = graph.mul(d_user, d)
            edges[a] = children[a][user] = graph.add(edges[a], step) if a in edges else step
    return {*above, *below}
