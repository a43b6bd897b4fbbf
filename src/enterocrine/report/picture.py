"""One panel as SVG: marks on two axes, written without a plotting library so that a report of many pictures takes no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np

from .scales import Scale

POINTS = 72.0  # per inch
UNITS = 10.0  # of the drawing per point: whole numbers then place everything to a tenth of a point
LABEL_SIZE, TICK_SIZE, NOTE_SIZE = 9.0, 8.5, 7.5
LINE_HEIGHT = 1.2
SERIES_COUNT = 6  # --series-0 to --series-5 of the page


@dataclass(frozen=True)
class Mark:
    """Something drawn on the axes, in their units.

    Args:
        kind: band (filled between `y` and `y2`), line, thin (a single draw), bar (a level stroke from x[0] to x[1]), dot or hollow.
        x, y: (n,) positions; y2: (n,) upper edge of a band.
        colour: number of the series.
        width: of a stroke, or diameter of a dot [pt].
        opacity: 0 to 1.
    """

    kind: str
    x: np.ndarray
    y: np.ndarray
    colour: int
    width: float = 1.0
    opacity: float = 1.0
    y2: np.ndarray | None = None


@dataclass(frozen=True)
class Word:
    """A text where it stands: `x` and `y` [pt] from the top left to its base line; `anchor` start, middle or end; `role` x, y or label."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    role: str
    muted: bool = False
    turned: bool = False


