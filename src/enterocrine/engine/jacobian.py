"""The Jacobian, by eliminating what lies between rates and states in the cheapest order.

Every node of the graph knows its derivative by its own arguments. Removing an intermediate node joins each of its users to each of its
arguments by the product of the two derivatives; when only states and rates are left, what joins them is the Jacobian. Removing first
what costs fewest multiplications contains forward and reverse differentiation as special cases and is usually cheaper than both
(Griewank & Walther, Evaluating Derivatives, 2nd ed., 2008, chapter 9).
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from enterocrine.engine.graph import Graph


def jacobian(graph: Graph, outputs: Sequence[int]) -> dict[tuple[int, int], int]:
    """Nodes of the non-zero entries d outputs[i] / d state[j], keyed by (i, j)."""
    parents, children = _linearised(graph, outputs)
    inner = [k for k in parents if not isinstance(k, tuple) and graph.op[k] != "state"]
    unit = {graph.one, graph.neg(graph.one)}

    def cost(k: int) -> tuple[int, int]:
        plain_up = sum(d in unit for d in parents[k].values())
        plain_down = sum(d in unit for d in children[k].values())
        up, down = len(parents[k]), len(children[k])
        return up * down - plain_up * down - (up - plain_up) * plain_down, up * down

    heap = [(cost(k), k) for k in inner]
    heapq.heapify(heap)
    while heap:
        was, k = heapq.heappop(heap)
        if k not in parents:
            continue
        now = cost(k)
        if now > was:      # its surroundings have changed since it was queued
            heapq.heappush(heap, (now, k))
            continue
        for changed in _eliminate(graph, parents, children, k):
            if not isinstance(changed, tuple) and changed in parents and graph.op[changed] != "state":
                heapq.heappush(heap, (cost(changed), changed))
    return {(sink[1], graph.args[a][0]): d for sink, edges in parents.items() if isinstance(sink, tuple)
            for a, d in edges.items() if d != graph.zero}


def _linearised(graph: Graph, outputs: Sequence[int]) -> tuple[dict, dict]:
    """Edges from every node to its arguments (`parents`) and to its users (`children`), with their derivatives."""
    parents: dict = {}
    children: dict = {}
    stack = []
    for i, node in enumerate(outputs):
        parents[("out", i)] = {}
        if graph.varying[node]:
            parents[("out", i)][node] = graph.one
            children.setdefault(node, {})[("out", i)] = graph.one
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
