"""Chosen nodes of a graph as straight-line C statements, cut into functions of bounded length."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from enterocrine.engine.graph import Graph

PIECE = 600          # statements in one C function: what the compiler still handles in linear time
BINARY = {"add": "+", "sub": "-", "mul": "*"}


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
        self._arguments: dict[int, list[int]] = {}

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
        """Arguments that are computed here."""
        found = self._arguments.get(node)
        if found is None:
            fixed = self.graph.op[node] in ("const", "state", "parameter", "input")
            found = [] if fixed else [a for a in dict.fromkeys(self.graph.args[node]) if self.leaf(a) is None]
            self._arguments[node] = found
        return found

    def _cone(self, root: int) -> list[int]:
        """Every node that this one needs, itself included."""
        if self.leaf(root) is not None:
            return []
        done, stack = {root}, [root]
        while stack:
            for a in self._inner(stack.pop()):
                if a not in done:
                    done.add(a)
                    stack.append(a)
        return sorted(done)

    def _sequence(self, wanted: Sequence[int]) -> list[int]:
        """The wanted nodes so that each adds as little as possible to what is there: what shares terms comes together."""
        cones = {root: self._cone(root) for root in dict.fromkeys(wanted)}
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
