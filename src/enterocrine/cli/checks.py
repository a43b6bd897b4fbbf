"""validate and doctor: what would be run, and whether this machine can."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from enterocrine import __version__
from enterocrine.cli.endings import cache_folder
from enterocrine.cli.options import Talk, common, model_options, rows_text

OPTIONAL = {"ziglang": "a C compiler as a Python package", "roadrunner": "comparison with another solver", "amici": "comparison with another solver",
            "cupy": "runs on a GPU"}


@click.command(short_help="Every fault of a person's files at once; else what will be run.")
@click.argument("person", type=click.Path(path_type=Path), metavar="PERSON.yaml")
@click.option("--change", "changes", type=click.Path(path_type=Path), metavar="CHANGE.yaml", multiple=True, help="Also check this change.")
@model_options
@common
def validate(person: Path, changes: tuple[Path, ...], model: str | None, without: tuple[str, ...], output: Path | None, seed: int,
             as_json: bool, quiet: bool) -> None:
    """Every fault of a person's files at once; else, in plain words, what will be run.

    \b
    Examples:
      enterocrine validate examples/person.yaml
      enterocrine validate examples/person.yaml --change examples/change_inulin.yaml
    """
    from enterocrine.cli.runs import load_all, model_for
    from enterocrine.models import MODELS
    from enterocrine.person import apply, change_words, protocol_words

    found, tried = load_all(person, changes, model, without)
    diets = {"habitual": found.diet, **{change.name: apply(change, found) for change in tried}}
    lines = [f"{person} can be run.", _person_line(found)]
    lines += [_diet_line(name, diet) for name, diet in diets.items()]
    asked = {change.name: change_words(change) for change in tried}
    taken = {"habitual": protocol_words(found), **{change.name: protocol_words(found, change) for change in tried}}
    lines += [f"Treatment `{name}`, as prescribed: {'; '.join(words)}." for name, words in taken.items() if words]
    lines += [f"Change `{name}`: {words}." for name, words in asked.items()]
    lines += [f"Note: {warning}" for warning in (*found.warnings, *(w for change in tried for w in change.warnings))]
    name = model_for(model, found, tried)
    lines.append(f"Simulated ({name}): {MODELS[name].__doc__}" + (f" Without {', '.join(without)}." if without else ""))
    data = {"valid": True, "name": found.name, "sex": found.sex, "age_y": found.age_y, "height_m": found.height_m, "weight_kg": found.weight_kg,
            "bristol": found.bristol, "model": name,
            "without": list(without), "conditions": list(found.conditions), "warnings": list(found.warnings), "sources": found.sources,
            "asked": asked, "protocol": taken, "arms": {name: _diet_data(diet) for name, diet in diets.items()}}
    Talk(as_json, quiet, output, "validate").result("\n".join(lines), data)


def _person_line(found: Any) -> str:
    stool = f", stool form {found.bristol}" if found.bristol else ""
    return (f"Person: {found.name}, {found.sex}, {found.age_y:g} years, {100 * found.height_m:g} cm, {found.weight_kg:g} kg "
            f"(body mass index {found.bmi:.1f} kg/m2){stool}.")


def _diet_data(diet: Any) -> dict[str, Any]:
    return {"days": diet.days, "meals": len(diet.meal_h), "energy_kj_per_day": float(diet.energy_kj.sum()) / diet.days,
            "fibre_g_per_day": float(diet.fibre_total.sum()) / diet.days, "known_fibre_share": float(diet.known_fibre_share),
            "extrapolation": list(diet.extrapolation)}


def _diet_line(name: str, diet: Any) -> str:
    data = _diet_data(diet)
    text = (f"Diet `{name}`: {data['days']:g} day(s) repeated, {data['meals']} meals, {data['energy_kj_per_day']:.0f} kJ/d, "
            f"{data['fibre_g_per_day']:.1f} g/d of fibre, {100 * data['known_fibre_share']:.0f} % of it of known type.")
    return "\n  ".join([text, *(f"Extrapolation: {flag}" for flag in data["extrapolation"])])


@click.command(short_help="What is installed, what is missing, where things lie.")
@common
def doctor(output: Path | None, seed: int, as_json: bool, quiet: bool) -> None:
    """What is installed, what is missing, where things lie.

    \b
    Examples:
      enterocrine doctor
      enterocrine doctor --json
    """
    import platform
    from importlib.util import find_spec

    found = {"enterocrine": ("ok", __version__), "python": ("ok", f"{platform.python_version()} ({sys.executable})"),
             "processors": ("ok", str(os.cpu_count() or 1)), "compiler": _compiler(), "kernel": _asked(_kernel), "foods": _asked(_foods),
             "examples": _asked(_examples), "cache": _cache()}
    for module, use in OPTIONAL.items():
        there = find_spec(module) is not None
        found[module] = ("ok", use) if there else ("optional", f"not installed; only for {use}")
    plain = rows_text("enterocrine doctor", ("part", "state", "detail"), [(part, *told) for part, told in found.items()])
    data = {part: {"state": state, "detail": detail} for part, (state, detail) in found.items()}
    Talk(as_json, quiet, output, "doctor").result(plain, data)


def _asked(part: Any) -> tuple[str, str]:
    """What a part says of itself; a part that cannot answer is reported as broken with its reason."""
    try:
        state, detail = part()
    except Exception as error:
        return "broken", (str(error).splitlines() or [type(error).__name__])[0]
    return state, detail


def _compiler() -> tuple[str, str]:
    from enterocrine.engine.kernel import find_compiler

    command = find_compiler()
    if command:
        return "ok", " ".join(command)
    return "missing", "install gcc or clang, or the Python package ziglang; a ready-made kernel runs without"


def _kernel() -> tuple[str, str]:
    from enterocrine.engine import kernel
    from enterocrine.models import shipped

    digest = shipped().digest
    ready = kernel._shipped(digest)
    if ready is not None:
        return "ok", f"came with the package: {ready.path}"
    for card in kernel.cache_folder().glob("*.json"):
        if f'"digest": "{digest}"' in card.read_text(encoding="utf-8"):
            return "ok", f"compiled: {card.with_suffix('.so')}"
    return "not yet", "will be compiled at the first run"


def _foods() -> tuple[str, str]:
    from enterocrine.food import table

    return "ok", f"{table.count()} foods in {table.cache_folder()}"


def _examples() -> tuple[str, str]:
    from enterocrine.cli.example_files import example

    return "ok", str(example("person.yaml").parent)


def _cache() -> tuple[str, str]:
    import tempfile

    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return "ok", f"{folder} (set ENTEROCRINE_CACHE for another)"
    except OSError as error:
        return "not writable", f"{folder}: {error.strerror or error}; set ENTEROCRINE_CACHE to a writable folder"