@dataclass
class Picture:
    """A panel.

    Args:
        width, height: in all [inch].
        margins: left, right, bottom, top of the axes [inch].
        x, y: the axes.
        x_label, y_label: their names with units.
        rows: names down the y axis in place of ticks; row i lies at y = i.
        marks: drawn in order.
        zero_x, zero_y: where the line of no difference lies.
    """

    width: float
    height: float
    margins: tuple[float, float, float, float]
    x: Scale
    y: Scale
    x_label: str
    y_label: str = ""
    rows: Sequence[str] = ()
    marks: list[Mark] = field(default_factory=list)
    zero_x: float | None = None
    zero_y: float | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, right, top and bottom of the axes [pt]."""
        left, right, bottom, top = self.margins
        return left * POINTS, (self.width - right) * POINTS, top * POINTS, (self.height - bottom) * POINTS

    def across(self, values: Any) -> np.ndarray:
        """x positions [pt]."""
        left, right, _, _ = self.box
        return left + (right - left) * self.x.share(values)

    def down(self, values: Any) -> np.ndarray:
        """y positions [pt], counted from the top."""
        _, _, top, bottom = self.box
        return bottom - (bottom - top) * self.y.share(values)

    def words(self) -> Iterator[Word]:
        """Every text of the picture."""
        left, right, top, bottom = self.box
        for value, text in self.x.ticks:
            yield Word(text, float(self.across(value)), bottom + 5 + TICK_SIZE, TICK_SIZE, "middle", "x")
        for value, text in self.y.ticks:
            yield Word(text, left - 6, float(self.down(value)) + 0.36 * TICK_SIZE, TICK_SIZE, "end", "y")
        for i, name in enumerate(self.rows):
            first, *others = name.split("\n")
            base = float(self.down(i)) + 0.36 * TICK_SIZE - 0.5 * LINE_HEIGHT * NOTE_SIZE * len(others)
            yield Word(first, left - 6, base, TICK_SIZE, "end", "y")
            for k, line in enumerate(others, start=1):
                yield Word(line, left - 6, base + k * LINE_HEIGHT * NOTE_SIZE, NOTE_SIZE, "end", "y", muted=True)
        yield Word(self.x_label, (left + right) / 2, bottom + 10 + TICK_SIZE + LABEL_SIZE, LABEL_SIZE, "middle", "label")
        if self.y_label:
            yield Word(self.y_label, LABEL_SIZE + 1.5, (top + bottom) / 2, LABEL_SIZE, "middle", "label", turned=True)

    def svg(self, prefix: str) -> str:
        """The picture as an SVG element for a page: no outside address, colours of the page's theme.

        Args:
            prefix: unique in the page; ids begin with it.
        """
        left, right, top, bottom = (round(edge * UNITS) for edge in self.box)
        parts = [
            f'<svg viewBox="0 0 {self.width * POINTS * UNITS:.0f} {self.height * POINTS * UNITS:.0f}" aria-hidden="true" focusable="false">',
            f'<clipPath id="{prefix}-c"><rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"/></clipPath>',
            *self._paper(left, right, top, bottom),
            f'<g clip-path="url(#{prefix}-c)" fill="none" stroke-linejoin="round">',
            *(self._mark(mark) for mark in self.marks),
            *self._zero(left, right, top, bottom),
            "</g>",
            f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke-width="8" style="stroke:var(--muted)"/>'
            if not self.rows
            else f'<path d="M{left} {bottom}H{right}" fill="none" stroke-width="8" style="stroke:var(--muted)"/>',
            '<g style="font-family:var(--figure-font);fill:var(--ink)">',
            *(_text(word) for word in self.words()),
            "</g></svg>",
        ]
        return "\n".join(part for part in parts if part)

    def _paper(self, left: int, right: int, top: int, bottom: int) -> Iterator[str]:
        """Every second row shaded, and the grid."""
        if self.rows:
            edges = np.rint(self.down(np.arange(len(self.rows) + 1) - 0.5) * UNITS).astype(int)
            shaded = "".join(f"M{left} {edges[i]}H{right}V{edges[i + 1]}H{left}Z" for i in range(1, len(self.rows), 2))
            yield f'<path d="{shaded}" style="fill:var(--grid)" opacity=".35"/>' if shaded else ""
        lines = "".join(f"M{round(float(self.across(v)) * UNITS)} {top}V{bottom}" for v, _ in self.x.ticks)
        lines += "".join(f"M{left} {round(float(self.down(v)) * UNITS)}H{right}" for v, _ in self.y.ticks)
        yield f'<path d="{lines}" fill="none" stroke-width="6" style="stroke:var(--grid)"/>' if lines else ""

    def _zero(self, left: int, right: int, top: int, bottom: int) -> Iterator[str]:
        dashed = 'stroke-width="10" stroke-dasharray="40 20" style="stroke:var(--ink)"'
        if self.zero_y is not None:
            yield f'<path d="M{left} {round(float(self.down(self.zero_y)) * UNITS)}H{right}" {dashed}/>'
        if self.zero_x is not None:
            yield f'<path d="M{round(float(self.across(self.zero_x)) * UNITS)} {top}V{bottom}" {dashed}/>'

    def _mark(self, mark: Mark) -> str:
        colour = f"var(--series-{mark.colour % SERIES_COUNT})"
        opacity = "" if mark.opacity == 1 else f' opacity="{mark.opacity:g}"'
        width = f"{mark.width * UNITS:g}"
        x, y = self.across(mark.x), self.down(mark.y)
        if mark.kind == "band":
            edge = np.concatenate([y, self.down(mark.y2)[::-1]])
            path = _path(np.concatenate([x, x[::-1]]), edge)
            return f'<path d="{path}Z" style="fill:{colour}"{opacity}/>'
        if mark.kind in ("dot", "hollow"):
            fill = "var(--card)" if mark.kind == "hollow" else colour
            at = f'cx="{round(float(x[0]) * UNITS)}" cy="{round(float(y[0]) * UNITS)}" r="{mark.width * UNITS / 2:g}"'
            return f'<circle {at} stroke-width="13" style="fill:{fill};stroke:{colour}"/>'
        return f'<path d="{_path(x, y)}" stroke-width="{width}" style="stroke:{colour}"{opacity}/>'


def _path(x: np.ndarray, y: np.ndarray) -> str:
    """A path through points [pt]: whole units, each from the one before."""
    places = np.rint(np.column_stack((x, y)) * UNITS).astype(int)
    steps = np.diff(places, axis=0)
    moved = "".join(f"{dx if k == 0 or dx < 0 else f' {dx}'}{dy if dy < 0 else f' {dy}'}" for k, (dx, dy) in enumerate(steps.tolist()))
    return f"M{places[0, 0]} {places[0, 1]}" + (f"l{moved}" if moved else "")


def _text(word: Word) -> str:
    x, y = round(word.x * UNITS), round(word.y * UNITS)
    place = f'transform="translate({x} {y}) rotate(-90)"' if word.turned else f'x="{x}" y="{y}"'
    anchor = "" if word.anchor == "start" else f' text-anchor="{word.anchor}"'
    muted = ' style="fill:var(--muted)"' if word.muted else ""
    return f'<text {place}{anchor} font-size="{word.size * UNITS:g}"{muted}>{escape(word.text)}</text>'
