"""Search as you type: SQLite FTS5 finds candidates, a ranking that prefers plain foods orders them. Names are never matched silently."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .curated import read_tsv
from .table import database, plain_words

# Words that mark a special form of a food; a plain query wants the plain food first.
_SPECIAL = re.compile(
    r"\b(babyfood|infant|formula|frozen|dried|dehydrated|powder|canned|juice|candied|flavou?red|chips?|bread|pie|cake|cookies?|cereals?|"
    r"restaurant|fast food|school|syrup|salad|soup|sauce|baby|imitation|substitute|reduced|low|fat free|nonfat|sandwich|drink|bar|"
    r"pudding|snacks?|candies|candy|muffins?|toasted|salted|fried|breaded|dressing|beverages?|with|alaska|native|without|unenriched|"
    r"goat|duck|quail|goose|turkey|wild|human|sheep|buffalo|substitutes?|shakes?|bran|germ|roll|crackers?|dry mix|unprepared|omelet|creamed|"
    r"yolk|white|whites|rolls|noodles?|chocolate|vegetarian|oil|peel|leaves|grilled|pickled|nfs|ns as to)\b"
)
_SOURCE = {"SR24": 0.0, "FNDDS": 1.0, "Foundation": 0.5, "SR Legacy": 1.5}


@dataclass(frozen=True)
class Hit:
    """A food found by a search; a higher score is a better match (100 = same name)."""

    food_id: str
    name: str
    group: str
    score: float


def _stems(text: str) -> list[str]:
    """Words without a plural ending, for comparison only."""
    return [re.sub(r"(?<=[a-z]{2})(ies)$", "y", re.sub(r"(?<=(oe|ch|sh|ss))s$|(?<=[a-z]{2}[^s])s$", "", w)) for w in text.split()]


@lru_cache(maxsize=1)
def _everyday() -> tuple[tuple[str, str, str], ...]:
    """Everyday name, its words in alphabetical order, food id."""
    names = ((plain_words(r["name"]), r["food_id"]) for r in read_tsv("everyday_names.tsv"))
    return tuple((name, " ".join(sorted(_stems(name))), food_id) for name, food_id in names)


def _favourites(text: str) -> dict[str, int]:
    """Foods that a plain everyday word stands for, from the curated list."""
    key = " ".join(sorted(_stems(text)))
    return {food_id: i for i, (_, words, food_id) in enumerate(_everyday()) if words == key}


def _begun(text: str) -> set[str]:
    """Everyday foods whose name begins with what was typed so far."""
    return {food_id for name, _, food_id in _everyday() if name.startswith(text)}


def _candidates(text: str) -> dict[int, tuple[str, str, str, str, str]]:
    db = database()
    words = re.findall(r"[a-z0-9%]+", text)
    found: dict[int, tuple[str, str, str, str, str]] = {}
    select = "SELECT f.rowid, f.food_id, f.name, f.source_group, f.source, f.plain FROM foods f WHERE f.rowid IN "
    terms = [f'"{w}"' for w in words]
    queries = []
    if terms:
        queries.append(("words", " AND ".join([*terms[:-1], f"{terms[-1]}*"]), 900))
        if len(terms) > 1:
            queries.append(("words", " OR ".join(terms), 250))
    long = [w for w in words if len(w) >= 3]
    if long:
        queries.append(("letters", " AND ".join(f'"{w}"' for w in long), 200))
        grams = {w[i : i + 3] for w in long for i in range(len(w) - 2)}
        queries.append(("letters", " OR ".join(f'"{g}"' for g in sorted(grams)), 120))
    for index, query, limit in queries:
        if len(found) >= 40:
            break
        order = "" if limit == 900 else " ORDER BY rank"
        rows = db.execute(f"{select}(SELECT rowid FROM {index} WHERE {index} MATCH ?{order} LIMIT {limit})", (query,)).fetchall()
        found.update({r[0]: r[1:] for r in rows})
    if len(found) > 220:  # a short prefix: the plain foods have short names that begin with it
        order = sorted(found, key=lambda i: (not found[i][4].startswith(words[0]), len(found[i][4]) + 10 * sum(map(str.isupper, found[i][1]))))
        found = {i: found[i] for i in order[:220]}
    return found


def _score(text: str, stems: list[str], name: str, plain: str, source: str) -> float:
    from rapidfuzz import fuzz

    head = _stems(re.split(r"[,(]", name.lower())[0].replace("-", " "))
    parts = _stems(plain)
    score = 0.45 * fuzz.token_set_ratio(" ".join(stems), " ".join(parts)) + 0.25 * fuzz.ratio(" ".join(stems), " ".join(parts))
    if parts == stems:
        return 100.0 - 0.5 * _SOURCE.get(source, 0.0)
    whole = sum(s in parts for s in stems)
    begun = bool(stems) and stems[-1] not in parts and any(p.startswith(stems[-1]) for p in parts)
    score += 18.0 * (whole + 0.8 * begun) / max(len(stems), 1)
    same_head = bool(stems) and (head == stems or head == stems[:1] or (len(stems) > 1 and head == stems[-1:]))
    if same_head or (begun and head and head[0].startswith(stems[-1])):
        score += 12.0
    elif stems and head and head[0] in stems:
        score += 5.0
    special = [w for w in {m.group(0) for m in _SPECIAL.finditer(plain)} if w not in text and not set(_stems(w)) <= set(stems)]
    score -= 4.0 * len(special) + 0.35 * max(len(parts) - len(stems) - 1, 0) + _SOURCE.get(source, 0.0)
    if re.search(r"\braw\b", plain):
        score += 3.0
    if any(c.isupper() for c in re.sub(r"\b[A-Z]", "", name)) and re.search(r"[A-Z]{4,}", name):
        score -= 8.0  # brand names are written in capitals in the sources
    return min(score, 99.0)


def search(text: str, limit: int = 10) -> list[Hit]:
    """Foods whose names match a text, best first.

    Args:
        text: a few letters or words, or a food id.
        limit: how many hits at most.

    Returns:
        Hits with a score of at most 100; empty where nothing shares three letters with the text.
    """
    cleaned = plain_words(text)
    if re.match(r"^(ndb|fdc|fndds):", text.strip()):
        row = database().execute("SELECT food_id, name, source_group FROM foods WHERE food_id=?", (text.strip(),)).fetchone()
        return [Hit(*row, score=100.0)] if row else []
    if not cleaned:
        return []
    stems = _stems(cleaned)
    favourites, begun = _favourites(cleaned), _begun(cleaned)
    hits = []
    found = _candidates(cleaned)
    wanted = (*favourites, *begun)
    if wanted:
        marks = ",".join("?" * len(wanted))
        rows = database().execute(f"SELECT rowid, food_id, name, source_group, source, plain FROM foods WHERE food_id IN ({marks})", wanted)
        found.update({r[0]: r[1:] for r in rows})
    for food_id, name, group, source, plain in found.values():
        score = _score(cleaned, stems, name, plain, source)
        if food_id in favourites:
            score = 101.0 - 0.01 * favourites[food_id]
        elif food_id in begun:
            score = max(score, 90.0)
        hits.append(Hit(food_id, name, group, round(min(score, 101.0), 3)))
    hits.sort(key=lambda h: (-h.score, len(h.name), h.food_id))
    return hits[:limit]


def exact(text: str) -> list[Hit]:
    """Foods of exactly this name (case, punctuation aside), the everyday list included; several where sources share a name."""
    cleaned = plain_words(text)
    rows = database().execute("SELECT food_id, name, source_group, source FROM foods WHERE plain=?", (cleaned,)).fetchall()
    rows.sort(key=lambda r: (_SOURCE.get(r[3], 9.0), r[0]))
    named = [Hit(r[0], r[1], r[2], 100.0) for r in rows]
    if named:
        return named
    favourites = list(_favourites(cleaned))
    return [h for h in search(text, 5) if h.food_id in favourites[:1]]
