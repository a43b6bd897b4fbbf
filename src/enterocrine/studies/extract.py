"""From a simulated trial to the number the paper reports: what is picked, over which window, and how arms are compared.

Every arm of a simulated trial is a dataset with dimensions (draw, time, ...); `time` [h] is the end of each averaging interval, counted
from the start of the arm. The same draws are the same people in every arm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from enterocrine.errors import nearest
from enterocrine.studies.curves import exponentials, one_site
from enterocrine.studies.study import ADDED, ASSOCIATIONS, BASELINE, FITTED, Measured, Outcome
from enterocrine.studies.unit_match import factor

if TYPE_CHECKING:
    import xarray as xr

DAY_H = 24.0
END_DAYS = 7.0
FASTING_WINDOW_H = 1.0
EPS_H = 1e-6
OF_COURSE = ("peak", "trough", "integral", "integral_ratio", "time_of_peak", "time_above", "half_life", "time_of_change")
WIDER_AXIS = {"scfa": "acid", "substrate": "nutrient"}  # a label of the first is also one of the second
Array = np.ndarray[Any, np.dtype[Any]]


class CannotRun(Exception):
    """Why an outcome has no answer from this model."""


@dataclass(frozen=True)
class ArmRecord:
    """One arm: its outputs, its length [h], where hour 0 of a challenge falls [h], and its dose."""

    data: xr.Dataset
    hours: float
    hour_zero: float = 0.0
    acute: bool = False
    dose: float | None = None


@dataclass(frozen=True)
class Recorded:
    """A simulated trial: its arms (`baseline` among them), the world and sex of each draw, and why an arm is missing."""

    arms: Mapping[str, ArmRecord]
    world: Array
    sex: np.ndarray[Any, Any]
    missing: Mapping[str, str] = field(default_factory=dict)

    def arm(self, name: str) -> ArmRecord:
        """The record of an arm.

        Raises:
            CannotRun: it could not be simulated.
        """
        if name not in self.arms:
            raise CannotRun(self.missing.get(name, f"the arm {name} was not simulated"))
        return self.arms[name]


def per_person(recorded: Recorded, outcome: Outcome, arm: str, what: str = "") -> Array:
    """The quantity of one arm for each draw, in the outcome's unit (before arms are compared).

    Args:
        recorded: the simulated trial.
        outcome: what is asked.
        arm: the arm, or `baseline`.
        what: mean or one of `OF_COURSE`; by default as the outcome says.

    Returns:
        One number a draw.

    Raises:
        CannotRun: the model lacks the output or the label.
    """
    if outcome.as_ in ADDED:
        return _added(recorded, outcome, arm)
    if outcome.as_ in FITTED:
        return _fitted(recorded, outcome, arm)
    if outcome.sampled and not what:
        return _at_visits(recorded, outcome, arm)
    kind = what or {"peak_ratio": "peak", **{name: name for name in OF_COURSE}}.get(outcome.as_, "mean")
    if arm == BASELINE:
        kind = "mean"
    if kind == "mean":
        start, stop = _window(recorded, outcome, arm)
        parts = [_mean_over(_picked(recorded, part, arm), start, stop) for part in _parts(outcome)]
        return _finish(recorded, outcome, parts)
    return _of_course(recorded, outcome, arm, kind)


def _of_course(recorded: Recorded, outcome: Outcome, arm: str, kind: str) -> Array:
    clock = recorded.arm(arm)
    start, stop = (clock.hour_zero, clock.hours) if outcome.when == "end" else _window(recorded, outcome, arm)
    series = [_picked(recorded, part, arm) for part in _parts(outcome)]
    times = series[0]["time"].values
    inside = (times > start + EPS_H) & (times <= stop + EPS_H)
    if not inside.any():
        raise CannotRun(f"the arm {arm} has no output between {start:g} and {stop:g} h")
    course = _finish(recorded, outcome, [part.values[:, inside] for part in series])
    widths = np.diff(times, prepend=times[0] - (times[1] - times[0] if len(times) > 1 else DAY_H))[inside]
    if kind == "peak":
        return course.max(axis=1)
    if kind == "trough":
        return course.min(axis=1)
    if kind == "integral":
        return course @ widths
    if kind == "integral_ratio":
        return (course - before(recorded, outcome, arm)[:, None]) @ widths
    if kind == "time_above":
        return (course > _or_zero(outcome.threshold)) @ widths * factor("h", outcome.unit)
    if kind == "half_life":
        return half_life(times[inside], course - before(recorded, outcome, arm)[:, None] if outcome.versus else course) * factor("h", outcome.unit)
    if kind == "time_of_change":
        share = time_of_change(times[inside] - widths / 2 - start, course, before(recorded, outcome, arm), _or_zero(outcome.threshold))
        return share * factor("h", outcome.unit)
    at = (times[inside] - widths / 2)[course.argmax(axis=1)] - clock.hour_zero
    return at * factor("h", outcome.unit)


def _at_visits(recorded: Recorded, outcome: Outcome, arm: str) -> Array:
    """Geometric mean of the readings at the hours of sampling."""
    start = recorded.arm(arm).hour_zero
    series = [_picked(recorded, part, arm) for part in _parts(outcome)]
    times = series[0]["time"].values
    at = [int(np.abs(times - (start + hour)).argmin()) for hour in outcome.sampled]
    with np.errstate(divide="ignore"):
        return np.exp(np.log(_finish(recorded, outcome, [part.values[:, at] for part in series])).mean(axis=1))


def _added(recorded: Recorded, outcome: Outcome, arm: str) -> Array:
    """Area that the arm adds to its output, over that which the arm of `per` adds to its own; as a share, each over its area in `versus`."""
    assert outcome.per is not None
    above, below = (outcome.measured, arm), (outcome.per, outcome.per.arm or arm)
    (added, was), (other, other_was) = (_areas(recorded, outcome, *which) for which in (above, below))
    with np.errstate(divide="ignore", invalid="ignore"):
        if outcome.as_ == "added_share":
            return added / was / (other / other_was) * outcome.scale * factor("fraction", outcome.unit)
        return added / other * outcome.scale * _unit_factor(recorded, outcome)


def _areas(recorded: Recorded, outcome: Outcome, measured: Measured, arm: str) -> tuple[Array, Array]:
    """Area under an output in one arm above that of `versus`, and that of `versus`."""
    start, stop = _window(recorded, outcome, arm)
    other_start, other_stop = _window(recorded, outcome, outcome.versus)
    was = _mean_over(_picked(recorded, measured, outcome.versus), other_start, other_stop) * (other_stop - other_start)
    return _mean_over(_picked(recorded, measured, arm), start, stop) * (stop - start) - was, was


def _fitted(recorded: Recorded, outcome: Outcome, arm: str) -> Array:
    """A number of the curve that an experimenter puts through the course of each draw."""
    clock, limit = recorded.arm(arm), _or_zero(outcome.threshold)
    series = _picked(recorded, outcome.measured, arm)
    ends = series["time"].values
    middles = ends - np.diff(ends, prepend=0.0) / 2 - clock.hour_zero
    if outcome.as_ in ("exponentials", "first_space"):
        above = series.values - _picked(recorded, outcome.measured, outcome.versus).values if outcome.versus else series.values
        found = exponentials(middles, above, outcome.sampled, limit)
        return found[0] if outcome.as_ == "exponentials" else outcome.scale / found[1]
    start, stop = _window(recorded, outcome, arm)
    inside = (middles > start - clock.hour_zero) & (middles <= stop - clock.hour_zero)
    rates = one_site(middles[inside], series.values[:, inside], limit, _or_zero(clock.dose))
    return np.asarray(rates[0] if outcome.as_ == "association_rate" else rates[1]) * outcome.scale


def half_life(times: Array, course: Array) -> Array:
    """Hours in which what each row of a course follows halves, by a line through its logarithm.

    Where a row comes down to nothing, the line ends before that, and where a twentieth of its start is left; NaN where that is within the
    first quarter of the times.
    """
    used = np.ones(course.shape, dtype=bool)
    for row in np.flatnonzero((course <= 0).any(axis=1)):
        used[row] = np.cumprod(course[row] > course[row, 0] / 20) if course[row, 0] > 0 else 0
    away = times - (used @ times / np.maximum(used.sum(axis=1), 1))[:, None]
    logs = np.log(np.where(used, course, 1.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        halving = -np.log(2) * (used * away * away).sum(axis=1) / (used * away * logs).sum(axis=1)
    return np.where(4 * used.sum(axis=1) > len(times), halving, np.nan)


def time_of_change(times: Array, course: Array, first: Array, share: float) -> Array:
    """Hours until a share of the way from the first to the last value of each row of a course is behind it; NaN where nothing changes."""
    found = np.full(len(course), np.nan)
    for row, (values, origin) in enumerate(zip(course, first, strict=True)):
        if values[-1] != origin:
            way = np.append(0.0, (values - origin) / (values[-1] - origin))
            past = int(np.argmax(way >= share))
            found[row] = np.interp(share, way[past - 1 : past + 1], np.append(0.0, times)[past - 1 : past + 1]) if past else 0.0
    return found


def before(recorded: Recorded, outcome: Outcome, arm: str) -> Array:
    """What was there before the arm did anything: before hour 0 of a challenge, else in the habitual week."""
    return fasting_value(recorded, outcome, arm) if recorded.arm(arm).acute else per_person(recorded, outcome, BASELINE)


def _or_zero(value: float | None) -> float:
    return 0.0 if value is None else value


def _parts(outcome: Outcome) -> tuple[Measured, ...]:
    return (outcome.measured,) if outcome.per is None else (outcome.measured, outcome.per)


def _finish(recorded: Recorded, outcome: Outcome, parts: list[Array]) -> Array:
    """Quotient, logarithm and unit."""
    value = parts[0]
    if len(parts) == 2:
        with np.errstate(divide="ignore", invalid="ignore"):
            value = parts[0] / parts[1]
        if outcome.less:
            value = 1.0 - value
    if outcome.transform == "log10":
        return np.log10(np.maximum(value * outcome.scale, np.finfo(float).tiny))
    return value * outcome.scale * _unit_factor(recorded, outcome)


def _unit_factor(recorded: Recorded, outcome: Outcome) -> float:
    """Conversion into the outcome's unit; a stated `scale` brings its own, and relative measures need none."""
    data = next(iter(recorded.arms.values())).data
    relative = outcome.as_ in (*ASSOCIATIONS, "ratio", "percent_change", "peak_ratio", "integral_ratio", "standardised_difference", "sign")
    in_own_unit = outcome.as_ in ("integral", "time_of_peak", "time_above", "half_life", "time_of_change") or outcome.statistic.startswith("share_")
    if outcome.scale != 1.0 or relative or in_own_unit:
        return 1.0
    units = [str(data[part.output].attrs.get("units", "")) for part in _parts(outcome)]
    try:
        return factor(units[0], outcome.unit) if len(units) == 1 else _quotient(units[0], units[1], outcome.unit)
    except ValueError as error:
        raise CannotRun(f"units do not agree: {error}; give the conversion as `scale`") from None


