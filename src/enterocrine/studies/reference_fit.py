"""Fit the reference adult: shared parameters against steady-state targets, reproducible by one command.

`python -m enterocrine.studies.reference_fit` reads fits/free.tsv (what may move, and how far its prior lets it), fits/targets.tsv (what to land
on; no row that is for checking only) and fits/diets.tsv, and writes body/posteriors/colon.tsv. Priors are never overwritten.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np

from ..body.axes import nutrient
from ..models import shipped
from ..network import System
from ..population import posterior
from ..population.cohort import Cohort

FITS = Path(__file__).resolve().parent / "fits"
SETTLE_DAYS = 70.0
STEP = 0.05  # finite-difference step, in prior standard deviations of a parameter
WORST = 20.0  # residuals are clipped here so that one wild trial does not steer the fit
ROUNDS = 16


@dataclass(frozen=True)
class Free:
    """A group of parameters that move together: multiplied by exp(t) or shifted by t; t has a normal prior."""

    name: str
    places: np.ndarray
    kind: str
    prior_sd: float


@dataclass(frozen=True)
class Target:
    """A number to land on: sum of outputs, over another sum where one is given."""

    diet: int
    numerator: np.ndarray
    denominator: np.ndarray
    value: float
    sd: float
    kind: str
    name: str
    rows: str


def _read(name: str) -> list[dict[str, str]]:
    with open(FITS / name, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def free_parameters(system: System) -> list[Free]:
    """What may move; a pattern that meets no parameter is an error."""
    names = system.parameter_names
    out = []
    for row in _read("free.tsv"):
        pattern = row["parameters"].replace("[", "[[]")
        places = np.array([k for k, n in enumerate(names) if fnmatchcase(n, pattern)], int)
        if not places.size:
            raise ValueError(f"fits/free.tsv: {row['parameters']} meets no parameter")
        out.append(Free(row["name"], places, row["kind"], float(row["prior_sd"])))
    return out


def targets(system: System) -> tuple[list[str], np.ndarray, list[Target]]:
    """Diet names, (diets, nutrients) grams per day, and what to land on."""
    diets = list(dict.fromkeys(row["diet"] for row in _read("diets.tsv")))
    grams = np.zeros((len(diets), len(nutrient)))
    for row in _read("diets.tsv"):
        grams[diets.index(row["diet"]), nutrient.index(row["nutrient"])] = float(row["grams_per_day"])
    place = {n: k for k, n in enumerate(system.observable_names)}

    def parts(text: str) -> np.ndarray:
        return np.array([place[t] for t in re.split(r"\+", text) if t], int)

    out = [
        Target(
            diets.index(r["diet"]),
            parts(r["numerator"]),
            parts(r["denominator"]),
            float(r["value"]),
            float(r["sd"]),
            r["kind"],
            f"{r['diet']}: {r['numerator']}" + (f" / {r['denominator']}" if r["denominator"] else ""),
            r["rows"],
        )
        for r in _read("targets.tsv")
    ]
    return diets, grams, out


def parameters_at(base: np.ndarray, free: Sequence[Free], t: np.ndarray) -> np.ndarray:
    """(parameters,) for one position of the free groups."""
    values = base.copy()
    for group, move in zip(free, t, strict=True):
        values[group.places] = values[group.places] + move if group.kind == "shift" else values[group.places] * np.exp(move)
    return values


def steady_outputs(system: System, parameters: np.ndarray, grams: np.ndarray) -> np.ndarray:
    """Outputs (observables, lanes) after settling on an even diet.

    Args:
        parameters: (parameters, lanes).
        grams: (nutrients, lanes) eaten per day.
    """
    from ..engine import Schedule
    from ..simulate.run import seed_states, solve

    lanes = parameters.shape[1]
    cohort = Cohort(
        system,
        (None,) * lanes,
        parameters,
        np.zeros((0, lanes)),
        (),
        np.zeros((0, lanes)),
        np.zeros(lanes),
        np.zeros(lanes, int),
        np.zeros(lanes, int),
        0,
    )
    schedule = Schedule(start=0.0, stop=SETTLE_DAYS * 24, input_times=np.zeros(1), input_values=grams[None] / 24)
    solution = solve(cohort, seed_states(cohort), schedule, [SETTLE_DAYS * 24], rtol=1e-4, values=True, means=False)
    return solution.values[0]


def residuals(
    system: System, base: np.ndarray, free: Sequence[Free], grams: np.ndarray, aims: Sequence[Target], positions: np.ndarray
) -> np.ndarray:
    """(residuals, positions): targets, then priors, all in standard deviations. All positions and diets are lanes of one batch."""
    diets, n = grams.shape[0], positions.shape[1]
    lanes = np.concatenate([np.stack([parameters_at(base, free, t) for t in positions.T], axis=1)] * diets, axis=1)
    out = steady_outputs(system, lanes, np.repeat(grams, n, axis=0).T).reshape(-1, diets, n)
    rows = []
    for aim in aims:
        made = out[aim.numerator, aim.diet].sum(axis=0)
        if aim.denominator.size:
            made = made / out[aim.denominator, aim.diet].sum(axis=0)
        off = made - aim.value if aim.kind == "difference" else np.log(np.maximum(made, 1e-9) / aim.value)
        rows.append(np.clip(np.nan_to_num(off / aim.sd, nan=WORST), -WORST, WORST))
    return np.concatenate([np.array(rows), positions / np.array([[g.prior_sd] for g in free])])


def fit(rounds: int = ROUNDS, report=print) -> Path:
    """Least squares from the priors; writes the posterior medians and returns the file."""
    from scipy.optimize import least_squares

    system = shipped()
    base = system.parameter_values
    free = free_parameters(system)
    diets, grams, aims = targets(system)
    step = STEP * np.array([g.prior_sd for g in free])

    def value(t: np.ndarray) -> np.ndarray:
        return residuals(system, base, free, grams, aims, t[:, None])[:, 0]

    def slope(t: np.ndarray) -> np.ndarray:
        moved = np.concatenate([t[:, None] + np.diag(step), t[:, None] - np.diag(step)], axis=1)
        made = residuals(system, base, free, grams, aims, moved)
        return (made[:, : len(free)] - made[:, len(free) :]) / (2 * step)

    found = least_squares(
        value, np.zeros(len(free)), slope, x_scale=np.array([g.prior_sd for g in free]), max_nfev=rounds, verbose=0
    )
    report(f"cost {0.5 * np.sum(value(np.zeros(len(free))) ** 2):.1f} -> {found.cost:.1f} in {found.nfev} rounds")
    made = value(found.x)
    for aim, off in zip(aims, made, strict=False):
        report(f"{off:+6.2f} sd  {aim.name}  (target {aim.value:g}; {aim.rows})")
    for group, t in zip(free, found.x, strict=True):
        report(f"{group.name:24s} {t:+.3f} ({t / group.prior_sd:+.1f} prior sd)")
    values = parameters_at(base, free, found.x)
    lines = [
        f"# fitted medians of model {system.digest[:12]}; made by: python -m enterocrine.studies.reference_fit",
        "parameter\tvalue\tprior\tgroups",
    ]
    for k, name in enumerate(system.parameter_names):
        groups = [g.name for g in free if k in g.places]
        if groups:
            lines.append(f"{name}\t{values[k]:.6g}\t{base[k]:.6g}\t{', '.join(groups)}")
    path = posterior.FOLDER / "colon.tsv"
    path.parent.mkdir(exist_ok=True)
    from ..report.atomic import write_text

    write_text(path, "\n".join(lines) + "\n")
    return path


if __name__ == "__main__":
    print(fit(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
