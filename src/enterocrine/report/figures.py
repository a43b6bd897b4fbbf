"""How the project draws: fans, differences and dot-and-whisker intervals, always with their spread."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe-Ito: told apart with every common form of colour blindness. The first is always the habitual diet.
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
INK, MUTED, GRID = "#1b1f24", "#5b6470", "#d9dde2"
FANS = ((0.025, 0.975, 0.13), (0.10, 0.90, 0.17), (0.25, 0.75, 0.26))
DIFFERENCE_BANDS = ((0.05, 0.95, 0.20), (0.25, 0.75, 0.30))
THIN_DRAWS = 10
HOURS_PER_DAY, HOURS_PER_WEEK = 24.0, 168.0

_THEME = {INK: "--ink", MUTED: "--muted", GRID: "--grid", **{c: f"--series-{i}" for i, c in enumerate(SERIES)}}


def style() -> dict[str, Any]:
    """The matplotlib settings of every picture of the project.

    Use as `with matplotlib.rc_context(figures.style()):` so that docs, studies and reports look alike.
    """
    from cycler import cycler

    return {
        "figure.dpi": 100,
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "savefig.facecolor": "none",
        "font.family": ["DejaVu Sans"],
        "font.size": 9,
        "axes.titlesize": 10,
        "axes.labelsize": 9,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 8.5,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": MUTED,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "axes.grid": True,
        "grid.color": GRID,
        "grid.linewidth": 0.6,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": 0.8,
        "lines.linewidth": 1.8,
        "axes.prop_cycle": cycler(color=SERIES),
        "axes.formatter.useoffset": False,
        "axes.formatter.limits": (-3, 5),
        "axes.formatter.use_mathtext": False,
        "axes.unicode_minus": True,
        "legend.frameon": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "enterocrine",
        "path.simplify": True,
        "path.simplify_threshold": 0.2,
    }


@contextmanager
def drawing() -> Iterator[None]:
    """Draw in the project's style with no window system."""
    import matplotlib

    matplotlib.use("agg", force=False)
    settings: Any = style()
    with matplotlib.rc_context(settings):
        yield


