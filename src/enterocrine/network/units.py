"""Units as data: text -> factor to the canonical unit and exponents; the third algebra, in which a model is checked before it runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

# unit -> (factor, canonical unit). Canonical: h, g, mmol, L, kJ, cm, pH, CFU, IU.
_UNITS: dict[str, tuple[float, str]] = {
    "h": (1, "h"),
    "d": (24, "h"),
    "min": (1 / 60, "h"),
    "s": (1 / 3600, "h"),
    "wk": (168, "h"),
    "y": (8766, "h"),
    "g": (1, "g"),
    "kg": (1000, "g"),
    "mg": (1e-3, "g"),
    "ug": (1e-6, "g"),
    "ng": (1e-9, "g"),
    "pg": (1e-12, "g"),
    "mmol": (1, "mmol"),
    "mol": (1000, "mmol"),
    "umol": (1e-3, "mmol"),
    "nmol": (1e-6, "mmol"),
    "pmol": (1e-9, "mmol"),
    "L": (1, "L"),
    "mL": (1e-3, "L"),
    "dL": (0.1, "L"),
    "kJ": (1, "kJ"),
    "kcal": (4.184, "kJ"),
    "MJ": (1000, "kJ"),
    "cm": (1, "cm"),
    "m": (100, "cm"),
    "pH": (1, "pH"),
    "CFU": (1, "CFU"),
    "IU": (1, "IU"),
    "mIU": (1e-3, "IU"),
    "1": (1, ""),
    "%": (0.01, ""),
    "percent": (0.01, ""),
}


class UnitError(ValueError):
    """Two quantities whose units do not agree, or a unit nobody knows."""


class Dimension:
    """A unit as exponents of canonical units; adding or comparing unlike units is an error."""

    __array_ufunc__ = None
    __slots__ = ("key", "powers")

    def __init__(self, powers: Mapping[str, Fraction | int]):
        self.powers = {k: Fraction(v) for k, v in sorted(powers.items()) if v}
        self.key = " ".join(f"{k}^{v}" for k, v in self.powers.items())

    def same(self, other: Any) -> Dimension:
        theirs = other if isinstance(other, Dimension) else _NONE
        if self is not theirs and self.key != theirs.key:
            raise UnitError(f"cannot add or compare [{self}] and [{theirs}]")
        return self

    def _plus(self, other: Any) -> Dimension:
        if isinstance(other, int) and other == 0:
            return self
        return self.same(other)

    __add__ = __radd__ = __sub__ = __rsub__ = _plus

    def _times(self, other: Any, sign: int = 1) -> Dimension:
        if not isinstance(other, Dimension) or other is _NONE:
            return self
        # A model multiplies few distinct units very many times.
        known = _PRODUCTS.get((self.key, other.key, sign))
        if known is None:
            names = {*self.powers, *other.powers}
            known = Dimension({k: self.powers.get(k, Fraction(0)) + sign * other.powers.get(k, Fraction(0)) for k in names})
            _PRODUCTS[self.key, other.key, sign] = known
        return known

    def __mul__(self, other: Any) -> Dimension:
        return self._times(other)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Dimension:
        return self._times(other, -1)

    def __rtruediv__(self, other: Any) -> Dimension:
        return Dimension({k: -v for k, v in self.powers.items()})

    def __pow__(self, exponent: Any) -> Dimension:
        if isinstance(exponent, int):
            return Dimension({k: v * exponent for k, v in self.powers.items()})
        if self.powers or not isinstance(exponent, Dimension) or exponent.powers:
            raise UnitError(f"a power with a free exponent needs pure numbers, not [{self}] to the power [{exponent}]")
        return self

    def __neg__(self) -> Dimension:
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dimension) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        top = [k if v == 1 else f"{k}^{v}" for k, v in self.powers.items() if v > 0]
        low = [k if v == -1 else f"{k}^{-v}" for k, v in self.powers.items() if v < 0]
        return (" ".join(top) or "1") + ("".join(f"/{k}" for k in low))

    __repr__ = __str__


_PRODUCTS: dict[tuple[str, str, int], Dimension] = {}
_NONE = Dimension({})


@cache
def parse(unit: str) -> tuple[float, Dimension]:
    """Read a unit such as `mmol/L`, `g/g/h` or `1/d`.

    Args:
        unit: factors separated by spaces or `*`, divided by `/` (every factor after a slash is below the line until the next slash).

    Returns:
        The factor that turns a value in this unit into canonical units, and its dimension.

    Raises:
        UnitError: for a token that is not a known unit.
    """
    factor = 1.0
    powers: dict[str, Fraction] = {}
    for position, part in enumerate(unit.strip().split("/")):
        sign = 1 if position == 0 else -1
        for token in re.split(r"[\s*]+", part.strip()):
            if not token:
                continue
            match = re.fullmatch(r"([A-Za-z%]+|1)(?:\^?(-?\d+))?", token)
            if not match or match[1] not in _UNITS:
                raise UnitError(f"unknown unit {token!r} in {unit!r}; known: {', '.join(_UNITS)}")
            size, canonical = _UNITS[match[1]]
            exponent = sign * int(match[2] or 1)
            factor *= size**exponent
            if canonical:
                powers[canonical] = powers.get(canonical, Fraction(0)) + exponent
    return factor, Dimension(powers)


def convert(value: float, unit: str, to: str) -> float:
    """A value in `unit` expressed in `to`; raises UnitError where they do not have the same dimension."""
    factor, dimension = parse(unit)
    wanted, target = parse(to)
    if dimension != target:
        raise UnitError(f"[{unit}] is not convertible to [{to}]")
    return value * factor / wanted
