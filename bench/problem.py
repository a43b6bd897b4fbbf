"""What every solver is given: the same people, meals and days; and how far an answer is from the reference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

PERSON = Path(__file__).resolve().parent.parent / "examples" / "person.yaml"
FINE = 1e-10          # relative tolerance of the reference
PARTS_A_DAY = 96      # daily means of a peer are sums over the middles of this many parts; meals never fall on a middle
FLOOR = 1e-3          # share of an output's largest value below which an error is not called relative any more


@dataclass(frozen=True)
class Problem:
    """Virtual versions of the example person, settled on their diet, and the days to solve.

    Args:
        persons: how many.
        days: how long.
        of: of how many draws; if more than `persons`, as many are taken evenly spaced of those who carry every guild. In libRoadRunner a
            guild that a person lacks comes up from nothing: rounding leaves 1e-20 of it, and its niche is free.
        model: which model; the colon by default, because AMICI needs a quarter of an hour to read it and hours for the whole axis.
    """

    persons: int
    days: int
    of: int = 0
    model: str = "colon_only"

    @cached_property
    def system(self) -> Any:
        from enterocrine import models

        return models.model(self.model)

    @cached_property
    def kernel(self) -> Any:
        from enterocrine.simulate.run import kernel_of

        return kernel_of(self.system)

    @cached_property
    def diet(self) -> Any:
        from enterocrine import person

        return person.load(PERSON).diet

    @cached_property
    def cohort(self) -> Any:
        from enterocrine import person
        from enterocrine.population import draw

        everyone = draw(self.system, person.load(PERSON), max(self.of, self.persons), 1)
        if self.of <= self.persons:
            return everyone
        presence = everyone.parameters[[name.startswith("microbiome.presence[") for name in self.system.parameter_names]]
        carry_all = np.flatnonzero((presence > 0).all(axis=0))
        return everyone.take(carry_all[np.linspace(0, len(carry_all) - 1, self.persons).astype(int)])

    @cached_property
    def settled(self) -> Any:
        """Contents (states, persons) after settling, and how many steps each person needed."""
        from enterocrine.simulate import settle

        return settle(self.cohort, self.diet, jobs=1)

    @cached_property
    def grams(self) -> np.ndarray:
        """(meals, nutrients, persons)."""
        from enterocrine.simulate.meals import meal_amounts

        return meal_amounts(self.cohort, self.diet)

    @cached_property
    def schedule(self) -> Any:
        from enterocrine.simulate.schedule import meal_schedule

        return meal_schedule(self.cohort, self.grams, self.diet, self.days * 24.0)

    @cached_property
    def atol(self) -> np.ndarray:
        """(states,) amounts that do not matter, at a relative tolerance of 1e-3."""
        from enterocrine.simulate.run import absolute_tolerance

        return absolute_tolerance(self.system)

    @property
    def midnights(self) -> np.ndarray:
        """(days + 1,) hours."""
        return 24.0 * np.arange(self.days + 1)

    @property
    def middles(self) -> np.ndarray:
        """(days * PARTS_A_DAY,) hours at which a peer's pools are read where their daily means are judged."""
        return (np.arange(self.days * PARTS_A_DAY) + 0.5) * 24.0 / PARTS_A_DAY

    def segments(self, person: int) -> list[tuple[float, float, np.ndarray]]:
        """(start, stop, amounts (states,) added at the start) from meal to meal: for solvers that are restarted at each.

        What a meal brings goes into the stomach and, in models beyond the colon, straight to what feels that something is eaten.
        """
        plan = self.schedule
        at = [0.0, *plan.bolus_times, self.days * 24.0]
        rows = [(0.0, at[1], np.zeros(len(self.system.states)))] if at[1] > 0 else []
        for k, kind in enumerate(plan.bolus_kind):
            added = np.zeros(len(self.system.states))
            added[plan.bolus_state] = plan.bolus_amount[kind, :, person]
            rows.append((at[k + 1], at[k + 2], added))
        return rows

    def observables(self, states: np.ndarray, person: int) -> np.ndarray:
        """(observables, points) of states (states, points) of one person."""
        from enterocrine import engine

        still = engine.Schedule(0.0, 1e-6, input_times=np.zeros(1), input_values=np.zeros((1, len(self.system.input_names), 1)))
        found = engine.solve(self.kernel, states, self.cohort.parameters[:, [person]], still, [0.0], rtol=0.1, means=False, jobs=1)
        return found.values[0]

    def ours(self, rtol: float, *, method: str = "rodas4", times: Any = None, values: bool = False, jobs: int = 1, chosen: Any = None) -> Any:
        """The engine's solution."""
        from dataclasses import replace

        from enterocrine import engine

        who = slice(None) if chosen is None else list(chosen)
        plan = replace(self.schedule, bolus_amount=self.schedule.bolus_amount[:, :, who])
        return engine.solve(
            self.kernel, self.settled.states[:, who], self.cohort.parameters[:, who], plan, self.midnights if times is None else times,
            rtol=rtol, atol=self.atol * rtol / 1e-3, uncontrolled=self.system.ledger, method=method, values=values, means=not values,
            jobs=jobs, amounts=True, like=None if self.settled.effort is None else self.settled.effort[who],
        )  # fmt: skip

    def error(self, found: np.ndarray, reference: np.ndarray) -> tuple[float, str]:
        """Largest relative error of daily means and where it is.

        Args:
            found, reference: (days, observables, persons). An error is relative to the person's own mean of that output, or to FLOOR of
                the output's largest value where the mean is smaller.
        """
        names = self.system.observable_names
        family = [name.split("[")[0] for name in names]
        largest = {f: 0.0 for f in family}
        for k, f in enumerate(family):
            largest[f] = max(largest[f], float(np.abs(reference[:, k]).max()))
        scale = np.abs(reference).mean(axis=0) + FLOOR * np.array([largest[f] for f in family])[:, None] + 1e-12
        apart = np.abs(found - reference) / scale
        apart = np.where(np.isfinite(apart), apart, np.inf)
        return float(apart.max()), names[int(np.unravel_index(int(np.argmax(apart)), apart.shape)[1])]

    def means(self, sampled: np.ndarray) -> np.ndarray:
        """(days, ...) means of what was read at `middles` (points, ...)."""
        return sampled.reshape(self.days, PARTS_A_DAY, *sampled.shape[1:]).mean(axis=1)
