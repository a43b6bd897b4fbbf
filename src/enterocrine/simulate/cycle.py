"""The menstrual cycle as inputs: which day of it each woman is on, and what hormones do on that day."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ..population.cohort import BODY
from .schedule import input_index

if TYPE_CHECKING:
    from ..engine import Schedule
    from ..population.cohort import Cohort

USUAL_DAYS = 28
LUTEAL_DAYS = 14  # from the peak of LH to the last day; what cycles differ in is the time before it
HORMONES = ("estradiol", "progesterone", "lh", "fsh")


@cache
def course() -> tuple[np.ndarray, np.ndarray]:
    """Days from the peak of LH, and (hormones, days) mean levels over their mean of a usual cycle, less one."""
    lines = [line.split("\t") for line in (BODY / "estrogen" / "cycle.tsv").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    rows = np.array(lines[1:], float)
    day, levels = rows[:, 0], rows[:, [lines[0].index(name) for name in HORMONES]].T
    # What never goes below its lowest day is the adrenals' and has a secretion of its own.
    own = HORMONES.index("progesterone")
    levels[own] -= levels[own].min()
    usual = day > LUTEAL_DAYS - USUAL_DAYS
    return day, levels / levels[:, usual].mean(axis=1, keepdims=True) - 1


def from_peak(day: Any, length: Any) -> np.ndarray:
    """Days from the peak of LH.

    Args:
        day: of the cycle, 1 on the first of menses.
        length: of the cycle [d]; the time before the peak is stretched or squeezed to fit.
    """
    before = np.asarray(length, float) - LUTEAL_DAYS - day
    squeezed = (USUAL_DAYS - LUTEAL_DAYS - 1) / np.maximum(np.asarray(length, float) - LUTEAL_DAYS - 1, 1)
    return -np.where(before > 0, before * squeezed, before)


def cycling(cohort: Cohort) -> np.ndarray:
    """Numbers of the women who have told the day of their cycle."""
    told = [k for k, p in enumerate(cohort.persons) if p.sex == "female" and getattr(p, "cycle_day", None)]
    return np.array(told, int)


def with_cycle(schedule: Schedule, cohort: Cohort, clock: float = 0.0) -> Schedule:
    """The schedule with a new stretch of inputs every midnight, where somebody cycles and the model knows of it.

    Args:
        schedule: of the asked time.
        cohort: the people; who has told no day of her cycle stays at its mean.
        clock: time of day at hour 0 [h].
    """
    who = cycling(cohort)
    rows = [input_index(cohort, f"cycle_{name}") for name in HORMONES]
    if not who.size or not all(row.size for row in rows):
        return schedule
    midnights = np.arange(24.0 - clock % 24, schedule.stop, 24.0)
    times = np.union1d(np.union1d(schedule.input_times, [schedule.start]), midnights)
    before = np.searchsorted(schedule.input_times, times, side="right") - 1
    given = np.asarray(schedule.input_values, float)[before]
    values = np.broadcast_to(given, (*given.shape[:2], cohort.size)).copy()
    passed = np.floor((times - schedule.start + clock % 24) / 24)
    first = np.array([cohort.persons[k].cycle_day for k in who], float)
    length = np.array([cohort.persons[k].cycle_length_d or USUAL_DAYS for k in who], float)
    day = (first - 1 + passed[:, None]) % length + 1
    days, levels = course()
    for row, level in zip(rows, levels, strict=True):
        values[:, row[0], who] = np.interp(from_peak(day, length), days, level)
    return replace(schedule, input_times=times, input_values=values)
