"""Meals and challenges as boluses; an even intake as a constant input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..population.cohort import MOSTELLER

if TYPE_CHECKING:
    from ..engine import Schedule
    from ..food.intake import Intake
    from ..network import System
    from ..population.cohort import Cohort


@dataclass(frozen=True)
class AcuteInput:
    """A challenge: an amount put into one place at one time.

    Args:
        at: hours from the start of the asked period.
        state: flat name of the pool element, such as `stomach[inulin]` or `acids[proximal,acetate]`, or of an input that carries a flow.
        amount: in the pool's unit, or in that of the input times hours.
        over: hours over which it is given in equal parts (0: at once), or evenly where an input carries it.
        per: `kg` or `m2` where the amount is for each kilogram of body weight or square metre of body surface.
    """

    at: float
    state: str
    amount: float
    over: float = 0.0
    per: str = ""


PARTS_PER_HOUR = 4  # an infusion is given in this many equal portions an hour


def even_feeding(cohort: Cohort, meals: np.ndarray, intake: Intake, hours: float, acute: Sequence[AcuteInput] = ()) -> Schedule:
    """The intake spread evenly over the day: what settling needs.

    Args:
        cohort: the people.
        meals: (meals, nutrients, persons) grams.
        intake: for the length of its period.
        hours: how long.
        acute: doses taken meanwhile.
    """
    from ..engine import Schedule

    n = cohort.size
    values = np.zeros((len(cohort.system.input_names), n))
    for name, amounts in eaten_pools(cohort.system, meals, intake).values():
        values[input_index(cohort, name)] = amounts.sum(axis=0) / intake.period_h
    boluses, flows = _at_once_or_flowing(cohort, acute)
    state = np.array(sorted({place for _, place in boluses}), int)
    kinds, events = _boluses(cohort, boluses, state)
    input_times, flowing = infusions(cohort, flows)
    return Schedule(
        start=0.0,
        stop=hours,
        bolus_times=np.array([t for t, _ in events]),
        bolus_kind=np.array([k for _, k in events], int),
        bolus_state=state,
        bolus_amount=np.array(kinds).reshape(len(kinds), len(state), n),
        input_times=input_times,
        input_values=values[None] + flowing,
    )


def meal_schedule(
    cohort: Cohort,
    meals: np.ndarray,
    intake: Intake,
    hours: float,
    acute: Sequence[AcuteInput] = (),
    first_meal: float = 0.0,
    eat: bool = True,
) -> Schedule:
    """The intake's meals, repeated to fill the time, and challenges.

    Args:
        cohort: the people.
        meals: (meals, nutrients, persons) grams.
        intake: times of its meals within its period.
        hours: how long.
        acute: challenges on top.
        first_meal: clock time of hour 0 [h].
        eat: False for a fast with challenges only.
    """
    from ..engine import Schedule

    system, n = cohort.system, cohort.size
    boluses, flows = _at_once_or_flowing(cohort, acute)
    pools = eaten_pools(system, meals, intake)
    eaten = np.concatenate([system.state_index(pool).ravel() for pool in pools])
    others = sorted({place for _, place in boluses} - set(eaten))
    state = np.concatenate([eaten, np.array(others, int)]).astype(int)
    amounts = np.concatenate([grams for _, grams in pools.values()], axis=1)
    kinds = [np.vstack([m, np.zeros((len(others), n))]) for m in amounts] if eat else []
    events: list[tuple[float, int]] = []
    if eat:
        for cycle in range(int(np.ceil((hours + first_meal) / intake.period_h)) + 1):
            for k, clock in enumerate(intake.meal_h):
                time = cycle * intake.period_h + clock - first_meal
                if 0 <= time < hours:
                    events.append((time, k))
    doses, given = _boluses(cohort, boluses, state, len(kinds))
    kinds += doses
    events = sorted([*events, *given], key=lambda e: e[0])
    input_times, input_values = infusions(cohort, flows)
    return Schedule(
        start=0.0,
        stop=hours,
        bolus_times=np.array([t for t, _ in events]),
        bolus_kind=np.array([k for _, k in events], int),
        bolus_state=state,
        bolus_amount=np.array(kinds).reshape(len(kinds), len(state), n),
        input_times=input_times,
        input_values=input_values,
    )


def _at_once_or_flowing(cohort: Cohort, acute: Sequence[AcuteInput]) -> tuple[list[tuple[AcuteInput, int]], list[AcuteInput]]:
    """What is added to a state, with its place, and what flows in through an input."""
    place = {name: k for k, name in enumerate(cohort.system.states)}
    return [(a, place[a.state]) for a in acute if a.state in place], [a for a in acute if a.state not in place]


def _boluses(cohort: Cohort, boluses: Sequence[tuple[AcuteInput, int]], state: np.ndarray,
             first: int = 0) -> tuple[list[np.ndarray], list[tuple[float, int]]]:
    """Kinds of dose (states, persons), numbered from `first`, and (hour, kind) of each; a dose that comes again is one kind."""
    column = {s: k for k, s in enumerate(state)}
    numbers: dict[tuple[str, float, str], int] = {}
    kinds: list[np.ndarray] = []
    events: list[tuple[float, int]] = []
    for a, place in boluses:
        parts = max(1, int(round(a.over * PARTS_PER_HOUR)))
        key = (a.state, a.amount / parts, a.per)
        if key not in numbers:
            dose = np.zeros((len(state), cohort.size))
            dose[column[place]] = a.amount / parts * body_size(cohort, a.per)
            numbers[key] = first + len(kinds)
            kinds.append(dose)
        events += [(a.at + a.over * part / parts, numbers[key]) for part in range(parts)]
    return kinds, sorted(events, key=lambda e: e[0])


def infusions(cohort: Cohort, acute: Sequence[AcuteInput]) -> tuple[np.ndarray, np.ndarray]:
    """Stretches in which inputs that carry a flow are constant.

    Args:
        cohort: the people.
        acute: what flows in through inputs of the model; flows into one input add up.

    Returns:
        (stretches,) hours at which each begins, and (stretches, inputs, persons or 1) values.
    """
    names = {name: k for k, name in enumerate(cohort.system.input_names)}
    times = np.unique([0.0, *(t for a in acute for t in (a.at, a.at + a.over))])
    values = np.zeros((len(times), len(names), cohort.size if acute else 1))
    for a in acute:
        running = (times >= a.at) & (times < a.at + a.over)
        values[running, names[a.state]] += a.amount / a.over * body_size(cohort, a.per)
    return times, values


def eaten_pools(system: System, meals: np.ndarray, intake: Intake) -> dict[str, tuple[str, np.ndarray]]:
    """Pool that eating fills -> the input that fills it evenly, and (meals, elements, ...) grams a meal; `meals` (meals, nutrients, ...)."""
    from .exposures import meal_exposures

    pools = {"stomach": ("feeding", meals)}
    if any(q.name == "exposures" for q in system.pools):
        grams = meal_exposures(intake)
        pools["exposures"] = ("exposing", np.broadcast_to(grams.reshape(*grams.shape, *[1] * (meals.ndim - 2)), (*grams.shape, *meals.shape[2:])))
    return pools


def input_index(cohort: Cohort, name: str) -> np.ndarray:
    """Flat positions of an input's elements."""
    return np.array([k for k, flat in enumerate(cohort.system.input_names) if flat.split("[")[0] == name], int)


def body_size(cohort: Cohort, per: str) -> np.ndarray | float:
    """(persons,) kg of body weight or m2 of body surface, or 1."""
    if not per:
        return 1.0
    weight = np.array([p.weight_kg for p in cohort.persons], float)
    if per == "kg":
        return weight
    height = np.array([p.height_m for p in cohort.persons], float)
    return np.sqrt(weight * height / MOSTELLER)
