"""What a fit is: which parameters are free, which studies count, and why each may be used."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from enterocrine.errors import FaultList, nearest
from enterocrine.network.units import parse as parse_unit
from enterocrine.person.fields import Fields
from enterocrine.person.yaml_file import parse, read_bytes, sha256
from enterocrine.studies.study import Outcome, Study

if TYPE_CHECKING:
    from enterocrine.network import System

FITS = Path(__file__).with_name("fits")
FITTABLE = ("mean", "change", "ratio", "percent_change", "peak", "peak_ratio", "time_of_peak", "integral")
UNKNOWN_SPREAD = 0.15  # relative, where a paper gives none
MODEL_SPREAD = 0.10  # relative: no row is believed more closely than the model's own coarseness
MODEL_SPREAD_PH = 0.15  # the same for pH, whose zero means nothing


@dataclass(frozen=True)
class Knob:
    """One free coordinate: its name, the flat parameters that move together with it, and how far its prior lets it move.

    `sd` is the prior standard deviation of the shift: of the logarithm (or log odds) for parameters on that scale, in the parameter's
    own unit otherwise. Without it each parameter moves by its own spread of knowledge. `studies` names those that it can move at all
    (`expected` for what is expected of the habitual diet); all where empty.
    """

    name: str
    match: tuple[str, ...]
    sd: float | None = None
    studies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expected:
    """What the panel on its habitual diet is expected to show before any study is looked at: a value, and how far off it may be.

    `sd` is the standard deviation of the logarithm.
    """

    output: str
    select: dict[str, str]
    value: float
    sd: float
    source: str

    @property
    def name(self) -> str:
        """The output with its labels."""
        return self.output + "".join(f"[{label}]" for label in self.select.values())

    def misfit(self, log_value: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """How far the logarithm of a prediction is from that of the value, in standard deviations."""
        return (log_value - np.log(self.value)) / self.sd


@dataclass(frozen=True)
class Logarithmic:
    """How rows in the given units are compared: as logarithms, with a scale of each laboratory's kit that is not known.

    Args:
        units: of the rows concerned.
        sd: standard deviation of the logarithm of a row, what the model cannot follow included.
        laboratory: the same of the scale that all rows of a study and output share.
        floor: amount below which a kit tells nothing, in the row's unit; added to both sides.
    """

    units: tuple[str, ...]
    sd: float
    laboratory: float
    floor: float

    def concerns(self, outcome: Outcome) -> bool:
        """Whether a row is compared so."""
        return outcome.unit in self.units and outcome.as_ in ("mean", "peak") and isinstance(outcome.observed, (float, tuple))

    def misfit(self, outcome: Outcome, predicted: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """How far the logarithms are apart, in standard deviations; 0 inside a reported range or bound."""
        assert isinstance(outcome.observed, (float, tuple))
        low, high = outcome.observed if isinstance(outcome.observed, tuple) else (outcome.observed, outcome.observed)
        seen = np.log(predicted + self.floor)
        below = np.minimum(seen - np.log(low + self.floor), 0.0) if low is not None else 0.0
        above = np.maximum(seen - np.log(high + self.floor), 0.0) if high is not None else 0.0
        return np.asarray((below + above) / self.sd)

    def without_scale(self, rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Rows of one laboratory (rows, lanes) with what its unknown scale explains taken out, so that squares add up again."""
        kept = 1 / np.sqrt(1 + len(rows) * (self.laboratory / self.sd) ** 2)
        return rows - (1 - kept) * rows.mean(axis=0)


@dataclass(frozen=True)
class Plan:
    """A fit: knobs, studies, how far a knob may go [prior standard deviations], the most rounds, rows left out, expected outputs, the
    model (the shipped one by default), which rows are compared as logarithms, and whether each study has a panel of its own people."""

    name: str
    knobs: tuple[Knob, ...]
    studies: tuple[str, ...]
    furthest: float
    rounds: int
    digest: str
    leave_out: tuple[str, ...] = ()
    expected: tuple[Expected, ...] = ()
    model: str = ""
    logarithmic: Logarithmic | None = None
    own_people: bool = False

    def system(self) -> System:
        """The model that is fitted."""
        from enterocrine.models import MODELS, shipped

        return MODELS[self.model]() if self.model else shipped()


