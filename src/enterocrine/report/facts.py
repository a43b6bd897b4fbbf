"""What a run says about itself: the attributes of the dataset, read once and made safe to print."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .summary import arms

if TYPE_CHECKING:
    import xarray

FEW_DRAWS = 20  # fewer hold no draw beyond the ends of a 90 % interval


@dataclass(frozen=True)
class Flag:
    """One place where the run leaves what the evidence covers."""

    what: str
    arm: str = ""
    why: str = ""


@dataclass(frozen=True)
class RunFacts:
    """Provenance of one run, as far as the dataset states it.

    Args:
        arm_words: arm -> what was changed, in plain words.
        protocol: arm -> what is taken in it as prescribed, one sentence each.
        known_fibre_share: arm -> share of the fibre grams whose type is known.
        fibre: arm -> {substrate class: (low end of the 90 % interval, median, high end) g/d}.
        fibre_foods: arm -> [(food, g/d of fibre, share of known type or None)], most fibre of unknown type first.
        statistics: of the solver; only what repeats.
        model: its name; without: mechanism that was left out of it -> what it does.
        attributes: every attribute, decoded.
    """

    arm_names: tuple[str, ...]
    arm_words: dict[str, str]
    person: str
    weeks: float | None
    settle_days: float | None
    draws: int
    draws_failed: int
    failed_reasons: tuple[str, ...]
    seed: str
    model_digest: str
    reading: str
    flags: tuple[Flag, ...]
    known_fibre_share: dict[str, float]
    fibre: dict[str, dict[str, tuple[float, float, float]]]
    fibre_foods: dict[str, list[tuple[str, float, float | None]]]
    citations: tuple[Any, ...]
    statistics: dict[str, Any]
    leaves_out: tuple[str, ...]
    reading_note: str
    model: str
    without: dict[str, str]
    protocol: dict[str, tuple[str, ...]]
    attributes: dict[str, Any] = field(repr=False, default_factory=dict)

    @property
    def is_comparison(self) -> bool:
        return len(self.arm_names) > 1

    @property
    def few_draws(self) -> bool:
        return self.draws < FEW_DRAWS

    @property
    def failed_share(self) -> float:
        return self.draws_failed / max(self.draws_failed + self.draws, 1)


def decode(value: Any) -> Any:
    """An attribute as plain Python: JSON text is parsed, numpy scalars and arrays become numbers and lists."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, str) and value.strip()[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _per_arm(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """A value stated once holds for every arm."""
    if isinstance(value, dict) and set(value) & set(names):
        return {n: value[n] for n in names if n in value}
    return {} if value in (None, "", {}, []) else dict.fromkeys(names, value)


def _flags(value: Any) -> tuple[Flag, ...]:
    found = []
    for item in value if isinstance(value, list) else [value] if value else []:
        if isinstance(item, dict):
            found.append(Flag(*(str(item.get(k) or "") for k in ("what", "arm", "why"))))
        else:
            found.append(Flag(str(item)))
    return tuple(dict.fromkeys(found))


def _reasons(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        return tuple(f"draw {k}: {v}" for k, v in value.items())
    if isinstance(value, list):
        return tuple(map(str, value))
    return (str(value),) if value else ()


def _interval(value: Any) -> tuple[float, float, float]:
    if isinstance(value, (list, tuple)) and len(value) == 3:
        return (float(value[0]), float(value[1]), float(value[2]))
    return (float(value),) * 3


def read(dataset: xarray.Dataset) -> RunFacts:
    """Read the facts of a run from its dataset; what is missing stays empty and the report says so."""
    told = {str(k): decode(v) for k, v in dataset.attrs.items()}
    names = tuple(arms(dataset))
    failed = told.get("draws_failed", 0)
    reasons = _reasons(told.get("failures"))
    if isinstance(failed, (dict, list)):
        reasons, failed = reasons or _reasons(failed), len(failed)
    known = told.get("known_fibre_shares") or told.get("known_fibre_share")  # one number speaks of the habitual diet only
    known = known if isinstance(known, dict) else {names[0]: known}
    shares = {a: s for a, v in _per_arm(known, names).items() if (s := _number(v)) is not None}
    fibre = {
        a: {str(k): _interval(v) for k, v in classes.items()}
        for a, classes in _per_arm(told.get("fibre"), names).items()
        if isinstance(classes, dict)
    }
    foods = {
        a: [(str(row[0]), float(row[1]), _number(row[2]) if len(row) > 2 else None) for row in rows]
        for a, rows in _per_arm(told.get("fibre_foods"), names).items()
        if isinstance(rows, list)
    }
    words = told.get("arms")
    citations, statistics = told.get("citations"), told.get("statistics")
    leaves_out, without = told.get("leaves_out"), told.get("without")
    taken = told.get("protocol")
    return RunFacts(
        arm_names=names,
        arm_words={n: str(words[n]) for n in names if n in words} if isinstance(words, dict) else {},
        person=str(told.get("person", "")),
        weeks=_number(told.get("weeks")),
        settle_days=_number(told.get("settle_days")),
        draws=int(dataset.sizes.get("draw", 0)),
        draws_failed=int(_number(failed) or 0),
        failed_reasons=reasons,
        seed=str(told.get("seed", "not stated")),
        model_digest=str(told.get("model_digest", "not stated")),
        reading=str(told.get("reading", "weighted")),
        flags=_flags(told.get("extrapolation")),
        known_fibre_share=shares,
        fibre=fibre,
        fibre_foods=foods,
        statistics=statistics if isinstance(statistics, dict) else {},
        citations=tuple(citations) if isinstance(citations, list) else (),
        leaves_out=tuple(map(str, leaves_out)) if isinstance(leaves_out, list) else (),
        reading_note=str(told.get("reading_note", "")),
        model=str(told.get("model", "not stated")),
        without={str(k): str(v) for k, v in without.items()} if isinstance(without, dict) else {},
        protocol={n: tuple(map(str, taken[n])) for n in names if taken.get(n)} if isinstance(taken, dict) else {},
        attributes=told,
    )
