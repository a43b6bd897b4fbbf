"""Text with a unit -> a number in the unit asked for. The only place, with food/, where units are converted.

`measure("180 cm", "m")` is 1.8; `measure("-12 weeks", "h")` is -2016. A number without a unit is refused wherever a unit is due,
because 30 could be grams or ounces and the difference would stay silent.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from enterocrine.errors import Fault, InputError, nearest

NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_QUANTITY = re.compile(rf"\s*({NUMBER})\s*(\S.*?)?\s*")
_RANGE = re.compile(rf"\s*\[\s*({NUMBER})\s*,\s*({NUMBER})\s*\]\s*(\S.*?)?\s*")
_DECIMAL_COMMA = re.compile(r"\s*[-+]?[0-9]+,[0-9]+")
_CLOCK = re.compile(r"\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s*")

# dimension -> {unit: size in the canonical unit of that dimension, which is the one of size 1}
UNITS: dict[str, dict[str, float]] = {
    "time": {"h": 1.0, "min": 1 / 60, "s": 1 / 3600, "d": 24.0, "wk": 168.0, "y": 8766.0},
    "mass": {"g": 1.0, "kg": 1e3, "mg": 1e-3, "ug": 1e-6, "ng": 1e-9, "pg": 1e-12, "lb": 453.59237, "oz": 28.349523125, "st": 6350.29318},
    "amount": {"mmol": 1.0, "mol": 1e3, "umol": 1e-3, "nmol": 1e-6, "pmol": 1e-9},
    "volume": {"L": 1.0, "dL": 0.1, "mL": 1e-3, "uL": 1e-6},
    "length": {"m": 1.0, "cm": 1e-2, "mm": 1e-3, "in": 0.0254, "ft": 0.3048},
    "energy": {"kJ": 1.0, "J": 1e-3, "MJ": 1e3, "kcal": 4.184, "cal": 4.184e-3},
    "activity": {"IU": 1.0, "mIU": 1e-3, "uIU": 1e-6, "kIU": 1e3},
    "live microbes": {"CFU": 1.0},
    "servings": {"serving": 1.0},
    "share": {"1": 1.0, "%": 0.01},
}
CANONICAL = {kind: next(unit for unit, size in table.items() if size == 1.0) for kind, table in UNITS.items()}
ALIASES: dict[str, str] = {
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), "h"),
    **dict.fromkeys(("minute", "minutes", "mins"), "min"),
    **dict.fromkeys(("second", "seconds", "sec"), "s"),
    **dict.fromkeys(("day", "days"), "d"),
    **dict.fromkeys(("week", "weeks", "wks"), "wk"),
    **dict.fromkeys(("year", "years", "yr", "yrs", "a"), "y"),
    **dict.fromkeys(("gram", "grams", "gr"), "g"),
    **dict.fromkeys(("kilogram", "kilograms", "kgs"), "kg"),
    **dict.fromkeys(("milligram", "milligrams"), "mg"),
    **dict.fromkeys(("microgram", "micrograms", "mcg"), "ug"),
    **dict.fromkeys(("pound", "pounds", "lbs"), "lb"),
    **dict.fromkeys(("ounce", "ounces"), "oz"),
    **dict.fromkeys(("stone", "stones"), "st"),
    **dict.fromkeys(("l", "liter", "litre", "liters", "litres"), "L"),
    **{lower: lower[:-1] + "L" for lower in ("dl", "ml", "ul")},
    **dict.fromkeys(("metre", "meter", "metres", "meters"), "m"),
    **dict.fromkeys(("inch", "inches"), "in"),
    **dict.fromkeys(("foot", "feet"), "ft"),
    **dict.fromkeys(("calories",), "kcal"),
    **dict.fromkeys(("percent",), "%"),
    **dict.fromkeys(("cfu",), "CFU"),
    **dict.fromkeys(("servings",), "serving"),
}
_KIND_OF = {unit: kind for kind, table in UNITS.items() for unit in table}


@dataclass(frozen=True)
class Unit:
    """A unit as its size in canonical units and the powers of its dimensions."""

    size: float
    powers: tuple[tuple[str, int], ...]

    def words(self) -> str:
        """The dimension in words, such as `mass per time`."""
        over = [kind for kind, power in self.powers for _ in range(power) if power > 0]
        under = [kind for kind, power in self.powers for _ in range(-power) if power < 0]
        text = " x ".join(over) or "a plain number"
        return " per ".join([text, *under]) if under else text


def unit(text: str) -> Unit:
    """Read a unit such as `g`, `kJ/d`, `ng/kg`, `mmol/L`.

    Raises:
        InputError: a part that is no known unit, with the nearest that are.
    """
    size, powers, sign = 1.0, dict[str, int](), 1
    for part in re.split(r"\s*([/*.]|\bper\b)\s*", text.strip()):
        if part in ("/", "per"):
            sign = -1
        elif part not in ("*", "."):
            name, factor = _atom(part)
            size *= factor**sign
            if name != "share":
                powers[name] = powers.get(name, 0) + sign
    return Unit(size, tuple(sorted((kind, power) for kind, power in powers.items() if power)))


def _atom(part: str) -> tuple[str, float]:
    plain = part.replace("\u00b5", "u").replace("\u03bc", "u")
    symbol = ALIASES.get(plain, plain)
    if symbol in _KIND_OF:
        kind = _KIND_OF[symbol]
        return kind, UNITS[kind][symbol]
    known = [*_KIND_OF, *ALIASES]
    alike = [name for name in known if name.lower() == plain.lower()]
    raise InputError(Fault(f"`{part[:40]}` is not a known unit", nearest=tuple(alike) or nearest(plain, known)))


def same_kind(wanted: str) -> tuple[str, ...]:
    """Units of the same dimension as `wanted`, for messages."""
    head, *rest = wanted.split("/")
    kind = _KIND_OF.get(head, "")
    return tuple("/".join([name, *rest]) for name in list(UNITS.get(kind, {}))[:6] if name != "1")


def measure(value: object, wanted: str, *, example: str = "") -> float:
    """Text with a unit as a number in the unit wanted.

    Args:
        value: what the file holds: text such as `"30 g"`.
        wanted: the unit of the answer, such as `g`, `h`, `kJ/d`; `1` for a share, which may be `0.3` or `30 %`.
        example: what a valid value looks like, for the cure.

    Returns:
        The number, in `wanted`.

    Raises:
        InputError: no text, no unit, an unknown unit, another dimension, or no finite number; without a place, the caller adds it.
    """
    example = example or f"30 {wanted}"
    target = unit(wanted)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and not target.powers:
        return _finite(float(value), value)
    number, name = _split(value, wanted, example)
    found = _known(name, wanted)
    if found.powers != target.powers:
        raise InputError(Fault(f"`{name}` is a unit of {found.words()}, but {target.words()} is needed here",
                               nearest=same_kind(wanted), cure=f'write for example "{example}"'))
    return _finite(number * found.size / target.size, value)


def _split(value: object, wanted: str, example: str) -> tuple[float, str]:
    cure = f'write for example "{example}"'
    if isinstance(value, bool) or value is None:
        raise InputError(Fault(f"{'nothing' if value is None else value} is not a quantity", cure=cure))
    if isinstance(value, (int, float)):
        raise InputError(Fault(f"{value:g} has no unit" if isinstance(value, float) else f"{str(value)[:40]} has no unit",
                               why="a bare number could mean any unit", nearest=same_kind(wanted), cure=cure))
    if not isinstance(value, str):
        raise InputError(Fault(f"one quantity is needed, not a {'list' if isinstance(value, list) else 'set of keys'}", cure=cure))
    clock = _CLOCK.fullmatch(value)
    if clock and _KIND_OF.get(wanted) == "time":
        raise InputError(Fault(f"`{value}` is a clock time, not a quantity", why="12:30 can be read as hours or minutes",
                               cure=f'write "{int(clock[1]) + int(clock[2]) / 60:g} h"'))
    found = _QUANTITY.fullmatch(value)
    if not found:
        if _DECIMAL_COMMA.match(value):
            raise InputError(Fault(f"`{value[:40]}` has a comma in its number", why="1,050 and 1,5 cannot be told apart",
                                   cure="write a decimal point and no thousands mark"))
        raise InputError(Fault(f"`{value[:40]}` is not a number with a unit", cure=cure))
    if not found[2]:
        if unit(wanted).powers == ():
            return float(found[1]), "1"
        raise InputError(Fault(f"{value.strip()[:40]} has no unit", why="a bare number could mean any unit", nearest=same_kind(wanted), cure=cure))
    if found[2].startswith(","):
        raise InputError(Fault(f"`{value[:40]}` has a comma in its number", why="1,050 and 1,5 cannot be told apart",
                               cure="write a decimal point and no thousands mark"))
    return float(found[1]), found[2]


def _known(name: str, wanted: str) -> Unit:
    try:
        return unit(name)
    except InputError as error:
        fault = error.faults[0]
        close = tuple(dict.fromkeys([*fault.nearest, *same_kind(wanted)]))[:6]
        raise InputError(Fault(fault.what, nearest=close, cure=f"a unit of {unit(wanted).words()} is needed")) from None


def _finite(number: float, value: object) -> float:
    if not math.isfinite(number):
        raise InputError(Fault(f"{str(value)[:40]} is not a finite number"))
    return number


def measure_range(value: object, wanted: str) -> tuple[float, float]:
    """A range such as `[30, 60] y`, `["30 y", "60 y"]` or, for plain numbers (`wanted` = `1`), `[30, 40]`.

    Returns:
        Lower and upper end, in `wanted`.

    Raises:
        InputError: as `measure`, or ends in the wrong order.
    """
    example = f"[30, 60] {wanted}" if wanted != "1" else "[30, 60]"
    if isinstance(value, str):
        found = _RANGE.fullmatch(value)
        if not found:
            raise InputError(Fault(f"`{value[:40]}` is not a range", cure=f"write {example}"))
        ends: Iterable[object] = [f"{number} {found[3] or ''}" for number in (found[1], found[2])]
    elif isinstance(value, (list, tuple)) and len(value) == 2:
        ends = value
    else:
        raise InputError(Fault("a range needs two ends", cure=f"write {example}"))
    low, high = (measure(end, wanted, example=example) for end in ends)
    if low > high:
        raise InputError(Fault(f"the range runs from {low:g} down to {high:g}", cure="put the lower end first"))
    return low, high
