"""Outcomes of a STUDY.yaml: what was observed, and the question to the model that answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from enterocrine.errors import EnterocrineError, nearest
from enterocrine.person.fields import Fields
from enterocrine.person.quantity import measure_range
from enterocrine.person.yaml_file import YamlMap, place
from enterocrine.studies import study as s
from enterocrine.studies.unit_match import is_unit, known_units

MEASURED_KEYS = ("output", "select", "combine")
OUTCOME_KEYS = ("id", "rows", "about", "system", *MEASURED_KEYS, "per", "less", "transform", "scale", "arm", "versus", "as", "when", "statistic",
                "threshold", "among", "observed", "direction", "unit", "spread", "spread_is", "across", "with", "given", "of", "n", "samples",
                "sampled", "tolerance", "read", "use", "same_as", "note", "not_run")
AXES = ("region", "scfa", "guild", "acid", "nutrient", "substrate", "tissue", "estrogen")


def read_outcomes(top: Fields, mapping: YamlMap, arms: tuple[s.Arm, ...]) -> tuple[s.Outcome, ...]:
    """The outcomes of a study file.

    Args:
        top: the file.
        mapping: its keys, for their places.
        arms: the arms that outcomes may name.
    """
    defaults = mapping.get("defaults") or {}
    top.section("defaults", OUTCOME_KEYS)
    found = []
    for number, entry in enumerate(top.data.get("outcomes") or ()):
        if not isinstance(entry, Mapping):
            top.fault("outcomes", f"outcome {number + 1} must hold keys and values")
            continue
        merged = YamlMap(mapping.file, entry.line if isinstance(entry, YamlMap) else 1)
        for part in (defaults, entry):
            merged.update(part)
        merged.lines = dict(getattr(entry, "lines", {}))
        fields = Fields(merged, top.faults, OUTCOME_KEYS, f"outcomes[{number + 1}]")
        found.append(_outcome(fields, arms, top.data.get("not_run") is not None, str(top.data.get("role"))))
    return tuple(found)


def default_use(role: str, observed: object) -> str:
    """What an outcome is for where its file does not say."""
    if observed == "none":
        return "null"
    return "calibrate" if role == "calibrate" else "check"


def _outcome(entry: Fields, arms: tuple[s.Arm, ...], none_runs: bool, role: str) -> s.Outcome:
    entry.require("id")
    not_run = entry.text("not_run", 600) or ""
    idle = bool(not_run) or none_runs
    if not idle:
        entry.require("output", "as", "unit", *(("per", "versus") if entry.data.get("as") in s.ADDED else ()))
    known = tuple(arm.name for arm in arms)
    arm = names(entry, "arm", (*known, s.BASELINE)) or (known[:1] if len(known) == 1 else ())
    versus = entry.choice("versus", (*known, s.BASELINE)) or ""
    as_ = entry.choice("as", s.MEASURES) or "mean"
    if as_ in s.CONTRASTS and not versus and not idle and entry.data.get("across") != "arms":
        entry.fault("as", f"`{as_}` compares an arm with another", cure="add `versus`: an arm or baseline")
    if not arm and not idle and entry.data.get("across") != "arms":
        entry.fault("arm", "the outcome does not say which arm it is about", nearest=known)
    if as_ in s.ASSOCIATIONS and not idle:
        entry.require("with", "across")
    key = entry.text("id", 60) or "outcome"
    return s.Outcome(
        id=key, rows=names(entry, "rows") if "rows" in entry.data else (key,), about=entry.text("about", 400) or "",
        system=entry.text("system") or "",
        measured=_measured(entry), per=_per(entry, known, as_), less=entry.data.get("less") is True,
        transform=(entry.choice("transform", ("log10",)) or ""), scale=or_else(entry.number("scale"), 1.0),
        arm=arm, versus=versus, as_=as_, when=_when(entry), unit=_unit(entry, idle), observed=_observed(entry, idle),
        statistic=entry.choice("statistic", s.STATISTICS) or "mean", threshold=entry.number("threshold"), among=_among(entry),
        spread=_pair(entry, "spread"), spread_is=entry.choice("spread_is", s.SPREADS) or "",
        direction=entry.choice("direction", s.DIRECTIONS) or "", across=entry.choice("across", ("persons", "arms")) or "",
        with_=entry.text("with") or "", given=entry.text("given") or "",
        of=entry.choice("of", ("mean", "change", "integral", "peak")) or "", n=entry.whole("n", 1, 10_000_000),
        samples=entry.whole("samples", 1, 1000) or 1, sampled=_hours(entry), tolerance=or_else(entry.number("tolerance", 0, 10), 0.3),
        read=entry.choice("read", s.READS) or "", use=entry.choice("use", s.USES) or default_use(role, _observed(entry, True)),
        same_as=entry.text("same_as") or "",
        note=entry.text("note", 1000) or "", not_run=not_run,
    )


def _measured(entry: Fields) -> s.Measured:
    select: dict[str, tuple[str, ...]] = {}
    picks = entry.section("select", AXES)
    if picks is not None:
        select = {axis: names(picks, axis) for axis in picks.data}
    return s.Measured(entry.text("output", 60) or "", select, entry.choice("combine", ("sum", "mean")) or "sum")


def _per(entry: Fields, arms: tuple[str, ...], as_: str) -> s.Measured | None:
    per = entry.section("per", (*MEASURED_KEYS, "arm") if as_ in s.ADDED else MEASURED_KEYS)
    if per is not None:
        per.require("output")
    return per and replace(_measured(per), arm=per.choice("arm", arms) or "")


def _hours(entry: Fields) -> tuple[float, ...]:
    hours = entry.data.get("sampled", [])
    if not isinstance(hours, list) or not all(map(_is_number, hours)):
        entry.fault("sampled", "not a list of hours", cure="sampled: [0, 1, 2]")
        return ()
    return tuple(map(float, hours))


def _among(entry: Fields) -> dict[str, str]:
    section = entry.section("among", ("sex",))
    sex = section.choice("sex", ("female", "male")) if section is not None else None
    return {"sex": sex} if sex else {}


def _when(entry: Fields) -> str | tuple[float, float]:
    value = entry.data.get("when", "end")
    if value == "end":
        return "end"
    if isinstance(value, list) and len(value) == 2 and all(_is_number(end) for end in value):
        value = [f"{end} h" for end in value]
    try:
        return measure_range(value, "h")
    except EnterocrineError as error:
        entry.adopt("when", error)
        return "end"


def _unit(entry: Fields, idle: bool) -> str:
    unit = entry.text("unit") or ""
    if unit and not idle and not is_unit(unit):
        entry.fault("unit", f"`{unit}` is not a known unit", nearest=nearest(unit, known_units()))
    return unit


def _observed(entry: Fields, idle: bool) -> Any:
    value: Any = entry.data.get("observed")
    if isinstance(value, list):
        known = [end for end in value if end is not None]
        if len(value) != 2 or not known or not all(_is_number(end) for end in known):
            entry.fault("observed", "a range needs two ends, one of which may be null")
            return None
        if known[0] > known[-1]:
            entry.fault("observed", f"the range runs from {known[0]} down to {known[1]}", cure="put the lower end first")
        return tuple(None if end is None else float(end) for end in value)
    if _is_number(value):
        return float(value)
    if value in s.DIRECTIONS:
        return value
    if value is not None or not idle:
        entry.fault("observed", "what was observed is a number, a range, or up, down or none", why=f"it is {value!r}",
                    nearest=nearest(str(value), s.DIRECTIONS))
    return None


def _pair(entry: Fields, key: str) -> tuple[float, float] | None:
    value = entry.data.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2 or not all(_is_number(end) for end in value):
        entry.fault(key, "two numbers are needed", cure=f"write {key}: [7, 11]")
        return None
    if value[0] > value[1]:
        entry.fault(key, f"it runs from {value[0]:g} down to {value[1]:g}", cure="put the lower end first")
    return float(value[0]), float(value[1])


def names(entry: Fields, key: str, choices: Iterable[str] = ()) -> tuple[str, ...]:
    """One name or a list of them; a fault for each that is not among the choices, where there are any."""
    value = entry.data.get(key)
    items = [] if value is None else list(value) if isinstance(value, list) else [value]
    allowed = tuple(choices)
    for number, item in enumerate(items):
        if not isinstance(item, str) or (allowed and item not in allowed):
            entry.faults.add(f"{entry.name(key)}: `{item}` is not known here", place(value, number, entry.place(key))
                             if isinstance(value, list) else entry.place(key), nearest=nearest(str(item), allowed) or allowed[:6])
    return tuple(str(item) for item in items)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(float(value)) < 1e300


def or_else(value: float | None, default: float) -> float:
    """The value, or a default where there is none."""
    return default if value is None else value