def _quotient(above: str, below: str, wanted: str) -> float:
    """Conversion of a quotient: of two units of one kind, or of two flows (mmol/d over g/d is mmol/g)."""
    try:
        return factor(above, below) * factor("fraction", wanted)
    except ValueError:
        if not (above.endswith("/d") and below.endswith("/d")):
            raise
        return factor(f"{above[:-2]}/{below[:-2]}", wanted)


def _picked(recorded: Recorded, measured: Measured, arm: str) -> xr.DataArray:
    data = recorded.arm(arm).data
    if measured.output not in data:
        close = nearest(measured.output, [str(name) for name in data.data_vars])
        raise CannotRun(f"the model has no output `{measured.output}`" + (f"; nearest: {', '.join(close)}" if close else ""))
    found = data[measured.output]
    for asked, labels in measured.select.items():
        axis = asked if asked in found.dims else WIDER_AXIS.get(asked, asked)
        if axis not in found.dims:
            raise CannotRun(f"`{measured.output}` has no axis {axis}")
        missing = [label for label in labels if label not in found[axis].values]
        if missing:
            raise CannotRun(f"`{measured.output}` has no {axis} {', '.join(missing)}")
        found = found.sel({axis: list(labels)})
    rest = [dim for dim in found.dims if dim not in ("draw", "time")]
    if rest:
        found = found.sum(rest) if measured.combine == "sum" else found.mean(rest)
    return found.transpose("draw", "time").dropna("time", how="all")


