"""The keys of CHANGE.yaml that speak of food: names to foods, household measures to grams, daily totals to g and kJ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from enterocrine.errors import EnterocrineError
from enterocrine.person.fields import Fields
from enterocrine.person.quantity import NUMBER, measure
from enterocrine.person.yaml_file import place

if TYPE_CHECKING:
    from enterocrine.food.table import Food

_AMOUNT = re.compile(rf"\s*({NUMBER}|[0-9]+/[1-9][0-9]*)\s*(\S.*?)\s*")
# More than this cannot be meant; what people do not eat but could be is run and flagged.
MOST = {"g": 2_000.0, "kJ": 100_000.0, "serving": 200.0}
_A_DAY = re.compile(r"\s*(?:/\s*|\bper\s+|\ba\s+)(?:d|day)\s*$")


def food(entry: Fields, *keys: str) -> Food | None:
    """The food that the entry names under one of `keys`, by id or by its exact name; names are never matched silently."""
    given = [key for key in keys if key in entry.data]
    if len(given) != 1:
        if given or len(keys) > 1:
            entry.fault(None, f"give either `{'` or `'.join(keys)}`" if given else f"the key `{keys[0]}` is missing",
                        cure=f"add `{keys[0]}: NAME` or `{keys[-1]}: ID`" if not given else "")
        return None
    text = entry.text(given[0])
    if text is None:
        return None
    from enterocrine.food.search import exact, search
    from enterocrine.food.table import exists, show

    if exists(text):
        return show(text)
    found = exact(text) if not given[0].endswith("_id") else []
    if found:
        return show(found[0].food_id)
    near = [f"{hit.food_id} ({hit.name})" for hit in search(text, 3)]
    entry.fault(given[0], f"no food is called `{text}`", nearest=near,
                cure="write one of these ids or an exact name; `enterocrine foods search TEXT` lists more")
    return None


def amount(entry: Fields, key: str) -> tuple[float, str] | None:
    """A positive amount with its unit, such as `40 g` or `2 slices`."""
    if key not in entry.data:
        entry.require(key)
    if not entry.has(key):
        return None
    value = entry.data[key]
    cure = 'write for example "40 g" or "2 slices"'
    if not isinstance(value, str):
        entry.fault(key, f"{str(value)[:40]} has no unit", why="a bare number could mean any unit", cure=cure)
        return None
    found = _AMOUNT.fullmatch(_A_DAY.sub("", value))
    if not found:
        entry.fault(key, f"`{value[:40]}` is not an amount with a unit", cure=cure)
        return None
    above, _, below = found[1].partition("/")
    number = float(above) / float(below or 1)
    if not 0 < number < 1e15:
        entry.fault(key, f"`{value[:40]}` is not a positive amount", cure=cure)
        return None
    return number, found[2]


def grams(entry: Fields, of: Food, given: tuple[float, str]) -> float | None:
    """Grams of a household measure of a food."""
    from enterocrine.food.portions import grams as weigh

    try:
        weight = float(weigh(of, *given))
    except EnterocrineError as error:
        entry.adopt("amount", error)
        return None
    if weight > 20_000:
        entry.fault("amount", f"{given[0]:g} {given[1]} of {of.name} is {weight / 1000:.0f} kg", cure="check the amount and its unit")
        return None
    return weight


def substance(entry: Fields) -> str | None:
    """A substance that food/ knows and the model can represent."""
    from enterocrine.food import supplements

    name = entry.text("substance")
    if name is None:
        return None
    try:
        supplements.require(name)
    except EnterocrineError as error:
        entry.adopt("substance", error)
        return None
    return name


def dose(entry: Fields, name: str) -> tuple[float, str] | None:
    """The amount of a substance in the unit that it is given in: g, or servings of a fermented food."""
    from enterocrine.food import supplements

    if not entry.has("amount"):
        return None
    value, unit = entry.data["amount"], supplements.unit_of(name)
    if isinstance(value, str):
        value = _A_DAY.sub("", value)
    try:
        if unit == "serving" and isinstance(value, str) and not re.search(r"serving", value):
            found = measure(value, "g", example="170 g") / supplements.SERVED[name][1]
        else:
            found = measure(value, unit, example="10 g" if unit == "g" else "1 serving")
    except EnterocrineError as error:
        entry.adopt("amount", error)
        return None
    if found <= 0:
        entry.fault("amount", f"`{entry.data['amount']}` is not a positive amount")
        return None
    if found > MOST[unit]:
        entry.fault("amount", f"`{entry.data['amount']}` of {name} is more than can be meant", why=f"the most is {MOST[unit]:g} {unit}",
                    cure="check the amount and its unit")
        return None
    return found, unit


def daily_totals(fields: Fields, key: str) -> dict[str, Any] | None:
    """The `intake` section: daily totals in g and kJ, meal times in h."""
    if key not in fields.data:
        return None
    from enterocrine.food import daily_totals as totals

    section = fields.section(key, totals.KEYS)
    if section is None:
        return None
    if not section.data:
        section.fault(None, "no daily total is given", cure="add for example `protein: 90 g`")
    found: dict[str, Any] = {}
    for name in section.data:
        if name not in totals.KEYS:
            continue
        if name == "fibre" and isinstance(section.data[name], Mapping):
            found[name] = _parts(section, name, (*totals.TYPED_FIBRE, "other"))
        elif name == "polyphenols":
            found[name] = _parts(section, name, tuple(totals.POLYPHENOLS))
        else:
            found[name] = _total(section, name)
    return {name: value for name, value in found.items() if value is not None}


def _parts(section: Fields, name: str, known: Iterable[str]) -> dict[str, float] | None:
    parts = section.section(name, known)
    if parts is None:
        return None
    values = {key: _a_day(parts, key, "g") for key in parts.data if key in parts.known}
    return {key: value for key, value in values.items() if value is not None}


def _total(section: Fields, name: str) -> Any:
    if name == "meals":
        return _meals(section)
    if name == "processed_share":
        return section.quantity(name, "1", 0, 1, example="40 %", limits="0 to 1 (0 to 100 %)")
    if name == "fermented_servings":
        value = section.data[name]
        return section.number(name, 0, 100) if not isinstance(value, str) else _a_day(section, name, "serving")
    return _a_day(section, name, "kJ" if name == "energy" else "g")


def _a_day(section: Fields, name: str, unit: str) -> float | None:
    """A quantity per day, whether written `30 g` or `30 g/d`."""
    if not section.has(name):
        return None
    value = section.data[name]
    if isinstance(value, str):
        value = _A_DAY.sub("", value)
    try:
        number = measure(value, unit, example="8.4 MJ" if unit == "kJ" else f"30 {unit}")
    except EnterocrineError as error:
        section.adopt(name, error)
        return None
    most = 20_000.0 if name == "water" else MOST[unit]
    if not 0 <= number <= most:
        section.fault(name, f"{section.data[name]} is not a possible daily total", why=f"it lies outside 0 to {most:g} {unit}",
                      cure="check the number and its unit")
        return None
    return number


def _meals(section: Fields) -> list[float] | None:
    times = section.data["meals"]
    if not isinstance(times, (list, tuple)) or not times:
        section.fault("meals", "a list of meal times is needed", cure="write [8 h, 13 h, 19 h]")
        return None
    found = []
    for number, time in enumerate(times):
        try:
            hour = measure(time, "h", example="8 h")
        except EnterocrineError as error:
            for fault in error.faults:
                section.faults.add(f"{section.name('meals')}[{number + 1}]: {fault.what}", place(times, number, section.place("meals")),
                                   fault.why, fault.cure, fault.nearest)
            continue
        if not 0 <= hour < 24 or hour in found:
            section.fault("meals", f"{time} is not a new time between 0 h and 24 h")
        found.append(hour)
    return sorted(found) if len(found) == len(times) else None
