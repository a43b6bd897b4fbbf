"""demo, simulate, compare: run a person, write the folder, print the headline table."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from enterocrine.cli.options import Talk, common, finite, run_options, table_text

DEMO_CHANGE = "change_oats_and_beans.yaml"
MOST_FAILED = 0.01


@click.command(short_help="The example person, offline, to a report and a summary table.")
@run_options
@common
def demo(output: Path | None, **options: Any) -> None:
    """The example person, whose white bread and breakfast cereal become whole grains, oat bran and beans, for 12 weeks.

    \b
    Examples:
      enterocrine demo
      enterocrine demo -o my-demo --draws 50
    """
    from enterocrine.cli.example_files import example

    _run("demo", example("person.yaml"), (example(DEMO_CHANGE),), output or Path("enterocrine-demo"), **options)


@click.command(short_help="A person on the habitual diet.")
@click.argument("person", type=click.Path(path_type=Path), metavar="PERSON.yaml")
@run_options
@common
def simulate(person: Path, output: Path | None, **options: Any) -> None:
    """A person on the habitual diet, in many plausible versions.

    \b
    Examples:
      enterocrine simulate examples/person.yaml -o run
      enterocrine simulate examples/person.yaml --weeks 4 --draws 50 --json
    """
    _run("simulate", person, (), output or Path("enterocrine-run"), **options)


@click.command(short_help="A person on the habitual diet and with one or more changes.")
@click.argument("person", type=click.Path(path_type=Path), metavar="PERSON.yaml")
@click.option("--change", "changes", type=click.Path(path_type=Path), metavar="CHANGE.yaml", multiple=True, required=True,
              help="What to try; may be given several times.")
@click.option("--spread/--no-spread", "spread", default=True, show_default=True,
              help="Tell how much of the spread of each change comes from persons, numbers, links and food (80 draws or more; a tenth more work).")
@run_options
@common
def compare(person: Path, changes: tuple[Path, ...], output: Path | None, **options: Any) -> None:
    """The difference that each change makes, with its interval, on the same simulated people.

    \b
    Examples:
      enterocrine compare examples/person.yaml --change examples/change_oat_bran.yaml -o run
      enterocrine compare examples/person.yaml --change examples/change_inulin.yaml --change examples/change_low_carb.yaml
      enterocrine compare examples/person.yaml --change examples/change_oat_bran.yaml --model full_axis --without insulin.inflammatory_resistance
    """
    _run("compare", person, changes, output or Path("enterocrine-run"), **options)


def load_all(person: Path, changes: tuple[Path, ...], model: str | None = None, without: tuple[str, ...] = ()) -> tuple[Any, list[Any]]:
    """The person and the changes, or the faults of all of them and of what is left out of the model at once."""
    from enterocrine import person as door
    from enterocrine.errors import EnterocrineError, Fault, FaultList
    from enterocrine.simulate.doses import person_misfits

    faults, found = FaultList(), []
    for path, load in ((person, door.load), *((change, door.load_change) for change in changes)):
        try:
            found.append(load(path))
        except EnterocrineError as error:
            faults.faults.extend(error.faults)
    if without:
        try:
            _model(model, without)
        except EnterocrineError as error:
            faults.faults.extend(error.faults)
    faults.raise_if_any()
    person_found, tried = found[0], found[1:]
    for number, change in enumerate(tried):
        source = next(iter(change.sources), change.name)
        if change.name in [other.name for other in tried[:number]]:
            faults.add(f"the change name `{change.name}` is used twice", source, cure="give every change its own `name`")
        unfit = _misfits(change, person_found, model_for(model, person_found, tried), without)
        try:
            door.apply(change, person_found)
        except EnterocrineError as error:
            unfit += error.faults
        faults.faults.extend(Fault(f.what, f"{source}: {f.where}" if f.where else source, f.why, f.cure, f.nearest) for f in unfit)
    if person_found.protocol:
        unfit = person_misfits(_model(model_for(model, person_found, tried), without), person_found)
        faults.faults.extend(replace(fault, where=f"{person}: {fault.where}") for fault in unfit)
    faults.raise_if_any()
    return person_found, tried


def _model(name: str | None, without: tuple[str, ...]) -> Any:
    from enterocrine.models import model

    return model(name or "", tuple(dict.fromkeys(without)))


def model_for(name: str | None, person: Any, changes: Sequence[Any]) -> str:
    """The model's name: the one asked for; else the smallest with places for all that is taken."""
    from enterocrine.models import holding, shipped

    taken = [treatment.target for part in (person, *changes) for treatment in part.protocol]
    return name or (holding(taken) if taken else shipped()).name


