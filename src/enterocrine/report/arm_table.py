"""A table for the terminal whose lines stand under the arm that they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import rich.table
    import rich.text


def arm_table(title: str, heads: Iterable[str], lines: Iterable[Any], cells: Callable[[Any], Sequence[str | rich.text.Text]]) -> rich.table.Table:
    """The table.

    Args:
        title, heads: of the table and of its columns.
        lines: in the order of their arms (`line.arm`).
        cells: a line -> its cells, text or text with a style.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", header_style="bold")
    for head in heads:
        table.add_column(head)
    arm = ""
    for line in lines:
        if line.arm != arm:
            arm = line.arm
            table.add_section()
            table.add_row(Text(arm, style="bold"))
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in cells(line)))
    return table
