"""Which published value or group interval speaks for a food: lookups in the curated tables.

Own names: `literature` = a published value for this food and state; `group prior` = the interval of its kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from .classes import Interval
from .curated import read_tsv


@dataclass(frozen=True)
class Evidence:
    """An interval for one substrate class with its unit and where it comes from."""

    interval: Interval
    unit: str
    basis: str
    citation: str


@lru_cache(maxsize=1)
def _priors() -> dict[tuple[str, str, str], Evidence]:
    table = {}
    for r in read_tsv("substrate_priors.tsv"):
        interval = Interval(float(r["low"]), float(r["mid"]), float(r["high"]))
        table[r["kind"], r["substrate"], r["state"]] = Evidence(interval, r["unit"], "group prior", r["source"])
    return table


@lru_cache(maxsize=1)
def _statistics() -> dict[tuple[str, str], Evidence]:
    table = {}
    for r in read_tsv("group_statistics.tsv"):
        interval = Interval(float(r["low"]), float(r["mid"]), float(r["high"]))
        source = f"USDA rows of the same kind with a measured value, n = {r['foods']}"
        table[r["kind"], r["quantity"]] = Evidence(interval, "", "group prior", source)
    return table


@lru_cache(maxsize=1)
def _literature() -> dict[str, list[tuple[re.Pattern, re.Pattern | None, re.Pattern | None, dict[str, str]]]]:
    by_kind = defaultdict(list)
    for r in read_tsv("substrates_literature.tsv"):
        compiled = (re.compile(r["name"]) if r["name"] else None, re.compile(r["not_name"]) if r["not_name"] else None)
        for kind in r["kind"].split("|"):
            by_kind[kind].append((re.compile(kind), *compiled, r))
    return dict(by_kind)


def prior(kind: str, substrate: str, state: str = "") -> Evidence | None:
    """The interval of a kind of food, or of all foods where its kind has none."""
    table = _priors()
    for k in (kind, "any"):
        for s in (state, ""):
            if (k, substrate, s) in table:
                return table[k, substrate, s]
    return None


def statistic(kind: str, quantity: str) -> Evidence:
    """Measured range of a nutrient or nutrient share within a kind (or all foods where the kind has too few)."""
    table = _statistics()
    return table.get((kind, quantity)) or table["any", quantity]


def has_statistic(kind: str, quantity: str) -> bool:
    """Whether the kind itself has enough measured foods."""
    return (kind, quantity) in _statistics()


def published(name: str, kind: str, state: str) -> dict[str, Evidence]:
    """Published values for a food and state, one pooled interval per substrate class.

    Args:
        name: food name.
        kind: its kind.
        state: state of its starch; rows bound to another state are left out.

    Returns:
        Class -> evidence; several rows are pooled as lowest low, median mid (of direct values,
        not of upper bounds, where there are any), highest high.
    """
    text = name.lower()
    rows = defaultdict(list)
    for _, wanted, unwanted, row in _literature().get(kind, []):
        if row["state"] and row["state"] != state:
            continue
        if (wanted and not wanted.search(text)) or (unwanted and unwanted.search(text)):
            continue
        rows[row["substrate"]].append(row)
    pooled = {}
    for substrate, found in rows.items():
        unit = found[0]["unit"]
        found = [r for r in found if r["unit"] == unit]
        low, high = min(float(r["low"]) for r in found), max(float(r["high"]) for r in found)
        direct = [r for r in found if not r["upper_bound"]] or found
        mid = min(max(median(float(r["mid"]) for r in direct), low), high)
        citation = "; ".join(dict.fromkeys(r["citation"] for r in found))
        pooled[substrate] = Evidence(Interval(low, mid, high), unit, "literature", citation)
    return pooled
