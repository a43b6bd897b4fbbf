"""The headline table of hormone signals: hormone, receptor, interference and response of each axis, beside the person's own baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import summary
from .arm_table import arm_table
from .numbers import interval

if TYPE_CHECKING:
    import rich.table

OUTPUT = "hormone_signal"
HEADS = {"hormone": "Hormone (the keys)", "receptor": "Receptor (the locks)", "interference": "Interference (the static)", "response": "Response"}
AXES = {"androgen": "Androgens", "estrogen": "Estrogens", "insulin": "Insulin", "growth_hormone": "Growth hormone", "thyroid": "Thyroid",
        "incretin": "Gut hormones (incretins)"}  # fmt: skip
UNMOVED = "unchanged"


@dataclass(frozen=True)
class SignalLine:
    """One hormone axis on one arm: part -> (text, whether no effect lies beyond noise)."""

    arm: str
    axis: str
    cells: Mapping[str, tuple[str, bool]]


def signal_lines(rows: list[dict[str, Any]]) -> list[SignalLine]:
    """The table from the rows of `summary_rows`: every change; of a single run the end of it beside its first day."""
    found: dict[tuple[str, str], dict[str, tuple[str, bool]]] = {}
    mine = [row for row in rows if row["output"] == OUTPUT]
    comparison = len({row["arm"] for row in mine}) > 1
    for row in mine:
        if comparison and not row["verdict"]:
            continue  # the habitual diet beside itself
        axis, part = row["label"].split("/")
        still = row["verdict"] == summary.NO_DIFFERENCE or row["q05"] == row["q95"] == 1
        percent = [100 * (row[q] - 1) for q in ("median", "q05", "q95")]
        text = UNMOVED if still else f"{interval(percent, sign=True)} %"
        found.setdefault((row["arm"], axis), {})[part] = text, still or row["verdict"] == summary.NO_EFFECT
    arms = list(dict.fromkeys(arm for arm, _ in found))
    return [SignalLine(arm, name, found[arm, axis]) for arm in arms for axis, name in AXES.items() if (arm, axis) in found]


def signal_table(rows: list[dict[str, Any]]) -> rich.table.Table | None:
    """The same for the terminal; None where the model has no hormone axis."""
    from rich.text import Text

    lines = signal_lines(rows)
    if not lines:
        return None

    def cells(line: SignalLine) -> list[Text]:
        return [Text(line.axis), *(Text(words, style="dim" if quiet else "") for words, quiet in (line.cells[part] for part in HEADS))]

    title = "Hormone signals: change beside the person's own baseline, median (90 % interval)"
    return arm_table(title, ("Axis", *HEADS.values()), lines, cells)
