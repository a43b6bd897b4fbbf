"""Fit the model's medians to studies: `python -m enterocrine.studies.fit colon`.

Each study is asked of a small panel of people who differ as people do, with what is not known at its median; every change of a
knob that the derivatives need is a lane of the same batch. What a user sees is the median over what is not known, in people like
those who took part, and lies elsewhere where the model bends: how far, is found with full virtual trials where each pass begins,
and added to what the panel shows. Where a pass ends the trials are run again, and it is gone only as far along as they agree; what
is told of a fit is what they show. A plan may instead take a panel of each study's own people, where what people weigh and whether
they are men or women matters more than how guilds compete. What is minimised: the squared distance of each usable observation in
standard errors, that of what is expected beforehand of the habitual diet, and that of each knob from its prior in prior standard
deviations; far rows count less than their squares. The result is written to its own file beside the priors, which stay as they are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from enterocrine.errors import EnterocrineError, Fault, InputError
from enterocrine.population.posterior import medians
from enterocrine.studies.fit_plan import Expected, FreeParameters, Plan, free_parameters, load_plan, misfit, usable
from enterocrine.studies.study import BASELINE, Citation, Outcome, Population, Study
from enterocrine.studies.virtual_trial import PEOPLE, WORLDS, simulate_trial

if TYPE_CHECKING:
    from enterocrine.network import System
    from enterocrine.studies.fit_panel import Panel

STEP = 0.2  # of a prior standard deviation: well above the solver's error
LANES = 128  # at most so many knob settings at once
PASSES = 3
SHARES = (1.0, 0.5, 0.25)  # of the way that the panel proposes
SOFT = 2.0  # standard errors from which on a row counts less than its square
SEED = 2  # of the drawn people; qualifications are run with another
EXPECTED = "expected"  # what stands for a study where no study is asked
FAILED = 50.0  # standard errors charged where the numbers fail
INSIDE = 0.01  # prior standard deviations between a bound and a start
Array = np.ndarray[Any, np.dtype[np.float64]]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Fitted:
    """A finished fit: knob settings, their standard deviations, the misfit of each row before and after, and the sum of squares.

    `z_held` is the standard deviation of each knob with the others held: how far it may be drawn where draws are independent.
    """

    z: Array
    z_sd: Array
    z_held: Array
    rows: tuple[tuple[str, str, float, float], ...]
    cost_before: float
    cost_after: float
    rounds: int


class Problem:
    """Residuals and their derivatives for a plan on a model."""

    def __init__(self, plan: Plan, system: System, studies: Sequence[Study], jobs: int | None = None, tell: Tell = lambda text: None):
        self.plan, self.system, self.jobs, self.tell = plan, system, jobs, tell
        self.free: FreeParameters = free_parameters(plan, system)
        self.targets = [(study, [o for o in study.outcomes if not usable(study, o) and o.id not in plan.leave_out]) for study in studies]
        self.labels: list[tuple[str, str]] = []
        self.misfits: list[Callable[[Array], Array]] = []
        self.groups: list[tuple[str, str] | None] = []
        self.answered: dict[str, list[Outcome]] = {}
        self.all_labels: list[tuple[str, str]] = []
        self.shift: Array | None = None
        self.stretch: Array | None = None

    def lean_on_draws(self, z: Array) -> None:
        """Find how far what a trial on drawn people shows lies from what the panel shows, and add that from now on."""
        median = medians(self.system, without=self.plan.name)
        median[self.free.index] = self.free.values(z[:, None])[:, 0]
        panel = self._values(z[:, None])
        drawn = [value for study, outcomes in self.targets if outcomes
                 for value in drawn_values(study, self.answered[study.id], median, self.jobs, self.system)]
        drawn += drawn_habitual(self.plan.expected, median, self.jobs, self.system)
        shown = np.array([value[0] for value in panel])
        with np.errstate(divide="ignore", invalid="ignore"):
            shift, stretch = np.array(drawn) - shown, np.array(drawn) / shown
        in_proportion = np.array([group is not None for group in self.groups])
        self.all_labels = list(self.labels)
        self.shift = np.where(np.isfinite(shift) & ~in_proportion, shift, 0.0)
        self.stretch = np.where(np.isfinite(stretch) & (stretch > 0) & in_proportion, stretch, 1.0)

    def residuals(self, z: Array) -> Array:
        """Distances of the rows, then of the knobs from their priors."""
        return self._batch(z[:, None])[:, 0]

    def derivatives(self, z: Array) -> Array:
        """Central differences, all in one batch a study; knobs that move only some studies are tried on those."""
        labels = list(self.labels)
        found = np.concatenate([np.zeros((len(labels), len(z))), np.eye(len(z))])
        for only in dict.fromkeys(knob.studies for knob in self.plan.knobs):
            mine = [k for k, knob in enumerate(self.plan.knobs) if knob.studies == only]
            steps = STEP * np.eye(len(z))[:, mine]
            both = self._batch(np.concatenate([z[:, None] + steps, z[:, None] - steps], axis=1), only)
            rows = [labels.index(label) for label in self.labels]
            found[np.ix_(rows, mine)] = (both[: len(rows), : len(mine)] - both[: len(rows), len(mine):]) / (2 * STEP)
            if not only:
                labels = list(self.labels)
        self.labels = labels
        return found

    def _batch(self, z: Array, only: tuple[str, ...] = ()) -> Array:
        parts = [self._lanes(z[:, start: start + LANES], only) for start in range(0, z.shape[1], LANES)]
        return np.concatenate(parts, axis=1)

    def _lanes(self, z: Array, only: tuple[str, ...] = ()) -> Array:
        values = self._values(z, only)
        if self.shift is not None and self.stretch is not None:
            here = [k for k, (study, _) in enumerate(self.all_labels) if not only or study in only]
            pairs = zip(values, self.stretch[here], self.shift[here], strict=True)
            values = [value * stretch + shift for value, stretch, shift in pairs]
        found = np.array([off(value) for off, value in zip(self.misfits, values, strict=True)]).reshape(len(values), z.shape[1])
        for group in {group for group in self.groups if group is not None}:
            assert self.plan.logarithmic is not None
            rows = [k for k, other in enumerate(self.groups) if other == group]
            found[rows] = self.plan.logarithmic.without_scale(found[rows])
        return np.concatenate([found, z])

    def _values(self, z: Array, only: tuple[str, ...] = ()) -> list[Array]:
        """What each row (of some studies) would be in each lane; sets the labels of the rows and how far from each a value is."""
        everyone = make_panel(self.system, self.free, z, self.jobs, self.plan.name)
        self.labels, self.misfits, self.groups = [], [], []
        found: list[Array] = []
        for study, outcomes in self.targets:
            if not outcomes or only and study.id not in only:
                continue
            panel = make_panel(self.system, self.free, z, self.jobs, self.plan.name, study.population) if self.plan.own_people else everyone
            values, answered = panel.values(study, outcomes)
            self.answered[study.id] = answered
            for outcome in answered:
                apart = self.plan.logarithmic
                if apart is not None and apart.concerns(outcome):
                    kit = (study.id, outcome.measured.output) if isinstance(outcome.observed, float) else None  # a bound tells no scale
                    self._row(study.id, outcome.id, partial(apart.misfit, outcome), kit)
                else:
                    self._row(study.id, outcome.id, partial(misfit, outcome, n=outcome.n or study.population.n))
            found += values
        for wanted in self.plan.expected if not only or EXPECTED in only else ():
            self._row(EXPECTED, wanted.name, wanted.misfit)
            found.append(np.log(everyone.habitual_mean(wanted.output, wanted.select)))
        return found

    def _row(self, study: str, name: str, off: Callable[[Array], Array], group: tuple[str, str] | None = None) -> None:
        self.labels.append((study, name))
        self.groups.append(group)
        self.misfits.append(lambda value: np.where(np.isfinite(found := off(value)), found, FAILED))


def make_panel(system: System, free: FreeParameters, z: Array, jobs: int | None, fit: str = "colon", of: Population | None = None) -> Panel:
    """The panel of people (like those `of` a study) at knob settings z (knobs, lanes), the other parameters where other fits put them, else
    at their priors."""
    from enterocrine.studies.fit_panel import Panel

    middle = np.repeat(medians(system, without=fit)[:, None], z.shape[1], axis=1)
    middle[free.index] = free.values(z)
    return Panel(system, middle, jobs=jobs, of=of)


def drawn_values(study: Study, outcomes: Sequence[Outcome], median: Array, jobs: int | None = None,
                 system: System | None = None) -> list[float]:
    """What a qualification would say of each outcome: the median over what is not known, with people like those who took part.

    `median` (parameters,) are those of `system`, the shipped model by default.
    """
    from enterocrine.models import shipped
    from enterocrine.studies.trial_size import of_each_world

    recorded = simulate_trial(study, seed=SEED, jobs=jobs, median=median, system=system or shipped())
    return [float(np.nanmedian(of_each_world(recorded, study, outcome, WORLDS))) for outcome in outcomes]


def drawn_habitual(wanted: Sequence[Expected], median: Array, jobs: int | None = None, system: System | None = None) -> list[float]:
    """Logarithm of each expected output on the habitual diet: mean over people, median over what is not known."""
    from enterocrine.models import shipped

    if not wanted:
        return []
    nothing = Study("habitual", Citation(""), "check", Population(n=PEOPLE), "single_arm", (), ())
    recorded = simulate_trial(nothing, seed=SEED, jobs=jobs, median=median, system=system or shipped())
    found = []
    for one in wanted:
        people = recorded.arm(BASELINE).data[one.output].sel(one.select, drop=True).isel(time=-1).values
        found.append(float(np.log(np.median([people[recorded.world == world].mean() for world in np.unique(recorded.world)]))))
    return found


def knobs_of(path: Path) -> dict[str, float]:
    """Where a stored fit left its knobs [prior standard deviations], by name."""
    from enterocrine.person.yaml_file import read_bytes

    lines = [line.split() for line in read_bytes(path).decode().splitlines() if line.startswith("# knob ")]
    return {words[2]: float(words[3]) for words in lines}


def fit(name: str, *, jobs: int | None = None, tell: Tell = lambda text: None, folder: Path | None = None, start: Path | None = None) -> Fitted:
    """Run a fit and store its medians.

    Args:
        name: of a plan that comes with the package, or the path of one.
        jobs: threads.
        tell: receives a line about each round.
        folder: where to write; beside the priors by default.
        start: a stored fit whose knobs to go on from; from the priors by default. Where it ends does not depend on it, as far as the
            sum of squares has one lowest point.

    Returns:
        The fit.

    Raises:
        InputError: the plan names a study that must not be fitted, or a parameter that cannot move.
        SolveError: the numbers failed at the start.
    """
    from scipy.optimize import least_squares

    from enterocrine.studies.library import find_for_fit

    plan = load_plan(name)
    system = plan.system()
    studies = [find_for_fit(key) for key in plan.studies]
    refuse(studies)
    problem = Problem(plan, system, studies, jobs, tell)
    rounds = 0

    def residuals(z: Array) -> Array:
        values = problem.residuals(z)
        tell(f"sum of squares {float(values @ values):.4g}")
        return values

    def derivatives(z: Array) -> Array:
        nonlocal rounds
        rounds += 1
        tell(f"round {rounds}: derivatives of {len(problem.labels)} rows by {len(z)} knobs")
        return problem.derivatives(z)

    def drawn(z: Array) -> Array:
        """Residuals of what drawn people show at `z`, on which the panel leans from here on; a panel of own people needs no drawn ones."""
        if plan.own_people:
            return residuals(z)
        problem.lean_on_draws(z)
        values = problem.residuals(z)
        tell(f"sum of squares {float(values @ values):.4g} in drawn trials")
        return values

    before = drawn(np.zeros(len(plan.knobs)))
    known = knobs_of(start) if start else {}
    first = np.clip([known.get(knob.name, 0.0) for knob in plan.knobs], -plan.furthest + INSIDE, plan.furthest - INSIDE)
    after = drawn(first)
    for _ in range(1 if plan.own_people else PASSES):
        found = least_squares(residuals, first, jac=derivatives, bounds=(-plan.furthest, plan.furthest), x_scale=1.0, loss="soft_l1",
                              f_scale=SOFT, max_nfev=plan.rounds, xtol=2e-3, ftol=4e-3, gtol=1e-3)
        way, least = found.x - first, cost(after)
        for share in SHARES:
            values = drawn(first + share * way)
            if cost(values) < least:
                first, after = first + share * way, values
                break
        else:
            drawn(first)  # so that the panel leans on where the fit stays
            break
    jacobian = problem.derivatives(first)
    curvature = jacobian.T @ jacobian
    spread = np.sqrt(np.clip(np.diag(np.linalg.inv(curvature)), 0.0, None))
    result = Fitted(first, spread, 1 / np.sqrt(np.diag(curvature)), tuple((s, o, float(a), float(b)) for (s, o), a, b in
                                           zip(problem.labels, before, after, strict=False)), float(before @ before), float(after @ after), rounds)
    write(plan, system, studies, problem.free, result, folder)
    return result


def cost(residuals: Array) -> float:
    """What is minimised: squares that grow more slowly from `SOFT` on, so that one far row does not pull the others (soft L1)."""
    return float(np.sum(2 * SOFT**2 * (np.sqrt(1 + (residuals / SOFT) ** 2) - 1)))


def refuse(studies: Sequence[Study]) -> None:
    """Raise where a study may not be fitted at all."""
    faults = [Fault(f"{study.id} must not be fitted", study.path, why=f"its role is {study.role}", cure="take it out of the fit")
              for study in studies if study.role != "calibrate"]
    if faults:
        raise InputError(faults)


def write(plan: Plan, system: System, studies: Sequence[Study], free: FreeParameters, result: Fitted, folder: Path | None = None) -> Path:
    """Store the fitted medians in their own file, with what made them."""
    from enterocrine.population.posterior import FOLDER
    from enterocrine.report.atomic import make_folder, write_text

    lines = [f"# fit {plan.name}: python -m enterocrine.studies.fit {plan.name}", f"# model {system.digest}", f"# plan {plan.digest}",
             f"# sum of squares {result.cost_before:.6g} at the priors, {result.cost_after:.6g} here, {result.rounds} rounds"]
    lines += [f"# study {study.id} {study.digest}" for study in studies]
    lines += [f"# knob {knob.name} {z:+.4f} prior standard deviations, {sd:.4f} after the data, {held:.4f} with the others held"
              for knob, z, sd, held in zip(plan.knobs, result.z, result.z_sd, result.z_held, strict=True)]
    lines.append("\t".join(("parameter", "value", "prior", "groups")))
    values = free.values(result.z[:, None])[:, 0]
    for k, name in enumerate(free.names):
        knobs = ", ".join(plan.knobs[j].name for j in np.flatnonzero(free.reach[k]))
        lines.append("\t".join((name, f"{values[k]:.8g}", f"{free.median[k]:.8g}", knobs)))
    target = make_folder(folder or FOLDER) / f"{plan.name}.tsv"
    return write_text(target, "\n".join(lines) + "\n")


def main(arguments: Sequence[str]) -> int:
    """`python -m enterocrine.studies.fit NAME [--jobs N]`."""
    import argparse

    reader = argparse.ArgumentParser(prog="python -m enterocrine.studies.fit", description="Fit the model's medians to published studies.")
    reader.add_argument("name", help="a fit that comes with the package, or the path of a FIT.yaml")
    reader.add_argument("--jobs", type=int, default=None)
    reader.add_argument("-o", "--output", type=Path, default=None, help="folder to write to instead of beside the priors")
    reader.add_argument("--start", type=Path, default=None, help="a stored fit to go on from (a changed model, a fit that was stopped)")
    asked = reader.parse_args(arguments)
    try:
        result = fit(asked.name, jobs=asked.jobs, folder=asked.output, start=asked.start, tell=lambda text: print(text, file=sys.stderr, flush=True))
    except EnterocrineError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for study, outcome, before, after in result.rows:
        print(f"{study:28s} {outcome:10s} {before:+7.2f} -> {after:+7.2f}")
    print(f"sum of squares {result.cost_before:.1f} -> {result.cost_after:.1f} in {result.rounds} rounds")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