def new_panel(width: float, height: float, margins: tuple[float, float, float, float]) -> tuple[Figure, Axes]:
    """One empty panel. Sizes and margins (left, right, bottom, top) are in inches."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    left, right, bottom, top = margins
    axes = figure.add_axes((left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height))
    return figure, axes


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


def band(
    axes: Axes, x: np.ndarray, values: np.ndarray, colour: str, bands: Sequence[tuple[float, float, float]], thin: int
) -> None:
    """Median, nested bands and a few single draws of `values` (draw, time)."""
    from matplotlib.collections import LineCollection

    values = usable(values)
    if not len(values):
        return
    levels = [q for low, high, _ in bands for q in (low, high)]
    edges = np.quantile(values, [*levels, 0.5], axis=0)
    for i, (_, _, opacity) in enumerate(bands):
        axes.fill_between(x, edges[2 * i], edges[2 * i + 1], color=colour, alpha=opacity, linewidth=0)
    # Draws are exchangeable, so the first few are a fair choice.
    single = [np.column_stack((x, one)) for one in values[:thin]]
    axes.add_collection(LineCollection(single, colors=colour, linewidths=0.5, alpha=0.45))
    axes.plot(x, edges[-1], color=colour, linewidth=2.0)


@dataclass(frozen=True)
class Line:
    """One arm of a panel: its values (draw, time) and the number of its colour."""

    values: np.ndarray
    colour: int


def fan(hours: np.ndarray, lines: Sequence[Line], label: str, *, difference: bool = False) -> Figure:
    """Values over time as fans: 50, 80 and 95 % bands with median and thin draws; differences with 50 and 90 % and a zero line.

    Args:
        hours: (time,) ends of the days.
        lines: one per arm, drawn in order.
        label: y axis with its unit.
        difference: `lines` hold differences from the habitual diet.
    """
    from matplotlib.ticker import MaxNLocator

    figure, axes = new_panel(3.6, 2.5, margins=(0.72, 0.1, 0.48, 0.08))
    x, name, end = time_axis(np.asarray(hours, dtype=float))
    bands = DIFFERENCE_BANDS if difference else FANS
    thin = THIN_DRAWS if len(lines) == 1 else max(2, THIN_DRAWS // len(lines))
    for line in lines:
        band(axes, x, line.values, SERIES[line.colour % len(SERIES)], bands, thin)
    if difference:
        axes.axhline(0, color=INK, linewidth=1.0, dashes=(4, 2))
        _include_zero(axes)
    else:
        _start_at_zero(axes)
    axes.set_xlim(0, end)
    axes.set_xlabel(name)
    axes.set_ylabel(label)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_label_coords(-0.56 / 2.78, 0.5)
    return figure


def _start_at_zero(axes: Axes) -> None:
    """Amounts start at zero unless that would squeeze the picture (pH, for one)."""
    low, high = axes.get_ylim()
    if axes.dataLim.ymin >= 0 and (0 < low < 0.6 * high or low < 0 <= high):
        axes.set_ylim(0, high)


def _include_zero(axes: Axes) -> None:
    """Keep the zero line in view, and give an all-zero difference a sensible frame."""
    low, high = axes.get_ylim()
    if axes.dataLim.height == 0:
        axes.set_ylim(-1, 1)
    else:
        axes.set_ylim(min(low, -0.06 * (high - low)), max(high, 0.06 * (high - low)))


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
) -> Figure:
    """Dot-and-whisker intervals, one row per name, one whisker per arm: thick 50 %, thin 90 %, dot the median.

    Args:
        rows: name -> whiskers, drawn from top to bottom.
        label: x axis with its unit.
        scale: "linear", "log" or "ratio" (logarithmic around 1, ticks as percent change).
        zero: where to draw the line of no difference.
        names: inches kept for the names.
        width, height: inches in all; without a height the rows decide.
        floor: smallest value a logarithmic axis shows; what lies below is drawn at the edge.
    """
    most = max((len(r) for r in rows.values()), default=1)
    step = 0.13 + 0.14 * most
    height = height or step * len(rows) + 0.6
    step = (height - 0.6) / max(len(rows), 1)
    figure, axes = new_panel(width, height, margins=(names, 0.2, 0.5, 0.1))
    if scale != "linear":
        axes.set_xscale("log")
    placed = [
        (i + (j - (len(marks) - 1) / 2) * 0.14 / step, mark)
        for i, marks in enumerate(rows.values())
        for j, mark in enumerate(marks)
    ]
    if placed:
        _whisker_marks(axes, [y for y, _ in placed], [mark for _, mark in placed], floor)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    for i in range(1, len(rows), 2):
        axes.axhspan(i - 0.5, i + 0.5, color=GRID, alpha=0.35, linewidth=0, zorder=0)
    if zero is not None:
        axes.axvline(zero, color=INK, linewidth=1.0, dashes=(4, 2))
    if floor is not None:
        axes.set_xlim(left=floor * 0.85)
    if scale == "ratio":
        _ratio_ticks(axes)
    elif scale == "log":
        _plain_log_ticks(axes)
    axes.set_xlabel(label)
    return figure


def _whisker_marks(axes: Axes, places: Sequence[float], marks: Sequence[Whisker], floor: float | None) -> None:
    """All whiskers of a panel at once: `places` are their heights."""
    values = np.array([[m.q05, m.q25, m.median, m.q75, m.q95] for m in marks])
    if floor is not None:
        values = np.maximum(values, floor)
    low, inner_low, middle, inner_high, high = values.T
    colours = [SERIES[m.colour % len(SERIES)] for m in marks]
    faces = [PAPER if m.quiet else c for m, c in zip(marks, colours, strict=True)]
    axes.hlines(places, low, high, colors=colours, linewidth=1.1)
    axes.hlines(places, inner_low, inner_high, colors=colours, linewidth=3.2, alpha=0.75)
    axes.scatter(middle, places, s=26, facecolors=faces, edgecolors=colours, linewidths=1.3, zorder=3)


PAPER = "#fdfdfe"
_THEME[PAPER] = "--paper"


_RATIOS = (1, 2, 0.5, 1.5, 0.75, 4, 0.25, 10, 0.1, 30, 0.03, 1.25, 1.1, 0.9, 1.05, 0.95, 100, 0.01)


def _ratio_ticks(axes: Axes) -> None:
    """Percent changes on a logarithmic axis: halving and doubling lie equally far from no change."""
    from matplotlib.ticker import FixedLocator, NullLocator

    low, high = axes.get_xlim()
    low, high = min(low, 1 / 1.1), max(high, 1.1)
    span = np.log(high / low)
    ticks: list[float] = []
    for ratio in _RATIOS:  # the plainest first, as many as fit without touching
        if low <= ratio <= high and all(abs(np.log(ratio / other)) > 0.2 * span for other in ticks):
            ticks.append(ratio)
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xticks(ticks, [_change_text(t) for t in ticks])
    axes.set_xlim(low, high)


def _change_text(ratio: float) -> str:
    if ratio == 1:
        return "0"
    if ratio >= 2:
        return f"×{ratio:g}"
    return f"{'+' if ratio > 1 else '−'}{abs(ratio - 1) * 100:.0f} %"


def _plain_log_ticks(axes: Axes) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    low, high = axes.get_xlim()
    few = np.log10(high / low) < 2.7
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 3) if few else (1,)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def to_svg(figure: Figure, prefix: str, *, themed: bool = True) -> str:
    """The picture as a small SVG element for a page: no prolog, no outside address, ids that cannot clash.

    Args:
        figure: a finished figure.
        prefix: unique in the page.
        themed: colours follow the page's light or dark theme.
    """
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r'\s+xmlns(:\w+)?="[^"]*"', "", text).replace("xlink:href", "href")
    wanted = set(re.findall(r'(?:href="#|url\(#)([^")]+)', text))
    text = re.sub(r' id="([^"]+)"', lambda m: f' id="{prefix}-{m[1]}"' if m[1] in wanted else "", text)
    text = re.sub(r'(href="#|url\(#)', rf"\g<1>{prefix}-", text)
    text = re.sub(r' d="([^"]+)"', lambda m: f' d="{_short_path(m[1])}"', text)
    text = re.sub(r"(\d+\.\d{2})\d+", r"\1", text)
    text = re.sub(r'<svg[^>]*viewBox="([^"]+)"[^>]*>', r'<svg viewBox="\1" aria-hidden="true" focusable="false">', text, count=1)
    text = re.sub(r"\n\s*", "\n", text)
    text = text.replace("'DejaVu Sans'", "var(--figure-font)") if themed else text
    if themed:
        for colour, name in _THEME.items():
            text = text.replace(colour, f"var({name})")
    return text.strip()


def _short_path(path: str) -> str:
    """The same path in fewer letters, to a tenth of a point."""
    path = re.sub(r"-?\d+\.\d+", lambda m: f"{round(float(m[0]), 1) + 0.0:g}", path)
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", path)
