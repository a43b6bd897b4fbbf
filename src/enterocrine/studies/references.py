"""Reference values that follow from the fits: what the reference adult shows on the western diet.

A link that is neutral in the reference adult compares a signal with what that signal is in this adult. Such a number is no free one: it is
renewed by this command after every fit that moves it, and a test sees when it was not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from enterocrine.errors import EnterocrineError, SolveError
from enterocrine.network import Output, System, assemble, mechanism, ops
from enterocrine.network.arrays import labels_of
from enterocrine.network.quantities import Quantity
from enterocrine.network.units import convert

if TYPE_CHECKING:
    from enterocrine.network import Mechanism
    from enterocrine.population.cohort import Cohort

DIET = "western"
WEEKS = 8  # of meals after settling; the last of them counts
WEEK_H = 168.0
DIGITS = 4  # that are written
PASSES = 20  # a reference that acts on what it is the reference of is sought again until it stands
Values = dict[str, float]


def references() -> dict[str, dict[str, Quantity]]:
    """Model -> parameter (`table.name`) -> the signal or pool whose mean it is, summed over the axes that the parameter lacks."""
    from enterocrine.body.androgen.contents import androgen_free
    from enterocrine.body.barrier import contents as barrier
    from enterocrine.body.colon.contents import portal_release, scfa_absorbed, stool_solids
    from enterocrine.body.estrogen import contents as estrogen
    from enterocrine.body.growth.contents import igf1_level
    from enterocrine.body.incretins.contents import scfa_call
    from enterocrine.body.insulin.contents import insoluble_fibre
    from enterocrine.body.receptors.contents import insulin_at_receptors, tissue_butyrate

    return {
        "endotoxemia": {
            "barrier.grazing_reference": barrier.mucin_grazers,
            "barrier.butyrate_reference": barrier.colonic_butyrate,
            "barrier.scfa_reference": barrier.colonic_scfa,
            "barrier.glp2_reference": scfa_absorbed,
            "barrier.reference_density": barrier.guild_density,
        },
        "endocrine": {
            "incretins.scfa_rest": scfa_call,
            "insulin.fermentation_rest": portal_release,
            "insulin.fibre_rest": insoluble_fibre,
            "growth.igf1_rest": igf1_level,
            "receptors.reference_insulin": insulin_at_receptors,
        },
        "estrobolome": {
            "estrogen.assay_rest": estrogen.glucuronidase_of_stool,
            "estrogen.fat_rest": estrogen.dietary_fat_share,
            "estrogen.room_rest": estrogen.estrogen_room,
            "estrogen.bulk_rest": stool_solids,
            "estrogen.fibre_rest": estrogen.fermentable_fibre_of_late,
            "receptors.reference_androgen": androgen_free,
            "receptors.reference_estrogen": estrogen.estrogen_free,
            "receptors.reference_butyrate": tissue_butyrate,
        },
    }


def derive(model: str) -> Values:
    """What one model's reference rows should be with the present fits.

    Args:
        model: its name.

    Returns:
        Parameter element (`table.name[labels]`) -> value in the parameter's canonical unit, for those that have a row.

    Raises:
        SolveError: the reference adult could not be solved, or a reference runs away from itself.
    """
    from enterocrine.models import MODELS

    system = MODELS[model]()
    wanted = references()[model]
    watched = watching(system, wanted)
    adult = reference_adult(watched)
    names = {name: k for k, name in enumerate(watched.parameter_names)}
    elements = [[name for name in _flat(watched, key) if name in names] for key in wanted]
    place = np.array([names[name] for group in elements for name in group])
    values = adult.parameters[place, 0]
    for _ in range(PASSES):
        before = values
        means = _week(adult)
        values = np.array([means[_observed(name)] for group in elements for name in group])
        adult.parameters[place, 0] = values
        if np.allclose(values, before, rtol=10.0**-DIGITS, atol=0.0):
            return dict(zip((name for group in elements for name in group), values.tolist(), strict=True))
    raise SolveError(f"the reference values of {model} do not come to rest")


def watching(system: System, wanted: Mapping[str, Quantity]) -> System:
    """The model with one more output for each reference: the quantity that the parameter is the reference of."""
    return assemble((*system.mechanisms, *(_watch(system, key, quantity) for key, quantity in wanted.items())), f"{system.name}_references")


def _watch(system: System, key: str, quantity: Quantity) -> Mechanism:
    parameter = _parameter(system, key)
    summed = [axis for axis in quantity.axes if axis not in parameter.axes]
    output = Output(_observed(key), parameter.unit, parameter.axes, f"what {key} is the reference of")

    def watched(x: Any, p: Any) -> Iterable[Any]:
        value = getattr(x, quantity.name)
        return [output.set(ops.total(value, *summed) if summed else value)]

    watched.__name__ = output.name
    return mechanism(reads=[quantity], sets=[output])(watched)


def _observed(name: str) -> str:
    return name.replace(".", "_", 1)


def _parameter(system: System, key: str) -> Any:
    table, _, name = key.partition(".")
    return system.resolved[table, name].parameter


def _flat(system: System, key: str) -> list[str]:
    parameter = _parameter(system, key)
    return [f"{key}[{','.join(labels)}]" if labels else key for labels in labels_of(parameter.axes)]


def reference_adult(system: System) -> Cohort:
    """The man that the tables describe, every number at its median."""
    from enterocrine.person.person import Person
    from enterocrine.population import draw
    from enterocrine.studies.virtual_trial import habitual

    weight = system.parameter_values[system.parameter_names.index("host.weight")] / 1000
    # Without age and height the fat mass of the table stands.
    person = Person(name="reference adult", sex="male", age_y=0.0, height_m=0.0, weight_kg=weight, diet=habitual(DIET))
    return draw(system, person, 1, worlds=0)


def _week(adult: Cohort) -> Values:
    """Mean of every output over the last of some weeks, by flat name."""
    from enterocrine.simulate import settle
    from enterocrine.simulate.run import weeks_of

    diet = adult.persons[0].diet
    solution = weeks_of(adult, settle(adult, diet, jobs=1), diet, WEEKS * WEEK_H, output_every_h=WEEK_H, jobs=1)
    assert solution.means is not None
    if solution.failed:
        raise SolveError(f"the reference adult could not be solved: {solution.failed[0]}")
    return dict(zip(adult.system.observable_names, solution.means[-1, :, 0].tolist(), strict=True))


def renew(values: Mapping[str, float], canonical: Mapping[str, str], folder: Path | None = None) -> list[tuple[str, str, str]]:
    """Write values into the rows of the tables; every other character stays.

    Args:
        values: parameter element -> value in canonical unit.
        canonical: parameter (`table.name`) -> that unit.
        folder: with one folder a table; the body's by default.

    Returns:
        Those that moved: element, what the row said, what it says now.
    """
    from enterocrine.population.cohort import BODY
    from enterocrine.report.atomic import write_text

    moved = []
    for table in sorted({key.partition(".")[0] for key in values}):
        path = (folder or BODY) / table / "parameters.tsv"
        before = path.read_text(encoding="utf-8")
        lines = before.split("\n")
        for number, line in enumerate(lines):
            cells = line.split("\t")
            key = f"{table}.{cells[0]}" + (f"[{cells[1]}]" if len(cells) > 1 and cells[1] else "")
            if key not in values:
                continue
            now = f"{convert(values[key], canonical[key.partition('[')[0]], cells[3]):.{DIGITS}g}"
            if now != cells[2]:
                moved.append((key, cells[2], now))
                cells[2] = now
                lines[number] = "\t".join(cells)
        if (after := "\n".join(lines)) != before:
            write_text(path, after)
    return moved


def renew_all(folder: Path | None = None, tell: Callable[[str], None] = lambda text: None) -> list[tuple[str, str, str]]:
    """Derive and write the reference rows of all models."""
    from enterocrine.models import MODELS

    moved = []
    for model, wanted in references().items():
        tell(f"{model}: {len(wanted)} reference values")
        system = MODELS[model]()
        moved += renew(derive(model), {key: _parameter(system, key).unit for key in wanted}, folder)
    return moved


def main(arguments: Sequence[str]) -> int:
    """`python -m enterocrine.studies.references [-o FOLDER]`."""
    import argparse

    reader = argparse.ArgumentParser(prog="python -m enterocrine.studies.references",
                                     description="Renew the reference rows of the parameter tables from the present fits.")
    reader.add_argument("-o", "--output", type=Path, default=None, help="folder with the tables, instead of the body's own")
    asked = reader.parse_args(arguments)
    try:
        moved = renew_all(asked.output, tell=lambda text: print(text, file=sys.stderr, flush=True))
    except EnterocrineError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for key, before, now in moved:
        print(f"{key:32s} {before} -> {now}")
    print(f"{len(moved)} rows moved")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