def _window(recorded: Recorded, outcome: Outcome, arm: str) -> tuple[float, float]:
    """Hours from the arm's start over which the outcome was taken; `end` is the last week, or quarter of a shorter arm, at least a day."""
    clock = recorded.arm(arm)
    if outcome.when == "end" or arm == BASELINE:
        if clock.acute:
            return clock.hour_zero, clock.hours
        return clock.hours - max(DAY_H, min(END_DAYS * DAY_H, clock.hours / 4)), clock.hours
    assert not isinstance(outcome.when, str)
    return clock.hour_zero + outcome.when[0], clock.hour_zero + outcome.when[1]


def fasting_value(recorded: Recorded, outcome: Outcome, arm: str) -> Array:
    """The value of the last hour before hour 0 of a challenge."""
    zero = recorded.arm(arm).hour_zero
    parts = [_mean_over(_picked(recorded, part, arm), zero - FASTING_WINDOW_H, zero) for part in _parts(outcome)]
    return _finish(recorded, outcome, parts)


def reference(recorded: Recorded, outcome: Outcome, arm: str) -> Array | None:
    """What the arm is compared with, one number a draw; None where nothing is."""
    if not outcome.versus or outcome.as_ in (*ADDED, *FITTED):
        return None
    if outcome.versus == BASELINE and recorded.arm(arm).acute:
        return fasting_value(recorded, outcome, arm)
    return per_person(recorded, outcome, outcome.versus)


