"""CITATIONS.bib: exactly the sources that a run names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_ESCAPES = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$"}


def _safe(text: Any) -> str:
    return "".join(_ESCAPES.get(c, c) for c in " ".join(str(text).split()))


def _key(text: str, taken: set[str]) -> str:
    words = re.findall(r"[A-Za-z]+|\d{4}", text)
    stem = "".join(words[:1] + [w for w in words if w.isdigit()][:1]).lower() or "source"
    key, n = stem, 1
    while key in taken:
        n += 1
        key = f"{stem}_{n}"
    taken.add(key)
    return key


def bibtex(citations: Iterable[Any]) -> str:
    """Citations as BibTeX.

    Args:
        citations: ready BibTeX entries (text that starts with "@"), plain text, or mappings with any of key, type, author,
            title, journal, year, doi, pmid, text.

    Returns:
        One entry per distinct source, in the given order.
    """
    taken: set[str] = set()
    entries: dict[str, str] = {}
    for citation in citations:
        if isinstance(citation, Mapping):
            fields = {str(k): v for k, v in citation.items() if v not in (None, "")}
            kind = str(fields.pop("type", "article" if "journal" in fields else "misc"))
            identity = str(fields.get("doi") or fields.get("pmid") or fields)
            if identity in entries:
                continue
            stem = str(fields.pop("key", "") or fields.get("text") or fields.get("author") or fields.get("title") or "source")
            if "text" in fields:
                fields["note"] = fields.pop("text")
            lines = [f"  {k} = {{{v if k == 'doi' else _safe(v)}}}" for k, v in fields.items()]
            entries[identity] = f"@{kind}{{{_key(stem, taken)},\n" + ",\n".join(lines) + "\n}\n"
        elif (text := str(citation).strip()).startswith("@"):
            entries.setdefault(text, text + "\n")
        elif text and text not in entries:
            entries[text] = f"@misc{{{_key(text, taken)},\n  note = {{{_safe(text)}}}\n}}\n"
    return "\n".join(entries.values())


def as_text(citation: Any) -> str:
    """One citation as a line for people."""
    if not isinstance(citation, Mapping):
        return str(citation).strip()
    parts = (
        [str(citation.get("text") or "")]
        if citation.get("text")
        else [str(citation[k]) for k in ("author", "year", "title", "journal") if citation.get(k)]
    )
    parts += [f"{k}:{citation[k]}" for k in ("doi", "pmid") if citation.get(k) and str(citation[k]) not in parts[0]]
    return ". ".join(p.rstrip(".") for p in parts if p)