def plans() -> tuple[str, ...]:
    """Names of the fits that come with the package."""
    return tuple(sorted(path.stem for path in FITS.glob("*.yaml")))


def load_plan(name: str) -> Plan:
    """Read a FIT.yaml by name or path.

    Raises:
        InputError: its faults, all at once.
    """
    path = FITS / f"{name}.yaml" if name in plans() else Path(name)
    data = read_bytes(path)
    faults = FaultList()
    keys = ("name", "model", "parameters", "studies", "leave_out", "expected", "logarithmic", "furthest", "rounds", "note", "people")
    top = Fields(parse(data, str(path)), faults, keys)
    top.require("name", "parameters", "studies")
    knobs = []
    for entry in top.entries("parameters", ("name", "match", "sd", "studies")):
        entry.require("name", "match")
        match = entry.data.get("match")
        patterns = tuple(str(item) for item in (match if isinstance(match, list) else [match]))
        knobs.append(Knob(entry.text("name") or "knob", patterns, entry.number("sd", 1e-6, 10),
                          tuple(str(item) for item in entry.data.get("studies") or ())))
    studies = tuple(str(item) for item in top.data.get("studies") or ())
    left = tuple(str(item) for item in top.data.get("leave_out") or ())
    expected = []
    for entry in top.entries("expected", ("output", "select", "value", "sd", "source")):
        entry.require("output", "value", "sd", "source")
        select = {str(axis): str(label) for axis, label in dict(entry.data.get("select") or {}).items()}
        expected.append(Expected(entry.text("output") or "", select, entry.number("value", 1e-9, 1e9) or 1.0, entry.number("sd", 1e-3, 10) or 1.0,
                                 entry.text("source", 400) or ""))
    furthest, rounds = top.number("furthest", 0.1, 5), top.whole("rounds", 1, 500)
    from enterocrine.models import MODELS

    found = Plan(top.text("name") or path.stem, tuple(knobs), studies, furthest or 2.5, rounds or 20, sha256(data), left,
                 tuple(expected), top.choice("model", tuple(MODELS)) or "", _logarithmic(top), top.choice("people", ("own", "everyone")) == "own")
    faults.raise_if_any()
    return found


def _logarithmic(top: Fields) -> Logarithmic | None:
    entry = top.section("logarithmic", ("units", "sd", "laboratory", "floor"))
    if entry is None:
        return None
    entry.require("units", "sd")
    units = tuple(str(unit) for unit in entry.data.get("units") or ())
    return Logarithmic(units, entry.number("sd", 1e-3, 10) or 1.0, entry.number("laboratory", 0, 10) or 0.0, entry.number("floor", 0, 1e9) or 0.0)


