"""Run one published trial on virtual people and put the prediction beside the observation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from enterocrine.studies.cells import simulate_cells
from enterocrine.studies.extract import CannotRun, Recorded
from enterocrine.studies.judge import OutcomeRow, judge, not_run
from enterocrine.studies.study import Outcome, Study
from enterocrine.studies.trial_size import results
from enterocrine.studies.virtual_trial import PEOPLE, WORLDS, simulate_trial

if TYPE_CHECKING:
    from enterocrine.network import System


def run(study: Study, *, seed: int = 1, worlds: int = WORLDS, people: int = PEOPLE, jobs: int | None = None,
        progress: Callable[[float], Any] | None = None, system: System | None = None, reading: str = "supported",
        min_grade: str = "E") -> list[OutcomeRow]:
    """Re-run a trial as it was done.

    Args:
        study: the trial.
        seed: of virtual people and parameter draws; the same seed gives the same rows.
        worlds: number of draws of what nobody knows exactly (parameter uncertainty).
        people: virtual people in each world; the interval is that of the trial's own n whatever this number.
        jobs: processes or threads of the solver.
        progress: called with the share done, 0 to 1.
        system: the model; by default the one that answers most of the study's outcomes.
        reading, min_grade: which links act; by default all, at the size that their evidence supports: whether the size is right is
            asked here, whether the link works in daily life elsewhere.

    Returns:
        One row an outcome, in the order of the file; those the model cannot answer carry a reason.

    Raises:
        InputError: a diet of the study cannot be made.
        SolveError: the numbers failed.
    """
    asked = [outcome for outcome in study.outcomes if not outcome.not_run]
    recorded = None
    if asked and not study.not_run:
        if study.design == "in_vitro":
            recorded = simulate_cells(study, seed=seed, worlds=worlds, jobs=jobs, reading=reading, min_grade=min_grade)
        else:
            recorded = simulate_trial(study, seed=seed, worlds=worlds, people=people, jobs=jobs, progress=progress, system=system,
                                      reading=reading, min_grade=min_grade)
    rows = [answer(study, outcome, recorded, seed) for outcome in study.outcomes]
    if progress is not None:
        progress(1.0)
    return rows


def answer(study: Study, outcome: Outcome, recorded: Recorded | None, seed: int) -> OutcomeRow:
    """The row of one outcome from the simulated trial."""
    reason = outcome.not_run or study.not_run
    if reason or recorded is None:
        return not_run(study, outcome, reason or "nothing of this study was simulated")
    try:
        found = results(recorded, study, outcome, seed)
        effect = None
        if outcome.versus and outcome.as_ in ("mean", "peak", "trough"):
            effect = results(recorded, study, outcome, seed, difference=True)
    except CannotRun as why:
        return not_run(study, outcome, str(why))
    return judge(study, outcome, found, effect)
