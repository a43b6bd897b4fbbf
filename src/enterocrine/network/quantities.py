"""What a model is made of: pools, signals, factors, inputs, parameters. Each has a name, a unit and named axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .arrays import Axis, Labelled, labels_of
from .units import Dimension, parse


@dataclass(frozen=True, eq=False)
class Quantity:
    """Anything with a name, a unit and axes.

    Args:
        name: what a physiologist would call it.
        unit: unit text; pools, signals and inputs use canonical units.
        axes: named axes.
        about: one line for tables and plots.
        neutral: what it is, in canonical units, where no mechanism of the model sets it; None: it must be set.
    """

    name: str
    unit: str
    axes: tuple[Axis, ...] = ()
    about: str = ""
    neutral: int | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(a) for a in self.axes)

    @property
    def size(self) -> int:
        return int(np.prod(self.shape))

    @property
    def flat_names(self) -> list[str]:
        """`name` or `name[label,label]` for every element, in C order."""
        return [f"{self.name}[{','.join(labels)}]" if labels else self.name for labels in labels_of(self.axes)]

    @property
    def dimension(self) -> Dimension:
        return parse(self.unit)[1]

    def fill(self, element: Any) -> Labelled:
        """A labelled array of this quantity's shape, every element the same."""
        values = np.empty(self.shape, dtype=object)
        values[...] = element
        return Labelled(values, self.axes)

    def shaped(self, flat: Any) -> Labelled:
        """A labelled array from a flat sequence in C order."""
        values = np.empty(self.size, dtype=object)
        values[:] = list(flat)
        return Labelled(values.reshape(self.shape), self.axes)


@dataclass(frozen=True)
class Setting:
    """The value of a signal, or one more multiplier of a factor."""

    quantity: Quantity
    value: Any


@dataclass(frozen=True, eq=False)
class Pool(Quantity):
    """State: reactions add to it and take from it. A ledger only counts what has left; it steers nothing and no error control."""

    ledger: bool = False


@dataclass(frozen=True, eq=False)
class Signal(Quantity):
    """Derived quantity with exactly one writer."""

    def set(self, value: Any) -> Setting:
        """What a mechanism returns to give this signal its value."""
        return Setting(self, value)


@dataclass(frozen=True, eq=False)
class Output(Signal):
    """A signal that results report. Its unit is the one in which it is shown."""

    grade: str = "A"


@dataclass(frozen=True, eq=False)
class Factor(Quantity):
    """Dimensionless multiplier with many writers, or none; what they set is multiplied."""

    unit: str = "1"
    neutral: int | None = 1

    def times(self, value: Any) -> Setting:
        """What a mechanism returns to multiply this factor by a value."""
        return Setting(self, value)


@dataclass(frozen=True, eq=False)
class Input(Quantity):
    """The only way time enters: constant within a segment of the schedule."""


@dataclass(frozen=True, eq=False)
class Parameter(Quantity):
    """A number from a `parameters.tsv`. In a sparse one an entry without a row is exactly zero: that link does not exist. `table` names the
    folder that holds its row where that is not the mechanism's own."""

    sparse: bool = False
    table: str = ""


def only(quantity: Quantity, **labels: str) -> Labelled:
    """A selector over some axes of a quantity: 1 at the named labels, 0 elsewhere."""
    axes = tuple(a for a in quantity.axes if a.name in labels)
    values = np.zeros(tuple(len(a) for a in axes), dtype=object)
    values[tuple(a.index(labels[a.name]) for a in axes)] = 1
    return Labelled(values, axes)
