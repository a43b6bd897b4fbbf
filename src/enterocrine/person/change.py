"""CHANGE.yaml -> Change: what is added, swapped, replaced or multiplied; and the intake that follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enterocrine.errors import EnterocrineError, FaultList
from enterocrine.person import diet_keys
from enterocrine.person import protocol as prescribed
from enterocrine.person.fields import Fields
from enterocrine.person.yaml_file import parse, read_bytes, sha256

if TYPE_CHECKING:
    from enterocrine.food.intake import Intake
    from enterocrine.person.person import Person

KEYS = ("name", "weeks", "add", "swap", "replace_diet", "intake", "supplement", "modify", "protocol", "drug")
LONGEST_WEEKS = 520.0


@dataclass(frozen=True)
class Added:
    """So many grams of a food, added to every day or spread over a week, at one meal or at all of them."""

    food_id: str
    name: str
    grams: float
    per: str = "day"
    meal: str | None = None


@dataclass(frozen=True)
class Swapped:
    """A share of the grams of one food, given as another food instead."""

    from_id: str
    to_id: str
    share: float = 1.0


@dataclass(frozen=True)
class Supplemented:
    """An amount of a substance; `unit` is g, CFU or serving; `per` is once, day or week."""

    substance: str
    amount: float
    unit: str = "g"
    per: str = "day"


@dataclass(frozen=True)
class Change:
    """One thing to try on a person.

    Args:
        name: its name, which becomes the name of the arm.
        weeks: how long, or None to leave that to the run [weeks].
        add: foods added.
        swap: foods exchanged; applied before `add`.
        replace_diet: an intake that takes the place of the habitual one, or None.
        intake: daily totals as trials report them [g/d, kJ/d; meals in h], or None.
        supplement: substances added.
        modify: factor by parameter or link of the model, those of `drugs` included.
        protocol: what is taken as prescribed in this arm, beside or instead of the person's own.
        drugs: medicines known as factors on parameters.
        sources: sha256 by path of every file that was read.
        warnings: one sentence each.
    """

    name: str
    weeks: float | None = None
    add: tuple[Added, ...] = ()
    swap: tuple[Swapped, ...] = ()
    replace_diet: Intake | None = None
    intake: dict[str, Any] | None = None
    supplement: tuple[Supplemented, ...] = ()
    modify: dict[str, float] = field(default_factory=dict)
    protocol: tuple[prescribed.Treatment, ...] = ()
    drugs: tuple[str, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def load_change(path: str | Path) -> Change:
    """Read CHANGE.yaml.

    Args:
        path: the file.

    Returns:
        The change, its foods found and its units converted.

    Raises:
        InputError: every fault of the file and of those it names, each with file and line.
    """
    data = read_bytes(path)
    change = parse_change(parse(data, str(path)), str(path), name=Path(path).stem, sources={str(path): sha256(data)})
    return replace(change, warnings=(*change.warnings, *_second_looks(change)))


def _second_looks(change: Change) -> Iterator[str]:
    """What a change asks for but may not mean."""
    if not (change.add or change.swap or change.replace_diet or change.intake or change.supplement or change.modify or change.protocol):
        yield f"{change.name}: the change asks for nothing, so that it equals the habitual diet."
    for item in change.supplement:
        if item.per == "once":
            yield f"{change.name}: {item.substance} `per: once` is taken once in each round of the diet, because the diet repeats."


def parse_change(mapping: Mapping[str, Any], where: str = "", *, name: str = "change", path: str = "", extra_keys: tuple[str, ...] = (),
                 sources: dict[str, str] | None = None) -> Change:
    """Read the keys of CHANGE.yaml from a mapping, such as an arm of a study.

    Args:
        mapping: the keys; a `YamlMap` brings its own file and lines.
        where: place used in faults where the mapping knows none.
        name: used where the mapping has no `name`.
        path: key path of the mapping inside its file, for faults.
        extra_keys: keys that the caller reads itself, such as `design` keys of a study.
        sources: sha256 by path of files already read.

    Returns:
        The change.

    Raises:
        InputError: every fault at once.
    """
    faults, sources = FaultList(), dict(sources or {})
    fields = Fields(mapping, faults, (*KEYS, *extra_keys), path, where)
    found = fields.text("name", 60) or name
    if found == "habitual":
        fields.fault("name", "`habitual` is the name of the person's own diet", cure="choose another name")
    drugs = prescribed.drug_factors(fields)
    change = Change(
        name=found,
        weeks=_weeks(fields),
        add=tuple(filter(None, (_added(entry) for entry in fields.entries("add", ("food", "food_id", "amount", "per", "meal"))))),
        swap=tuple(filter(None, (_swapped(entry) for entry in fields.entries("swap", ("from", "to", "share"))))),
        replace_diet=_replaced(fields, sources),
        intake=diet_keys.daily_totals(fields, "intake"),
        supplement=tuple(filter(None, (_supplemented(entry) for entry in
                                       fields.entries("supplement", ("substance", "amount", "per"))))),
        modify=prescribed.factors_of(drugs, _modified(fields)),
        protocol=prescribed.read(fields, within=True),
        drugs=drugs,
        sources=sources,
    )
    if change.replace_diet is not None and change.intake is not None:
        fields.fault("intake", "a change has either replace_diet or intake", why="both set the whole diet", cure="remove one of them")
    faults.raise_if_any()
    return change


def apply(change: Change, person: Person) -> Intake:
    """The intake of a person who follows the change: replaced or set, then swapped, then added to, then supplemented.

    Args:
        change: what to try.
        person: whose habitual diet it starts from.

    Raises:
        InputError: every way in which the change does not fit the diet, such as a swap of a food that is not eaten.
    """
    from enterocrine.food import intake as meals

    faults = FaultList()
    diet = change.replace_diet if change.replace_diet is not None else person.diet
    steps = [("intake", partial(meals.from_daily_totals, change.intake))] if change.intake is not None else []
    steps += [(f"swap[{i}]", partial(meals.swap, from_id=s.from_id, to_id=s.to_id, share=s.share)) for i, s in enumerate(change.swap, 1)]
    steps += [(f"add[{i}]", partial(meals.add, food_id=a.food_id, grams=a.grams, per=a.per, meal=a.meal)) for i, a in enumerate(change.add, 1)]
    steps += [(f"supplement[{i}]", partial(meals.supplement, substance=s.substance, amount=s.amount, per=s.per))
              for i, s in enumerate(change.supplement, 1)]
    for name, step in steps:
        try:
            diet = step(diet)
        except EnterocrineError as error:
            faults.faults.extend(replace(fault, what=f"{name}: {fault.what}") for fault in error.faults)
    faults.raise_if_any()
    return diet


def _weeks(fields: Fields) -> float | None:
    if isinstance(fields.data.get("weeks"), str):
        return fields.quantity("weeks", "wk", 0.1, LONGEST_WEEKS, example="12 weeks")
    return fields.number("weeks", 0.1, LONGEST_WEEKS)


def _added(entry: Fields) -> Added | None:
    food = diet_keys.food(entry, "food", "food_id")
    amount = diet_keys.amount(entry, "amount")
    per = entry.choice("per", ("day", "week")) if "per" in entry.data else "day"
    meal = entry.text("meal", 40)
    if food is None or amount is None or per is None:
        return None
    grams = diet_keys.grams(entry, food, amount)
    return None if grams is None else Added(food.id, food.name, grams, per, meal)


def _swapped(entry: Fields) -> Swapped | None:
    entry.require("from", "to")
    before, after = diet_keys.food(entry, "from"), diet_keys.food(entry, "to")
    share = entry.quantity("share", "1", 0, 1, example="50 %", limits="0 to 1 (0 to 100 %)") if "share" in entry.data else 1.0
    return None if before is None or after is None or share is None else Swapped(before.id, after.id, share)


def _supplemented(entry: Fields) -> Supplemented | None:
    entry.require("substance", "amount")
    substance = diet_keys.substance(entry)
    per = entry.choice("per", ("once", "day", "week")) if "per" in entry.data else "day"
    amount = diet_keys.dose(entry, substance) if substance else None
    return None if substance is None or amount is None or per is None else Supplemented(substance, *amount, per)


def _replaced(fields: Fields, sources: dict[str, str]) -> Intake | None:
    from enterocrine.person.person import read_diary

    path = fields.file("replace_diet")
    if path is None:
        return None
    try:
        return read_diary(path, fields.place("replace_diet"), sources)[1]
    except EnterocrineError as error:
        fields.adopt("replace_diet", error)
        return None


def _modified(fields: Fields) -> dict[str, float]:
    if not fields.has("modify"):
        return {}
    section = fields.section("modify", [str(key) for key in fields.data["modify"]] if isinstance(fields.data["modify"], Mapping) else ())
    if section is None:
        return {}
    factors = {str(key): section.number(str(key), 0, 1e6) for key in section.data}
    return {key: factor for key, factor in factors.items() if factor is not None}
