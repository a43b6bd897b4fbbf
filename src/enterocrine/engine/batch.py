"""A batch of persons through a schedule of meals and doses: trajectories, means, and a reason for everyone who failed."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from enterocrine.engine import gpu
from enterocrine.engine.gpu import GpuKernel
from enterocrine.engine.kernel import Kernel
from enterocrine.errors import FaultList, SolveError

METHODS = {"rodas4": 0, "rodasp": 1, "rodasp2": 2, "rodas5p": 3, "rodas3": 4}     # places in methods.h
SIDE_BY_SIDE = 32      # persons among whom like ones are put together: a batch cut at multiples of it gives the same numbers
WIDE = 1e300      # tolerance of states that do not count in the error
Array = np.ndarray[Any, np.dtype[Any]]


def _no_numbers(*shape: int) -> Array:
    return np.zeros(shape)


@dataclass
class Schedule:
    """When something is added and when inputs change.

    Args:
        start, stop: hours.
        bolus_times (E,): hours, in [start, stop); what is due at `stop` belongs to the next run.
        bolus_kind (E,): which row of `bolus_amount` is given; kinds that come back let the solver remember a good first step.
        bolus_state (M,): flat indices of the states that are added to.
        bolus_amount (K, M, persons or 1): amount of each kind, in each state's unit.
        input_times (S,): start of each stretch of constant inputs; the first at or before `start`.
        input_values (S, n_inputs, persons or 1).
    """

    start: float
    stop: float
    bolus_times: Array = field(default_factory=lambda: _no_numbers(0))
    bolus_kind: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    bolus_state: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    bolus_amount: Array = field(default_factory=lambda: _no_numbers(0, 0, 1))
    input_times: Array = field(default_factory=lambda: _no_numbers(0))
    input_values: Array = field(default_factory=lambda: _no_numbers(0, 0, 1))


@dataclass(frozen=True)
class Solution:
    """What came out.

    Args:
        times (T,): hours asked for.
        values (T, n_obs, persons): observables at these times, before anything that is added at that moment; None if not asked.
        means (T - 1, n_obs, persons): time averages between them; None if not asked.
        states (n_states, persons): at the end of the schedule.
        lowest (n_states, persons): lowest value of each state at any step.
        effort (persons,): about how many steps each person alone would have needed.
        failed: person -> reason in words; numbers after the failure are NaN.
        statistics: steps, rejected steps, seconds.
        shares (2, n_states): each state's part in the errors that decided on steps, summed over steps taken and over rejected ones; None if
            not asked.
    """

    times: Array
    values: Array | None
    means: Array | None
    states: Array
    lowest: Array
    effort: Array
    failed: dict[int, str]
    statistics: dict[str, Any]
    shares: Array | None = None


class _Problem(ctypes.Structure):
    """Mirror of `Problem` in rosenbrock.h."""

    _fields_ = (
        [(n, ctypes.c_int64) for n in (
            "persons", "events", "kinds", "doses", "input_persons", "times", "method", "most_steps", "want_means", "amounts")]
        + [(n, ctypes.c_double) for n in ("rtol", "smallest_step")]
        + [(n, ctypes.c_void_p) for n in (
            "y0", "parameters", "atol", "event_time", "event_kind", "event_segment", "dose_state", "dose_amount",
            "input_values", "asked", "result_values", "result_means", "states", "lowest", "fault", "fault_state", "fault_time", "steps",
            "rejected", "order", "effort", "shares", "cancel")]
    )


def solve(kernel: Kernel, y0: Array, parameters: Array, schedule: Schedule, times: Array | Sequence[float], *, rtol: float = 1e-3,
          atol: Array | float = 1e-6, jobs: int | None = None, progress: Callable[[int, int], None] | None = None,
          uncontrolled: Array | None = None, method: str = "rodas4", values: bool = True, means: bool = True,
          smallest_step: float = 1e-10, most_steps: int = 100_000, like: Array | None = None, amounts: bool = False,
          shares: bool = False) -> Solution:
    """Integrate every person through the schedule.

    Args:
        kernel: the compiled model, from `load` or `gpu.load`.
        y0 (n_states, persons), parameters (n_parameters, persons or 1): canonical units.
        schedule: meals, doses and inputs.
        times (T,): hours in [start, stop], ascending; they never influence the steps.
        rtol, atol: tolerance of a step's error: atol + rtol * size, atol a number or one per state.
        jobs: threads; the numbers do not depend on it. A GPU takes all persons at once.
        progress: called with (persons done, persons).
        uncontrolled (n_states,) bool: states, such as ledgers, left out of the error.
        method: the Rosenbrock method, a key of `METHODS`.
        values, means: what to keep.
        smallest_step: hours; a person who needs less has failed.
        most_steps: between two events; the person who needs more has failed.
        like (persons,): persons with near values share their steps, within `SIDE_BY_SIDE` persons; an earlier solution's `effort` is a
            good choice.
        amounts: states are amounts: no step takes one of them below 0 by more than atol.
        shares: find out which states decide on the steps; on a CPU.

    Raises:
        SolveError: arguments that do not fit (all faults at once).

    Source: Hairer & Wanner, Solving Ordinary Differential Equations II (1996), IV.7.
    """
    began = time.perf_counter()
    batch = _Batch(kernel, y0, parameters, schedule, np.asarray(times, float), float(rtol), atol, uncontrolled, method, values, means,
                   smallest_step, most_steps, like, amounts, shares and not isinstance(kernel, GpuKernel))
    if isinstance(kernel, GpuKernel):
        gpu.run(kernel, batch.problem, batch.arrays, progress)
    else:
        batch.run(jobs, progress)
    return batch.solution(time.perf_counter() - began)


class _Batch:
    """Checked arrays of one call, laid out as the kernel wants them; keeps them alive while it runs."""

    def __init__(self, kernel: Kernel, y0: Array, parameters: Array, schedule: Schedule, times: Array, rtol: float, atol: Any,
                 uncontrolled: Array | None, method: str, values: bool, means: bool, smallest_step: float, most_steps: int,
                 like: Array | None, amounts: bool, shares: bool) -> None:
        self.kernel, self.times = kernel, times
        n, n_parameters = len(kernel.state_names), len(kernel.parameter_names)
        n_observables = len(kernel.observable_names)
        faults = FaultList(SolveError)
        y0 = np.asarray(y0, float)
        if y0.ndim != 2 or y0.shape[0] != n or y0.shape[1] == 0:
            faults.add(f"y0 has shape {y0.shape}, wanted ({n}, persons)", "y0")
            faults.raise_if_any()
        self.persons = persons = y0.shape[1]
        self.groups = -(-persons // kernel.lanes)

        def shaped(name: str, array: Any, *shape: int, dtype: Any = float) -> Array:
            array = np.asarray(array, dtype)
            try:
                return np.array(np.broadcast_to(array, shape), dtype=dtype, order="C")      # an owned, contiguous copy
            except ValueError:
                faults.add(f"{name} has shape {array.shape}, wanted {shape}", name)
                return np.zeros(shape, dtype)

        if method not in METHODS:
            faults.add(f"unknown method {method!r}", "method", nearest=tuple(METHODS))
        if not 0 < rtol < 1:
            faults.add(f"rtol is {rtol}, wanted a number between 0 and 1", "rtol")
        a: dict[str, Array] = {"y0": shaped("y0", y0, n, persons), "atol": shaped("atol", atol, n),
                               "parameters": shaped("parameters", parameters, n_parameters, persons)}
        if (a["atol"] <= 0).any():
            faults.add("atol must be positive", "atol")
        a["asked"] = shaped("times", times, times.size)
        if times.size and ((np.diff(times) <= 0).any() or times[0] < schedule.start or times[-1] > schedule.stop):
            faults.add(f"times must ascend within [{schedule.start}, {schedule.stop}]", "times")
        skip = np.zeros(n, bool) if uncontrolled is None else shaped("uncontrolled", uncontrolled, n, dtype=bool)
        a["atol"][skip] = WIDE
        self._lay_out_schedule(a, schedule, faults, shaped)
        for name in ("y0", "parameters", "dose_amount", "input_values"):
            self._only_numbers(name, a[name], faults)
        faults.raise_if_any()
        if values:
            a["result_values"] = np.full((times.size, n_observables, persons), np.nan)
        if means:
            a["result_means"] = np.full((max(times.size - 1, 0), n_observables, persons), np.nan)
        a["states"], a["lowest"] = np.full((n, persons), np.nan), np.full((n, persons), np.nan)
        for name, size in (("fault", persons), ("fault_state", persons), ("steps", self.groups), ("rejected", self.groups), ("cancel", 1)):
            a[name] = np.zeros(size, np.int64)
        a["fault_time"], a["effort"] = np.zeros(persons), np.zeros(persons)
        if shares:
            a["shares"] = np.zeros((self.groups, 2, n))
        self.expected = None if like is None else shaped("like", like, persons)
        a["order"] = np.arange(persons) if self.expected is None else _alike(self.expected)
        self.arrays = a
        self.problem = _Problem(
            persons=persons, events=a["event_kind"].size, kinds=a["dose_amount"].shape[0], doses=a["dose_state"].size,
            input_persons=a["input_values"].shape[2], times=times.size, method=METHODS[method], most_steps=most_steps,
            want_means=int(means), amounts=int(amounts), rtol=rtol, smallest_step=smallest_step,
            **{name: array.ctypes.data for name, array in a.items()})

    def _lay_out_schedule(self, a: dict[str, Array], s: Schedule, faults: FaultList, shaped: Callable[..., Array]) -> None:
        """One row of events: at each moment at most one bolus and one change of inputs; the first is the start."""
        n_inputs = len(self.kernel.input_names)
        bolus_times, input_times = np.asarray(s.bolus_times, float).ravel(), np.asarray(s.input_times, float).ravel()
        amount = np.asarray(s.bolus_amount, float)
        kinds, doses = (amount.shape[0], np.size(s.bolus_state)) if amount.ndim == 3 else (0, 0)
        a["dose_amount"] = shaped("bolus_amount", amount, kinds, doses, self.persons)
        a["dose_state"] = shaped("bolus_state", s.bolus_state, doses, dtype=np.int64)
        kind = shaped("bolus_kind", s.bolus_kind, bolus_times.size, dtype=np.int64)
        if not s.stop > s.start:
            faults.add(f"stop ({s.stop}) must be after start ({s.start})", "schedule")
        if amount.ndim != 3:
            faults.add(f"bolus_amount has shape {amount.shape}, wanted (kinds, states, persons)", "schedule.bolus_amount")
        elif kind.size and not (kind.min() >= 0 and kind.max() < kinds):
            faults.add(f"bolus_kind must lie in 0..{kinds - 1}", "schedule.bolus_kind")
        if doses and not (a["dose_state"].min() >= 0 and a["dose_state"].max() < len(self.kernel.state_names)):
            faults.add(f"bolus_state must lie in 0..{len(self.kernel.state_names) - 1}", "schedule.bolus_state")
        if (np.diff(bolus_times) < 0).any():
            faults.add("bolus_times must ascend", "schedule.bolus_times")
        if bolus_times.size and (bolus_times[0] < s.start or bolus_times[-1] >= s.stop):
            faults.add(f"bolus_times must lie in [{s.start}, {s.stop})", "schedule.bolus_times")
        if (np.diff(input_times) <= 0).any() or (n_inputs and (not input_times.size or input_times[0] > s.start)):
            faults.add("input_times must ascend and begin at or before the start", "schedule.input_times")
        values = np.asarray(s.input_values, float)
        if n_inputs:
            wide = values.shape[2] if values.ndim == 3 else 1
            a["input_values"] = shaped("input_values", values, input_times.size, n_inputs, self.persons if wide != 1 else 1)
        else:
            a["input_values"], input_times = np.zeros((1, 0, 1)), np.zeros(0)
        # Stretches that ended before the start do not matter; the one that holds at the start is applied there.
        began = max(int(np.searchsorted(input_times, s.start, side="right")) - 1, 0)
        input_times, a["input_values"] = input_times[began:].clip(min=s.start), np.ascontiguousarray(a["input_values"][began:])
        rows = sorted([(s.start, 0, -1, -1)] + [(t, 1, -1, k) for k, t in enumerate(input_times) if t < s.stop]
                      + [(t, 2, int(k), -1) for t, k in zip(bolus_times, kind, strict=True)], key=lambda row: row[:2])
        events: list[list[float]] = []
        for t, _, k, segment in rows:
            if events and events[-1][0] == t and (k < 0 or events[-1][1] < 0):
                events[-1][1], events[-1][2] = max(events[-1][1], k), max(events[-1][2], segment)
            else:
                events.append([t, k, segment])
        a["event_time"] = np.array([e[0] for e in events] + [s.stop], float)
        a["event_kind"] = np.array([e[1] for e in events], np.int64)
        a["event_segment"] = np.array([e[2] for e in events], np.int64)

    def _only_numbers(self, name: str, array: Array, faults: FaultList) -> None:
        bad = np.argwhere(~np.isfinite(array))
        if bad.size:
            names = {"y0": self.kernel.state_names, "parameters": self.kernel.parameter_names}.get(name)
            first = f"{names[bad[0][0]]} of person {bad[0][-1]}" if names else f"entry {tuple(int(i) for i in bad[0])}"
            faults.add(f"{len(bad)} values of {name} are not finite numbers, first {first}", name)

    def run(self, jobs: int | None, progress: Callable[[int, int], None] | None) -> None:
        """Groups in fixed order over threads; Ctrl-C stops all of them at their next step."""
        call, address, cancel = self.kernel.library.solve_groups, ctypes.addressof(self.problem), self.arrays["cancel"]
        threads = max(1, min(jobs or available_cores(), self.groups))
        rounds = -(-self.groups // (threads * self.kernel.team))      # teams of one size, so that threads end together
        size = -(-self.groups // (threads * rounds))
        teams = [(first, min(size, self.groups - first)) for first in range(0, self.groups, size)]
        teams.sort(key=self._work, reverse=True)      # the longest first, so that no thread is left with a long one at the end
        done = 0
        pool = ThreadPoolExecutor(threads)
        try:
            waiting = {pool.submit(call, address, *team): team for team in teams}
            while waiting:
                finished, _ = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in finished:
                    first, count = waiting.pop(future)
                    if future.result():
                        raise SolveError("not enough memory for a group of persons")
                    done += min(count * self.kernel.lanes, self.persons - first * self.kernel.lanes)
                if finished and progress is not None:
                    progress(done, self.persons)
        finally:
            cancel[0] = 1      # no effect once all groups are done
            pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, team: tuple[int, int]) -> float:
        """Steps that a team's groups will need, as far as it is known: those of the slowest person of each."""
        if self.expected is None:
            return 0.0
        lanes = self.kernel.lanes
        of_persons = self.expected[self.arrays["order"]]
        return sum(float(of_persons[group * lanes: (group + 1) * lanes].max()) for group in range(team[0], team[0] + team[1]))

    def solution(self, seconds: float) -> Solution:
        a = self.arrays
        failed = {int(p): self._reason(int(p)) for p in np.flatnonzero(a["fault"])}
        statistics = {"persons": self.persons, "groups": self.groups, "steps": int(a["steps"].sum()), "rejected": int(a["rejected"].sum()),
                      "most_steps_of_a_group": int(a["steps"].max()), "events": int(a["event_kind"].size), "seconds": seconds}
        return Solution(self.times, a.get("result_values"), a.get("result_means"), a["states"], a["lowest"], a["effort"], failed, statistics,
                        a["shares"].sum(axis=0) if "shares" in a else None)

    def _reason(self, person: int) -> str:
        a, p = self.arrays, self.problem
        index = int(a["fault_state"][person])
        state = self.kernel.state_names[index] if index >= 0 else "unknown"
        where = f"at t={a['fault_time'][person]:.6g} h in state {state}"
        return {1: f"rate of change is not a finite number {where}",
                2: f"step size fell below {p.smallest_step:g} h {where}",
                3: f"more than {p.most_steps} steps were needed between two events, {where}",
                4: f"the state is not a finite number after any step down to {p.smallest_step:g} h {where}"}[int(a["fault"][person])]


def _alike(like: Array) -> Array:
    """Persons in the order in which they are solved."""
    blocks = [start + np.argsort(like[start: start + SIDE_BY_SIDE], kind="stable") for start in range(0, len(like), SIDE_BY_SIDE)]
    return np.concatenate(blocks)


def available_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
