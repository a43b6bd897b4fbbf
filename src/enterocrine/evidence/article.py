"""The page "article versus evidence": every claim, what the model does with it, what speaks for and against it; all of it from the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from .records import Claim, Entry, Ledger, Link, ledger

HEAD = """# The article beside the evidence

Made by `enterocrine evidence article -o docs` (`make article`) from the tables of the ledger; do not edit. Claims are told in words of our own.
Grades: {grades}.

Where a claim comes with a number, a line "Asked as the trial did" puts what the trial found beside what the model says of that trial in three
readings, median (90 % interval of the trial's mean at its own size): *established*, links graded A or B alone; *weighted*, each link by the
chance of its grade; *face value*, every link of the article at the article's size, which is what is claimed and not what is likely. The article's
boldest claim, fibre for the androgen receptor, has [a page of its own](flagship.md).
"""
DOES = {
    "modelled": "in the model",
    "planned": "not in the model yet",
    "input": "an input, not a claim that a model could test",
    "not modelled": "not in the model",
}
FOR = ("supports", "partly")


def page(known: Ledger | None = None, beside: Mapping[str, Iterable[str]] | None = None) -> str:
    """The page as Markdown.

    Args:
        known: the ledger; that of the package by default.
        beside: claim -> lines to put under it, such as what three readings of a run say.
    """
    known = known or ledger()
    grades = "; ".join(f"{g.id} {g.meaning} ({100 * g.chance:g} %)" for g in known.grades.values())
    parts = [HEAD.format(grades=grades), *counts(known), *_citations(known)]
    section = ""
    for claim in known.claims.values():
        if claim.section != section:
            section = claim.section
            parts.append(f"## {section.replace('_', ' ').capitalize()}\n")
        parts.append(_claim(claim, known, (beside or {}).get(claim.id, ())))
    return "\n".join(parts)


def counts(known: Ledger) -> list[str]:
    """How many claims of which grade came to what, as lines of Markdown."""
    grades = Counter((c.grade, c.status) for c in known.claims.values())
    lines = ["| grade | " + " | ".join(DOES.values()) + " |", "|---" * (len(DOES) + 1) + "|"]
    lines += [f"| {g} | " + " | ".join(str(grades[g, status]) for status in DOES) + " |" for g in known.grades]
    verdicts = Counter(c.verdict for c in known.claims.values())
    told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    return [f"{len(known.claims)} claims: {told}.\n", *lines, ""]


def _citations(known: Ledger) -> list[str]:
    """What the article cites, as printed and as found."""
    cited: dict[tuple[str, str], list[Entry]] = {}
    for entry in known.entries.values():
        if entry.cited_as:
            cited.setdefault((entry.cited_as, entry.reference), []).append(entry)
    lines = ["## Citations\n", "| as printed | as found | what it says for its claims |", "|---|---|---|"]
    for (printed, reference), entries in sorted(cited.items()):
        said = "; ".join(f"{e.summary} ({e.verdict})" for e in entries)
        lines.append(f"| {_cell(printed)} | {_cell(known.references[reference].text)} | {_cell(said)} |")
    return [*lines, ""]


def _claim(claim: Claim, known: Ledger, beside: Iterable[str]) -> str:
    links = known.links_of[claim.id]
    effect = f": {claim.effect}" if claim.effect else ""
    lines = [f"### {claim.id} {claim.summary}\n", f"Grade {claim.grade}, {claim.kind}, {claim.verdict}{effect}."]
    lines.append(f"{DOES[claim.status].capitalize()}" + (f": {claim.reason}." if claim.reason else "."))
    lines += [f"- {_link(link)}" for link in links]
    entries = dict.fromkeys(e for link in links for e in known.entries_of[link.id])
    for heading, spoken in (("For", [e for e in entries if e.verdict in FOR]), ("Against", [e for e in entries if e.verdict not in FOR])):
        lines += [f"- {heading}: {_entry(e, known)}" for e in spoken]
    return "\n".join([*lines, *(f"- {line}" for line in beside), ""])


def _link(link: Link) -> str:
    acts = "by the chance of its grade" if link.switchable else "in every draw" if link.built else "not at all, as it is not built"
    return f"`{link.id}` ({link.source} to {link.target}), grade {link.grade}, acts {acts}" + (f"; {link.note}" if link.note else "")


def _entry(entry: Entry, known: Ledger) -> str:
    value = " ".join(part for part in (entry.value, entry.unit) if part)
    about = ", ".join(part for part in (entry.system, value, f"n {entry.n}" if entry.n else "") if part)
    source = known.references[entry.reference]
    by = f"{source.authors} {source.year}".strip()
    return f"{entry.summary} ({about}; {by}; {entry.verdict}, read: {entry.read})"


def _cell(text: str) -> str:
    return text.replace("|", "/")
