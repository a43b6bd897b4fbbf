"""explain: which links carried a change, how much rests on each grade, and a map of the axis."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from enterocrine.cli.options import READINGS, Place, Talk, finite, rows_text

FOLDER = "explain"
PARTS = ("part", "grade", "from -> to", "acts in", "carried (90 %)", "of the change")
GRADES = ("links on", "change (90 %)", "this grade adds")


@click.command(short_help="Which links carried a change, and what that rests on.")
@click.argument("run", type=click.Path(path_type=Path), metavar="RUNDIR")
@click.argument("outputs", nargs=-1, required=True, metavar="OUTPUT [OUTPUT ...]")
@click.option("--arm", default="", metavar="CHANGE", help="Which change, where the run has several.")
@click.option("--reading", type=click.Choice(READINGS[:3]), help="Which links act; by default as in the run (weighted where it has all three).")
@click.option("--draws", type=click.IntRange(1, 10_000), help="Draws of the run to follow; by default as many as some ten seconds allow.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Draw other versions of the person than the run did; by default its own.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Threads; all processors by default.")
@click.option("-o", "--output", type=Place(), metavar="DIR", help="Folder for explain.json, explain.txt and the maps; RUNDIR/explain by default.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON, alone on standard output.")
@click.option("--quiet", is_flag=True, help="No notes and no progress on standard error.")
def explain(run: Path, outputs: tuple[str, ...], arm: str, reading: str | None, draws: int | None, seed: int | None, jobs: int | None,
            output: Path | None, as_json: bool, quiet: bool) -> None:
    """Why OUTPUT changed in a run of `compare`: what each link carried, how much rests on each grade of evidence, where a link is used beyond
    the doses at which it was shown; with a map of the axis, all of it shown in the run's report too. An output is a name of summary.csv, one
    element of it in brackets.

    \b
    Examples:
      enterocrine explain run crp
      enterocrine explain run "arterial_scfa[butyrate]" testosterone_total --reading face_value --json
    """
    import json

    from enterocrine import report
    from enterocrine.explain import axis_map, facts, why
    from enterocrine.report import explained
    from enterocrine.report.atomic import write_bytes, write_text
    from enterocrine.report.facts import FEW_DRAWS
    from enterocrine.simulate import recipe

    talk = Talk(as_json, quiet)
    found = recipe.read(run)
    found = found if seed is None else replace(found, seed=seed)
    why.asked(found, outputs, arm)  # what is wrong is told before anything is written
    folder = output or run / FOLDER
    with report.only_writer(folder):
        with talk.progress("Explaining") as bar:
            answer = why.explain(found, outputs, arm=arm, reading=reading or "", draws=draws, jobs=jobs, progress=bar)
        files, drawn = {}, {}
        for one in answer.outputs:
            drawn[one.target.name] = axis_map.drawn(answer, one)
            for kind, content in drawn[one.target.name].items():
                name = f"map_{_file_name(one.target.name)}.{kind}"
                files[name] = str(write_bytes(folder / name, content))
        data = facts.as_data(answer) | {"files": files}
        packed = json.dumps(finite(data), ensure_ascii=False, indent=1, allow_nan=False)
        plain = "\n\n".join(_shown(answer, one, facts) for one in answer.outputs)
        write_text(folder / "explain.json", packed + "\n")
        write_text(folder / "explain.txt", plain + "\n")
    shown = None
    if output is None:
        with report.only_writer(run):
            parts = [_for_report(answer, one, facts, drawn[one.target.name]["svg"].decode()) for one in answer.outputs]
            shown = explained.put_into(run, explained.section(parts, reading=answer.reading, method=facts.METHOD))
    click.echo(packed if as_json else plain)
    for name, path in files.items():
        if name.endswith(".png"):
            talk.note(f"Map: {path}")
    if shown is not None:
        talk.note(f"Shown in the report: {shown}")
    if answer.draws < FEW_DRAWS:
        talk.note(f"Few draws: {answer.draws} cannot show the ends of a 90 % interval, nor links that act in few draws; take more with --draws.")
    talk.note(facts.METHOD)


def _file_name(output: str) -> str:
    return output.replace("[", "_").replace(",", "_").rstrip("]")


def _for_report(answer: Any, one: Any, facts: Any, svg: str) -> Any:
    from enterocrine.report.explained import Shown

    tables = (("What each part carried", PARTS, facts.parts_rows(one)), ("How much rests on each grade", GRADES, facts.grade_rows(one)))
    return Shown(one.target.name, facts.heading(answer, one), facts.banners(answer, one), tables, facts.evidence_lines(one), facts.left_over(one),
                 svg)  # fmt: skip


def _shown(answer: Any, one: Any, facts: Any) -> str:
    parts = ["\n".join(facts.heading(answer, one))]
    if banners := facts.banners(answer, one):
        parts.append("\n".join(banners))
    parts.append(rows_text("What each part carried", PARTS, facts.parts_rows(one)))
    parts.append(rows_text("How much rests on each grade", GRADES, facts.grade_rows(one)))
    if evidence := facts.evidence_lines(one):
        parts.append("\n".join(["The strongest entries for and against the links that carry most", *evidence]))
    return "\n\n".join([*parts, *facts.left_over(one)])
