"""Solutions -> a labelled xarray dataset with units, names and provenance."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

    from ..network import Output, System
    from ..population.cohort import Cohort
    from .kept import Stretch


def label(
    system: System,
    cohort: Cohort,
    arms: Sequence[str],
    stretches: Sequence[Stretch],
    times: np.ndarray,
    *,
    outputs: Sequence[str] | None = None,
    failed: Mapping[int, str] | None = None,
    attrs: Mapping[str, Any] | None = None,
) -> xr.Dataset:
    """Name everything.

    Args:
        system: the model.
        cohort: the people (coordinates `world` and `person` on the draws).
        arms: their names.
        stretches: the draws in order. Where some lie on disk, the dataset holds no number: each part is read when it is looked at.
        times: (time,) hours at the end of each interval.
        outputs: which outputs to keep; all by default.
        failed: draw -> reason; those draws are dropped.
        attrs: provenance.

    Returns:
        Dataset with dims (arm, draw, time, ...).
    """
    import xarray as xr

    from .on_demand import on_demand

    failed = dict(failed or {})
    kept = np.array([k for k in range(cohort.size) if k not in failed], int)
    wanted = [q for q in system.outputs if outputs is None or q.name in outputs]
    first = dict(zip([q.name for q in system.outputs], np.cumsum([0, *(q.size for q in system.outputs)]), strict=False))
    data, axes = {}, _whole_axes(wanted)
    for q in wanted:
        dims = ("arm", "draw", "time", *(a.name for a in q.axes))
        about = {
            "units": q.unit,
            "long_name": q.about,
            "grade": q.grade,
            "sizes": json.dumps({a.name: len(axes[a.name]) for a in q.axes}),
        }
        held = {a.name: list(a.labels) for a in q.axes if len(a) < len(axes[a.name])}
        if held:
            about["labels"] = json.dumps(held)
        rows = _placed(q, axes, first[q.name])
        shape = (len(arms), len(kept), len(times), *rows.shape)
        data[q.name] = (dims, on_demand(_reader(stretches, kept, (len(arms), len(times)), rows), shape, np.float64), about)
    coords = {
        "arm": list(arms),
        "draw": kept,
        "time": ("time", np.asarray(times, float), {"units": "h", "long_name": "hours since the start"}),
        **axes,
        "world": ("draw", cohort.world[kept]),
        "person": ("draw", cohort.member[kept]),
    }
    if cohort.links is not None and cohort.links.links:
        about = {"units": "1", "long_name": "1 where a link of the axis acts in a draw, 0 where it does not", "reading": cohort.links.reading}
        data["link_on"] = (("link", "draw"), cohort.links.on[:, kept].astype(np.int8), about)
        coords["link"] = list(cohort.links.links)
    base = {
        "model_digest": system.digest,
        "model": system.name,
        "seed": cohort.seed,
        "draws": int(cohort.size),
        "draws_failed": len(failed),
        "failures": json.dumps({str(k): v for k, v in failed.items()}),
    }
    dataset = xr.Dataset(data, coords, {**base, **(attrs or {})})
    return dataset.load() if all(isinstance(one.means, np.ndarray) for one in stretches) else dataset


def _whole_axes(outputs: Sequence[Output]) -> dict[str, list[str]]:
    """Every axis with all its labels: outputs may hold different parts of one axis, such as some tissues."""
    found: dict[str, list[str]] = {}
    for axis in sorted((a for q in outputs for a in q.axes), key=len, reverse=True):
        labels = found.setdefault(axis.name, [])
        labels += [label for label in axis.labels if label not in labels]
    return found


def _placed(q: Output, axes: Mapping[str, list[str]], first: int) -> np.ndarray:
    """(*axes) which observable each element is; -1 where the output does not hold a label of a whole axis."""
    rows = np.full([len(axes[a.name]) for a in q.axes], -1)
    rows[np.ix_(*([axes[a.name].index(label) for label in a.labels] for a in q.axes))] = first + np.arange(q.size).reshape(q.shape)
    return rows


def _reader(stretches: Sequence[Stretch], kept: np.ndarray, sizes: tuple[int, int], rows: np.ndarray) -> Callable[[tuple[Any, ...]], np.ndarray]:
    """Reads parts (arm, draw, time, *axes) of one output.

    Args:
        stretches: where the numbers are.
        kept: (draws,) the number of each draw that did not fail.
        sizes: arms and times.
        rows: (*axes) which observables they are; what is -1 reads as not a number.
    """

    def read(key: tuple[Any, ...]) -> np.ndarray:
        arm, draw, time, *axes = key
        taken = [np.arange(sizes[0])[arm], kept[draw], np.arange(sizes[1])[time], rows[tuple(axes)]]
        arms, draws, times, which = (np.atleast_1d(part).ravel() for part in taken)
        found = np.full((len(arms), len(draws), len(times), len(which)), np.nan)
        there = np.flatnonzero(which >= 0)
        for stretch in stretches:
            here = np.flatnonzero((draws >= stretch.start) & (draws < stretch.stop))
            if here.size and there.size and found.size:
                chosen = draws[here] - stretch.start
                low = chosen.min()
                block = stretch.means[_span(arms), _span(times), _span(which[there]), low : chosen.max() + 1]
                found[np.ix_(range(len(arms)), here, range(len(times)), there)] = np.moveaxis(block[..., chosen - low], 3, 1)
        return found.reshape([n for part in taken for n in part.shape])

    return read


def _span(which: np.ndarray) -> slice | np.ndarray:
    """Ascending places without a gap as a slice, which reads no more than these."""
    return slice(which[0], which[-1] + 1) if np.all(np.diff(which) == 1) else which
