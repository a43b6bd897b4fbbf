"""export: the model, or a person's version of it, in formats that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from enterocrine.cli.options import Talk

DAYS = 28.0


@click.group(short_help="The model in formats that other programs read.")
def export() -> None:
    """The model in formats that other programs read.

    \b
    Examples:
      enterocrine export sbml -o model.xml
      enterocrine export sbml examples/person.yaml -o person.xml
    """


@export.command(short_help="SBML Level 3 Version 2.")
@click.argument("person", type=click.Path(path_type=Path), metavar="[PERSON.yaml]", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", default=Path("model.xml"), show_default=True,
              help="File to write.")
@click.option("--days", type=click.FloatRange(0, 3640), default=DAYS, show_default=True, help="For how long the person's meals are written.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON, alone on standard output.")
@click.option("--quiet", is_flag=True, help="No notes on standard error.")
def sbml(person: Path | None, output: Path, days: float, as_json: bool, quiet: bool) -> None:
    """The model as SBML Level 3 Version 2; with a person, their typical version: settled contents, and the habitual meals as events.

    \b
    Examples:
      enterocrine export sbml -o model.xml
      enterocrine export sbml examples/person.yaml --days 7 -o person.xml
    """
    from enterocrine.exchange import sbml as writer
    from enterocrine.models import shipped
    from enterocrine.report.atomic import write_text

    talk, system = Talk(as_json, quiet), shipped()
    if person is None:
        text, whose = writer.document(system), "prior medians, empty contents, no meals"
    else:
        from enterocrine import person as door

        found = door.load(person)
        for warning in found.warnings:
            talk.note(f"Note: {warning}")
        text, whose = writer.of_person(system, found, days), f"{found.name}, typical version, settled on the habitual diet, {days:g} days of meals"
    path = write_text(output, text)
    data: dict[str, Any] = {"file": str(path), "model": system.name, "digest": system.digest, "whose": whose,
                            "reactions": text.count("<reaction "), "species": text.count("<species ")}
    talk.result(f"{path}: {system.name} ({whose}), {data['species']} species, {data['reactions']} reactions.", data)
