"""study run, list, qualify: published trials, predicted beside observed."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import click

from enterocrine.cli.endings import Commands
from enterocrine.cli.options import GRADES, READINGS, Talk, common, device_option, model_options, rows_text


@click.group(cls=Commands, short_help="Published trials: predicted beside observed.")
def study() -> None:
    """Published trials, re-run as they were done on simulated people.

    \b
    Examples:
      enterocrine study list
      enterocrine study run duncan_2007 --json
    """


def _held(folder: Path | None) -> contextlib.AbstractContextManager[None]:
    """Hold the folder that results go to, so that one that cannot be written to is told before the run and not after it."""
    from enterocrine import report

    return contextlib.nullcontext() if folder is None else report.only_writer(folder)


def _number(value: Any) -> str:
    return "" if value is None else f"{value:.3g}" if isinstance(value, float) else str(value)


def _mark(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _table(rows: list[Any]) -> str:
    lines = [(r.study, r.outcome, r.output, r.arm, r.versus or "", r.as_, r.unit, _number(r.predicted),
              f"{_number(r.low90)} to {_number(r.high90)}" if r.low90 is not None else "", _number(r.observed), _mark(r.inside90),
              _mark(r.sign_ok), r.reason) for r in rows]
    header = ("study", "outcome", "output", "arm", "versus", "as", "unit", "predicted", "90 %", "observed", "inside", "sign", "not run because")
    return rows_text("Predicted beside observed", header, lines)


@study.command(short_help="Run one or more studies.")
@click.argument("names", nargs=-1, required=True, metavar="FILE|ID ...")
@click.option("--worlds", type=click.IntRange(1, 1000), default=16, show_default=True, help="Draws of the uncertain parameters.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Threads; all processors by default.")
@click.option("--min-grade", type=click.Choice(GRADES), default="E", show_default=True, help="Leave out links of a worse grade.")
@click.option("--reading", type=click.Choice(("supported", *READINGS[:3])), default="supported", show_default=True,
              help="Which links act; by default all, at the size that their evidence supports, as the fits were made.")
@model_options
@device_option
@common
def run(names: tuple[str, ...], worlds: int, jobs: int | None, reading: str, min_grade: str, model: str | None, without: tuple[str, ...], device: str,
        output: Path | None, seed: int, as_json: bool, quiet: bool) -> None:
    """Run studies by id or file, each on the smallest model that answers it where --model names none.

    \b
    Examples:
      enterocrine study run duncan_2007
      enterocrine study run my_trial.yaml --json
      enterocrine study run plomgaard_2005 --model full_axis --without insulin.inflammatory_resistance
    """
    from enterocrine import studies
    from enterocrine.errors import EnterocrineError, FaultList
    from enterocrine.simulate import on_device

    talk = Talk(as_json, quiet, output, "study_run")
    faults = FaultList()
    for name in names:  # every file's faults before anything runs
        try:
            studies.find(name)
        except EnterocrineError as error:
            faults.faults.extend(error.faults)
    if without and model is None:
        raise click.UsageError("--without needs --model here, because studies run on different models")
    system = None
    if model is not None:
        from enterocrine.models import model as model_named

        try:
            system = model_named(model, tuple(dict.fromkeys(without)))
        except EnterocrineError as error:
            faults.faults.extend(error.faults)
    faults.raise_if_any()
    for name in system.without if system else ():
        talk.note(f"Left out: {name}")
    rows: list[Any] = []
    with on_device(device), _held(output), talk.progress("Running studies") as bar:
        for number, name in enumerate(names):
            rows += studies.run_file_or_id(name, seed=seed, worlds=worlds, jobs=jobs, system=system, reading=reading, min_grade=min_grade,
                                           progress=(lambda share, number=number: bar(number + share, len(names))) if bar else None)
    talk.result(_table(rows), [row.as_dict() for row in rows])


@study.command("list", short_help="The studies that come with the package.")
@common
def list_(output: Path | None, seed: int, as_json: bool, quiet: bool) -> None:
    """The studies that come with the package.

    \b
    Examples:
      enterocrine study list
      enterocrine study list --json
    """
    from enterocrine import studies

    found = studies.list_studies()
    rows = [(s.id, s.role, s.design, len(s.outcomes), s.title or s.citation.text, s.not_run) for s in found]
    data = [{"study": s.id, "role": s.role, "design": s.design, "outcomes": [o.id for o in s.outcomes], "citation": s.citation.text,
             "not_run": s.not_run} for s in found]
    Talk(as_json, quiet, output, "study_list").result(
        rows_text(f"{len(rows)} studies", ("id", "role", "design", "outcomes", "trial", "not run because"), rows), data)


@study.command(short_help="Run every study; write the table and the plot.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Threads; all processors by default.")
@device_option
@common
def qualify(jobs: int | None, device: str, output: Path | None, seed: int, as_json: bool, quiet: bool) -> None:
    """Run every study and write qualification.md and qualification.svg, misses left in.

    \b
    Examples:
      enterocrine study qualify
      enterocrine study qualify -o my-docs --json
    """
    from enterocrine import studies
    from enterocrine.simulate import on_device

    folder = output or Path("docs")
    talk = Talk(as_json, quiet)
    with on_device(device), _held(folder):
        try:
            rows = studies.qualify(folder, seed=seed, jobs=jobs, progress=not quiet)
        except KeyboardInterrupt:
            talk.note("The studies that were finished are kept; the same command goes on from there.")
            raise
    talk.result(_table(rows), [row.as_dict() for row in rows])
    talk.note(f"Written: {folder / 'qualification.md'}, {folder / 'qualification.svg'}")
