"""Every draw several times over, each time with some links off, solved together as the lanes of one cohort."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..evidence.readings import Gains
from ..simulate.cycle import with_cycle
from ..simulate.doses import doses, even_hours
from ..simulate.meals import meal_amounts
from ..simulate.run import SETTLE_EVEN_DAYS, meal_days, paces, seed_states, settle, solve, usable
from ..simulate.schedule import even_feeding, meal_schedule

if TYPE_CHECKING:
    from ..food.intake import Intake
    from ..person.protocol import Treatment
    from ..population.cohort import Cohort
    from ..simulate.arms import Arm

Array = np.ndarray[Any, np.dtype[np.float64]]
Links = frozenset[int]  # places in a sequence of `Gains`
DAY_H, WEEK_D = 24.0, 7
FINE = 1e-4  # tolerance of the screening, whose differences are small
EVEN = 5e-4  # of food spread evenly over many draws: parts of a change are as at 2e-4 to a few hundredths


@dataclass(frozen=True)
class Lanes:
    """Draws, each with several sets of links at work.

    Args:
        cohort: one person a lane; lanes of a draw lie side by side, so that they share their steps and the solver's errors cancel.
        place: (draw, links that act) -> lane; sets that mean the same numbers in a draw share a lane.
        first: (lanes,) the first lane of the same draw.
    """

    cohort: Cohort
    place: Mapping[tuple[int, Links], int]
    first: np.ndarray


def lanes(people: Cohort, gains: Sequence[Gains], acts: np.ndarray, wanted: Callable[[Links], Iterable[Links]]) -> Lanes:
    """Lay out the lanes.

    Args:
        people: the draws.
        gains: the links that are switched; all others stay as they were drawn.
        acts: (links, draws) which of them act in which draw.
        wanted: the links that act in a draw -> sets of them to solve.
    """
    order = [(k, one) for k in range(people.size) for one in dict.fromkeys(wanted(frozenset(np.flatnonzero(acts[:, k]).tolist())))]
    chosen = people.take(np.array([k for k, _ in order], int))
    values = chosen.parameters.copy()
    for lane, (_, on) in enumerate(order):
        for link, g in enumerate(gains):
            if link not in on:
                values[g.places, lane] = 0.0
    _, first, of = np.unique([k for k, _ in order], return_index=True, return_inverse=True)
    return Lanes(replace(chosen, parameters=values), {key: lane for lane, key in enumerate(order)}, first[of])


def last_week(cohort: Cohort, habitual: Intake, arms: Sequence[Arm], *, protocol: Sequence[Treatment] = (), rtol: float, jobs: int | None = None,
              progress: Callable[[float, float], None] | None = None) -> tuple[list[Array], dict[int, str]]:  # fmt: skip
    """Every lane settled on its habitual diet and run through each arm, exactly as a run of its own.

    Returns:
        For each arm (days of the last week, observables, lanes) daily means; and lane -> why it failed.
    """
    settling = meal_days(cohort.system) * DAY_H
    whole = cohort.size * (settling + sum(arm.hours for arm in arms))
    done = 0.0

    def part(hours: float) -> Callable[[int, int], None] | None:
        if progress is None:
            return None
        return lambda k, _, before=done: progress(before + hours * k, whole)  # type: ignore[misc]

    settled = settle(cohort, habitual, jobs=jobs, rtol=rtol, protocol=protocol, progress=part(settling))
    done, failed = done + cohort.size * settling, dict(settled.failed)
    start = usable(cohort, settled.states)
    found = []
    for arm in arms:
        people = cohort.modified(arm.modify) if arm.modify else cohort
        schedule = with_cycle(meal_schedule(people, meal_amounts(people, arm.intake), arm.intake, arm.hours, arm.acute, eat=arm.eat), people)
        solution = solve(people, start, schedule, _days(arm.hours), rtol=rtol, jobs=jobs, progress=part(arm.hours))
        assert solution.means is not None
        found.append(solution.means)
        failed.update(solution.failed)
        done += cohort.size * arm.hours
    return found, failed


def fed_evenly(cohort: Cohort, habitual: Intake, arms: Sequence[Arm], *, protocol: Sequence[Treatment] = (), jobs: int | None = None,
               rtol: float = FINE, first: np.ndarray | None = None,
               progress: Callable[[float, float], None] | None = None) -> list[Array]:  # fmt: skip
    """As `last_week`, but with the food spread over the day, and frequent doses too, which takes a fiftieth of the time; NaN where a lane failed.

    Args:
        arms: with their doses spread evenly as well (`arms_of`).
        first: (lanes,) the first lane of the same draw: it is settled before the others, which go on from where it came to rest.
    """
    hurried, done = paces(cohort.system), 0.0
    hours = even_hours(protocol, SETTLE_EVEN_DAYS * DAY_H)
    leaders, of = np.unique(np.arange(cohort.size) if first is None else first, return_inverse=True)
    draws = cohort.take(leaders)
    whole = cohort.size * (hours + sum(arm.hours for arm in arms)) + (leaders.size < cohort.size) * leaders.size * hours
    quick = cohort.modified(hurried) if hurried else cohort
    dosed = doses(protocol, -hours, 0.0, evenly=True)

    def told(people: int, span: float) -> Callable[[int, int], None] | None:
        nonlocal done
        before, done = done, done + people * span
        return None if progress is None else lambda k, _: progress(before + span * k, whole)

    def meals(intake: Intake, which: slice | np.ndarray) -> Array:
        return meal_amounts(draws, intake)[:, :, which]  # lanes of a draw eat the same

    start = seed_states(draws)
    for people, which in ((quick.take(leaders), slice(None)), (quick, of)) if leaders.size < cohort.size else ((quick, of),):
        schedule = even_feeding(people, meals(habitual, which), habitual, hours, dosed)
        rested = solve(people, start[:, which], schedule, [hours], rtol=rtol, jobs=jobs, means=False, progress=told(people.size, hours))
        start = usable(people, rested.states)
    failed = ~np.isfinite(rested.states).all(axis=0)
    found = []
    for arm in arms:
        people = cohort.modified(arm.modify) if arm.modify else cohort
        schedule = even_feeding(people, meals(arm.intake, of), arm.intake, arm.hours, arm.acute)
        solution = solve(people, start, schedule, _days(arm.hours), rtol=rtol, jobs=jobs, progress=told(people.size, arm.hours))
        assert solution.means is not None
        found.append(np.where(failed, np.nan, solution.means))
    return found


def _days(hours: float) -> Array:
    """Ends of the days of the last week, and its beginning."""
    last = round(hours / DAY_H)
    return DAY_H * np.arange(max(last - WEEK_D, 0), last + 1)
