"""Options that commands share, what they print with, and the progress bar."""

from __future__ import annotations

import contextlib
import json
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

READINGS = ("weighted", "established", "face_value", "all")
GRADES = ("A", "B", "C", "D", "E")
Decorated = Callable[..., Any]


class Number(click.FloatRange):
    """A finite number within limits; a `FloatRange` alone lets `nan` pass."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number", param, ctx)
        return number


class Place(click.Path):
    """A path to write to; an empty one, such as a shell variable that was never set, would mean the current folder."""

    def __init__(self, **options: Any):
        super().__init__(path_type=Path, **options)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value):
            self.fail("the name is empty; write . for the current folder", param, ctx)
        return super().convert(value, param, ctx)


def common(command: Decorated) -> Decorated:
    """-o, --seed, --json and --quiet, which every command has."""
    for option in (
        click.option("--quiet", is_flag=True, help="No notes and no progress on standard error."),
        click.option("--json", "as_json", is_flag=True, help="The result as JSON, alone on standard output."),
        click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, help="Seed of everything that is drawn."),
        click.option("-o", "--output", type=Place(), metavar="DIR", help="Folder for what is written."),
    ):
        command = option(command)
    return command


class Model(click.ParamType):
    """The name of a model."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from enterocrine.errors import nearest
        from enterocrine.models import MODELS

        if value not in MODELS:
            close = nearest(value, MODELS)
            near = f"; nearest: {', '.join(close)}" if close else ""
            self.fail(f"no model is called `{value}`{near}; there are {', '.join(MODELS)}", param, ctx)
        return str(value)


def model_options(command: Decorated) -> Decorated:
    """--model and --without."""
    for option in (
        click.option("--without", multiple=True, metavar="NAME",
                     help="Leave out a link by the name of its mechanism, such as insulin.inflammatory_resistance; repeatable."),
        click.option("--model", type=Model(),
                     help="How much of the axis: full_axis (the default), or colon_only, endotoxemia, endocrine or estrobolome; "
                          "androgens_in_gut adds androgens through bile and gut."),
    ):
        command = option(command)
    return command


def device_option(command: Decorated) -> Decorated:
    """--device."""
    return click.option("--device", type=click.Choice(("cpu", "gpu")), default="cpu", show_default=True,
                        help="What solves; gpu needs an NVIDIA GPU and the extra `gpu`.")(command)


def run_options(command: Decorated) -> Decorated:
    """--weeks, --draws, --reading, --min-grade, --model, --without, --jobs and --device."""
    for option in (
        device_option,
        click.option("--jobs", type=click.IntRange(1, 1024), help="Threads; all processors by default. The result does not depend on it."),
        model_options,
        click.option("--min-grade", type=click.Choice(GRADES), default="E", show_default=True,
                     help="Leave out links of a worse grade (not at face value)."),
        click.option("--reading", type=click.Choice(READINGS), help="Which links act: by the chance of their grade (weighted), those shown in people "
                     "(established), all as the article claims (face_value), or all three beside each other, at three times the work. "
                     "By default all for compare, else weighted."),
        click.option("--draws", type=click.IntRange(1, 10_000), default=200, show_default=True, help="Plausible versions of the person."),
        click.option("--weeks", type=Number(0, 520, min_open=True), help="Length of the run; 12 where no change names its own."),
    ):
        command = option(command)
    return command


class Talk:
    """Where a command's words go: the result to standard output, notes to standard error unless quiet."""

    def __init__(self, as_json: bool, quiet: bool, output: Path | None = None, name: str = "result"):
        self.as_json, self.quiet, self.output, self.name = as_json, quiet, output, name

    def note(self, text: str) -> None:
        if not self.quiet:
            click.echo(text, err=True)

    def result(self, plain: str, data: Any) -> None:
        """Print the result as text or JSON; with -o, keep the JSON in that folder too."""
        packed = json.dumps(finite(data), ensure_ascii=False, indent=1, default=str, allow_nan=False)
        if self.output is not None:
            from enterocrine.report.atomic import make_folder, write_text

            self.note(f"Written: {write_text(make_folder(self.output) / f'{self.name}.json', packed)}")
        click.echo(packed if self.as_json else plain)

    @contextlib.contextmanager
    def progress(self, what: str) -> Iterator[Callable[[float, float], None] | None]:
        """A bar with the time left, on standard error and only on a terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        columns = (TextColumn(what), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn(), TextColumn("left"),
                   TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=1.0)
            yield lambda done, total: bar.update(task, completed=done / max(total, 1e-12))


def finite(data: Any) -> Any:
    """The same data with null for numbers that JSON has no word for."""
    if isinstance(data, dict):
        return {key: finite(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [finite(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def table_text(table: Any) -> str:
    """A rich table as text, with colour only on a terminal."""
    import io

    from rich.console import Console

    terminal = sys.stdout.isatty()
    width = None if terminal else 160 if len(table.columns) < 7 else 210
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=width or Console().width, highlight=False)
    console.print(table)
    return stream.getvalue().rstrip("\n")


def rows_text(title: str, header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    """Rows as a plain table."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", header_style="bold")
    for name in header:
        table.add_column(name, overflow="fold")  # a name that is cut short cannot be asked for
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    return table_text(table)
