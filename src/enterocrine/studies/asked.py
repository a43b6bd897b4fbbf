"""Claims of the article that come with a number: the trial that found it, run again in each reading, so that the three lie beside the number.

Which outcome of which study stands for which claim is in asked.tsv. The answers take some minutes; they are kept in asked_answers.tsv with the
digest of the model that gave them.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enterocrine.evidence.readings import READINGS
from enterocrine.evidence.records import FOLDER
from enterocrine.population.posterior import medians
from enterocrine.studies.library import PUBLISHED, find
from enterocrine.studies.run import run

if TYPE_CHECKING:
    from enterocrine.network import System

HERE = Path(__file__).parent
ASKED, ANSWERS = HERE / "asked.tsv", HERE / "asked_answers.tsv"
WORLDS, PEOPLE = 16, 2  # links are on or off by world
NOTHING = 1e-4  # of any unit asked here: what the solver leaves
COLUMNS = ("claim", "study", "outcome", "reading", "output", "as", "unit", "predicted", "low90", "high90", "observed", "observed_low",
           "observed_high", "inside90", "reason")  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One question: the claim, and the outcome of a study that stands for it."""

    claim: str
    study: str
    outcome: str
    about: str


@dataclass(frozen=True)
class Answer:
    """What one reading says: `predicted` (90 % interval) beside `observed`; a `reason` where it says nothing."""

    claim: str
    study: str
    outcome: str
    reading: str
    output: str
    as_: str
    unit: str
    predicted: str
    low90: str
    high90: str
    observed: str
    observed_low: str
    observed_high: str
    inside90: str
    reason: str


def questions(path: Path = ASKED) -> list[Asked]:
    """All questions, in the order of their table."""
    with open(path, encoding="utf-8", newline="") as handle:
        return [Asked(**row) for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)]


def ask(asked: Sequence[Asked], *, system: System, seed: int = 1, worlds: int = WORLDS, people: int = PEOPLE, jobs: int | None = None,
        progress: Callable[[float, float], None] | None = None) -> list[Answer]:  # fmt: skip
    """Run every study that is named, once a reading.

    Args:
        asked: the questions.
        system: the model, the same for all.
        seed, worlds, people, jobs: as in `run`.
        progress: called with (done, all).
    """
    studies = list(dict.fromkeys(one.study for one in asked))
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for number, name in enumerate(studies):
        for k, reading in enumerate(READINGS):
            for row in run(find(name), seed=seed, worlds=worlds, people=people, jobs=jobs, system=system, reading=reading):
                found.setdefault((name, row.outcome, reading), row.as_dict())
            if progress:
                progress(number * len(READINGS) + k + 1, len(studies) * len(READINGS))
    return [_answer(one, reading, found[one.study, one.outcome, reading]) for one in asked for reading in READINGS]


def _answer(one: Asked, reading: str, row: dict[str, Any]) -> Answer:
    def text(name: str) -> str:
        value = row[name]
        return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)

    values = {name: text(name) for name in COLUMNS if name in row and name not in ("claim", "study", "outcome", "reading", "as")}
    return Answer(one.claim, one.study, one.outcome, reading, as_=text("as"), **values)


def digest(system: System, asked: Sequence[Asked]) -> str:
    """Names everything that the answers rest on: equations, medians and spreads, grades of links, the questions and the files of their studies."""
    rows = [f"{name} {row.value} {row.person} {row.knowledge} {row.scale}"
            for name, row in zip(system.parameter_names, system.parameter_rows, strict=True)]
    text = [system.digest, *rows, *(f"{value:.9g}" for value in medians(system)), *map(str, asked)]
    files = [FOLDER / "links.tsv", FOLDER / "grades.tsv", *(PUBLISHED / f"{name}.yaml" for name in sorted({one.study for one in asked}))]
    return hashlib.sha256("\n".join([*text, *(path.read_text(encoding="utf-8") for path in files)]).encode()).hexdigest()


def as_table(answers: Iterable[Answer], *, digest: str, model: str, worlds: int, people: int, seed: int) -> str:
    """The table as it is kept; its first line says what made it."""
    stream = io.StringIO()
    stream.write(f"# made by `enterocrine evidence article --ask`; model {model}; digest {digest}; worlds {worlds}; people {people}; seed {seed}\n")
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
    writer.writerow(COLUMNS)
    for one in answers:
        writer.writerow([getattr(one, "as_" if name == "as" else name) for name in COLUMNS])
    return stream.getvalue()


def kept(path: Path = ANSWERS) -> tuple[dict[str, str], list[Answer]]:
    """What made the kept answers, and the answers."""
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    about = dict(part.strip().split(" ", 1) for part in first.lstrip("# ").split(";")[1:])
    rows = csv.DictReader(io.StringIO(rest), delimiter="\t", quoting=csv.QUOTE_NONE)
    return about, [Answer(**{("as_" if key == "as" else key): value for key, value in row.items()}) for row in rows]


def ordered(answers: Iterable[Answer], asked: Sequence[Asked]) -> list[Answer]:
    """Answers in the order of the questions and readings; those to no question are left out."""
    place = {(one.claim, one.study, one.outcome): k for k, one in enumerate(asked)}
    held = [a for a in answers if (a.claim, a.study, a.outcome) in place]
    return sorted(held, key=lambda a: (place[a.claim, a.study, a.outcome], READINGS.index(a.reading)))


def beside(asked: Sequence[Asked], answers: Sequence[Answer]) -> dict[str, list[str]]:
    """Claim -> lines of Markdown: the number that was found, and the three readings beside it."""
    found: dict[str, list[str]] = {}
    for one in asked:
        mine = [a for a in answers if (a.claim, a.study, a.outcome) == (one.claim, one.study, one.outcome)]
        lines = found.setdefault(one.claim, [])
        if not mine:
            lines.append(f"To be asked as the trial did (`{one.study}`, {one.outcome}): {one.about}; `make article` runs it.")
            continue
        first = mine[0]
        head = f"Asked as the trial did (`{one.study}`, {one.outcome}): {one.about}, {first.as_.replace('_', ' ')}"
        unit = "" if first.unit in ("", "1") else f" {'%' if first.unit == 'percent' else first.unit}"
        lines.append(f"{head}: found {_found(first, unit)}; " + "; ".join(f"{a.reading.replace('_', ' ')} {_said(a, unit)}" for a in mine) + ".")
    return found


def _found(a: Answer, unit: str) -> str:
    words = {"up": "a rise", "down": "a fall", "none": "no change"}
    if a.observed in words:
        return words[a.observed]
    ends = f" ({_number(a.observed_low)} to {_number(a.observed_high)})" if a.observed_low and a.observed_high else ""
    return f"{_number(a.observed) if a.observed else ''}{ends}{unit}".strip()


def _said(a: Answer, unit: str) -> str:
    if a.reason or not a.predicted:
        return f"nothing: {a.reason or 'not run'}"
    return f"{_number(a.predicted)} ({_number(a.low90)} to {_number(a.high90)}){unit}"


def _number(text: str) -> str:
    try:
        return f"{float(text) if abs(float(text)) >= NOTHING else 0.0:.3g}".replace("-", "\N{MINUS SIGN}")
    except ValueError:
        return text
