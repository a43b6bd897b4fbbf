"""Lint of the ledger and of the numbers: what has no source, no grade or no row, and grades that the entries do not carry."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..errors import AssemblyError, Fault, nearest
from ..network import ParameterTable
from ..network.mechanism import Mechanism
from .records import GRADES, SYSTEMS, UNVERIFIED, VERDICTS, Ledger, Link, ledger

BODY = Path(__file__).resolve().parents[1] / "body"
READ = ("fulltext", "abstract", "data", "secondary", "derived", "unverified")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s;,()\[\]]+")
_PMID = re.compile(r"\bPMID:?\s*(\d{5,9})\b")
_CLAIM = re.compile(r"\bC\d+\b")
# The best grade that an entry speaking for a link can carry, by where it was shown.
_CARRIES = {
    ("textbook", "supports"): "A", ("human trial", "supports"): "A",
    ("textbook", "partly"): "B", ("human trial", "partly"): "B",
    ("human experiment", "supports"): "B", ("human experiment", "partly"): "B",
    ("human observation", "supports"): "B", ("human observation", "partly"): "B",
    ("animal", "supports"): "C", ("animal", "partly"): "C",
    ("cells", "supports"): "D", ("cells", "partly"): "D",
}  # fmt: skip


def check(mechanisms: Iterable[Mechanism], known: Ledger | None = None, tables: Iterable[ParameterTable] | None = None,
          fits: Path = BODY / "posteriors") -> list[Fault]:  # fmt: skip
    """Every fault of the ledger and of the numbers of the body, each with its cure.

    Args:
        mechanisms: of all models, each once.
        known: the ledger; that of the package by default.
        tables: the parameter tables; all of the body by default.
        fits: folder of the fitted medians.

    Returns:
        Faults; none where all is well.
    """
    known = known or ledger()
    held = {m.name: m for m in mechanisms}
    usable, unread = _readable(tables if tables is not None else (ParameterTable(path) for path in sorted(BODY.glob("*/parameters.tsv"))))
    return [
        *_references(known),
        *_claims(known),
        *_links(known),
        *_strategies(known),
        *_grades(known),
        *_mechanisms(known, held),
        *unread,
        *_gains(known, held, usable),
        *_numbers(known, usable),
        *_fits(usable, fits),
    ]


def doubts(known: Ledger | None = None) -> dict[str, list[str]]:
    """What is no fault and still open: references whose title was not verified or whose record was not seen, and those without DOI or PMID."""
    known = known or ledger()
    sources = {name: r for name, r in known.references.items() if r.id != "textbook"}
    return {
        "title not verified": [name for name, r in sources.items() if UNVERIFIED in r.title],
        "record in doubt for another reason": [name for name, r in sources.items() if not r.verified and UNVERIFIED not in r.title],
        "neither DOI nor PMID": [name for name, r in sources.items() if not r.doi and not r.pmid],
    }


def _readable(tables: Iterable[ParameterTable]) -> tuple[list[ParameterTable], list[Fault]]:
    """Tables that can be read, and the faults of the others: a number without source, unit, grade."""
    usable: list[ParameterTable] = []
    faults: list[Fault] = []
    for table in tables:
        try:
            if table.rows:
                usable.append(table)
        except AssemblyError as error:
            faults.extend(error.faults)
    return usable, faults


def ceiling(known: Ledger, link: Link) -> str:
    """The best grade that the entries of a link carry; E where none speaks for it."""
    return min((_CARRIES.get((e.system, e.verdict), "E") for e in known.entries_of.get(link.id, ())), default="E")


def _references(known: Ledger) -> Iterator[Fault]:
    for entry in known.entries.values():
        where = f"entry {entry.id}"
        if entry.reference not in known.references:
            close = nearest(entry.reference, known.references)
            yield Fault(
                f"it cites `{entry.reference}`, which is no reference", where, cure="a row in references.tsv", nearest=close
            )
        for link in entry.links:
            if link not in known.links:
                yield Fault(f"it speaks of the link `{link}`, which there is not", where, nearest=nearest(link, known.links))
        if not entry.links:
            yield Fault("it speaks of no link", where)
        if not entry.summary:
            yield Fault("it has no summary", where, cure="one line in words of our own")
        for name, value, valid in (
            ("system", entry.system, SYSTEMS),
            ("verdict", entry.verdict, VERDICTS),
            ("read", entry.read, READ),
        ):
            if value not in valid:
                yield Fault(f"its {name} `{value}` is not one of {', '.join(valid)}", where, nearest=nearest(value, valid))
    for reference in known.references.values():
        if not reference.title and reference.id != "textbook":
            yield Fault("it has no title", f"reference {reference.id}", cure=f"its title, or {UNVERIFIED} where nobody has seen it")
    for kind in ("doi", "pmid"):
        counts = Counter(code.lower() for r in known.references.values() if (code := getattr(r, kind)))
        for code in (code for code, times in counts.items() if times > 1):
            yield Fault(f"two references have the {kind} {code}", "references.tsv", cure="keep one")


def _claims(known: Ledger) -> Iterator[Fault]:
    for link in known.links.values():
        for name in link.claims:
            if name not in known.claims:
                yield Fault(
                    f"it stands for the claim `{name}`, which there is not",
                    f"link {link.id}",
                    nearest=nearest(name, known.claims),
                )
    for claim in known.claims.values():
        links, where = known.links_of[claim.id], f"claim {claim.id}"
        wanted = "modelled" if any(link.built for link in links) else "planned" if links else claim.status
        if claim.status != wanted or (not links and claim.status not in ("input", "not modelled")):
            yield Fault(
                f"it is `{claim.status}`, but its links say `{wanted if links else 'no link'}`",
                where,
                cure="modelled: a built link stands for it; planned: a link that is not built; else input or not modelled, and why",
            )
        if not links and not claim.reason:
            yield Fault("no link stands for it and no reason is given", where, cure="a reason")
        if claim.grade not in GRADES:
            yield Fault(f"its grade `{claim.grade}` is not one of {', '.join(GRADES)}", where)


def _links(known: Ledger) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for link in known.links.values():
        where = f"link {link.id}"
        if link.built != bool(link.mechanisms):
            yield Fault(
                "it is built and names no mechanism" if link.built else "it names a mechanism and is not built",
                where,
                cure="`built` is yes where the model has it, and no where it is still to come",
            )
        if not known.entries_of.get(link.id) and link.grade != "E":
            yield Fault("nothing is entered for or against it", where, cure="rows in entries.tsv, or grade E")
        for gain in link.gains:
            if gain in owner:
                yield Fault(f"{gain} is the strength of {owner[gain]} too", where, cure="a gain of its own")
            owner[gain] = link.id
        low, high, unit = link.tested
        if (low is not None or high is not None) and not unit:
            yield Fault("the range in which it was shown has no unit", where)


def _strategies(known: Ledger) -> Iterator[Fault]:
    for name, links in known.strategies.items():
        for link in links:
            if link not in known.links or not known.links[link].built:
                why = "no such link" if link not in known.links else "it is not in the model yet"
                yield Fault(f"{link}: {why}", f"strategies.tsv, {name}", nearest=nearest(link, known.links), cure="a link that is built")


def _grades(known: Ledger) -> Iterator[Fault]:
    for grade in GRADES:
        if grade not in known.grades:
            yield Fault(f"grade {grade} has no chance", "grades.tsv")
    for link in known.links.values():
        best = ceiling(known, link)
        if link.grade < best:
            yield Fault(
                f"it is graded {link.grade}, but its entries carry {best} at most",
                f"link {link.id}",
                cure="an entry that carries the grade, or a lower grade",
            )


def _mechanisms(known: Ledger, held: dict[str, Mechanism]) -> Iterator[Fault]:
    named = {name for link in known.links.values() for name in link.mechanisms}
    for link in known.links.values():
        for name in link.mechanisms:
            if name not in held:
                yield Fault(
                    f"it names the mechanism `{name}`, which no model has", f"link {link.id}", nearest=nearest(name, held)
                )
        own = held.get(link.mechanisms[0]) if link.mechanisms else None
        if link.alone and own is not None and own.evidence != link.grade:
            yield Fault(
                f"the ledger grades it {link.grade}, its mechanism {own.evidence}", f"link {link.id}", cure="one grade in both"
            )
    for name, reason in known.not_links.items():
        if name not in held:
            yield Fault(f"`{name}` is no mechanism", "not_links.tsv", nearest=nearest(name, held))
        if name in named:
            yield Fault(f"{name} is called no link, and a link names it", "not_links.tsv", cure="keep one")
        if not reason:
            yield Fault(f"{name} is called no link without a reason", "not_links.tsv")
    for m in held.values():
        # Grade A without a row is textbook physiology: it carries the reference adult, and no reading takes it away.
        if m.evidence not in GRADES:
            yield Fault(f"{m.name} has no grade", m.where, cure="evidence= one of A to E")
        elif m.evidence != "A" and m.name not in named and m.name not in known.not_links:
            yield Fault(
                f"{m.name} is graded {m.evidence} and no link names it",
                m.where,
                cure="a row in links.tsv, or in not_links.tsv with the reason",
            )


def _gains(known: Ledger, held: dict[str, Mechanism], tables: list[ParameterTable]) -> Iterator[Fault]:
    rows = {f"{table.name}.{row.key}" for table in tables for row in table.rows}
    bare = {name.split("[")[0] for name in rows}
    claimed = {}
    for table in tables:
        for row in table.rows:
            if row.id != "link":
                continue
            if len(row.labels) < 2:
                yield Fault(
                    "a row `link` names a mechanism and a gain",
                    row.where,
                    cure="labels: mechanism,gain or mechanism,gain,element",
                )
                continue
            gain = row.labels[1] if "." in row.labels[1] else f"{table.name}.{row.labels[1]}"
            name = gain + (f"[{','.join(row.labels[2:])}]" if len(row.labels) > 2 else "")
            claimed[name] = row
            if f"{table.name}.{row.labels[0]}" not in held:
                yield Fault(
                    f"{table.name}.{row.labels[0]} is no mechanism of any model",
                    row.where,
                    nearest=nearest(f"{table.name}.{row.labels[0]}", held),
                )
    strengths = {gain: link for link in known.links.values() for gain in link.gains}
    for name, row in claimed.items():
        if name not in strengths and name.split("[")[0] not in strengths:
            yield Fault(
                f"{name} has a size at face value and is the strength of no link",
                row.where,
                cure="name it as a gain in links.tsv",
            )
    for gain, link in strengths.items():
        if gain not in rows and gain not in bare:
            yield Fault(f"its gain {gain} has no row", f"link {link.id}", nearest=nearest(gain, sorted(rows | bare)))
        sized = gain in claimed or any(name.split("[")[0] == gain for name in claimed)
        if link.claimed and not sized:
            yield Fault(
                f"the article claims it, and {gain} has no size at face value",
                f"link {link.id}",
                cure="a row `link` in the parameter table",
            )


def _numbers(known: Ledger, tables: list[ParameterTable]) -> Iterator[Fault]:
    dois = {r.doi.lower() for r in known.references.values() if r.doi}
    pmids = {r.pmid for r in known.references.values() if r.pmid}
    for table in tables:
        for row in table.rows:
            for code in [*(d.rstrip(".") for d in _DOI.findall(row.source)), *_PMID.findall(row.source)]:
                if code.lower() not in dois and code not in pmids:
                    yield Fault(f"{row.key} cites {code}, which is no reference", row.where, cure="a row in references.tsv")
            for claim in _CLAIM.findall(row.source):
                if claim not in known.claims:
                    yield Fault(
                        f"{row.key} names the claim {claim}, which there is not", row.where, nearest=nearest(claim, known.claims)
                    )
            if row.read == "unverified" and row.scale != "fixed":
                yield Fault(
                    f"{row.key} is drawn and nobody has read its source", row.where, cure="read it, or call it a proposal"
                )


def _fits(tables: list[ParameterTable], folder: Path) -> Iterator[Fault]:
    """Fitted medians: each must name a number of the tables, and its file what made it."""
    rows = {f"{table.name}.{row.key}": row for table in tables for row in table.rows}
    for path in sorted(folder.glob("*.tsv")):
        where = f"body/posteriors/{path.name}"
        lines = path.read_text(encoding="utf-8").splitlines()
        told = {line[2:].split()[0] for line in lines if line.startswith("# ") and line[2:].strip()}
        for part in sorted({"fit", "model", "plan", "study"} - told):
            yield Fault(f"the fit does not say which {part} made it", where, cure="make the fit again")
        if not (folder.parents[1] / "studies" / "fits" / f"{path.stem}.yaml").is_file():
            yield Fault("its plan is missing", where, cure=f"studies/fits/{path.stem}.yaml")
        for raw in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            name = raw["parameter"]
            if name not in rows and not _starred(name, rows):
                yield Fault(f"{name} is fitted and stands in no table", where, nearest=nearest(name, rows))


def _starred(name: str, rows: Iterable[str]) -> bool:
    """Whether a row with `*` labels holds an element."""
    table, _, rest = name.partition("[")
    labels = rest.rstrip("]").split(",")
    for key in rows:
        have, _, pattern = key.partition("[")
        parts = pattern.rstrip("]").split(",")
        if have == table and (
            not pattern or (len(parts) == len(labels) and all(p in ("*", x) for p, x in zip(parts, labels, strict=True)))
        ):
            return True
    return False


def regraded(known: Ledger, link: str, grade: str) -> Ledger:
    """The ledger with another grade for one link."""
    return replace(known, links={**known.links, link: replace(known.links[link], grade=grade)})
