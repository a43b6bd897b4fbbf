"""A mechanism: one piece of biology as reactions and signals; it owns no time, no solver, no person, no batch."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .arrays import Labelled
from .parameters import ParameterTable
from .quantities import Parameter, Pool, Quantity, Setting


@dataclass(frozen=True)
class Reaction:
    """A named rate with its stoichiometry.

    Args:
        name: short and unique within its mechanism.
        rate: amount per hour, any axes.
        consumes, produces: pool -> coefficient (1, a parameter or an expression, which may carry axes of its own). What a pool receives
            is summed over every axis that the pool does not have.
    """

    name: str
    rate: Labelled
    consumes: Mapping[Pool, Any] = field(default_factory=dict)
    produces: Mapping[Pool, Any] = field(default_factory=dict)

    def contributions(self) -> Iterable[tuple[Pool, Labelled]]:
        """What the reaction adds to each pool (negative where it takes), on the pool's axes."""
        for sign, side in ((-1, self.consumes), (1, self.produces)):
            for pool, coefficient in side.items():
                flow = self.rate * coefficient
                if sign < 0:
                    flow = -flow
                extra = [a for a in flow.axes if a not in pool.axes]
                yield pool, (flow.sum(*extra) if extra else flow).on(pool.axes)


class Values:
    """Read-only attribute access to the declared quantities: nothing undeclared can be read."""

    def __init__(self, owner: str, items: Mapping[str, Any]):
        self.__dict__["_owner"] = owner
        self.__dict__.update(items)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self._owner} uses {name}, which it does not declare")


@dataclass(frozen=True, eq=False)
class Mechanism:
    """One small file of physiology. Built by the `mechanism` decorator."""

    name: str
    equation: Callable[[Values, Values], Iterable[Reaction | Setting]]
    reads: tuple[Quantity, ...]
    changes: tuple[Pool, ...]
    sets: tuple[Quantity, ...]
    parameters: tuple[Parameter, ...]
    table: ParameterTable | None
    evidence: str = ""

    @property
    def where(self) -> str:
        return f"{self.equation.__module__.removeprefix('enterocrine.')}"

    @property
    def about(self) -> str:
        return inspect.getdoc(self.equation) or ""

    def __call__(self, values: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[Reaction | Setting]:
        """Evaluate on whatever algebra the values are of."""
        x = Values(self.name, {q.name: values[q.name] for q in self.reads})
        return list(self.equation(x, Values(self.name, parameters)))


def mechanism(
    *,
    reads: Iterable[Quantity] = (),
    changes: Iterable[Pool] = (),
    sets: Iterable[Quantity] = (),
    parameters: Iterable[Parameter] = (),
    evidence: str = "A",
    table: str | Path | None = None,
) -> Callable[[Callable], Mechanism]:
    """Turn an equation `f(x, p)` into a mechanism; its name is the folder and the function, its numbers the folder's parameters.tsv.

    Args:
        reads: pools, signals, factors and inputs that the equation uses as `x.<name>`.
        changes: pools that its reactions consume or produce.
        sets: signals and factors that it sets.
        parameters: numbers that it uses as `p.<name>`.
        evidence: grade of the link (A to E).
        table: where its numbers are, if not beside the file that holds the equation.
    """

    def build(equation: Callable) -> Mechanism:
        parameters_ = tuple(parameters)
        folder = (["", *equation.__module__.split(".")])[-2] or equation.__module__
        numbers = ParameterTable(table or inspect.getfile(equation)) if parameters_ else None
        return Mechanism(
            f"{folder}.{equation.__name__}", equation, tuple(reads), tuple(changes), tuple(sets), parameters_, numbers, evidence
        )

    return build
