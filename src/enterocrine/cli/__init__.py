"""The command line: parses and prints; no logic of its own."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from .. import PURPOSE, __version__
from ..errors import EnterocrineError, Fault, InputError, OutputError
from .groups import Commands
from .tables import foods, study

WEEKS, DRAWS = 12.0, 200
READINGS = ("weighted", "established", "face_value")
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def _version(ctx: click.Context, _: Any, value: bool) -> None:
    if value:
        click.echo(f"enterocrine {__version__}\n\n{PURPOSE}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Version and purpose.")
def commands() -> None:
    """What a change of diet would do to the colon's acids, the microbes and the blood of simulated people like you.

    \b
    Examples:
      enterocrine demo
      enterocrine compare person.yaml --change more_oats.yaml -o result
    """


def run_options(command: Callable) -> Callable:
    """Options that every run takes."""
    for option in reversed((
        click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=None, help="Folder for the results."),
        click.option("--weeks", type=float, default=None, help=f"Length of the run [weeks]; {WEEKS:g} unless a change says otherwise."),
        click.option("--draws", type=click.IntRange(1, 10_000), default=DRAWS, show_default=True, help="Virtual versions of the person."),
        click.option("--seed", type=int, default=1, show_default=True, help="Seed of the draws."),
        click.option("--reading", type=click.Choice(READINGS), default=READINGS[0], show_default=True, help="Which evidence counts."),
        click.option("--jobs", type=click.IntRange(1), default=None, help="Threads; the numbers do not depend on it."),
        click.option("--json", "as_json", is_flag=True, help="The summary as JSON, alone on standard output."),
        click.option("-q", "--quiet", is_flag=True, help="No progress, no table."),
    )):  # fmt: skip
        command = option(command)
    return command


@contextmanager
def progress_bar(what: str, quiet: bool) -> Any:
    """A bar with time left on standard error, on a terminal only; yields a callback (done, all)."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(TextColumn(what), BarColumn(), TextColumn("{task.percentage:3.0f} %"), TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)


def run_and_write(person_file: Path, change_files: Sequence[Path], default: str, folder: Path | None, weeks: float | None, draws: int, seed: int,
                  reading: str, jobs: int | None, as_json: bool, quiet: bool) -> None:
    """Load, run, write, print: the body of simulate, compare and demo."""
    person, changes = load_all(person_file, change_files)
    from .. import report
    from ..simulate import compare

    target = folder or Path(default)
    with progress_bar("simulating", quiet or as_json) as tell:
        data = compare(person, changes, weeks=weeks, draws=draws, seed=seed, reading=reading, jobs=jobs, progress=tell)
    if not changes:
        data = data.isel(arm=0, drop=True)
    inputs = {Path(k).name: v for source in (person, *changes) for k, v in source.sources.items()}
    title = f"{person.name}: " + (", ".join(c.name for c in changes) + " compared with the habitual diet" if changes else "habitual diet")
    files = report.write_run(data, target, title=title, inputs=inputs, command=" ".join(["enterocrine", *sys.argv[1:]]))
    if as_json:
        click.echo(json.dumps({"files": {k: str(v) for k, v in files.items()}, "summary": report.summary_rows(data)}))
        return
    if quiet:
        return
    from rich.console import Console

    Console().print(report.summary_table(data))
    for flag in json.loads(data.attrs.get("extrapolation", "[]")):
        click.echo(f"Outside what the model was built on: {flag}", err=True)
    if data.attrs.get("draws_failed"):
        click.echo(f"{data.attrs['draws_failed']} of {draws} draws failed; reasons in {target / 'manifest.json'}", err=True)
    click.echo(f"Report: {target / 'report.html'}")


def load_all(person_file: Path, change_files: Sequence[Path]) -> tuple[Any, list[Any]]:
    """A person and changes, or every fault of all their files at once."""
    from ..person import change, person

    faults: list[Fault] = []
    found: list[Any] = []
    for read, path in ((person.load, person_file), *((change.load_change, path) for path in change_files)):
        try:
            found.append(read(path))
        except EnterocrineError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return found[0], found[1:]


@commands.command()
@run_options
def demo(**options: Any) -> None:
    """The example person, with and without more whole grain and beans, to a report and a summary table.

    \b
    Examples:
      enterocrine demo
      enterocrine demo -o mydemo --draws 50
    """
    run_and_write(EXAMPLES / "person.yaml", [EXAMPLES / "change_whole_grain_and_beans.yaml"], "enterocrine-demo", **options)


@commands.command()
@click.argument("person", type=click.Path(path_type=Path))
@run_options
def simulate(person: Path, **options: Any) -> None:
    """Weeks on the habitual diet of PERSON.yaml, for many plausible versions of that person.

    \b
    Examples:
      enterocrine simulate person.yaml -o result
      enterocrine simulate person.yaml --weeks 4 --draws 50 --json
    """
    run_and_write(person, [], f"{person.stem}-run", **options)


