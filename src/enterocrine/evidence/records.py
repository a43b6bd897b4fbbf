"""The ledger as it lies in its tables: links of the axis, claims, what sources say, the sources, and what a grade is worth."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from ..errors import Fault, InputError

FOLDER = Path(__file__).parent / "ledger"
GRADES = ("A", "B", "C", "D", "E")
VERDICTS = ("supports", "partly", "does not support", "contradicts")
SYSTEMS = ("textbook", "human trial", "human experiment", "human observation", "animal", "cells")
STATUS = ("modelled", "planned", "input", "not modelled")
YES_NO = ("yes", "no")
UNVERIFIED = "(title not verified)"  # of a reference whose title nobody has seen at the source
DOUBTS = (UNVERIFIED, "unchecked", "not recorded", "no record", "recalled")

Record = TypeVar("Record")


@dataclass(frozen=True)
class Grade:
    """How sure a link is: `chance` that it works in a living person at doses that a diet reaches (an assumption)."""

    id: str
    chance: float
    meaning: str


@dataclass(frozen=True)
class Link:
    """One arrow of the axis.

    Args:
        claims: ids of the claims it stands for.
        mechanisms: names of the mechanisms that hold it, its own first; none while it is not built.
        gains: parameters (`table.name` or one element, `table.name[label]`) that are its strength: at 0 the link does nothing. Without
            any the link cannot be taken away from under the reference adult and acts in every draw.
        alone: its own mechanism holds nothing else, so that leaving that out equals its gains at 0.
        claimed: the article claims it, so that its gains have a size at face value.
        built: whether the model has it.
        shown_in: species and tissue in which it was shown.
        tested: (low, high, unit) of the range in which it was shown, and `compared_with` the output of the model that says where a run lies.
    """

    id: str
    source: str
    target: str
    claims: tuple[str, ...]
    mechanisms: tuple[str, ...]
    gains: tuple[str, ...]
    alone: bool
    claimed: bool
    built: bool
    grade: str
    shown_in: str
    tested: tuple[float | None, float | None, str]
    compared_with: str
    note: str

    @property
    def switchable(self) -> bool:
        """Whether a reading can turn it off."""
        return self.built and bool(self.gains)


@dataclass(frozen=True)
class Claim:
    """One claim of the article in our words, how it stands, and what became of it (`status`; why not, in `reason`)."""

    id: str
    section: str
    summary: str
    source: str
    relation: str
    target: str
    kind: str
    verdict: str
    effect: str
    grade: str
    status: str
    reason: str


@dataclass(frozen=True)
class Entry:
    """What one source says of a link, for or against it."""

    id: str
    links: tuple[str, ...]
    summary: str
    value: str
    unit: str
    system: str
    tissue: str
    dose: str
    n: str
    reference: str
    cited_as: str
    where: str
    verdict: str
    read: str

    @property
    def human(self) -> bool:
        return self.system.startswith("human") or self.system == "textbook"


@dataclass(frozen=True)
class Reference:
    """A source, once."""

    id: str
    authors: str
    year: str
    title: str
    journal: str
    doi: str
    pmid: str

    @property
    def verified(self) -> bool:
        """Whether its title, authors and place were seen at a source."""
        return bool(self.title) and not any(word in " ".join((self.title, self.authors, self.journal)) for word in DOUBTS)

    @property
    def text(self) -> str:
        codes = (f"doi:{self.doi}" if self.doi else "", f"PMID:{self.pmid}" if self.pmid else "")
        return " ".join(part for part in (self.authors, self.year, self.title, self.journal, *codes) if part)


@dataclass(frozen=True)
class Ledger:
    """All tables together, by id."""

    grades: Mapping[str, Grade]
    links: Mapping[str, Link]
    claims: Mapping[str, Claim]
    entries: Mapping[str, Entry]
    references: Mapping[str, Reference]
    not_links: Mapping[str, str]
    strategies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what a person may do -> the links through which it acts

    @cached_property
    def entries_of(self) -> dict[str, list[Entry]]:
        """Link -> its entries."""
        found: dict[str, list[Entry]] = {name: [] for name in self.links}
        for entry in self.entries.values():
            for name in entry.links:
                found.setdefault(name, []).append(entry)
        return found

    @cached_property
    def links_of(self) -> dict[str, list[Link]]:
        """Claim -> the links that stand for it."""
        found: dict[str, list[Link]] = {name: [] for name in self.claims}
        for link in self.links.values():
            for name in link.claims:
                found.setdefault(name, []).append(link)
        return found

    def chance(self, grade: str) -> float:
        """Chance of a grade, 0 to 1."""
        return self.grades[grade].chance


@cache
def ledger(folder: Path = FOLDER) -> Ledger:
    """The ledger that comes with the package.

    Args:
        folder: of another one.

    Raises:
        InputError: every row that cannot be read, with file and line.
    """
    faults: list[Fault] = []

    def table(name: str, make: Callable[[dict[str, str]], Record], key: str = "id") -> dict[str, Record]:
        return _table(folder / f"{name}.tsv", make, key, faults)

    found = Ledger(
        grades=table("grades", _grade),
        links=table("links", _link),
        claims=table("claims", lambda r: Claim(**r)),
        entries=table("entries", lambda r: Entry(**{**r, "links": _list(r["links"])})),  # type: ignore[arg-type]
        references=table("references", lambda r: Reference(**r)),
        not_links=table("not_links", lambda r: r["reason"], "mechanism"),
        strategies=table("strategies", lambda r: _list(r["links"]), "strategy"),
    )
    if faults:
        raise InputError(faults)
    return found


def _table(path: Path, make: Callable[[dict[str, str]], Record], key: str, faults: list[Fault]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    with open(path, encoding="utf-8", newline="") as handle:
        for number, raw in enumerate(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE), start=2):
            where = f"evidence/ledger/{path.name}:{number}"
            if None in raw or None in raw.values():
                faults.append(
                    Fault("the row has too few or too many columns", where, cure="one tab between columns, none at the end")
                )
                continue
            row = {name: text.strip() for name, text in raw.items()}
            if row[key] in found:
                faults.append(Fault(f"{row[key]} has two rows", where, cure="keep one"))
                continue
            try:
                found[row[key]] = make(row)
            except (KeyError, TypeError, ValueError) as error:
                faults.append(Fault(f"{row[key]} cannot be read: {error}", where))
    return found


def _list(text: str) -> tuple[str, ...]:
    """Names parted by `;`, because the label of an element may hold commas."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _grade(row: dict[str, str]) -> Grade:
    chance = float(row["chance"])
    if not 0 <= chance <= 1:
        raise ValueError(f"a chance lies between 0 and 1, not at {chance:g}")
    return Grade(row["id"], chance, row["meaning"])


def _link(row: dict[str, str]) -> Link:
    def number(name: str) -> float | None:
        return float(row[name]) if row[name] else None

    def yes(name: str) -> bool:
        if row[name] not in YES_NO:
            raise ValueError(f"{name} is yes or no, not {row[name]!r}")
        return row[name] == "yes"

    if row["grade"] not in GRADES:
        raise ValueError(f"grade {row['grade']!r} is not one of {', '.join(GRADES)}")
    return Link(
        row["id"], row["from"], row["to"], _list(row["claims"]), _list(row["mechanisms"]), _list(row["gains"]), yes("alone"), yes("claimed"),
        yes("built"), row["grade"], row["shown_in"], (number("tested_low"), number("tested_high"), row["tested_unit"]),
        row["compared_with"], row["note"],
    )  # fmt: skip
