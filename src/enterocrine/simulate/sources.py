"""The sources of exactly what a run used: the rows of the parameter tables, and the composition of the foods that were eaten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..food.classes import FATS, FIBRE, RESISTANT_STARCH
from ..food.curated import read_tsv
from ..food.table import show
from ..population.cohort import further_rows
from ..population.posterior import fits, fitted

if TYPE_CHECKING:
    from ..food.intake import Intake
    from ..network import System

_EATEN = ("carbohydrate", "fibre_total", "sugars", "starch", *RESISTANT_STARCH, *FIBRE, "protein", "fat", *FATS)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s;,()\[\]]+")
_PMID = re.compile(r"\bPMID:?\s*(\d{5,9})\b")
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
# Author(s), year, journal with volume and page: a reference that stands on its own.
_NAME = r"[A-Z][A-Za-z'\-]+"
_REFERENCE = re.compile(
    rf"{_NAME}(?:(?:, {_NAME})* and {_NAME}| et al\.)? (?:18|19|20)\d\d(?: [A-Z][A-Za-z.]*| One| and)+ \d+[A-Za-z0-9()]*:[A-Za-z]?\d+(?:-\d+)?"
)
_SHORT = re.compile(rf"{_NAME}(?: and {_NAME}| et al\.)? (?:18|19|20)\d\d\b")
_NUMBERED = re.compile(r",? (?:n = \d+|item \d+|fdc:\d+|reference code .+ not resolved)(?=;|,|$)")  # which row of a data base
_NAMED = re.compile(r"USDA|MEXT|FSANZ|Handbook|https?:|, table ")
_JUDGEMENT = ("proposal", "definition")


def citations(system: System, intakes: Iterable[Intake], substances: Iterable[str] = ()) -> list[dict[str, str]]:
    """Every source once, in the order of the tables and then of the foods.

    Args:
        system: the model; the rows behind its parameters are used, and those that draw people.
        intakes: what was eaten; foods count where they are known.
        substances: names of the supplements given.

    Returns:
        Mappings with `text`, and `doi` and `pmid` where the row states them. Rows that are only a definition or a proposal of this
        project and name no publication are left out.
    """
    rows = dict.fromkeys((row.source, row.read in _JUDGEMENT) for row in (*system.parameter_rows, *further_rows(system).values()))
    entries = [entry for source, judged in rows for entry in parse(source, whole=judged)]
    for fit in fits():
        if moved := set(fitted(fit)) & set(system.parameter_names):
            entries.append({"text": f"{len(moved)} medians were fitted to published trials (body/posteriors/{fit}.tsv, docs/qualification.md)"})
    entries += [entry for text in dict.fromkeys(_food_sources(intakes, substances)) for entry in parse(text)]
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        found.setdefault(entry.get("doi") or entry["text"].lower(), {}).update({k: v for k, v in entry.items()})
    return list(found.values())


def _food_sources(intakes: Iterable[Intake], substances: Iterable[str]) -> Iterator[str]:
    for food_id in sorted({item.food_id for intake in intakes for item in getattr(intake, "items", ())}):
        food = show(food_id)
        for name in _EATEN:
            if food.per100[name].high > 0 and name in food.citations:
                yield food.citations[name]
    wanted = set(substances)
    for row in read_tsv("supplements.tsv"):
        if row["substance"] in wanted:
            yield row["source"]


def parse(text: str, whole: bool = False) -> list[dict[str, str]]:
    """The publications that the text of a row names.

    Args:
        text: as in a table; several sources are parted by semicolons.
        whole: keep a part only if it names a publication by reference, DOI or PMID.

    Returns:
        One mapping per reference found; a part that names a source in another way (a data base, an author and a year) is kept as it
        is; a part that names none is a remark and is left out.
    """
    entries: list[dict[str, str]] = []
    for part in re.split(r";\s+(?![^(]*\))", text.strip()):  # not within brackets
        references = list(_REFERENCE.finditer(part))
        if references:
            ends = [r.start() for r in references[1:]] + [len(part)]
            entries += [_entry(r.group(), part[r.end() : end]) for r, end in zip(references, ends, strict=True)]
        elif _DOI.search(part) or _PMID.search(part):
            short = _SHORT.search(part)
            entries.append(_entry(short.group() if short else _without_codes(part), part))
        elif not whole and (_YEAR.search(part) or _NAMED.search(part)):
            entries.append({"text": _NUMBERED.sub("", part)})
    return entries


def _entry(text: str, around: str) -> dict[str, str]:
    entry = {"text": text.strip(" .,")}
    if doi := _DOI.search(around):
        entry["doi"] = doi.group().rstrip(".")
    if pmid := _PMID.search(around):
        entry["pmid"] = pmid.group(1)
    return entry


def _without_codes(text: str) -> str:
    return re.sub(r"\s+", " ", _PMID.sub("", _DOI.sub("", text))).strip() or text


def substances_of(changes: Sequence[Any]) -> list[str]:
    """Names of the supplements of some changes."""
    return [item.substance for change in changes for item in change.supplement]
