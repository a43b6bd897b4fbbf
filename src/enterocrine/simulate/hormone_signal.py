"""The headline table: of each hormone axis the hormone, its receptors, what interferes, and the response, relative to the person's own baseline."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

NAME = "hormone_signal"
PARTS = ("hormone", "receptor", "interference", "response")
# An output (and the tissue that stands for the body) with the power to which it counts; what no link of the model moves is 1.
Piece = tuple[str, str, int]
TABLE: dict[str, dict[str, tuple[Piece, ...]]] = {
    "androgen": {
        "hormone": (("testosterone_free", "", 1),),
        "receptor": (("androgen_receptor_total", "muscle", 1),),
        "interference": (("androgen_interference", "muscle", 1),),
        "response": (("androgen_signal", "muscle", 1),),
    },
    "estrogen": {
        "hormone": (("estradiol_free", "", 1),),
        "receptor": (("estrogen_receptor_alpha", "bone", 1),),
        "interference": (("estrogen_interference", "bone", 1),),
        "response": (("estrogen_signal", "bone", 1),),
    },
    "insulin": {
        "hormone": (("insulin", "", 1),),
        "receptor": (("insulin_receptor_number", "muscle", 1),),
        "interference": (("insulin_interference", "", 1),),
        "response": (("insulin_receptor_signal", "muscle", 1), ("insulin_interference", "", -1)),
    },
    "growth_hormone": {
        "hormone": (("gh", "", 1),),
        "receptor": (("gh_receptor_number", "", 1),),
        "interference": (("gh_interference", "", 1),),
        "response": (("igf1", "", 1),),
    },
    "thyroid": {
        "hormone": (("ft4", "", 1),),
        "receptor": (),
        "interference": (("thyroid_interference", "", 1),),
        "response": (("ft3", "", 1),),
    },
    "incretin": {
        "hormone": (("glp1_intact", "", 1),),
        "receptor": (),
        "interference": (),
        "response": (("incretin_response", "", 1),),
    },
}
DAY_H = 24.0
ABOUT = ("hormone (free), receptor (number), interference (above 1: more is lost) and response of each hormone axis, relative to the person's own "
         "baseline; muscle stands for androgens and insulin, bone for estrogens")


def axes_of(names: Any) -> list[str]:
    """The hormone axes whose outputs are all there."""
    return [axis for axis, parts in TABLE.items() if all(name in names for pieces in parts.values() for name, _, _ in pieces)]


def add_hormone_signal(data: xr.Dataset) -> xr.Dataset:
    """Add the variable `hormone_signal` (..., axis, part).

    Args:
        data: outputs (arm, draw, time, ...) or, of one arm, (draw, time, ...).

    Returns:
        The dataset, unchanged where the model has none of the hormone axes. The baseline is the same person on the first arm, at the same time;
        with a single arm it is the person's first day. Numbers on disk stay there until they are looked at.
    """
    import xarray as xr

    from .on_demand import on_demand

    axes = axes_of(data.data_vars)
    if not axes:
        return data
    dims = [d for d in ("arm", "draw", "time") if d in data.dims]
    shape = (*(data.sizes[d] for d in dims), len(axes), len(PARTS))
    one_arm = data.sizes.get("arm", 1) == 1
    first_day = np.flatnonzero(data["time"].values <= max(DAY_H, data["time"].values[0]) + 1e-6)
    about = {"units": "1", "long_name": ABOUT, "grade": "C", "sizes": json.dumps({"axis": len(axes), "part": len(PARTS)})}

    def relative(piece: Piece, chosen: dict[str, Any]) -> np.ndarray:
        output, label, power = piece
        variable = data[output].sel(tissue=label).variable if label else data[output].variable
        value = variable.isel(chosen).transpose(*(d for d in dims if d in chosen)).values
        if one_arm:
            base = variable.isel({**chosen, "time": first_day}).mean("time").values[..., None]
        else:
            base = variable.isel({**chosen, "arm": [0]}).transpose(*dims).values
        with np.errstate(divide="ignore", invalid="ignore"):
            return (value / base) ** power

    read = _reader(dims, shape, [[TABLE[axis][part] for part in PARTS] for axis in axes], relative)
    made = xr.Variable((*dims, "axis", "part"), on_demand(read, shape, np.float64), about)
    held = isinstance(data[TABLE[axes[0]]["hormone"][0][0]].variable._data, np.ndarray)
    return data.assign({NAME: made.load() if held else made}).assign_coords(axis=axes, part=list(PARTS))


def _reader(
    dims: list[str], shape: tuple[int, ...], pieces: list[list[tuple[Piece, ...]]], relative: Callable[..., np.ndarray]
) -> Callable[[tuple[Any, ...]], np.ndarray]:
    def read(key: tuple[Any, ...]) -> np.ndarray:
        taken = [np.arange(n)[k] for n, k in zip(shape, key, strict=True)]
        places = [np.atleast_1d(part) for part in taken]
        chosen = dict(zip(dims, places, strict=False))
        found = np.ones([len(p) for p in places])
        for i, axis in enumerate(places[-2]):
            for j, part in enumerate(places[-1]):
                for piece in pieces[axis][part]:
                    found[..., i, j] *= relative(piece, chosen)
        return found.reshape([n for part in taken for n in part.shape])

    return read
