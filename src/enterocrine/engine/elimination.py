"""Which order of pivots fills in least, and what the sparse LU decomposition then looks like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Factors:
    """Pattern of L (unit diagonal) and U of a matrix with diagonal pivots taken in `order`.

    Args:
        order: states in elimination order.
        lower, upper: for each state the states left and right of its pivot with a non-zero entry, in elimination order.
        slot: (row, column) -> place in storage; the diagonal holds the reciprocal pivot.
    """

    order: tuple[int, ...]
    lower: dict[int, tuple[int, ...]]
    upper: dict[int, tuple[int, ...]]
    slot: dict[tuple[int, int], int]

    @property
    def products(self) -> int:
        """Multiplications of one decomposition."""
        return sum(1 + len(self.upper[k]) for i in self.order for k in self.lower[i])


def factors(n: int, pattern: Iterable[tuple[int, int]]) -> Factors:
    """What fills in least first (Tinney & Walker 1967, their third scheme), then minimum (row - 1)(column - 1); pivots kept on the diagonal."""
    rows: list[set[int]] = [{i} for i in range(n)]
    columns: list[set[int]] = [{i} for i in range(n)]
    for i, j in pattern:
        rows[i].add(j)
        columns[j].add(i)
    full = [set(r) for r in rows]
    left = set(range(n))
    order: list[int] = []
    cost: dict[int, tuple[int, int, int]] = {}

    def costs(k: int) -> tuple[int, int, int]:
        row = rows[k] - {k}
        filled = sum(len(row - rows[i]) for i in columns[k] if i != k)
        return filled, len(row) * (len(columns[k]) - 1), k

    while left:
        for i in left - cost.keys():
            cost[i] = costs(i)
        k = min(left, key=cost.__getitem__)
        left.remove(k)
        order.append(k)
        row, column = rows[k] - {k}, columns[k] - {k}
        changed = row | column
        for i in column:
            new = row - rows[i]
            rows[i] |= new
            full[i] |= new
            rows[i].discard(k)
            for j in new:
                columns[j].add(i)
            changed |= rows[i]
        for j in row:
            columns[j].discard(k)
        for i in changed:
            cost.pop(i, None)
    place = {k: p for p, k in enumerate(order)}
    lower = {i: tuple(sorted((j for j in full[i] if place[j] < place[i]), key=place.__getitem__)) for i in range(n)}
    upper = {i: tuple(sorted((j for j in full[i] if place[j] > place[i]), key=place.__getitem__)) for i in range(n)}
    # Stored in the order in which the triangular solves read: L row by row downwards, then U row by row upwards, each row from what
    # is known longest to what is known last.
    entries = [(i, j) for i in order for j in lower[i]] + [(i, j) for i in reversed(order) for j in (*reversed(upper[i]), i)]
    return Factors(tuple(order), lower, upper, {e: s for s, e in enumerate(entries)})
