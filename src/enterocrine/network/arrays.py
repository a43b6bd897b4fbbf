"""Arrays with named axes whose elements are floats, symbols or dimensions; axes align by name, never by position."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Axis:
    """A named axis with ordered labels, for example region = proximal, transverse, distal."""

    name: str
    labels: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)

    def index(self, label: str) -> int:
        if label not in self.labels:
            raise KeyError(f"{label!r} is not on axis {self.name} ({', '.join(self.labels)})")
        return self.labels.index(label)


class Labelled:
    """An n-dimensional array that broadcasts by axis name.

    Args:
        values: array whose shape matches `axes`.
        axes: the named axes, in order.
    """

    __array_ufunc__ = None
    __slots__ = ("axes", "values")

    def __init__(self, values: Any, axes: Sequence[Axis] = ()):
        self.values = np.asarray(values, dtype=None if isinstance(values, np.ndarray) else object)
        self.axes = tuple(axes)
        if self.values.shape != tuple(len(a) for a in self.axes):
            raise ValueError(f"values of shape {self.values.shape} do not fit axes {[a.name for a in self.axes]}")

    def _spread(self, axes: Sequence[Axis]) -> np.ndarray:
        """The values viewed on a longer list of axes (length one where an axis is missing)."""
        order = [self.axes.index(a) for a in axes if a in self.axes]
        shape = [len(a) if a in self.axes else 1 for a in axes]
        return self.values.transpose(order).reshape(shape)

    def _join(self, other: Any, op: Callable[[Any, Any], Any]) -> Labelled:
        if not isinstance(other, Labelled):
            return Labelled(np.asarray(op(self.values, other)), self.axes)
        if other.axes == self.axes:
            return Labelled(np.asarray(op(self.values, other.values)), self.axes)
        for a in self.axes:
            for b in other.axes:
                if a.name == b.name and a != b:
                    raise ValueError(f"two different axes are both called {a.name}")
        axes = (*self.axes, *(a for a in other.axes if a not in self.axes))
        return Labelled(np.asarray(op(self._spread(axes), other._spread(axes))), axes)

    def __add__(self, other: Any) -> Labelled:
        return self._join(other, operator.add)

    def __radd__(self, other: Any) -> Labelled:
        return self._join(other, lambda a, b: b + a)

    def __sub__(self, other: Any) -> Labelled:
        return self._join(other, operator.sub)

    def __rsub__(self, other: Any) -> Labelled:
        return self._join(other, lambda a, b: b - a)

    def __mul__(self, other: Any) -> Labelled:
        return self._join(other, operator.mul)

    def __rmul__(self, other: Any) -> Labelled:
        return self._join(other, lambda a, b: b * a)

    def __truediv__(self, other: Any) -> Labelled:
        return self._join(other, operator.truediv)

    def __rtruediv__(self, other: Any) -> Labelled:
        return self._join(other, lambda a, b: b / a)

    def __pow__(self, other: Any) -> Labelled:
        return self._join(other, operator.pow)

    def __neg__(self) -> Labelled:
        return Labelled(-self.values, self.axes)

    def map(self, function: Callable[[Any], Any]) -> Labelled:
        """Apply `function` to every element."""
        out = np.empty(self.values.shape, dtype=object)
        for i in np.ndindex(*self.values.shape):
            out[i] = function(self.values[i])
        return Labelled(out, self.axes)

    def sum(self, *over: Axis) -> Labelled:
        """Sum over the named axes (all of them if none is named)."""
        over = over or self.axes
        numbers = tuple(self.axes.index(a) for a in over)
        kept = tuple(a for a in self.axes if a not in over)
        return Labelled(_total(self.values, numbers), kept)

    def at(self, **chosen: str) -> Labelled:
        """Select one label on each named axis; those axes go."""
        names = {a.name for a in self.axes}
        for name in chosen:
            if name not in names:
                raise KeyError(f"no axis {name} here (axes: {', '.join(sorted(names))})")
        index = tuple(a.index(chosen[a.name]) if a.name in chosen else slice(None) for a in self.axes)
        return Labelled(
            np.asarray(self.values[index], dtype=self.values.dtype), tuple(a for a in self.axes if a.name not in chosen)
        )

    def take(self, axis: Axis, part: Axis) -> Labelled:
        """Keep only the labels of `part` along `axis`; the result carries `part` instead."""
        number = self.axes.index(axis)
        rows = [axis.index(label) for label in part.labels]
        return Labelled(np.take(self.values, rows, axis=number), tuple(part if a == axis else a for a in self.axes))

    def place(self, axis: Axis, part: Axis, zero: Any = 0) -> Labelled:
        """The inverse of `take`: put values along `part` on the longer `axis`, zero elsewhere."""
        number = self.axes.index(part)
        axes = tuple(axis if a == part else a for a in self.axes)
        out = np.full(tuple(len(a) for a in axes), zero, dtype=object)
        for k, label in enumerate(part.labels):
            source = tuple(slice(None) if n != number else k for n in range(len(axes)))
            out[tuple(slice(None) if n != number else axis.index(label) for n in range(len(axes)))] = self.values[source]
        return Labelled(out, axes)

    def shift(self, axis: Axis, zero: Any = 0) -> Labelled:
        """Move every value to the next label of `axis` (what leaves one place arrives in the next); the first gets zero."""
        number = self.axes.index(axis)
        moved = np.moveaxis(self.values, number, 0)
        out = np.empty(moved.shape, dtype=object)
        out[0] = zero
        out[1:] = moved[:-1]
        return Labelled(np.moveaxis(out, 0, number), self.axes)

    def on(self, axes: Sequence[Axis]) -> Labelled:
        """The same values with exactly these axes, in this order (repeated along axes that are missing)."""
        extra = [a.name for a in self.axes if a not in axes]
        if extra:
            raise ValueError(f"axes {', '.join(extra)} are not among {', '.join(a.name for a in axes) or 'none'}")
        return Labelled(np.broadcast_to(self._spread(axes), tuple(len(a) for a in axes)).copy(), tuple(axes))

    def flat(self) -> list[Any]:
        return list(self.values.ravel())

    def __repr__(self) -> str:
        return f"Labelled({', '.join(a.name for a in self.axes)}; {self.values!r})"


def _total(values: np.ndarray, numbers: Iterable[int]) -> np.ndarray:
    for number in sorted(numbers, reverse=True):
        values = np.add.reduce(values, axis=number)
    return np.asarray(values, dtype=object if not isinstance(values, np.ndarray) else values.dtype)


def labels_of(axes: Sequence[Axis]) -> list[tuple[str, ...]]:
    """All label combinations in C order."""
    return [tuple(a.labels[k] for a, k in zip(axes, index, strict=True)) for index in np.ndindex(*(len(a) for a in axes))]
