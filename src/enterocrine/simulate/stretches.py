"""A run cut into stretches of draws: each is settled and solved on all arms before the next begins.

Every draw has its own numbers and the solver keeps whole blocks of draws together, so that the cut changes no number. Without a folder to
keep them in, all draws are one stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import __version__
from . import kept as on_disk
from .kept import Kept, Stretch, key_of, missing
from .run import Settled, absolute_tolerance, kernel_of, meal_days, repeatable, settle, weeks_of

if TYPE_CHECKING:
    from ..food.intake import Intake
    from ..person.protocol import Treatment
    from ..population.cohort import Cohort
    from .arms import Arm

ON_GPU = 4  # times the draws of a stretch on processors: a GPU wants thousands at once


@dataclass(frozen=True)
class Task:
    """What is to be solved; the arguments are those of `run_arms`."""

    cohort: Cohort
    arms: Mapping[str, Arm]
    habitual: Intake
    settled: Settled | None
    every_h: float
    clock: float
    rtol: float
    protocol: tuple[Treatment, ...] = ()

    @property
    def intervals(self) -> int:
        """Averaging intervals of the longest arm."""
        return int(round(max(arm.hours for arm in self.arms.values()) / self.every_h))

    @property
    def bytes_of_draw(self) -> int:
        """Of the numbers of one draw."""
        return 8 * len(self.arms) * self.intervals * sum(q.size for q in self.cohort.system.outputs)

    @property
    def hours(self) -> float:
        """Hours that each person is solved for, the even settling aside, which takes no time."""
        return sum(arm.hours for arm in self.arms.values()) + (0 if self.settled else meal_days(self.cohort.system) * 24)

    def together(self, jobs: int | None) -> tuple[int, int]:
        """Draws that all threads together solve at once, and the most that make a stretch, both in whole blocks of the solver."""
        from ..engine.batch import SIDE_BY_SIDE, available_cores

        most = max(SIDE_BY_SIDE, int(on_disk.BYTES / self.bytes_of_draw) // SIDE_BY_SIDE * SIDE_BY_SIDE)
        if kernel_of(self.cohort.system).device == "gpu":
            return ON_GPU * most, ON_GPU * most
        return min(SIDE_BY_SIDE * (jobs or available_cores()), most), most

    def key(self) -> str:
        """A name that changes with anything the numbers depend on."""
        people, kernel = self.cohort, kernel_of(self.cohort.system)
        drawn = [people.parameters, people.food, people.unknown_fibre, people.lignin_share, people.world, people.member]
        number = "none" if people.number is None else people.number
        effort = None if self.settled is None else self.settled.effort
        known = "none" if effort is None else effort
        settled = "none" if self.settled is None else [self.settled.states, sorted(self.settled.failed), known]
        eaten = [[name, arm.hours, dict(arm.modify), arm.eat, _plain(arm.acute), _plain(arm.intake)] for name, arm in self.arms.items()]
        options = [self.every_h, self.clock, self.rtol, absolute_tolerance(people.system), _plain(self.protocol)]
        built = kernel.path.read_bytes()
        return key_of(__version__, people.system.digest, built, people.seed, number, drawn, settled, _plain(self.habitual), eaten, options)

    def solve(self, start: int, stop: int, jobs: int | None, progress: Callable[[float], None]) -> Stretch:
        """The draws from `start` up to `stop`; `progress` is called with person-hours done of them."""
        whole = (start, stop) == (0, self.cohort.size)
        people = self.cohort if whole else self.cohort.take(slice(start, stop))
        done = 0.0

        def part(hours: float) -> Callable[[int, int], None]:
            return lambda k, _, before=done: progress(before * people.size + hours * k)  # type: ignore[misc]

        if self.settled is None:
            hours = meal_days(self.cohort.system) * 24
            settled = settle(people, self.habitual, jobs=jobs, rtol=self.rtol, progress=part(hours), protocol=self.protocol, clock=self.clock)
            done += hours
        else:
            ill = {k - start: why for k, why in self.settled.failed.items() if start <= k < stop}
            effort = None if self.settled.effort is None else self.settled.effort[start:stop]
            settled = Settled(self.settled.states[:, start:stop], ill, effort=effort)
        failed, statistics = dict(settled.failed), repeatable(settled.statistics)
        values = sum(q.size for q in people.system.outputs)
        blocks = np.full((len(self.arms), self.intervals, values, people.size), np.nan)
        for block, arm in zip(blocks, self.arms.values(), strict=True):
            solution = weeks_of(
                people.modified(arm.modify) if arm.modify else people,
                settled,
                arm.intake,
                arm.hours,
                output_every_h=self.every_h,
                acute=arm.acute,
                first_meal=self.clock,
                eat=arm.eat,
                jobs=jobs,
                rtol=self.rtol,
                progress=part(arm.hours),
            )
            done += arm.hours
            failed.update(solution.failed)
            statistics = repeatable(statistics, solution.statistics)
            assert solution.means is not None
            block[: solution.means.shape[0]] = solution.means
        return Stretch(start, stop, blocks, {start + k: why for k, why in failed.items()}, statistics)


def solved(
    task: Task,
    *,
    jobs: int | None,
    progress: Callable[[int, int], None] | None,
    keep: Path | None,
    note: Callable[[str], None] | None,
) -> list[Stretch]:
    """Solve what an earlier call has not finished.

    Args:
        task: what is to be solved.
        jobs: threads.
        progress: called with (person-hours done, all).
        keep: output folder, or None to keep everything in memory.
        note: told in words when there is something to go on from.

    Returns:
        Stretches that cover all draws, in order; with a folder, the numbers of all but the one solved last lie on disk.
    """
    size = task.cohort.size
    everything = int(task.hours * size)
    tell = progress or (lambda done, whole: None)
    kept = None if keep is None else Kept(keep, task.key())
    held = kept.held() if kept else []
    stretches = [kept.load(*one) for one in held] if kept else []
    done = sum(stop - start for start, stop in held)
    if done:
        tell(int(done * task.hours), everything)
        if note:
            note(f"Going on: {done} of {size} draws were finished by an earlier run of the same command.")
    at_once, most = task.together(jobs)
    ahead = list(missing(size, held, at_once, task.hours, most)) if kept else [(0, size)]
    for start, stop in ahead:
        before = done * task.hours
        stretch = task.solve(start, stop, jobs, lambda hours, before=before: tell(int(before + hours), everything))
        done += stop - start
        if kept and (start, stop) != ahead[-1]:  # after the last one the run is done
            kept.save(stretch)
            stretch = kept.load(start, stop)
        stretches.append(stretch)
    return sorted(stretches, key=lambda one: one.start)


def _plain(part: Any) -> Any:
    """Something of this package as arrays, text, numbers, and lists of them."""
    if is_dataclass(part):
        return [[f.name, _plain(getattr(part, f.name))] for f in fields(part)]
    if isinstance(part, (list, tuple)):
        return [_plain(one) for one in part]
    if isinstance(part, Mapping):
        return {str(k): _plain(v) for k, v in part.items()}
    if hasattr(part, "__dict__") and not isinstance(part, np.ndarray):
        return _plain(vars(part))
    return part
