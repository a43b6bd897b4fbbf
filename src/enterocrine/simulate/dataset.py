"""Solutions -> a labelled xarray dataset with units, names and provenance."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
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
    stretches: Iterable[Stretch],
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
        stretches: the draws in order; taken one after the other, so that only one is in memory beside the dataset.
        times: (time,) hours at the end of each interval.
        outputs: which outputs to keep; all by default.
        failed: draw -> reason; those draws are dropped.
        attrs: provenance.

    Returns:
        Dataset with dims (arm, draw, time, ...).
    """
    import xarray as xr

    failed = dict(failed or {})
    kept = np.array([k for k in range(cohort.size) if k not in failed], int)
    wanted = [q for q in system.outputs if outputs is None or q.name in outputs]
    blocks = {q.name: np.empty((len(arms), len(kept), len(times), *q.shape)) for q in wanted}
    for stretch in stretches:
        here = (kept >= stretch.start) & (kept < stretch.stop)
        chosen, start = kept[here] - stretch.start, 0
        for q in system.outputs:
            if q.name in blocks:
                values = np.moveaxis(stretch.means[:, :, start : start + q.size][..., chosen], 3, 1)
                blocks[q.name][:, here] = values.reshape(len(arms), len(chosen), len(times), *q.shape)
            start += q.size
    data, axes = {}, {}
    for q in wanted:
        dims = ("arm", "draw", "time", *(a.name for a in q.axes))
        about = {
            "units": q.unit,
            "long_name": q.about,
            "grade": q.grade,
            "sizes": json.dumps({a.name: len(a) for a in q.axes}),
        }
        data[q.name] = (dims, blocks[q.name], about)
        axes.update({a.name: list(a.labels) for a in q.axes})
    coords = {
        "arm": list(arms),
        "draw": kept,
        "time": ("time", np.asarray(times, float), {"units": "h", "long_name": "hours since the start"}),
        **axes,
        "world": ("draw", cohort.world[kept]),
        "person": ("draw", cohort.member[kept]),
    }
    base = {
        "model_digest": system.digest,
        "model": system.name,
        "seed": cohort.seed,
        "draws": int(cohort.size),
        "draws_failed": len(failed),
        "failures": json.dumps({str(k): v for k, v in failed.items()}),
    }
    return xr.Dataset(data, coords, {**base, **(attrs or {})})
