"""Solutions -> a labelled xarray dataset with units, names and provenance."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

    from ..network import System
    from ..population.cohort import Cohort


def label(
    system: System,
    cohort: Cohort,
    arms: Mapping[str, np.ndarray],
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
        arms: arm name -> (time, observables, draws).
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
    data, start, axes = {}, 0, {}
    for q in system.outputs:
        stop = start + q.size
        if outputs is None or q.name in outputs:
            block = np.stack([values[:, start:stop][:, :, kept] for values in arms.values()])
            block = np.moveaxis(block, 3, 1).reshape(len(arms), len(kept), len(times), *q.shape)
            dims = ("arm", "draw", "time", *(a.name for a in q.axes))
            about = {
                "units": q.unit,
                "long_name": q.about,
                "grade": q.grade,
                "sizes": json.dumps({a.name: len(a) for a in q.axes}),
            }
            data[q.name] = (dims, block, about)
            axes.update({a.name: list(a.labels) for a in q.axes})
        start = stop
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
