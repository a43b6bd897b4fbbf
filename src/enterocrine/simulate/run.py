"""One batched solve after another: settle on the habitual diet, then the asked weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ..population.cohort import BODY
from .cycle import with_cycle
from .doses import doses, even_hours
from .meals import meal_amounts
from .schedule import even_feeding, meal_schedule

if TYPE_CHECKING:
    from ..engine import Kernel, Schedule, Solution
    from ..food.intake import Intake
    from ..network import System
    from ..network.parameters import Row
    from ..person.protocol import Treatment
    from ..population.cohort import Cohort

_DEVICE: ContextVar[str] = ContextVar("device", default="cpu")
RTOL = 1e-3
STATED_ERROR = 0.01  # largest relative error of a daily mean at RTOL, with room to spare; a test measures it
SETTLE_EVEN_DAYS = 70.0
SETTLE_MEAL_DAYS = 7.0
SETTLE_SLOW_DAYS = 14.0  # instead, where a model remembers meals for days and adapts to them
SMALL = 1e-4  # amount of a pool that is as good as nothing where its table does not say


@dataclass(frozen=True)
class Settled:
    """Virtual people who have eaten their habitual diet long enough: `states` (states, persons), who could not be solved, and
    how many steps each needed (people with like numbers are later solved side by side)."""

    states: np.ndarray
    failed: dict[int, str]
    statistics: dict[str, int] = field(default_factory=dict)
    effort: np.ndarray | None = None


@contextmanager
def on_device(name: str) -> Iterator[None]:
    """Solve on the `cpu` or on a `gpu` what is solved within the block.

    Raises:
        SolveError: there is no GPU, or nothing to drive it.
    """
    if name == "gpu":
        from ..engine.gpu import driver

        driver()  # what is missing is told before any work
    before = _DEVICE.set(name)
    try:
        yield
    finally:
        _DEVICE.reset(before)


def kernel_of(system: System) -> Kernel:
    """The compiled model for the device that is asked for."""
    return _kernel(system, _DEVICE.get())


@cache
def _kernel(system: System, device: str) -> Kernel:
    from .. import engine

    return engine.gpu.load(system) if device == "gpu" else engine.load(system)


def absolute_tolerance(system: System) -> np.ndarray:
    """(states,) absolute tolerance."""
    small = settings(system, "small")
    return np.array([small.get(q.name, SMALL) for q in system.pools for _ in range(q.size)])


@cache
def settings(system: System, kind: str) -> dict[str, float]:
    """Pool -> what the tables beside the mechanisms say of it, in canonical units.

    Args:
        system: the model.
        kind: `start`, where settling starts from (else 0), or `small`, the amount that is as good as nothing.
    """
    from ..network.units import convert

    unit = {q.name: q.unit for q in system.pools}
    rows = [row for _, row in _settings(kind) if row.labels[0] in unit]
    return {row.labels[0]: convert(row.value, row.unit, unit[row.labels[0]]) for row in rows}


@cache
def paces(system: System) -> dict[str, float]:
    """Rate (`table.name`) -> by how much it is raised while people settle on meals, so that what takes months in life is at rest."""
    known = {name.split("[")[0] for name in system.parameter_names}
    return {name: row.value for table, row in _settings("faster") if (name := f"{table}.{row.labels[0]}") in known}


def meal_days(system: System) -> float:
    """Days of meals with which people settle."""
    return SETTLE_SLOW_DAYS if paces(system) else SETTLE_MEAL_DAYS


def _settings(kind: str) -> list[tuple[str, Row]]:
    """Rows of a kind, with their tables."""
    from ..network import ParameterTable

    tables = (ParameterTable(path) for path in sorted(BODY.glob("*/parameters.tsv")))
    return [(table.name, row) for table in tables for row in table.rows if row.id == kind]


def solve(
    cohort: Cohort,
    start: np.ndarray,
    schedule: Schedule,
    times: Any,
    *,
    rtol: float = RTOL,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    values: bool = False,
    means: bool = True,
    like: np.ndarray | None = None,
) -> Solution:
    """Run a cohort through a schedule."""
    from .. import engine

    return engine.solve(
        kernel_of(cohort.system),
        start,
        cohort.parameters,
        schedule,
        times,
        rtol=rtol,
        atol=absolute_tolerance(cohort.system) * rtol / RTOL,
        jobs=jobs,
        progress=progress,
        uncontrolled=cohort.system.ledger,
        values=values,
        means=means,
        like=like,
        amounts=True,
    )


def seed_states(cohort: Cohort) -> np.ndarray:
    """(states, persons) contents from which settling starts; guilds that a person does not carry are absent."""
    system, n = cohort.system, cohort.size
    start = np.zeros((len(system.states), n))
    for pool, amount in settings(system, "start").items():
        start[system.state_index(pool).ravel()] = amount
    carried = {name: k for k, name in enumerate(system.parameter_names)}
    for guild in system.state_index("biomass").T:
        label = system.states[guild[0]].split(",")[1].rstrip("]")
        start[guild] *= cohort.parameters[carried[f"microbiome.presence[{label}]"]]
    return start


def settle(
    cohort: Cohort,
    intake: Intake,
    *,
    jobs: int | None = None,
    rtol: float = RTOL,
    progress: Callable[[int, int], None] | None = None,
    start: np.ndarray | None = None,
    protocol: Sequence[Treatment] = (),
    clock: float = 0.0,
) -> Settled:
    """Bring a cohort to its habitual diet: first eaten evenly, then as meals, slow adaptations hurried; and to what it takes.

    Args:
        cohort: the people.
        intake: what they habitually eat.
        start: (states, persons) to settle from instead of the seed contents.
        protocol: what is taken as prescribed, each dose at its hour, so that the end is the state of people on it just before the run.
        clock: time of day at the end [h].
    """
    meals = meal_amounts(cohort, intake)
    start = seed_states(cohort) if start is None else start
    whole = max(1, round(meal_days(cohort.system) * 24 / intake.period_h)) * intake.period_h
    evenly = even_hours(protocol, SETTLE_EVEN_DAYS * 24)
    even = solve(
        cohort,
        start,
        even_feeding(cohort, meals, intake, evenly, doses(protocol, -evenly - whole, -whole, clock)),
        [evenly],
        rtol=rtol,
        jobs=jobs,
        means=False,
    )
    hurried = paces(cohort.system)
    fed = solve(
        cohort.modified(hurried) if hurried else cohort,
        usable(cohort, even.states),
        meal_schedule(cohort, meals, intake, whole, doses(protocol, -whole, 0.0, clock)),
        [whole],
        rtol=rtol,
        jobs=jobs,
        means=False,
        progress=progress,
        like=even.effort,
    )
    return Settled(fed.states, {**fed.failed, **even.failed}, repeatable(even.statistics, fed.statistics), fed.effort)


def repeatable(*statistics: Mapping[str, int]) -> dict[str, int]:
    """The solver's statistics of several solves together: what does not depend on the clock, on threads or on stretches."""
    return {
        "steps": sum(int(s.get("steps", 0)) for s in statistics),
        "rejected": sum(int(s.get("rejected", 0)) for s in statistics),
        "most_steps_of_a_group": max((int(s.get("most_steps_of_a_group", 0)) for s in statistics), default=0),
    }