def _misfits(change: Any, person: Any, model: str, without: tuple[str, ...]) -> list[Any]:
    """Why the model cannot follow a change."""
    from enterocrine.simulate.doses import change_misfits

    if not change.modify and not change.protocol:
        return []  # the model is put together only where it is asked
    return change_misfits(_model(model, without), person, change)


def _run(kind: str, person_file: Path, change_files: tuple[Path, ...], folder: Path, *, weeks: float | None, draws: int, seed: int,
         reading: str | None, min_grade: str, model: str | None, without: tuple[str, ...], jobs: int | None, device: str, as_json: bool,
         quiet: bool, spread: bool = False) -> None:
    talk = Talk(as_json, quiet)
    reading = reading or ("all" if kind == "compare" else "weighted")
    if reading == "all" and not change_files:
        raise click.UsageError(f"--reading all puts differences beside each other; {kind} has none, so name one reading")
    person, changes = load_all(person_file, change_files, model, without)
    if not model and any(part.protocol for part in (person, *changes)):
        model = model_for(None, person, changes)
        talk.note(f"Note: what is taken needs the model {model}.")
    for warning in dict.fromkeys([*person.warnings, *(w for change in changes for w in change.warnings)]):
        talk.note(f"Note: {warning}")
    from enterocrine import report
    from enterocrine.simulate import forget, on_device, recipe

    inputs = {name: checksum for part in (person, *changes) for name, checksum in part.sources.items()}
    title = f"{person.name}: " + (", ".join(change.name for change in changes) + " compared with the habitual diet" if changes else "habitual diet")
    with on_device(device), report.only_writer(folder):
        options = {"draws": draws, "seed": seed, "reading": reading, "min_grade": min_grade, "jobs": jobs, "system": _model(model, without)}
        dataset, beside = _solved(talk, person, changes, folder, weeks, options)
        split = _split(talk, person, changes, dataset, seed, options) if spread and device == "cpu" else []
        command = _command(kind, person_file, change_files, dataset, draws, seed, reading, min_grade, model, without, device)
        made = recipe.as_text(person, changes, dataset) if changes else ""
        files, rows = report.write_with_rows(dataset, folder, title=title, inputs=inputs, command=command, beside=beside, recipe=made,
                                             spread=split)
        forget(folder)
    _tell(talk, dataset, files, rows, split)  # what of a large result lies on disk stays readable as long as the dataset lives


