"""Fitted medians, kept apart from the priors they started from."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from ..errors import AssemblyError, Fault, nearest
from ..network import System

FOLDER = Path(__file__).resolve().parents[1] / "body" / "posteriors"


def fits() -> list[str]:
    """Names of the stored fits."""
    return sorted(path.stem for path in FOLDER.glob("*.tsv"))


def fitted(name: str = "colon") -> dict[str, float]:
    """Flat parameter name -> fitted median in canonical units; empty where no fit is stored."""
    path = FOLDER / f"{name}.tsv"
    if not path.is_file():
        return {}
    with open(path, encoding="utf-8", newline="") as handle:
        rows = csv.DictReader((line for line in handle if not line.startswith("#")), delimiter="\t")
        return {row["parameter"]: float(row["value"]) for row in rows}


def medians(system: System, without: str = "") -> np.ndarray:
    """(parameters,) medians of a system's parameters: the fits where there are some, else the priors.

    A fit counts for every model that has all the folders its parameters stand in: that of the colon for all, that of the immune
    system only where there is one.

    Args:
        system: the model.
        without: a fit that is left out, such as the one about to be made again.

    Raises:
        AssemblyError: where a fit names a parameter that this model should have and does not.
    """
    values = system.parameter_values.copy()
    place = {n: k for k, n in enumerate(system.parameter_names)}
    gone = {f"{p.table or m.table.name}.{p.name}" for m in system.dropped for p in m.parameters if m.table}
    folders = {n.split(".")[0] for n in (*place, *gone)}
    faults = []
    for name in fits():
        found = {} if name == without else fitted(name)
        if not {n.split(".")[0] for n in found} <= folders:
            continue
        for parameter, value in found.items():
            if parameter in place:
                values[place[parameter]] = value
            elif parameter.split("[")[0] not in gone:
                faults.append(
                    Fault(
                        f"the fit {name} names {parameter}, which the model does not have",
                        f"body/posteriors/{name}.tsv",
                        cure="run the fit again",
                        nearest=nearest(parameter, place),
                    )
                )
    if faults:
        raise AssemblyError(faults)
    return values