def usable(cohort: Cohort, states: np.ndarray) -> np.ndarray:
    """Failed persons carry NaN; they stay on the list of failures and go on as a neighbour who did not fail.

    Neighbours are those who may be solved side by side; nobody else matters, so that they give the same numbers whichever others are
    solved with them.
    """
    from ..engine.batch import SIDE_BY_SIDE

    bad = ~np.isfinite(states).all(axis=0)
    if not bad.any():
        return states
    states = states.copy()
    for start in range(0, states.shape[1], SIDE_BY_SIDE):
        group = slice(start, start + SIDE_BY_SIDE)
        ill, well = start + np.flatnonzero(bad[group]), start + np.flatnonzero(~bad[group])
        if ill.size:
            states[:, ill] = states[:, well[:1]] if well.size else seed_states(cohort.take(ill))
    return states


def weeks_of(
    cohort: Cohort,
    settled: Settled,
    intake: Intake,
    hours: float,
    *,
    output_every_h: float = 24.0,
    acute: Any = (),
    first_meal: float = 0.0,
    eat: bool = True,
    jobs: int | None = None,
    rtol: float = RTOL,
    progress: Callable[[int, int], None] | None = None,
    values: bool = False,
) -> Solution:
    """The asked time on an intake, from the settled state.

    Returns:
        Means over every `output_every_h` (and, where asked, the values at those times).
    """
    times = np.arange(0.0, hours + output_every_h / 2, output_every_h)
    schedule = meal_schedule(cohort, meal_amounts(cohort, intake), intake, max(hours, float(times[-1])), acute, first_meal, eat)
    schedule = with_cycle(schedule, cohort, first_meal)
    start = usable(cohort, settled.states)
    return solve(cohort, start, schedule, times, rtol=rtol, jobs=jobs, progress=progress, values=values, like=settled.effort)
