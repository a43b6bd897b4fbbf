"""The axis from diet to hormones as a picture: what each link carried of the change of one output.

Where organs stand is in axis.tsv, with the words by which the ends of a link are found there; a link whose words are not there stands at
the organ of its folder.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..evidence.records import Link, ledger
from .why import LITTLE, OFF

if TYPE_CHECKING:
    from .why import Carried, Explanation, Why

COLOURS = {"A": "#1b6ca8", "B": "#3a9d5d", "C": "#d9a400", "D": "#e0701a", "E": "#b5202e"}
ALWAYS = "#b9c0c7"
WIDEST, THINNEST = 9.0, 0.8  # points
TOLD = 0.05  # of the largest part: what is worth a number on the map
SIZE = (13.5, 10.0)
AROUND = {("diet", "insulin"): 0.42, ("microbes", "insulin"): 0.27, ("diet", "immune"): -0.3, ("diet", "estrogens"): 0.2}  # what lies between
PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73)  # along an arrow
Curve = tuple[tuple[float, float], tuple[float, float], float]  # beginning, end, bend


@dataclass(frozen=True)
class Node:
    """An organ or a pool: where it stands, and what names it."""

    id: str
    x: float
    y: float
    label: str
    folders: tuple[str, ...]
    words: tuple[str, ...]


@cache
def nodes() -> dict[str, Node]:
    """Everything that stands on the map."""
    with open(Path(__file__).with_name("axis.tsv"), encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {r["node"]: Node(r["node"], float(r["x"]), float(r["y"]), r["label"].replace("|", "\n"), _parts(r["folders"]), _parts(r["words"]))
            for r in rows}  # fmt: skip


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def node_of(words: str) -> str:
    """The node that a text speaks of first; of words that begin at the same place the longest counts. "" where none does."""
    text = words.lower()
    held = [(text.index(w.lower()), -len(w), n.id) for n in nodes().values() for w in n.words if w.lower() in text]
    return min(held)[2] if held else ""


def ends(link: Link) -> tuple[str, str]:
    """Where a link begins and ends."""
    folder = link.id.split(".")[0]
    own = next((n.id for n in nodes().values() if folder in n.folders), "receptors")
    return node_of(link.source) or own, node_of(link.target) or own


def drawn(why: Why, one: Explanation) -> dict[str, bytes]:
    """The map of one output as `svg` and `png`."""
    import matplotlib

    with matplotlib.rc_context({"svg.hashsalt": "enterocrine", "svg.fonttype": "path", "font.size": 9}):
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=SIZE)
        FigureCanvasAgg(figure)
        _draw(figure, why, one)
        found = {}
        for kind, about in (("svg", {"Date": None}), ("png", {})):
            stream = io.BytesIO()
            figure.savefig(stream, format=kind, dpi=130, metadata=about)
            found[kind] = stream.getvalue()
    return found


def _draw(figure: Any, why: Why, one: Explanation) -> None:
    axes = figure.add_axes((0.01, 0.07, 0.98, 0.83))
    axes.set(xlim=(-0.7, 11.7), ylim=(0.4, 8.2), aspect="equal")
    axes.set_axis_off()
    carried = {c.link.id: c for c in one.links}
    most = max([abs(float(c.draws.mean())) for c in one.links if c.draws is not None] or [0.0])
    curves: dict[str, Curve] = {}
    lanes: dict[tuple[str, ...], list[Link]] = defaultdict(list)
    for link in ledger().links.values():
        if link.built and set(link.mechanisms) <= {m.name for m in why.system.mechanisms}:
            lanes[tuple(sorted(ends(link)))].append(link)
    for beside in lanes.values():
        beside.sort(key=lambda link: abs(_mean(carried.get(link.id))))  # the widest in the middle would hide its neighbours
        for k, link in enumerate(beside):
            curves[link.id] = _edge(axes, link, carried.get(link.id), most, k - (len(beside) - 1) / 2)
    for node in nodes().values():
        axes.text(node.x, node.y, node.label, ha="center", va="center", zorder=6, fontsize=9.5,
                  bbox={"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": "#39424a", "linewidth": 1.1})  # fmt: skip
    _numbers(axes, one, curves, most)
    _words(figure, why, one)


def _mean(c: Carried | None) -> float:
    return 0.0 if c is None or c.draws is None else float(c.draws.mean())


def _edge(axes: Any, link: Link, c: Carried | None, most: float, aside: float) -> Curve:
    """Draws a link, and says where."""
    from matplotlib.patches import FancyArrowPatch

    first, last = (nodes()[name] for name in ends(link))
    share = abs(_mean(c)) / most if most else 0.0
    colour = ALWAYS if c is None else COLOURS[link.grade]
    style = {"linewidth": THINNEST + (WIDEST - THINNEST) * share, "color": colour, "zorder": 2 + share,
             "linestyle": (0, (3, 3)) if c is not None and c.state == OFF else "-",
             "alpha": 0.35 if c is not None and c.state == LITTLE else 0.9}  # fmt: skip
    begin, end = (first.x, first.y), (last.x, last.y)
    bend = 0.13 * aside if first.id < last.id else -0.13 * aside  # to the same side whichever way it points
    if (link_ends := ends(link)) in AROUND:
        bend += AROUND[link_ends]
    if first is last:
        begin, end, bend = (first.x - 0.45, first.y + 0.15), (first.x + 0.45, first.y + 0.15), -1.1 - 0.3 * abs(aside)
    arrow = FancyArrowPatch(begin, end, connectionstyle=f"arc3,rad={bend:.3f}", arrowstyle="-|>", mutation_scale=9 + 9 * share, shrinkA=24,
                            shrinkB=30, **style)  # fmt: skip
    axes.add_patch(arrow)
    return begin, end, bend


def _numbers(axes: Any, one: Explanation, curves: dict[str, Curve], most: float) -> None:
    """What each link carried, at a place on its curve where nothing else stands."""
    taken = [(n.x, n.y, 0.075 * max(map(len, n.label.split("\n"))) + 0.12, 0.2 + 0.1 * n.label.count("\n")) for n in nodes().values()]
    for c in one.links:
        if c.link.id not in curves or c.draws is None or not most or abs(_mean(c)) < TOLD * most:
            continue
        places = [_on(curves[c.link.id], along) for along in PLACES]
        x, y = next((at for at in places if not any(abs(at[0] - u) < w + 0.3 and abs(at[1] - v) < h + 0.1 for u, v, w, h in taken)), places[0])
        taken.append((x, y, 0.3, 0.12))
        axes.text(x, y, f"{_mean(c):+.2g}".replace("-", "\N{MINUS SIGN}"), fontsize=8, ha="center", va="center", zorder=7, color="#1d2226",
                  bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": COLOURS[c.link.grade], "linewidth": 1.0})  # fmt: skip


def _on(curve: Curve, along: float) -> tuple[float, float]:
    """A point of a curve with one bend, such as the arrows are drawn along."""
    (x0, y0), (x2, y2), bend = curve
    x1, y1 = (x0 + x2) / 2 + bend * (y2 - y0), (y0 + y2) / 2 - bend * (x2 - x0)
    weights = ((1 - along) ** 2, 2 * along * (1 - along), along**2)
    return (sum(w * v for w, v in zip(weights, (x0, x1, x2), strict=True)), sum(w * v for w, v in zip(weights, (y0, y1, y2), strict=True)))


def _words(figure: Any, why: Why, one: Explanation) -> None:
    from matplotlib.lines import Line2D

    unit = "" if one.target.unit == "1" else f" {one.target.unit}"
    change = f"{one.total.mean():+.3g}".replace("-", "\N{MINUS SIGN}")
    figure.text(0.02, 0.965, f"What carried the change of {one.target.name} with {why.arm}", fontsize=15, va="center")
    reading = "READ AT FACE VALUE: what the article claims, not what is likely" if why.reading == "face_value" else f"reading: {why.reading}"
    figure.text(0.02, 0.93, f"change {change}{unit}, {one.verdict}; mean of {why.draws} draws after {why.weeks:g} weeks; {reading}", fontsize=10,
                va="center", color="#b5202e" if why.reading == "face_value" else "#39424a")  # fmt: skip
    lines = [Line2D([], [], color=colour, linewidth=4, label=f"grade {grade}") for grade, colour in COLOURS.items()]
    lines += [Line2D([], [], color="#555", linewidth=1.5, linestyle=(0, (3, 3)), label="off"),
              Line2D([], [], color="#555", linewidth=THINNEST, alpha=0.5, label="carries little"),
              Line2D([], [], color=ALWAYS, linewidth=1.5, label="plain physiology, always on")]  # fmt: skip
    figure.legend(handles=lines, loc="lower center", ncols=len(lines), frameon=False, fontsize=9, bbox_to_anchor=(0.5, 0.025))
    figure.text(0.5, 0.018, f"Width and numbers: what is lost from the change{' [' + one.target.unit + ']' if unit else ''} when the link alone is "
                "taken away. Links in a row each carry the whole of what passes through both.", fontsize=8, ha="center", color="#39424a")  # fmt: skip


