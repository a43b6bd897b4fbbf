"""How the project draws: fans, differences and dot-and-whisker intervals, always with their spread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from . import scales
from .picture import Mark, Picture

FANS = ((0.025, 0.975, 0.13), (0.10, 0.90, 0.17), (0.25, 0.75, 0.26))
DIFFERENCE_BANDS = ((0.05, 0.95, 0.20), (0.25, 0.75, 0.30))
THIN_DRAWS = 10
HOURS_PER_DAY, HOURS_PER_WEEK = 24.0, 168.0
_ORDER = ("band", "thin", "line")  # no arm's bands hide the median of another
_APART = 0.14  # inches between the whiskers of one row


def time_axis(hours: np.ndarray) -> tuple[np.ndarray, str, float]:
    """Middle of each day in weeks or days, the axis label, and the end of the axis.

    Args:
        hours: (time,) ends of the days that the values are means of.
    """
    steps = np.diff(hours, prepend=hours[0] - (hours[1] - hours[0] if len(hours) > 1 else HOURS_PER_DAY))
    unit, name = (HOURS_PER_WEEK, "weeks") if hours[-1] >= 3 * HOURS_PER_WEEK else (HOURS_PER_DAY, "days")
    return (hours - steps / 2) / unit, f"time [{name}]", float(hours[-1] / unit)


def usable(values: np.ndarray) -> np.ndarray:
    """Only the draws (first axis) that are finite at every time."""
    return values[np.isfinite(values).all(axis=1)]


def band(x: np.ndarray, values: np.ndarray, colour: int, bands: Sequence[tuple[float, float, float]], thin: int) -> list[Mark]:
    """Median, nested bands and a few single draws of `values` (draw, time); nothing where no draw is usable."""
    values = usable(values)
    if not len(values):
        return []
    levels = [q for low, high, _ in bands for q in (low, high)]
    edges = np.quantile(values, [*levels, 0.5], axis=0)
    marks = [
        Mark("band", x, edges[2 * i], colour, opacity=opacity, y2=edges[2 * i + 1]) for i, (_, _, opacity) in enumerate(bands)
    ]
    # Draws are exchangeable, so the first few are a fair choice.
    marks += [Mark("thin", x, one, colour, width=0.5, opacity=0.45) for one in values[:thin]]
    return [*marks, Mark("line", x, edges[-1], colour, width=2.0)]


@dataclass(frozen=True)
class Line:
    """One arm of a panel: its values (draw, time) and the number of its colour."""

    values: np.ndarray
    colour: int


def fan(hours: np.ndarray, lines: Sequence[Line], label: str, *, difference: bool = False) -> Picture:
    """Values over time as fans: 50, 80 and 95 % bands with median and thin draws; differences with 50 and 90 % and a zero line.

    Args:
        hours: (time,) ends of the days.
        lines: one per arm, drawn in order.
        label: y axis with its unit.
        difference: `lines` hold differences from the habitual diet.
    """
    x, name, end = time_axis(np.asarray(hours, dtype=float))
    thin = THIN_DRAWS if len(lines) == 1 else max(2, THIN_DRAWS // len(lines))
    bands = DIFFERENCE_BANDS if difference else FANS
    marks = [mark for line in lines for mark in band(x, line.values, line.colour, bands, thin)]
    marks.sort(key=lambda mark: _ORDER.index(mark.kind))
    low, high = _value_range(marks, difference)
    return Picture(
        3.6,
        2.5,
        (0.72, 0.1, 0.48, 0.08),
        scales.linear(0, end, most=7, whole=True),
        scales.linear(low, high),
        name,
        label,
        marks=marks,
        zero_y=0.0 if difference else None,
    )


def _value_range(marks: Iterable[Mark], difference: bool) -> tuple[float, float]:
    """Ends of the value axis: a difference keeps its zero in view; amounts start at zero unless that would squeeze the picture."""
    drawn = [edge for mark in marks for edge in (mark.y, mark.y2) if edge is not None]
    least, most = (min(float(e.min()) for e in drawn), max(float(e.max()) for e in drawn)) if drawn else (0.0, 0.0)
    low, high = scales.padded(least, most)
    if difference:
        if least == most == 0:
            return -1.0, 1.0
        room = 0.06 * (high - low)
        return min(low, -room), max(high, room)
    if least >= 0 and (0 < low < 0.6 * high or low <= 0 <= high):
        low = 0.0
    return low, high


@dataclass(frozen=True)
class Whisker:
    """Median with 50 and 90 % intervals, one per arm of a row; `quiet` ones are drawn hollow (no effect beyond noise)."""

    q05: float
    q25: float
    median: float
    q75: float
    q95: float
    colour: int
    quiet: bool = False

    @classmethod
    def of(cls, values: np.ndarray, colour: int, quiet: bool = False) -> Whisker:
        """From the draws themselves."""
        values = values[np.isfinite(values)]
        q05, q25, median, q75, q95 = map(float, np.quantile(values, (0.05, 0.25, 0.5, 0.75, 0.95)))
        return cls(q05, q25, median, q75, q95, colour, quiet)


def whiskers(
    rows: Mapping[str, Sequence[Whisker]],
    label: str,
    *,
    scale: str = "linear",
    zero: float | None = None,
    names: float = 1.9,
    width: float = 4.15,
    height: float | None = None,
    floor: float | None = None,
) -> Picture:
    """Dot-and-whisker intervals, one row per name, one whisker per arm: thick 50 %, thin 90 %, dot the median.

    Args:
        rows: name -> whiskers, drawn from top to bottom; a second line of a name is written small.
        label: x axis with its unit.
        scale: "linear", "log" or "ratio" (logarithmic around 1, ticks as percent change).
        zero: where to draw the line of no difference.
        names: inches kept for the names.
        width, height: inches in all; without a height the rows decide.
        floor: smallest value a logarithmic axis shows; what lies below is drawn at the edge.
    """
    most = max((len(r) for r in rows.values()), default=1)
    height = height or (0.13 + _APART * most) * len(rows) + 0.6
    step = (height - 0.6) / max(len(rows), 1)
    marks = []
    for i, held in enumerate(rows.values()):
        for j, one in enumerate(held):
            marks += _whisker_marks(one, i + (j - (len(held) - 1) / 2) * _APART / step, floor)
    return Picture(
        width,
        height,
        (names, 0.2, 0.5, 0.1),
        _whisker_axis([x for mark in marks for x in mark.x.tolist()], scale, zero, floor),
        scales.Scale(len(rows) - 0.5, -0.5),
        label,
        rows=tuple(rows),
        marks=marks,
        zero_x=zero,
    )


def _whisker_marks(one: Whisker, place: float, floor: float | None) -> list[Mark]:
    values = np.maximum([one.q05, one.q25, one.median, one.q75, one.q95], -np.inf if floor is None else floor)
    at = np.full(2, place)
    return [
        Mark("bar", values[[0, 4]], at, one.colour, width=1.1),
        Mark("bar", values[[1, 3]], at, one.colour, width=3.2, opacity=0.75),
        Mark("hollow" if one.quiet else "dot", values[2:3], at[:1], one.colour, width=5.1),
    ]


def _whisker_axis(values: Sequence[float], scale: str, zero: float | None, floor: float | None) -> scales.Scale:
    shown = [*values, *([] if zero is None else [zero])] or ([1.0] if scale != "linear" else [0.0])
    low, high = min(shown), max(shown)
    if scale == "linear":
        return scales.linear(*scales.padded(low, high), most=5)
    low = max(low, high * 1e-12, 1e-300)
    room = max((high / low) ** 0.05, 1.05)
    low, high = low / room, high * room
    if scale == "ratio":
        return scales.ratio(low, high)
    return scales.logarithmic(low if floor is None else floor * 0.85, high)


def dose_curves(doses: np.ndarray, lines: Sequence[Line], label: str, dose_label: str) -> Picture:
    """Response against dose on a logarithmic axis: 90 and 50 % bands with the median, one colour for before and one for after.

    Args:
        doses: (doses,) rising.
        lines: values (draw, dose), drawn in order.
        label, dose_label: axes with their units.
    """
    marks = [mark for line in lines for mark in band(doses, line.values, line.colour, DIFFERENCE_BANDS, 0)]
    marks.sort(key=lambda mark: _ORDER.index(mark.kind))
    low, high = _value_range(marks, False)
    return Picture(
        3.6,
        2.5,
        (0.72, 0.1, 0.48, 0.08),
        scales.logarithmic(float(doses[0]), float(doses[-1])),
        scales.linear(min(low, 0.0), high),
        dose_label,
        label,
        marks=marks,
    )
