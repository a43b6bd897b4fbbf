"""The answer to why an output moved, as data: what each link carried, in each draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..evidence.records import Link
from ..simulate.arms import Arm
from ..simulate.run import STATED_ERROR
from .lanes import Array
from .targets import Target

if TYPE_CHECKING:
    from ..network import System


@dataclass(frozen=True)
class Spread:
    """A number over draws: its mean, because means add up, and its 90 % interval."""

    mean: float
    low90: float
    high90: float

    @classmethod
    def of(cls, values: Array) -> Spread:
        low, high = np.quantile(values, (0.05, 0.95))
        return cls(float(values.mean()), float(low), float(high))


@dataclass(frozen=True)
class Carried:
    """What one link carried.

    Args:
        state: `moves`; `little`, less than a hundredth of the largest part; or `off`, in no draw.
        draws: (draws,) what it carried in each, exactly 0 where it does not act; None where it was not followed, because it carries little in a
            typical person of every output asked for: it is then within what remains.
        acts: share of the run's draws in which it acts.
        typical: what it carries in a typical person with every link on.
    """

    link: Link
    state: str
    draws: Array | None
    acts: float
    typical: float

    @property
    def spread(self) -> Spread | None:
        return None if self.draws is None else Spread.of(self.draws)


@dataclass(frozen=True)
class Explanation:
    """Why one output moved.

    Args:
        habitual: (draws,) its level on the habitual diet.
        total: (draws,) how much it changed.
        plain: (draws,) how much it changes with every followed link off: physiology that no reading switches.
        links: what each link carried, the largest first.
        by_grade: grade -> (draws,) change with only links of this grade or a better one.
        typical: the change in a typical person with every link on.
        meals_error: how far parts of a usual draw that was not followed through its meals are off, about: the largest root mean square, over
            the parts, of what the other draws foretell of one that was; 0 where all were.
    """

    target: Target
    habitual: Array
    total: Array
    plain: Array
    links: tuple[Carried, ...]
    by_grade: dict[str, Array]
    typical: float
    meals_error: float = 0.0

    @property
    def together(self) -> Array:
        """(draws,) what links do together beyond what each carried, so that all parts add up to the change."""
        carried = sum((c.draws for c in self.links if c.draws is not None), np.zeros_like(self.total))
        return self.total - self.plain - carried

    @property
    def verdict(self) -> str:
        """rises, falls, no effect beyond noise, or no difference, by the 90 % interval of the change."""
        if not np.any(self.total):
            return "no difference"
        low, high = np.quantile(self.total, (0.05, 0.95))
        floor = STATED_ERROR * abs(float(np.median(self.habitual)))
        if low <= 0 <= high or max(abs(low), abs(high)) <= floor:
            return "no effect beyond noise"
        return "rises" if low > 0 else "falls"


@dataclass(frozen=True)
class Why:
    """The answer: an explanation for each output, from the same draws.

    Args:
        arm: the change; reading: which links act.
        draws: how many draws were followed, of `of`.
        number: (draws,) which; through_meals: how many of these were followed through every meal.
        links: all links that a reading can switch.
        habitual, changed: (days, observables, draws) means on both diets with every link as drawn; arms: the two diets.
    """

    arm: str
    reading: str
    weeks: float
    draws: int
    of: int
    seed: int
    number: Array
    outputs: tuple[Explanation, ...]
    system: System
    habitual: Array
    changed: Array
    arms: tuple[Arm, Arm]
    solved: int
    through_meals: int