def _solved(talk: Talk, person: Any, changes: list[Any], folder: Path, weeks: float | None, options: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The dataset, and those of other readings; finished draws are kept in the folder, so that the same command goes on after it was stopped."""
    from enterocrine import report
    from enterocrine.simulate import compare, kept_draws, side_by_side, simulate

    try:
        with talk.progress("Simulating") as bar:

            def told(done: int, whole: int) -> None:
                report.warm_up()  # while solvers work, not while the model is put together: only one thread at a time runs Python
                if bar is not None:
                    bar(done, whole)

            options |= {"progress": told, "keep": folder, "note": talk.note}
            if options["reading"] == "all" and changes:
                del options["reading"]
                first, *others = side_by_side(person, changes, weeks=weeks, **options).items()
                return first[1], dict(others)
            found = compare(person, changes, weeks=weeks, **options) if changes else simulate(person, weeks=weeks or 12, **options)
            return found, {}
    except KeyboardInterrupt:
        if (kept := kept_draws(folder)) > 0:
            talk.note(f"{kept} finished draws are kept in {folder}; the same command goes on from there.")
        raise


def _split(talk: Talk, person: Any, changes: list[Any], dataset: Any, seed: int, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Shares of the spread of each change by kind of uncertainty; none where the draws are too few to say."""
    from enterocrine import report
    from enterocrine.explain import shares

    if not (few := shares.affordable(int(dataset.attrs["draws"]))):
        return []
    with talk.progress("Splitting the spread") as bar:
        found = shares.shares(person, changes, options["system"], weeks=float(dataset.attrs["weeks"]), draws=few, seed=seed,
                              reading=str(dataset.attrs["reading"]), min_grade=str(dataset.attrs["min_grade"]), jobs=options["jobs"],
                              run=report.own_changes(dataset), progress=bar)  # fmt: skip
    return shares.as_data(found)


def _command(kind: str, person: Path, changes: tuple[Path, ...], dataset: Any, draws: int, seed: int, reading: str,
             min_grade: str, model: str | None, without: tuple[str, ...], device: str) -> str:
    files = [] if kind == "demo" else [_shown(person), *(word for change in changes for word in ("--change", _shown(change)))]
    options = ["--weeks", f"{float(dataset.attrs['weeks']):g}", "--draws", str(draws), "--seed", str(seed), "--reading", reading]
    options += [] if min_grade == "E" else ["--min-grade", min_grade]
    options += ["--model", model] if model else []
    options += [word for name in dict.fromkeys(without) for word in ("--without", name)]
    options += [] if device == "cpu" else ["--device", device]
    return shlex.join(["enterocrine", kind, *files, *options])


def _shown(path: Path) -> str:
    """A path as it was typed, but never where on this machine it lies: reports are passed on."""
    return path.name if path.is_absolute() else str(path)


def _tell(talk: Talk, dataset: Any, files: dict[str, Path], rows: list[dict[str, Any]], split: list[dict[str, Any]]) -> None:
    from enterocrine import report
    from enterocrine.report.facts import FEW_DRAWS

    flags = json.loads(dataset.attrs.get("extrapolation") or "[]")
    failed, draws = int(dataset.attrs.get("draws_failed", 0)), int(dataset.attrs["draws"])
    left_out = json.loads(dataset.attrs.get("without") or "{}")
    for flag in flags:
        talk.note(f"Extrapolation: {flag}")
    for name, words in left_out.items():
        talk.note(f"Left out: {name}: {words}")
    if draws - failed < FEW_DRAWS:
        talk.note(f"Few draws: {draws - failed} cannot show the ends of a 90 % interval; take 100 or more.")
    if failed:
        talk.note(f"{failed} of {draws} draws failed and are left out" + ("; take the intervals with care." if failed > MOST_FAILED * draws else "."))
    if talk.as_json:
        told = {"files": {name: str(path) for name, path in files.items()}, "weeks": float(dataset.attrs["weeks"]), "draws": draws,
                "draws_failed": failed, "seed": int(dataset.attrs["seed"]), "model": dataset.attrs["model"], "without": list(left_out),
                "reading": dataset.attrs.get("reading"), "readings_beside": list(report.read_beside(rows)),
                "reading_note": dataset.attrs.get("reading_note"), "asked": json.loads(dataset.attrs.get("arms") or "{}"),
                "extrapolation": flags, "spread": split, "rows": rows}
        click.echo(json.dumps(finite(told), ensure_ascii=False, default=str, allow_nan=False))
        return
    click.echo(table_text(report.summary_table(dataset, rows=rows)))
    signals = report.signal_table(rows)
    if signals is not None:
        click.echo(table_text(signals))
    if (shares := report.spread_table(split, rows)) is not None:
        click.echo(table_text(shares))
    click.echo(f"Simulated people like the profile given: {draws - failed} draws over {float(dataset.attrs['weeks']):g} weeks, "
               f"seed {dataset.attrs['seed']}. Fibre of known type: {100 * float(dataset.attrs['known_fibre_share']):.0f} %.")
    click.echo(f"Report: {files['report.html']}")
    talk.note(str(dataset.attrs.get("reading_note", "")))
