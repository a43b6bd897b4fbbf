"""Readers of the bundled curated tables (tab-separated, one header, no quoting, blank = not stated)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

Row = dict[str, str]


def data_file(name: str) -> Any:
    """The bundled file `name` of the food tables, as an importlib Traversable."""
    return resources.files("enterocrine.food") / "data" / name


@cache
def read_tsv(name: str) -> tuple[Row, ...]:
    """Rows of a bundled table as dictionaries of text; lines starting with # are comments."""
    lines = [line for line in data_file(name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) > len(header):
            raise ValueError(f"{name}: row {number} has {len(cells)} cells for {len(header)} columns")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(rows)


def number(text: str) -> float | None:
    """A number, or None where the cell is blank (never zero)."""
    return float(text) if text.strip() else None
