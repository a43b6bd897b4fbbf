"""How numbers are written for people: three significant figures, a true minus sign, units with their proper letters."""

from __future__ import annotations

import math
from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"
NOTHING = 1e-9  # smaller than any output of the model in its unit; what the solver leaves of an empty pool


def decimals_for(size: float, figures: int = 3) -> int:
    """Decimals that show a number of this size with so many significant figures."""
    if size == 0 or not math.isfinite(size):
        return 0
    return max(0, figures - 1 - math.floor(math.log10(abs(size))))


def number(value: float | None, *, most_decimals: int | None = None, sign: bool = False) -> str:
    """One number with three significant figures, e.g. 0.0123, 6.05, 123, 12,300.

    Args:
        value: any float; None and not-a-number give an en dash.
        most_decimals: more decimals than this carry nothing (the width of the interval decides).
        sign: write a plus before positive numbers.
    """
    if value is None or not math.isfinite(value):
        return "\N{EN DASH}"
    value = _seen(value)
    lead = MINUS if value < 0 else ("+" if sign and value > 0 else "")
    size = abs(value)
    if size and (size < 1e-3 or size >= 1e7) and (most_decimals is None or decimals_for(size, 1) <= most_decimals):
        mantissa, exponent = f"{size:.2e}".split("e")
        return f"{lead}{mantissa} × 10{_raised(int(exponent))}"
    decimals = decimals_for(float(f"{size:.2e}"))
    if most_decimals is not None:
        decimals = min(decimals, most_decimals)
    if size >= 1000:
        size = float(f"{size:.2e}")
    text = f"{size:,.{decimals}f}" if size >= 10_000 else f"{size:.{decimals}f}"
    return text if float(text.replace(",", "")) == 0 else lead + text


def _seen(value: float) -> float:
    return value if abs(value) >= NOTHING else 0.0


def _raised(exponent: int) -> str:
    return "".join("⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".index(sign)] for sign in str(exponent))


def interval(values: Sequence[float | None], *, sign: bool = False) -> str:
    """Median and interval, e.g. "12.1 (4.02 to 21.3)". `values` are (middle, low, high)."""
    middle, low, high = values
    if middle is None or low is None or high is None or not all(map(math.isfinite, (middle, low, high))):
        return "\N{EN DASH}"
    middle, low, high = _seen(middle), _seen(low), _seen(high)
    most = decimals_for(high - low) if high > low else None
    low_text, high_text = (number(v, most_decimals=most, sign=sign) for v in (low, high))
    return f"{number(middle, most_decimals=most, sign=sign)} ({low_text} to {high_text})"


def count(value: float | None) -> str:
    """A number that is mostly whole, e.g. weeks: 12, 1.5."""
    return "\N{EN DASH}" if value is None or not math.isfinite(value) else f"{value:.3g}"


def share(value: float | None) -> str:
    """A share of draws as a percentage; never rounds 'nearly all' to 'all'."""
    if value is None or not math.isfinite(value):
        return "\N{EN DASH}"
    percent = 100 * value
    if 99 < percent < 100:
        return "more than 99 %"
    if 0 < percent < 1:
        return "fewer than 1 %"
    return f"{percent:.0f} %"


def unit_text(unit: str) -> str:
    """A unit as a scientist writes it: umol/L -> µmol/L; a pure number has none."""
    unit = unit.strip()
    if unit in {"", "1", "pH", "dimensionless", "fraction"}:
        return ""
    if unit.lower() == "percent":
        return "%"
    return unit.replace("umol", "µmol").replace("ug/", "µg/")