@commands.command()
@click.argument("person", type=click.Path(path_type=Path))
@click.option("--change", "changes", type=click.Path(path_type=Path), multiple=True, required=True, help="CHANGE.yaml; may be given several times.")
@run_options
def compare(person: Path, changes: tuple[Path, ...], **options: Any) -> None:
    """The habitual diet beside one or more changes, on the same virtual people.

    \b
    Examples:
      enterocrine compare person.yaml --change more_oats.yaml -o result
      enterocrine compare person.yaml --change inulin.yaml --change low_carb.yaml --weeks 8
    """
    run_and_write(person, changes, f"{person.stem}-comparison", **options)


@commands.command()
@click.argument("person", type=click.Path(path_type=Path))
@click.option("--change", "changes", type=click.Path(path_type=Path), multiple=True, help="CHANGE.yaml to check as well.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def validate(person: Path, changes: tuple[Path, ...], as_json: bool) -> None:
    """Every fault of a file at once; or, in plain words, what will be run.

    \b
    Examples:
      enterocrine validate person.yaml
      enterocrine validate person.yaml --change inulin.yaml
    """
    who, found = load_all(person, changes)
    days = who.diet.period_h / 24
    facts = [
        f"{who.name}: {who.sex}, {who.age_y:g} y, {100 * who.height_m:g} cm, {who.weight_kg:g} kg",
        f"habitual diet: {len(who.diet.meal_h)} meals in {days:g} days, {who.diet.energy_kj.sum() / days / 1000:.1f} MJ a day, repeated to fill the weeks",
        f"fibre of known type: {100 * who.diet.known_fibre_share:.0f} %; the rest is spread over the types in every draw",
        *(f"change: {c.name}" for c in found),
        *who.warnings,
    ]
    click.echo(json.dumps({"ok": True, "facts": facts}) if as_json else "\n".join(facts))


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def doctor(as_json: bool) -> None:
    """What is installed, what is missing, and where the cache lies.

    \b
    Examples:
      enterocrine doctor
      enterocrine doctor --json
    """
    import platform
    import shutil

    from platformdirs import user_cache_dir

    cache = Path(os.environ.get("ENTEROCRINE_CACHE") or user_cache_dir("enterocrine"))
    facts = {"enterocrine": __version__, "python": platform.python_version(), "cores": str(os.cpu_count()),
             "C compiler": next((p for p in (os.environ.get("CC"), "gcc", "clang", "cc") if p and shutil.which(p)), "none: apt-get install gcc"),
             "cache": str(cache)}
    try:
        from ..models import shipped
        from ..simulate.run import kernel_of

        system = shipped()
        facts["model"] = f"{system.name}, {len(system.states)} states, {len(system.parameter_names)} parameters, digest {system.digest[:12]}"
        kernel_of(system)
        facts["kernel"] = "compiled and loaded"
    except EnterocrineError as error:
        facts["kernel"] = f"not available: {error}"
    table = Path(__file__).parents[1] / "food" / "data" / "foods.csv.xz"
    facts["food table"] = "present" if table.is_file() else "missing: install the package again"
    click.echo(json.dumps(facts) if as_json else "\n".join(f"{k:14s} {v}" for k, v in facts.items()))


commands.add_command(foods)
commands.add_command(study)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point: turns every error into a sentence and an exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = commands.main(arguments, prog_name="enterocrine", standalone_mode=False)
        return finish(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        return finish(130, "stopped")
    except KeyboardInterrupt:
        return finish(130, "stopped")
    except click.ClickException as error:
        error.show(sys.stderr)
        return finish(2)
    except EnterocrineError as error:
        return finish(error.exit_code, *(f"error: {fault}" for fault in error.faults), faults=error.faults if "--json" in arguments else ())
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the reader has gone; nothing more can be said
        return finish(0)
    except OSError as error:
        return finish(OutputError.exit_code, f"error: {error.filename or 'file'}: {error.strerror}. Try: another folder, or free space")
    except Exception as error:
        if os.environ.get("ENTEROCRINE_DEBUG"):
            raise
        return finish(4, f"error: something unexpected happened ({type(error).__name__}); details are in {write_details()}")


def finish(code: int, *lines: str, faults: Sequence[Fault] = ()) -> int:
    """Print what went wrong (and, with --json, the faults) and leave with a code."""
    from dataclasses import asdict

    for line in lines:
        click.echo(line, err=True)
    if faults:
        click.echo(json.dumps({"faults": [asdict(f) for f in faults]}))
    sys.exit(code)


def write_details() -> Path:
    """The traceback, kept in the cache folder for a bug report."""
    import traceback

    from platformdirs import user_cache_dir

    folder = Path(os.environ.get("ENTEROCRINE_CACHE") or user_cache_dir("enterocrine"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "last_error.txt"
    path.write_text(traceback.format_exc())
    return path
