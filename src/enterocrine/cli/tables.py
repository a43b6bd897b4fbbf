"""Commands over the food table and the published studies."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .groups import Commands


@click.group(cls=Commands)
def foods() -> None:
    """Search the food table, show a food, check a diary."""


@foods.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 200), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def foods_search(text: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Foods whose name comes close.

    \b
    Examples:
      enterocrine foods search oat bran
      enterocrine foods search "white bread" --limit 3 --json
    """
    from ..food import search

    hits = search(" ".join(text), limit)
    if as_json:
        click.echo(json.dumps([{"food_id": h.food_id, "name": h.name, "group": h.group} for h in hits]))
        return
    for h in hits:
        click.echo(f"{h.food_id:14s} {h.name}  ({h.group})")
    if not hits:
        click.echo("No food of that name; try fewer or other words.")


@foods.command("show")
@click.argument("food_id")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def foods_show(food_id: str, as_json: bool) -> None:
    """What 100 g of a food hold, with intervals and where each number comes from.

    \b
    Examples:
      enterocrine foods show ndb:09040
      enterocrine foods show ndb:08121 --json
    """
    from ..food import show

    food = show(food_id)
    if as_json:
        rows = {k: {"low": v.low, "mid": v.mid, "high": v.high, "basis": food.basis.get(k, "")} for k, v in food.per100.items()}
        click.echo(json.dumps({"food_id": food.id, "name": food.name, "group": food.group, "per100": rows,
                               "portions": [{"name": p.name, "grams": p.grams} for p in food.portions]}))
        return
    click.echo(f"{food.name} [{food.id}], {food.group}; per 100 g: middle (low to high), basis")
    for k, v in food.per100.items():
        if v.high > 0:
            click.echo(f"  {k:28s} {v.mid:9.3g} ({v.low:.3g} to {v.high:.3g})  {food.basis.get(k, '')}")
    click.echo("Measures: " + ("; ".join(f"{p.name} = {p.grams:g} g" for p in food.portions) or "grams only"))


@foods.command("check")
@click.argument("diary", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def foods_check(diary: Path, as_json: bool) -> None:
    """Every fault of a diary; or its daily totals.

    \b
    Examples:
      enterocrine foods check diary.csv
      enterocrine foods check diary.csv --json
    """
    from ..food import SUBSTRATES, substrates
    from ..food import diary as diaries

    intake = substrates(diaries.load(diary))
    share = 24 / intake.period_h
    totals = {name: [float(x[:, k].sum() * share) for x in (intake.low, intake.mid, intake.high)] for k, name in enumerate(SUBSTRATES)}
    if as_json:
        click.echo(json.dumps({"g_per_day": totals, "known_fibre_share": intake.known_fibre_share}))
        return
    for name, (low, mid, high) in totals.items():
        click.echo(f"{name:28s} {mid:8.1f} g/d ({low:.1f} to {high:.1f})")
    click.echo(f"fibre of known type: {100 * intake.known_fibre_share:.0f} %")


@click.group(cls=Commands)
def study() -> None:
    """Published trials, re-run: the prediction beside the observation."""


@study.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def study_list(as_json: bool) -> None:
    """The studies that come with the package.

    \b
    Examples:
      enterocrine study list
      enterocrine study list --json
    """
    from ..studies import list_studies

    found = list_studies()
    if as_json:
        click.echo(json.dumps([{"id": s.id, "role": s.role, "design": s.design, "outcomes": len(s.outcomes)} for s in found]))
        return
    for s in found:
        click.echo(f"{s.id:34s} {s.role:10s} {s.design:12s} {len(s.outcomes):3d} outcomes")


@study.command("run")
@click.argument("name")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--jobs", type=click.IntRange(1), default=None)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def study_run(name: str, seed: int, jobs: int | None, as_json: bool) -> None:
    """Re-run one trial, named by id or file.

    \b
    Examples:
      enterocrine study run duncan_2007
      enterocrine study run my_trial.yaml --json
    """
    from ..studies import run_file_or_id

    rows = [row.as_dict() for row in run_file_or_id(name, seed=seed, jobs=jobs)]
    if as_json:
        click.echo(json.dumps(rows))
        return
    for r in rows:
        made = "not run: " + str(r.get("reason", "")) if r["predicted"] is None else f"{r['predicted']:.3g} ({r['low90']:.3g} to {r['high90']:.3g})"
        click.echo(f"{r['outcome']:10s} {r['output']:28s} {r['as']:15s} observed {r['observed']}  predicted {made} {r['unit']}")


@study.command("qualify")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--jobs", type=click.IntRange(1), default=None)
def study_qualify(folder: Path, seed: int, jobs: int | None) -> None:
    """Every study: writes the table and the plot that the documents show. Can be stopped and goes on where it stopped.

    \b
    Examples:
      enterocrine study qualify
      enterocrine study qualify -o qualification
    """
    from ..studies import qualify

    rows = qualify(folder, seed=seed, jobs=jobs)
    click.echo(f"{len(rows)} rows: {folder / 'qualification.md'}")
