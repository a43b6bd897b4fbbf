"""Axes of pictures: where a value lies, which ticks are shown, and how they are written."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from .numbers import MINUS

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_RATIOS = (1, 2, 0.5, 1.5, 0.75, 4, 0.25, 10, 0.1, 30, 0.03, 1.25, 1.1, 0.9, 1.05, 0.95, 100, 0.01)
_MARGIN = 0.05  # share of the range that is left free at each end


@dataclass(frozen=True)
class Scale:
    """One axis.

    Args:
        low, high: values at its two ends, in the axis' unit.
        ticks: (value, text) in order.
        log: whether equal ratios lie equally far apart.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    log: bool = False

    def share(self, values: Any) -> np.ndarray:
        """How far along the axis values lie: 0 at `low`, 1 at `high`; what lies outside is moved to a little beyond the end."""
        values = np.asarray(values, dtype=float)
        if self.log:
            along = np.log(np.maximum(values, 1e-300) / self.low) / math.log(self.high / self.low)
        else:
            along = (values - self.low) / (self.high - self.low)
        return np.clip(along, -1.0, 2.0)


def padded(low: float, high: float) -> tuple[float, float]:
    """The range with some room at both ends; a range of no width gets some."""
    room = max(_MARGIN * (high - low), 1e-6 * max(abs(low), abs(high))) or 1.0
    return low - room, high + room


def linear(low: float, high: float, most: int = 6, whole: bool = False) -> Scale:
    """An even axis with ticks at round numbers.

    Args:
        low, high: its ends.
        most: ticks at most.
        whole: only whole numbers as ticks.
    """
    span = high - low
    exponent = math.floor(math.log10(span / most))
    steps = [step * 10.0**e for e in (exponent, exponent + 1) for step in _STEPS]
    if whole:
        steps = [s for s in steps if s >= 1 and s == int(s)] or [1.0]
    for step in steps:
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            break
    decimals = next((d for d in range(12) if abs(round(step, d) - step) < 1e-9 * step), 12)
    return Scale(low, high, tuple((k * step, _written(k * step, decimals)) for k in range(first, last + 1)))


def _written(value: float, decimals: int) -> str:
    if value and abs(value) >= 1e6:
        mantissa, exponent = f"{value:.3e}".split("e")
        return f"{float(mantissa):g}e{int(exponent)}".replace("-", MINUS)
    text = f"{abs(value):.{decimals}f}"
    return f"{MINUS}{text}" if value < 0 and float(text) else text


def logarithmic(low: float, high: float) -> Scale:
    """A logarithmic axis with ticks at powers of ten, and at three times them where there is room."""
    few = math.log10(high / low) < 2.7
    powers = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
    ticks = sorted(m * 10.0**p for p in powers for m in ((1, 3) if few else (1,)) if low <= m * 10.0**p <= high)
    return Scale(low, high, tuple((t, f"{t:g}") for t in ticks), log=True)


def ratio(low: float, high: float) -> Scale:
    """Changes in percent on a logarithmic axis: halving and doubling lie equally far from no change, which is always shown."""
    low, high = min(low, 1 / 1.1), max(high, 1.1)
    span = math.log(high / low)
    ticks: list[float] = []
    for value in _RATIOS:  # the plainest first, as many as fit without touching
        if low <= value <= high and all(abs(math.log(value / other)) > 0.2 * span for other in ticks):
            ticks.append(value)
    return Scale(low, high, tuple((t, _change_text(t)) for t in sorted(ticks)), log=True)


def _change_text(value: float) -> str:
    if value == 1:
        return "0"
    if value >= 2:
        return f"×{value:g}"
    return f"{'+' if value > 1 else MINUS}{abs(value - 1) * 100:.0f} %"
