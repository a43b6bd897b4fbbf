"""export: the model, or a person's version of it, in formats that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from enterocrine.cli.endings import Commands
from enterocrine.cli.options import Number, Place, Talk

DAYS = 28.0


@click.group(cls=Commands, short_help="The model in formats that other programs read.")
def export() -> None:
    """The model in formats that other programs read.

    \b
    Examples:
      enterocrine export sbml -o model.xml
      enterocrine export sbml examples/person.yaml -o person.xml
    """


@export.command(short_help="SBML Level 3 Version 2.")
@click.argument("person", type=click.Path(path_type=Path), metavar="[PERSON.yaml]", required=False)
@click.option("-o", "--output", type=Place(dir_okay=False), metavar="FILE", default=Path("model.xml"), show_default=True,
              help="File to write.")
@click.option("--days", type=Number(0, 3640), default=DAYS, show_default=True,
              help="For how long the person's meals are written; without a person there are none.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, help="Taken, as by every command; nothing is drawn here.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON, alone on standard output.")
@click.option("--quiet", is_flag=True, help="No notes on standard error.")
def sbml(person: Path | None, output: Path, days: float, seed: int, as_json: bool, quiet: bool) -> None:
    """The model as SBML Level 3 Version 2, for libRoadRunner (against which it is tested) and other programs that read SBML.

    Without a person: prior medians, empty contents, no meals. With a person: their typical version, without any spread, settled on the
    habitual diet, with the meals of --days as events. Every quantity carries its unit; numbers name their sources where they have a DOI
    or PMID.

    \b
    Examples:
      enterocrine export sbml -o model.xml
      enterocrine export sbml examples/person.yaml --days 7 -o person.xml
    """
    from enterocrine.exchange import sbml as writer
    from enterocrine.models import shipped
    from enterocrine.report.atomic import make_folder, write_text

    talk, system = Talk(as_json, quiet), shipped()
    if person is None:
        text, whose = writer.document(system), "prior medians, empty contents, no meals"
    else:
        from enterocrine import person as door

        found = door.load(person)
        for warning in found.warnings:
            talk.note(f"Note: {warning}")
        text, whose = writer.of_person(system, found, days), f"{found.name}, typical version, settled on the habitual diet, {days:g} days of meals"
    make_folder(output.parent)
    path = write_text(output, text)
    data: dict[str, Any] = {"file": str(path), "model": system.name, "digest": system.digest, "whose": whose,
                            "reactions": text.count("<reaction "), "species": text.count("<species ")}
    talk.result(f"{path}: {system.name} ({whose}), {data['species']} species, {data['reactions']} reactions.", data)
