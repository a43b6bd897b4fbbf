"""Where the spread of a change comes from: shares of persons, numbers, links and food, for tables, the report and the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import outputs, summary
from .arm_table import arm_table
from .numbers import number, unit_text

if TYPE_CHECKING:
    import rich.table
    import xarray

NAME = "spread.json"
FORMAT = 1
TOGETHER = "together"
HEADS = {
    "person_to_person": "Persons differ",
    "parameter": "Numbers not known well",
    "structural": "Links act or not",
    "measurement": "Food not measured",
    TOGETHER: "Together",
}
MEANING = {
    "person_to_person": "how persons differ",
    "parameter": "numbers of the model that are not known well",
    "structural": "whether each graded link acts at all",
    "measurement": "what the food on the plate holds, where nobody measured it",
    TOGETHER: "what these do only together",
}
NOTE = ("Share of the variance of the change (of its ranks) that each kind of uncertainty makes alone, with its standard error; in brackets with all "
        "that it does together with the others. Each kind has random numbers of its own and was drawn anew while the others were held, in people "
        "who eat evenly over the day. The error of a laboratory is not in it.")  # fmt: skip


@dataclass(frozen=True)
class SpreadLine:
    """One output in one arm.

    Args:
        sd: standard deviation of the change, with its unit.
        cells: kind -> "62 ± 9 % (70)".
        widths: (kind, percent) of a bar, 100 in all.
        follows: rank correlation with the run's own draws.
    """

    arm: str
    title: str
    sd: str
    cells: Mapping[str, str]
    widths: tuple[tuple[str, float], ...]
    follows: float | None


def own_changes(dataset: xarray.Dataset) -> Callable[[str, str, str], np.ndarray | None]:
    """(output, label, arm) -> (draws,) change of the headline outputs of a run in its last week."""
    late, names = summary.last_week(dataset), summary.arms(dataset)
    held: dict[tuple[str, str], np.ndarray] = {}
    for name in summary.ordered_names(dataset):
        for item in summary.series(dataset, name) if outputs.describe(name).headline != "none" else ():
            if outputs.headlines(name, item.label):
                held[name, item.label] = item.read(late).mean(axis=2, dtype=np.float64)

    def change(output: str, label: str, arm: str) -> np.ndarray | None:
        ends = held.get((output, label))
        return None if ends is None or arm not in names else ends[names.index(arm)] - ends[0]

    return change


def as_file(found: Sequence[Mapping[str, Any]]) -> str:
    """Text of spread.json."""
    content = {"format": FORMAT, "kinds": MEANING, "note": NOTE, "spread": list(found)}
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def into_rows(rows: Sequence[dict[str, Any]], found: Sequence[Mapping[str, Any]]) -> None:
    """Fill the columns `spread_*` of the summary with the shares of each kind alone."""
    by_key = {(one["output"], one["label"], one["arm"]): one for one in found}
    for row in rows:
        if (one := by_key.get((row["output"], row["label"], row["arm"]))) is not None:
            row.update({f"spread_{kind}": share["alone"] for kind, share in one["of"].items()}, spread_together=one["together"])


def spread_lines(found: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> list[SpreadLine]:
    """Lines of the headline outputs, in the order of the answer."""
    by_key = {(one["output"], one["label"], one["arm"]): one for one in found}
    order = {(row["output"], row["label"], row["arm"]): None for row in rows if outputs.headlines(row["output"], row["label"])}
    arms = list(dict.fromkeys(one["arm"] for one in found))
    return [_line(by_key[key]) for arm in arms for key in order if key[2] == arm and key in by_key]


def _line(one: Mapping[str, Any]) -> SpreadLine:
    cells = {kind: f"{_percent(s['alone'])} ± {100 * s['alone_error']:.0f} % ({_percent(s['whole'])})" for kind, s in one["of"].items()}
    cells[TOGETHER] = f"{_percent(one['together'])} ± {100 * one['together_error']:.0f} %"
    parts = {kind: max(s["alone"], 0.0) for kind, s in one["of"].items()} | {TOGETHER: max(one["together"], 0.0)}
    whole = sum(parts.values()) or 1.0
    unit = unit_text(one["unit"])
    return SpreadLine(one["arm"], outputs.full_title(one["output"], one["label"]), f"{number(one['sd'])} {unit}".rstrip(), cells,
                      tuple((kind, 100 * part / whole) for kind, part in parts.items()), one["follows"])


def _percent(value: float) -> str:
    """Estimates may lie a little outside 0 to 1; what the error cannot tell from an end is written as the end."""
    return f"{100 * min(max(value, 0.0), 1.0):.0f}"


def spread_table(found: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> rich.table.Table | None:
    """The same for the terminal; None where nothing was split."""
    lines = spread_lines(found, rows)
    if not lines:
        return None
    title = "Where the spread of the change comes from: share of the variance alone (with all it does together), %"
    return arm_table(title, ("Output", *HEADS.values()), lines, lambda line: (line.title, *(line.cells[kind] for kind in HEADS)))
