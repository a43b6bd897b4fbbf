"""The qualification: every study, predicted beside observed, misses left in; a page and a plot for the docs."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from enterocrine.studies.judge import OutcomeRow
from enterocrine.studies.study import Study
from enterocrine.studies.virtual_trial import PEOPLE, WORLDS

LEVELS = ("mean", "peak", "time_of_peak", "ratio", "peak_ratio", "integral")
NEAR = 0.3
PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Scores:
    """How a set of rows did. Shares are of the rows to which the question applies (`of_...`).

    Rows that repeat another fact (`same_as`) are shown but not counted.
    """

    rows: int
    run: int
    inside: int
    of_inside: int
    within: int
    of_within: int
    directions: int
    of_directions: int
    nulls: int
    of_nulls: int
    gmfe: float | None
    twofold: int
    of_twofold: int
    agree: int
    of_agree: int


def qualify(folder: str | Path = "docs", *, seed: int = 1, worlds: int = WORLDS, people: int = PEOPLE, jobs: int | None = None,
            names: Iterable[str] = (), progress: bool = True) -> list[OutcomeRow]:
    """Run every study and write `qualification.md` and `qualification.svg`.

    A study whose text, model and numbers have not changed since the last time is not run again, so that a stopped run goes on where
    it stopped.

    Args:
        folder: where the page and the plot are written.
        seed: of virtual people.
        worlds: draws of the uncertain parameters.
        people: virtual people a world.
        jobs: threads of the solver.
        names: ids to run; all where empty.
        progress: a bar on standard error where that is a terminal.

    Returns:
        Every row.

    Raises:
        InputError: faults of study files.
        OutputError: the page could not be written.
    """
    from enterocrine.report.atomic import make_folder, write_text
    from enterocrine.studies.library import list_studies
    from enterocrine.studies.qualification_page import page
    from enterocrine.studies.qualification_plot import draw_plot

    chosen = [study for study in list_studies() if not tuple(names) or study.id in tuple(names)]
    rows = all_rows(chosen, seed=seed, worlds=worlds, people=people, jobs=jobs, progress=progress)
    target = make_folder(Path(folder))
    draw_plot(rows, target / "qualification.svg")
    write_text(target / "qualification.md", page(chosen, rows, seed=seed, worlds=worlds, people=people))
    return rows


def all_rows(studies: Sequence[Study], *, seed: int, worlds: int, people: int, jobs: int | None = None, progress: bool = False,
             cache: Path | None = None) -> list[OutcomeRow]:
    """The rows of each study, from the cache where nothing has changed."""
    from enterocrine.studies.run import run

    model = model_digest()
    shelf = cache or _shelf()
    rows: list[OutcomeRow] = []
    with _bar(progress and sys.stderr.isatty(), len(studies)) as tell:
        for number, study in enumerate(studies):
            key = hashlib.sha256(json.dumps([study.digest, model, seed, worlds, people]).encode()).hexdigest()[:32]
            kept = _read(shelf / f"{study.id}-{key}.json")
            if kept is None:
                tell(number, study.id)
                kept = run(study, seed=seed, worlds=worlds, people=people, jobs=jobs, progress=_part(tell, number, study.id))
                _keep(shelf, f"{study.id}-{key}.json", kept)
            rows += kept
        tell(len(studies), "")
    return rows


def _part(tell: Callable[[float, str], None], number: int, name: str) -> Callable[[float], None]:
    return lambda share: tell(number + share, name)


def model_digest() -> str:
    """Names the equations, every number, the food data and the code that turns runs into rows."""
    from enterocrine.models import MODELS
    from enterocrine.population.posterior import medians

    systems = [make() for make in MODELS.values()]
    parts = [part for system in systems
             for part in (system.digest.encode(), repr(system.parameter_rows).encode(), np.asarray(medians(system)).tobytes())]
    parts += [path.read_bytes() for path in sorted([*PACKAGE.glob("*.py"), *PACKAGE.glob("*.tsv"), *(PACKAGE.parent / "food").glob("data/*.tsv")])
              if not path.name.startswith(("qualif", "fit", "asked"))]  # none of these changes a row
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _shelf() -> Path:
    from enterocrine.food.table import cache_folder

    return cache_folder() / "qualification"


def _read(path: Path) -> list[OutcomeRow] | None:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return [from_dict(entry) for entry in entries]
    except (OSError, ValueError, TypeError, KeyError):
        return None


def from_dict(entry: dict[str, Any]) -> OutcomeRow:
    """A row from what `OutcomeRow.as_dict` gave."""
    raw = dict(entry)
    raw["as_"] = raw.pop("as")
    raw["rows"] = tuple(raw["rows"])
    return OutcomeRow(**raw)


def _keep(shelf: Path, name: str, rows: list[OutcomeRow]) -> None:
    from enterocrine.report.atomic import make_folder, write_text

    write_text(make_folder(shelf) / name, json.dumps([row.as_dict() for row in rows]))


def _bar(shown: bool, total: int) -> Any:
    if not shown:
        return nullcontext(lambda done, name: None)
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    class Bar(Progress):
        def __enter__(self) -> Callable[[float, str], None]:  # type: ignore[override]
            super().__enter__()
            task = self.add_task("", total=total)
            return lambda done, name: self.update(task, completed=done, description=name)

    return Bar(TextColumn("{task.description:<28}"), BarColumn(), TimeRemainingColumn(), console=Console(stderr=True))


def score(rows: Iterable[OutcomeRow]) -> Scores:
    """Count agreement over rows."""
    counted = [row for row in rows if not row.same_as]
    run = [row for row in counted if row.predicted is not None]
    numeric = [row for row in run if not isinstance(row.observed, str)]
    told = [row for row in run if row.sign_ok is not None]
    nulls = [row for row in run if row.observed == "none"]
    folds = [abs(np.log(row.predicted / row.observed)) for row in numeric if is_positive_level(row)]  # type: ignore[operator]
    judged = [row for row in numeric if row.inside90 is not None]
    near = [row for row in numeric if row.within is not None]
    return Scores(
        rows=len(counted), run=len(run), inside=sum(bool(row.inside90) for row in judged), of_inside=len(judged),
        within=sum(bool(row.within) for row in near), of_within=len(near), directions=sum(bool(row.sign_ok) for row in told),
        of_directions=len(told), nulls=sum(bool(row.inside90) for row in nulls), of_nulls=len(nulls),
        gmfe=float(np.exp(np.mean(folds))) if folds else None, twofold=sum(fold <= np.log(2) for fold in folds), of_twofold=len(folds),
        agree=sum(one is True for one in map(agrees, run)), of_agree=sum(one is not None for one in map(agrees, run)),
    )


def agrees(row: OutcomeRow) -> bool | None:
    """Whether the prediction lies in the reported spread or range, or within 30 % of the number or of the middle of the range, with its sign
    right; what was reported as a direction or as nothing is judged by that. None where the row cannot be judged."""
    if row.predicted is None:
        return None
    if isinstance(row.observed, str):
        return row.inside90 if row.observed == "none" else row.sign_ok
    if row.sign_ok is False:
        return False
    low, high = row.observed_low, row.observed_high
    if (low is not None or high is not None) and (low is None or row.predicted >= low) and (high is None or row.predicted <= high):
        return True
    if row.within or row.observed is None:
        return row.within
    return abs(row.predicted - row.observed) <= NEAR * abs(row.observed)


def is_positive_level(row: OutcomeRow) -> bool:
    """Whether a fold error makes sense: a positive quantity with a positive observed number."""
    return (row.as_ in LEVELS and isinstance(row.observed, float) and row.predicted is not None and row.observed > 0 and row.predicted > 0
            and row.unit not in ("pH", "log10", "log10 cells/g"))


def verdict(row: OutcomeRow) -> str:
    """One word on a row."""
    if row.predicted is None:
        return "not run"
    if row.observed == "none":
        return "null kept" if row.inside90 else "null broken"
    if isinstance(row.observed, str):
        return "direction right" if row.sign_ok else "direction wrong"
    if row.sign_ok is False:
        return "miss, direction wrong"
    if row.within:
        return "within"
    return "inside" if row.inside90 else "miss"


def fitted_studies() -> frozenset[str]:
    """Ids of the studies whose numbers the stored medians were fitted to; they validate nothing."""
    from enterocrine.population.posterior import FOLDER

    found: set[str] = set()
    for path in sorted(FOLDER.glob("*.tsv")):
        head = [line[1:].split() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        found |= {words[1] for words in head if len(words) > 1 and words[0] == "study"}
    return frozenset(found)