@dataclass(frozen=True)
class FreeParameters:
    """The free parameters of a model.

    Args:
        index: (parameters,) flat positions.
        median: (parameters,) prior medians in canonical units.
        reach: (parameters, knobs) shift of each parameter, on its own scale, when a knob moves by one prior standard deviation.
        scale: log, logit or normal, a parameter each.
        names: flat names.
    """

    index: np.ndarray[Any, Any]
    median: np.ndarray[Any, Any]
    reach: np.ndarray[Any, Any]
    scale: tuple[str, ...]
    names: tuple[str, ...]

    def values(self, z: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Parameter values at knob settings.

        Args:
            z: (knobs, lanes) in prior standard deviations.

        Returns:
            (parameters, lanes) in canonical units.
        """
        shift = self.reach @ z
        out = self.median[:, None] + shift
        for k, kind in enumerate(self.scale):
            if kind == "log":
                out[k] = self.median[k] * np.exp(shift[k])
            elif kind == "logit":
                odds = self.median[k] / (1 - self.median[k]) * np.exp(shift[k])
                out[k] = odds / (1 + odds)
        return out


def free_parameters(plan: Plan, system: System) -> FreeParameters:
    """Resolve the knobs of a plan on a model; a parameter that several knobs move adds up their shifts.

    Raises:
        InputError: a pattern that matches nothing that can move.
    """
    faults, names, rows = FaultList(), system.parameter_names, system.parameter_rows
    reach: dict[int, np.ndarray[Any, Any]] = {}
    for number, knob in enumerate(plan.knobs):
        for pattern in knob.match:
            # Square brackets are part of the names, not a set of letters.
            hits = [k for k, name in enumerate(names) if fnmatch.fnmatchcase(name, pattern.replace("[", "[[]"))]
            hits = [k for k in hits if rows[k].scale in ("log", "logit", "normal") and (knob.sd or rows[k].knowledge)]
            if not hits:
                faults.add(f"no parameter that can move matches `{pattern}`", f"fit {plan.name}: {knob.name}", nearest=nearest(pattern, names))
            for k in hits:
                own = float(rows[k].knowledge) * (parse_unit(rows[k].unit)[0] if rows[k].scale == "normal" else 1.0)
                reach.setdefault(k, np.zeros(len(plan.knobs)))[number] += knob.sd or own
    faults.raise_if_any()
    index = np.array(sorted(reach), dtype=int)
    return FreeParameters(index, np.asarray(system.parameter_values)[index], np.array([reach[k] for k in index]),
                          tuple(rows[k].scale for k in index), tuple(names[k] for k in index))


def usable(study: Study, outcome: Outcome) -> str:
    """Why an outcome is not fitted; empty where it is."""
    if study.design == "in_vitro":
        return "cells in culture are no people, whose panel is fitted"
    if study.role != "calibrate":
        return f"the role of {study.id} is {study.role}"
    if outcome.use != "calibrate":
        return f"its use is {outcome.use}"
    if outcome.read == "unverified":
        return "it is unverified"
    if outcome.not_run or study.not_run:
        return "it cannot be run"
    if outcome.same_as:
        return f"it repeats {outcome.same_as}"
    if outcome.is_direction:
        return "a direction has no size to fit"
    if outcome.as_ not in FITTABLE or outcome.statistic not in ("mean", "median"):
        return f"{outcome.as_} of {outcome.statistic} needs many people"
    return ""


def misfit(outcome: Outcome, predicted: np.ndarray[Any, Any], n: int) -> np.ndarray[Any, Any]:
    """How far a prediction is from the observation, in standard errors; 0 inside a reported range or bound.

    Args:
        outcome: the observation.
        predicted: any shape.
        n: people the number rests on.

    Returns:
        The shape of `predicted`.
    """
    low, high = outcome.observed if isinstance(outcome.observed, tuple) else (outcome.centre, outcome.centre)
    size = max(abs(end) for end in (low, high) if end is not None)
    error = _standard_error(outcome, n)
    if outcome.unit == "pH":
        width = float(np.hypot(error or 0.0, MODEL_SPREAD_PH))
    else:
        width = UNKNOWN_SPREAD * size if error is None else float(np.hypot(error, MODEL_SPREAD * size))
    width = width or 1.0
    below = np.minimum(predicted - low, 0.0) if low is not None else 0.0
    above = np.maximum(predicted - high, 0.0) if high is not None else 0.0
    return np.asarray((below + above) / width)


def _standard_error(outcome: Outcome, n: int) -> float | None:
    if outcome.spread is None:
        return None
    half = (outcome.spread[1] - outcome.spread[0]) / 2
    if outcome.spread_is == "sd":
        return half / np.sqrt(max(n, 1))
    return half / 1.96 if outcome.spread_is == "ci95" else half
