"""The studies that come with the package, found by id, and studies of one's own, found by path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enterocrine.errors import EnterocrineError, Fault, FaultList, InputError, nearest
from enterocrine.studies.judge import OutcomeRow
from enterocrine.studies.study import Study, load

if TYPE_CHECKING:
    from enterocrine.network import System

PUBLISHED = Path(__file__).with_name("published")
PROPOSALS = Path(__file__).with_name("proposals")  # what is expected before any observation; a plan of a fit names these with .yaml


def published_ids() -> tuple[str, ...]:
    """Ids of the studies that come with the package, in alphabetical order."""
    return tuple(sorted(path.stem for path in PUBLISHED.glob("*.yaml")))


def list_studies() -> list[Study]:
    """Every study that comes with the package.

    Raises:
        InputError: faults of any of the files, all at once.
    """
    faults, found = FaultList(), []
    for key in published_ids():
        try:
            found.append(load(PUBLISHED / f"{key}.yaml"))
        except EnterocrineError as error:
            faults.faults.extend(error.faults)
    faults.raise_if_any()
    return found


def find(name: str) -> Study:
    """A study by its id or by the path of its file.

    Raises:
        InputError: neither exists, with the nearest ids; or the file's own faults.
    """
    if name in published_ids():
        return load(PUBLISHED / f"{name}.yaml")
    if Path(name).suffix in (".yaml", ".yml") or Path(name).exists():
        return load(name)
    raise InputError(Fault(f"there is no study `{name}`", nearest=nearest(name, published_ids()),
                           cure="`enterocrine study list` shows all; a study of your own is named by its file"))


def find_for_fit(name: str) -> Study:
    """A study that a plan of a fit names: by its id, or with .yaml for a file of expectations that comes with the package.

    Raises:
        InputError: there is none, with the nearest ids; or the file's own faults.
    """
    return find(str(PROPOSALS / name) if (PROPOSALS / name).is_file() else name)


def run_file_or_id(name: str, *, seed: int = 1, worlds: int = 16, jobs: int | None = None,
                   progress: Callable[[float], Any] | None = None, system: System | None = None, reading: str = "supported",
                   min_grade: str = "E") -> list[OutcomeRow]:
    """Run one study named by id or file; see `studies.run.run`."""
    from enterocrine.studies.run import run

    return run(find(name), seed=seed, worlds=worlds, jobs=jobs, progress=progress, system=system, reading=reading,
               min_grade=min_grade)
