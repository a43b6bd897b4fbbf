"""Look things up in the ledger: by id, by a mechanism's name, or by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..errors import Fault, InputError, nearest
from .records import Claim, Entry, Ledger, Link, ledger


@dataclass(frozen=True)
class Found:
    """What was found: links with their entries, and claims."""

    links: tuple[Link, ...]
    claims: tuple[Claim, ...]
    entries: tuple[Entry, ...]


def find(text: str, known: Ledger | None = None) -> Found:
    """Links, claims and entries that a text names.

    Args:
        text: id of a link, claim, entry or reference; name of a mechanism or gain; or words, all of which a line must hold.
        known: the ledger; that of the package by default.

    Raises:
        InputError: nothing is found; the nearest names are given.
    """
    known = known or ledger()
    asked = text.strip()
    if found := _named(asked, known):
        return found
    words = asked.lower().replace("_", " ").split()

    def holds(*parts: str) -> bool:
        line = " ".join(parts).lower().replace("_", " ")
        return bool(words) and all(word in line for word in words)

    links = tuple(k for k in known.links.values() if holds(k.id, k.source, k.target, k.shown_in, k.note))
    claims = tuple(c for c in known.claims.values() if holds(c.id, c.section, c.summary, c.source, c.target, c.effect))
    entries = tuple(
        e for e in known.entries.values() if holds(e.id, e.summary, e.tissue, e.cited_as, known.references[e.reference].text)
    )
    if not (links or claims or entries):
        names = [*known.links, *known.claims, *known.entries, *known.references]
        bare = {part: name for name in names for part in (name.split(".")[-1], name)}
        close = tuple(dict.fromkeys(bare[near] for near in nearest(asked, sorted(bare))))
        raise InputError(
            Fault(
                f"nothing in the ledger speaks of `{asked}`",
                "evidence",
                nearest=close,
                cure="a link, a claim (C1 to C144), a mechanism, or words",
            )
        )
    return Found(links, claims, entries)


def _named(asked: str, known: Ledger) -> Found | None:
    """Found by the exact name of something."""
    claim = f"C{int(asked[1:]):02d}" if asked[:1] in "Cc" and asked[1:].isdigit() else asked
    if claim in known.claims:
        links = tuple(known.links_of[claim])
        return Found(links, (known.claims[claim],), _spoken(known, links))
    links = tuple(k for k in known.links.values() if asked == k.id or asked in k.mechanisms or asked in k.gains)
    exact = tuple(k for k in links if k.id == asked) or links
    if exact:
        return Found(
            exact, tuple(known.claims[c] for c in dict.fromkeys(c for k in exact for c in k.claims)), _spoken(known, exact)
        )
    entries = tuple(e for e in known.entries.values() if asked in (e.id, e.reference))
    if entries:
        links = tuple(known.links[name] for name in dict.fromkeys(name for e in entries for name in e.links))
        return Found(links, (), entries)
    return None


def _spoken(known: Ledger, links: tuple[Link, ...]) -> tuple[Entry, ...]:
    return tuple(dict.fromkeys(e for k in links for e in known.entries_of[k.id]))


def as_data(found: Found, known: Ledger | None = None) -> dict[str, Any]:
    """What was found as plain data, references with it."""
    known = known or ledger()
    used = dict.fromkeys(e.reference for e in found.entries)
    return {
        "links": [
            {
                "id": k.id,
                "from": k.source,
                "to": k.target,
                "grade": k.grade,
                "chance": known.chance(k.grade),
                "built": k.built,
                "claims": list(k.claims),
                "mechanisms": list(k.mechanisms),
                "gains": list(k.gains),
                "switchable": k.switchable,
                "shown_in": k.shown_in,
                "tested": {"low": k.tested[0], "high": k.tested[1], "unit": k.tested[2], "compared_with": k.compared_with},
                "note": k.note,
            }
            for k in found.links
        ],
        "claims": [
            {
                "id": c.id,
                "section": c.section,
                "summary": c.summary,
                "from": c.source,
                "relation": c.relation,
                "to": c.target,
                "kind": c.kind,
                "verdict": c.verdict,
                "effect": c.effect,
                "grade": c.grade,
                "status": c.status,
                "reason": c.reason,
                "links": [k.id for k in known.links_of[c.id]],
            }
            for c in found.claims
        ],
        "entries": [{**e.__dict__, "links": list(e.links)} for e in found.entries],
        "references": [{**known.references[name].__dict__} for name in used],
    }
