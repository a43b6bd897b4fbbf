"""The part of CREDIBILITY.md that is counted and not judged: claims, links, entries, sources and numbers, from the tables themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ..errors import Fault, InputError
from ..network import ParameterTable
from .article import counts
from .lint import BODY, doubts
from .records import GRADES, SYSTEMS, VERDICTS, Ledger, ledger

NAME = "CREDIBILITY.md"
BEGIN = "<!-- counted: made by `enterocrine evidence credibility -o .`; do not edit between these marks -->"
END = "<!-- end of what is counted -->"
READ_AS = {
    "fulltext": "full text", "data": "the data themselves", "abstract": "abstract", "derived": "derived from other rows or sources",
    "secondary": "another's account", "proposal": "our own proposal", "unverified": "nobody's reading",
}  # fmt: skip


def counted(known: Ledger | None = None, tables: Iterable[ParameterTable] | None = None) -> str:
    """The counted part, as Markdown.

    Args:
        known: the ledger; that of the package by default.
        tables: the parameter tables; all of the body by default.
    """
    known = known or ledger()
    tables = list(tables) if tables is not None else [ParameterTable(path) for path in sorted(BODY.glob("*/parameters.tsv"))]
    return "\n".join([*counts(known), *_links(known), *_entries(known), *_numbers(tables)]).strip()


def _links(known: Ledger) -> list[str]:
    lines = ["| links of grade | chance (assumed) | all | built | that a reading switches | with an entry against |", "|---|---|---|---|---|---|"]
    for grade in GRADES:
        mine = [link for link in known.links.values() if link.grade == grade]
        opposed = sum(any(e.verdict in ("does not support", "contradicts") for e in known.entries_of[link.id]) for link in mine)
        numbers = (len(mine), sum(k.built for k in mine), sum(k.switchable for k in mine), opposed)
        lines.append(f"| {grade} | {known.chance(grade):g} | " + " | ".join(map(str, numbers)) + " |")
    return [*lines, ""]


def _entries(known: Ledger) -> list[str]:
    held = Counter((e.system, e.verdict) for e in known.entries.values())
    lines = [f"| {len(known.entries)} entries, shown in | " + " | ".join(VERDICTS) + " |", "|---" * (len(VERDICTS) + 1) + "|"]
    lines += [f"| {system} | " + " | ".join(str(held[system, verdict]) for verdict in VERDICTS) + " |" for system in SYSTEMS]
    read = Counter(e.read for e in known.entries.values())
    open_ = doubts(known)
    lines += ["", "Entries were read as: " + ", ".join(f"{READ_AS.get(name, name)} {n}" for name, n in read.most_common()) + "."]
    told = "; ".join(f"{words} {len(names)}" for words, names in open_.items())
    return [*lines, "", f"{len(known.references)} references; of these: {told}.", ""]


def _numbers(tables: Iterable[ParameterTable]) -> list[str]:
    rows = [row for table in tables for row in table.rows]
    read = Counter(row.read for row in rows)
    told = ", ".join(f"{READ_AS.get(name, name)} {n}" for name, n in read.most_common())
    return [f"{len(rows)} rows of numbers in the tables of the body. Where they come from: {told}."]


def renewed(page: str, part: str) -> str:
    """A page with the counted part put between its marks.

    Raises:
        InputError: the marks are not there.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise InputError(Fault("the page has no place for what is counted", NAME, cure=f"a line {BEGIN} and a line {END}"))
    return f"{before}{BEGIN}\n\n{part}\n\n{END}{after}"


def renew(folder: Path) -> str:
    """CREDIBILITY.md of a folder, with the counted part made anew."""
    path = folder / NAME
    try:
        page = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(Fault("the page cannot be read", str(path), str(error), "the folder of the checkout, with -o")) from None
    return renewed(page, counted())
