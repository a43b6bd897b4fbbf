"""foods search, show, check: the food table, and what of a diary is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from enterocrine.cli.endings import Commands
from enterocrine.cli.options import Talk, common, rows_text


@click.group(cls=Commands, short_help="Search the food table, show a food, check a diary.")
def foods() -> None:
    """The food table.

    \b
    Examples:
      enterocrine foods search "rye bread"
      enterocrine foods check examples/diary.csv
    """


@foods.command(short_help="Foods whose names match a text.")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 200), default=10, show_default=True, help="How many at most.")
@common
def search(text: tuple[str, ...], limit: int, output: Path | None, seed: int, as_json: bool, quiet: bool) -> None:
    """Foods whose names match a text, best first.

    \b
    Examples:
      enterocrine foods search oat bran
      enterocrine foods search lentils --limit 3 --json
    """
    from enterocrine import food

    talk = Talk(as_json, quiet, output, "foods_search")
    hits = food.search(" ".join(text), limit)
    if not hits:
        talk.note(f"No food matches `{' '.join(text)}`.")
    rows = [(hit.food_id, hit.name, hit.group, f"{hit.score:.0f}") for hit in hits]
    data = [{"food_id": hit.food_id, "name": hit.name, "group": hit.group, "score": hit.score} for hit in hits]
    talk.result(rows_text(f"{len(rows)} foods", ("id", "name", "group", "match"), rows), data)


@foods.command(short_help="What 100 g of a food hold.")
@click.argument("food_id", metavar="ID")
@common
def show(food_id: str, output: Path | None, seed: int, as_json: bool, quiet: bool) -> None:
    """What 100 g of a food hold, with bounds, how each number is known, and household measures.

    \b
    Examples:
      enterocrine foods show ndb:20033
      enterocrine foods show ndb:09040 --json
    """
    from enterocrine import food

    found = food.show(food_id)
    rows = [(name, f"{i.mid:.3g}", f"{i.low:.3g} to {i.high:.3g}", found.basis.get(name, "")) for name, i in found.per100.items() if i.high > 0]
    measures = "; ".join(f"{portion.name} = {portion.grams:g} g" for portion in found.portions)
    data = {"food_id": found.id, "name": found.name, "group": found.group, "source": found.source,
            "per_100_g": {name: {"low": i.low, "mid": i.mid, "high": i.high, "basis": found.basis.get(name, "")} for name, i in found.per100.items()},
            "portions": [{"name": portion.name, "grams": portion.grams} for portion in found.portions], "citations": found.citations}
    title = f"{found.name} ({found.id}, {found.source}), g per 100 g; energy in kJ"
    plain = rows_text(title, ("class", "value", "bounds", "how known"), rows) + (f"\nMeasures: {measures}" if measures else "")
    Talk(as_json, quiet, output, "foods_show").result(plain, data)


@foods.command(short_help="Every fault of a diary; else what a day of it holds.")
@click.argument("diary", type=click.Path(path_type=Path), metavar="DIARY.csv")
@common
def check(diary: Path, output: Path | None, seed: int, as_json: bool, quiet: bool) -> None:
    """Every fault of a diary at once; else what a day of it holds and how much of its fibre is of known type.

    \b
    Examples:
      enterocrine foods check examples/diary.csv
      enterocrine foods check examples/diary.csv --json
    """
    from enterocrine.person.person import read_diary

    found, intake = read_diary(diary, "", {})
    data = diary_data(found, intake)
    eaten = {name: bounds for name, bounds in data["daily"].items() if bounds["high"] > 0}
    rows = [(name, *(f"{bounds[side]:.3g}" for side in ("mid", "low", "high"))) for name, bounds in eaten.items()]
    plain = rows_text(f"{diary}: {data['entries']} entries over {data['days']} days; g per day", ("class", "middle", "low", "high"), rows)
    plain += f"\nEnergy: {data['energy_kj_per_day']:.0f} kJ a day. Fibre of known type: {100 * data['known_fibre_share']:.0f} %."
    talk = Talk(as_json, quiet, output, "foods_check")
    for flag in data["extrapolation"]:
        talk.note(f"Extrapolation: {flag}")
    talk.result(plain, data)


def diary_data(diary: Any, intake: Any) -> dict[str, Any]:
    """A diary and its intake as plain data."""
    sides = {side: intake.daily(side) for side in ("low", "mid", "high")}
    return {"entries": len(diary.entries), "days": diary.days, "energy_kj_per_day": float(intake.energy_kj.sum()) / intake.days,
            "known_fibre_share": float(intake.known_fibre_share), "extrapolation": list(intake.extrapolation),
            "daily": {name: {side: sides[side][name] for side in sides} for name in sides["mid"]}}