def _mean_over(series: xr.DataArray, start: float, stop: float) -> Array:
    times = series["time"].values
    inside = (times > start + EPS_H) & (times <= stop + EPS_H)
    if not inside.any():
        raise CannotRun(f"there is no output between {start:g} and {stop:g} h")
    return series.values[:, inside].mean(axis=1)


# ------------------------------------------------------------------------------------------------- the number of a whole group


def centre(statistic: str, threshold: float | None) -> Callable[[Array], Array]:
    """How a group of people is summed up; works along the last axis."""
    if statistic == "median":
        return lambda values: np.median(values, axis=-1)
    limit = 0.0 if threshold is None else threshold
    if statistic == "share_below":
        return lambda values: (values < limit).mean(axis=-1)
    if statistic == "share_above":
        return lambda values: (values > limit).mean(axis=-1)
    if statistic == "percentile":
        return lambda values: np.percentile(values, limit, axis=-1)
    return lambda values: values.mean(axis=-1)


def compare(outcome: Outcome, treated: Array, other: Array | None, difference: bool = False) -> Array:
    """The reported effect of groups of people.

    Args:
        outcome: says which measure.
        treated: (..., people) values under the arm.
        other: (..., people) values it is compared with, or None.
        difference: the difference between the two, whatever is reported.

    Returns:
        (...) the measure.
    """
    middle = centre(outcome.statistic, outcome.threshold)
    if difference and other is not None:
        return middle(treated) - middle(other)
    if outcome.statistic.startswith("share_"):
        return middle(treated) * factor("fraction", outcome.unit)
    if other is None or outcome.as_ in ("mean", "peak", "trough", "time_of_peak", "time_above", "half_life", "time_of_change", *ADDED, *FITTED):
        return middle(treated)
    if outcome.as_ in ("change", "sign", "integral"):
        return middle(treated) - middle(other)
    with np.errstate(divide="ignore", invalid="ignore"):
        if outcome.as_ in ("ratio", "peak_ratio", "integral_ratio"):
            return middle(treated) / middle(other)
        if outcome.as_ == "percent_change":
            return 100.0 * (middle(treated) / middle(other) - 1.0)
        spread = np.sqrt((treated.var(axis=-1, ddof=1) + other.var(axis=-1, ddof=1)) / 2.0)
        return np.where(spread > 0, (treated.mean(axis=-1) - other.mean(axis=-1)) / spread, 0.0)


def correlate(first: Array, second: Array) -> Array:
    """Pearson correlation along the last axis; 0 where one side does not vary."""
    x = first - first.mean(axis=-1, keepdims=True)
    y = second - second.mean(axis=-1, keepdims=True)
    size = np.sqrt((x**2).sum(axis=-1) * (y**2).sum(axis=-1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(size > 0, (x * y).sum(axis=-1) / size, 0.0)


def regress(first: Array, second: Array, relative: bool = False) -> Array:
    """Slope of the first over the second along the last axis, or percent of the first's mean a unit of the second; 0 where that does not vary."""
    x = second - second.mean(axis=-1, keepdims=True)
    size = (x**2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(size > 0, (x * first).sum(axis=-1) / size, 0.0)
        return 100 * slope / first.mean(axis=-1) if relative else slope


def associate(outcome: Outcome, first: Array, second: Array) -> Array:
    """The correlation or slope that the outcome asks for."""
    return correlate(first, second) if outcome.as_ == "correlation" else regress(first, second, outcome.as_ == "percent_slope")


def without_third(values: Array, third: Array, world: Array) -> Array:
    """What a third quantity does not explain of each person's value, world by world."""
    left = values.copy()
    for one in np.unique(world):
        mine = world == one
        left[mine] -= regress(values[mine], third[mine]) * (third[mine] - third[mine].mean())
    return left
