"""The dose-response curve of a receptor before and after a change of diet, and what became of it in words.

At a given number of receptors, grip and coupling the response to a hormone is a hyperbola with a ceiling and a half dose (the mechanisms
`receptors.androgen_response` and `receptors.estrogen_response`). Fewer or blocked receptors lower the ceiling, a weaker grip shifts the
curve to the right, and with spare receptors a loss shows first as a shift.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray[Any, np.dtype[np.float64]]
WEEK_H = 168.0
POINTS = 81
BEYOND = 30.0  # times the half dose, on either side, over which a curve is drawn
NOTHING = "nothing beyond noise"


@dataclass(frozen=True)
class Receptor:
    """Which outputs of a run make the curve of a receptor."""

    name: str
    hormone: str
    half_dose: str
    ceiling: str
    level: str


RECEPTORS = (
    Receptor("androgen receptor", "free testosterone", "androgen_half_dose", "androgen_ceiling", "testosterone_free"),
    Receptor("estrogen receptor alpha", "free estradiol", "estrogen_half_dose", "estrogen_ceiling", "estradiol_free"),
)


@dataclass(frozen=True)
class DoseResponse:
    """One receptor in one tissue, on the habitual diet and with a change.

    Args:
        doses: (doses,) hormone, in `unit`.
        before, after: (draws, doses) response relative to that of the reference adult.
        shift: (draws,) half dose with the change over that without; above 1 lies to the right.
        height: (draws,) the same of the ceiling.
        at_own_level: (draws,) response to the person's habitual level of the hormone, with the change over without; NaN where the run has no level.
        error: stated relative error of the solver, within which a ratio is noise.
    """

    receptor: str
    hormone: str
    tissue: str
    arm: str
    unit: str
    doses: Array
    before: Array
    after: Array
    shift: Array
    height: Array
    at_own_level: Array
    error: float

    @property
    def verdicts(self) -> tuple[str, ...]:
        """What happened: `right shift`, `left shift`, `lower ceiling`, `higher ceiling`; none of them where noise holds no change."""
        found = []
        for ratio, up, down in ((self.shift, "right shift", "left shift"), (self.height, "higher ceiling", "lower ceiling")):
            if (sign := _beyond_noise(ratio, self.error)) != 0:
                found.append(up if sign > 0 else down)
        return tuple(found)

    @property
    def words(self) -> str:
        """The verdict as a sentence, with intervals."""
        shift, height = (_percent(ratio) for ratio in (self.shift, self.height))
        told = " and ".join(self.verdicts) or NOTHING
        return f"{self.receptor}, {self.tissue}: {told} (half dose {shift}, ceiling {height})"


def curve(doses: Array, ceiling: Array, half_dose: Array) -> Array:
    """(draws, doses) response at each dose: the ceiling is approached as a hyperbola, half of it at the half dose.

    Args:
        doses: (doses,) free hormone.
        ceiling, half_dose: (draws,).
    """
    return ceiling[:, None] * doses / (doses + half_dose[:, None])


def dose_response(data: xr.Dataset, receptor: Receptor, tissue: str, arm: str) -> DoseResponse:
    """The curve of a receptor before and after a change, from the receptors that people have in the last week.

    Args:
        data: result of `compare`; the first arm is the habitual diet.
        receptor: one of `RECEPTORS`.
        tissue: where the run follows it.
        arm: the change.
    """
    habitual = str(data["arm"].values[0])

    def end(output: str, which: str) -> Array:
        found = data[output].sel(tissue=tissue) if "tissue" in data[output].dims else data[output]
        late = data["time"] > data["time"][-1] - WEEK_H + 1e-6
        return np.asarray(found.sel(arm=which).isel(time=late.values).mean("time").values, dtype=float)

    half, ceiling = ({which: end(output, which) for which in (habitual, arm)} for output in (receptor.half_dose, receptor.ceiling))
    usable = np.all([np.isfinite(v) for part in (half, ceiling) for v in part.values()], axis=0)
    half, ceiling = ({which: v[usable] for which, v in part.items()} for part in (half, ceiling))
    middle = float(np.median(half[habitual]))
    doses = np.geomspace(middle / BEYOND, middle * BEYOND, POINTS)
    before, after = (curve(doses, ceiling[which], half[which]) for which in (habitual, arm))
    at_own = np.full(int(usable.sum()), np.nan)
    unit = str(data[receptor.half_dose].attrs.get("units", ""))
    if receptor.level in data:
        own = end(receptor.level, habitual)[usable] * _factor(str(data[receptor.level].attrs.get("units", "")), unit)
        at_own = _at(own, ceiling[arm], half[arm]) / _at(own, ceiling[habitual], half[habitual])
    return DoseResponse(receptor.name, receptor.hormone, tissue, arm, unit, doses, before, after, half[arm] / half[habitual],
                        ceiling[arm] / ceiling[habitual], at_own, _error(data, receptor))


def dose_responses(data: xr.Dataset, arm: str = "") -> Iterator[DoseResponse]:
    """Every receptor and tissue that the run follows, for one change or all of them."""
    names = [str(a) for a in data["arm"].values] if "arm" in data.dims else []
    for receptor in RECEPTORS:
        if not {receptor.half_dose, receptor.ceiling} <= set(map(str, data.data_vars)):
            continue
        held = json.loads(data[receptor.half_dose].attrs.get("labels", "{}")).get("tissue", list(data["tissue"].values))
        for tissue in map(str, held):
            for change in names[1:]:
                if not arm or change == arm:
                    yield dose_response(data, receptor, tissue, change)


def _at(dose: Array, ceiling: Array, half: Array) -> Array:
    return ceiling * dose / (dose + half)


def _factor(unit: str, wanted: str) -> float:
    from ..network.units import convert

    return float(convert(1.0, unit, wanted))


def _error(data: xr.Dataset, receptor: Receptor) -> float:
    """Stated relative error of the solver for the outputs of a curve (0 where the run states none)."""
    stated = data.attrs.get("error_estimate", 0.0)
    if isinstance(stated, str):
        stated = json.loads(stated)
    if isinstance(stated, dict):
        stated = max(float(stated.get(name, 0.0)) for name in (receptor.half_dose, receptor.ceiling))
    return float(stated)


def _beyond_noise(ratio: Array, error: float) -> int:
    """1 or -1 where the 90 % interval of a ratio lies above or below one and not wholly within the error; else 0."""
    low, high = np.quantile(ratio - 1, (0.05, 0.95))
    if low <= 0 <= high or max(abs(low), abs(high)) <= error:
        return 0
    return 1 if low > 0 else -1


def _percent(ratio: Array) -> str:
    middle, low, high = 100 * (np.quantile(ratio, (0.5, 0.05, 0.95)) - 1)
    return f"{middle:+.2g} % ({low:+.2g} to {high:+.2g})".replace("-", "\N{MINUS SIGN}")
