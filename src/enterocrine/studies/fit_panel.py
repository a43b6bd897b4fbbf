"""What studies would find at many settings of the medians at once: a panel of people, long arms at their steady state.

A trial arm of weeks is at rest for all that a paper reports of it, so it is settled on its diet, eaten evenly, instead of being followed
meal by meal; arms of days and challenges are followed as they were done. The same panel takes part in every study, so that what is
settled once serves all studies with that diet.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from enterocrine.studies.extract import ArmRecord, CannotRun, Recorded
from enterocrine.studies.study import BASELINE, Outcome, Population, Study
from enterocrine.studies.virtual_trial import eaten, habitual, on_day, participants, plan_arms

if TYPE_CHECKING:
    from enterocrine.food.intake import Intake
    from enterocrine.population.cohort import Cohort
    from enterocrine.simulate.run import Settled

PEOPLE = 8
SEED = 1
LONG_H = 14 * 24.0  # an arm at least this long is taken at its steady state
EVERY_H = 84.0  # a steady state is reported at these times of its arm
MEAL_DAYS = 3.0  # of meals before what is followed in time
KEPT = 24
Array = np.ndarray[Any, np.dtype[np.float64]]


class Panel:
    """The people of a fit at some settings of the medians.

    Args:
        system: the model.
        medians: (parameters, lanes).
        people: how many people each lane holds.
        jobs: threads.
        of: who they are like; adults of either sex by default.
    """

    def __init__(self, system: Any, medians: Array, people: int = PEOPLE, jobs: int | None = None, of: Population | None = None):
        from enterocrine.population import panel

        self.system, self.jobs, self.lanes = system, jobs, medians.shape[1]
        self.cohort: Cohort = panel(system, participants(of or Population(n=people), people), medians, SEED)
        self.steady: OrderedDict[str, tuple[Array, Array]] = OrderedDict()
        self.fed: OrderedDict[str, Settled] = OrderedDict()
        self.outputs: list[str] | None = None

    def values(self, study: Study, outcomes: Sequence[Outcome]) -> tuple[list[Array], list[Outcome]]:
        """What each outcome would be in each lane.

        Returns:
            One array (lanes,) an outcome, NaN where a lane failed, and the outcomes the model has an answer to.
        """
        from enterocrine.studies.trial_size import of_each_world

        recorded = self._record(study, outcomes)
        found, answered = [], []
        for outcome in outcomes:
            try:
                found.append(of_each_world(recorded, study, outcome, self.lanes))
                answered.append(outcome)
            except CannotRun:
                continue
        return found, answered

    def habitual_mean(self, output: str, select: dict[str, str]) -> Array:
        """(lanes,) mean over the people of an output on the habitual western diet."""
        self.outputs = [output]
        data = self._at_rest(self.cohort, habitual(Population.habitual_diet), "habitual", EVERY_H)
        people = data[output].sel(select, drop=True).isel(time=-1).reindex(draw=np.arange(self.cohort.size)).values
        return people.reshape(-1, self.lanes).mean(axis=0)

    def _record(self, study: Study, outcomes: Sequence[Outcome]) -> Recorded:
        """The arms that outcomes ask for, with the outputs that they ask for where the model has them all."""
        plans, missing = plan_arms(study, self.system)
        wanted = {name for o in outcomes for name in (*(o.arm or plans), o.versus, o.per.arm if o.per else "")}
        plans = {name: plan for name, plan in plans.items() if name in wanted}
        asked = {part.output for o in outcomes for part in (o.measured, o.per) if part is not None} | {o.with_ for o in outcomes if o.with_}
        own = {q.name for q in self.system.outputs}
        self.outputs = sorted(asked) if asked <= own else None
        base = habitual(study.population.habitual_diet)
        records = {}
        for name, (arm, every, zero) in plans.items():
            people = self.cohort.modified(arm.modify) if arm.modify else self.cohort
            if arm.hours >= LONG_H and not zero and not arm.acute or name == BASELINE:
                data = self._at_rest(people, arm.intake, name, arm.hours)
            else:
                data = self._followed(on_day(people, study, name, arm.hours, zero), base, name, arm, every)
            parameters = {flat.split(".", 1)[-1]: people.parameters[k] for k, flat in enumerate(self.system.parameter_names)}
            dose = next((own.dose for own in study.arms if own.name == name), None)
            whole = data if self.outputs else _with_derived(data, parameters, arm.intake)
            records[name] = ArmRecord(whole, arm.hours, zero, zero > 0, dose)
        sex = np.array([person.sex for person in self.cohort.persons])
        return Recorded(records, np.asarray(self.cohort.world), sex, missing)

    def _at_rest(self, people: Cohort, intake: Intake, name: str, hours: float) -> Any:
        from enterocrine.simulate.dataset import label
        from enterocrine.simulate.kept import Stretch

        outputs, _ = self._steady(people, intake)
        times = np.arange(hours, 0, -EVERY_H)[::-1]
        whole = Stretch(0, people.size, np.broadcast_to(outputs, (1, len(times), *outputs.shape)), {}, {})
        return label(self.system, people, [name], [whole], times, outputs=self.outputs).isel(arm=0, drop=True)

    def _steady(self, people: Cohort, intake: Intake) -> tuple[Array, Array]:
        """Outputs (observables, draws) and states (states, draws) after settling on an evenly eaten diet."""
        from enterocrine.simulate.meals import meal_amounts
        from enterocrine.simulate.run import SETTLE_EVEN_DAYS, seed_states, solve
        from enterocrine.simulate.schedule import even_feeding

        amounts = meal_amounts(people, intake)
        key = _key(people.parameters, amounts.sum(axis=0) / intake.period_h, *_beside(intake))
        if key not in self.steady:
            hours = SETTLE_EVEN_DAYS * 24
            solution = solve(people, seed_states(people), even_feeding(people, amounts, intake, hours), [hours], jobs=self.jobs,
                             values=True, means=False)
            _keep(self.steady, key, (solution.values[0], solution.states))
        return self.steady[key]

    def _followed(self, people: Cohort, base: Intake, name: str, arm: Any, every: float) -> Any:
        from enterocrine.simulate import run_arms

        data = run_arms(people, {name: arm}, settled=self._fed(base), output_every_h=every, jobs=self.jobs, outputs=self.outputs)
        return data.isel(arm=0, drop=True).reindex(draw=np.arange(people.size))

    def _fed(self, base: Intake) -> Settled:
        """The panel after some days of meals of its habitual diet."""
        from enterocrine.simulate.meals import meal_amounts
        from enterocrine.simulate.run import Settled, solve, usable
        from enterocrine.simulate.schedule import meal_schedule

        key = _key(base.mid, base.meal_h, *_beside(base))
        if key not in self.fed:
            _, states = self._steady(self.cohort, base)
            hours = max(1, round(MEAL_DAYS * 24 / base.period_h)) * base.period_h if base.period_h <= MEAL_DAYS * 24 else MEAL_DAYS * 24
            schedule = meal_schedule(self.cohort, meal_amounts(self.cohort, base), base, hours)
            solution = solve(self.cohort, usable(self.cohort, states), schedule, [hours], jobs=self.jobs, means=False)
            _keep(self.fed, key, Settled(solution.states, solution.failed))
        return self.fed[key]


def _with_derived(data: Any, parameters: dict[str, Array], intake: Intake) -> Any:
    from enterocrine.studies.derived import add_derived

    return add_derived(data, parameters, eaten(intake))


def _beside(intake: Intake) -> tuple[Array, ...]:
    """What two diets may differ in that eat the same nutrients."""
    return intake.mid, intake.fructose, intake.fermented, intake.processed, intake.energy_kj


def _key(*arrays: Array) -> str:
    return hashlib.sha256(b"".join(np.ascontiguousarray(a).tobytes() for a in arrays)).hexdigest()


def _keep(shelf: OrderedDict[str, Any], key: str, value: Any) -> None:
    shelf[key] = value
    while len(shelf) > KEPT:
        shelf.popitem(last=False)

