"""Solutions -> a labelled xarray dataset with units, names and provenance."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

    from ..network import System
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
    data, axes = {}, {}
    for q in wanted:
        dims = ("arm", "draw", "time", *(a.name for a in q.axes))
        about = {
            "units": q.unit,
            "long_name": q.about,
            "grade": q.grade,
            "sizes": json.dumps({a.name: len(a) for a in q.axes}),
        }
        shape = (len(arms), len(kept), len(times), *q.shape)
        read = _reader(stretches, kept, (len(arms), len(times)), first[q.name] + np.arange(q.size).reshape(q.shape))
        data[q.name] = (dims, on_demand(read, shape, np.float64), about)
        axes.update({a.name: list(a.labels) for a in q.axes})
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


def _reader(stretches: Sequence[Stretch], kept: np.ndarray, sizes: tuple[int, int], rows: np.ndarray) -> Callable[[tuple[Any, ...]], np.ndarray]:
    """Reads parts (arm, draw, time, *axes) of one output.

    Args:
        stretches: where the numbers are.
        kept: (draws,) the number of each draw that did not fail.
        sizes: arms and times.
        rows: (*axes) which observables they are.
    """

    def read(key: tuple[Any, ...]) -> np.ndarray:
        arm, draw, time, *axes = key
        taken = [np.arange(sizes[0])[arm], kept[draw], np.arange(sizes[1])[time], rows[tuple(axes)]]
        arms, draws, times, which = (np.atleast_1d(part).ravel() for part in taken)
        found = np.empty((len(arms), len(draws), len(times), len(which)))
        for stretch in stretches:
            here = np.flatnonzero((draws >= stretch.start) & (draws < stretch.stop))
            if here.size and found.size:
                chosen = draws[here] - stretch.start
                low = chosen.min()
                block = stretch.means[_span(arms), _span(times), _span(which), low : chosen.max() + 1]
                found[:, here] = np.moveaxis(block[..., chosen - low], 3, 1)
        return found.reshape([n for part in taken for n in part.shape])

    return read


def _span(which: np.ndarray) -> slice | np.ndarray:
    """Ascending places without a gap as a slice, which reads no more than these."""
    return slice(which[0], which[-1] + 1) if np.all(np.diff(which) == 1) else which
