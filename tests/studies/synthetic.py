"""A simulated trial made of numbers small enough to check by hand."""

import numpy as np
import xarray as xr

from enterocrine.studies.extract import ArmRecord, Recorded
from enterocrine.studies.study import Arm, Citation, Measured, Outcome, Population, Study


def outcome(output="stool_mass", **keys) -> Outcome:
    given = {"id": "X.1", "arm": ("treated",), "as_": "mean", "unit": "g/d", "observed": 1.0, **keys}
    given.setdefault("measured", Measured(output, keys.pop("select", {}), keys.pop("combine", "sum")))
    given.pop("select", None)
    given.pop("combine", None)
    return Outcome(**given)


def study(*arms: str, n: int = 4, design: str = "crossover", doses: dict | None = None) -> Study:
    made = tuple(Arm(name, 2.0, dose=(doses or {}).get(name)) for name in arms or ("control", "treated"))
    return Study("made_up", Citation("nobody"), "check", Population(n), design, made, ())


def dataset(**series) -> xr.Dataset:
    """Variables from arrays (draw, time) or (draw, time, region or guild); one output a day."""
    first = np.asarray(next(iter(series.values()))[1])
    coords = {"draw": np.arange(first.shape[0]), "time": 24.0 * np.arange(1, first.shape[1] + 1), "region": ["proximal", "distal"],
              "guild": ["BIF", "ROS", "LAC"]}
    made = {}
    for name, (unit, values, *axes) in series.items():
        made[name] = (("draw", "time", *axes), np.asarray(values, float), {"units": unit})
    used = {axis for _, _, *axes in series.values() for axis in axes}
    return xr.Dataset(made, {key: value for key, value in coords.items() if key in ("draw", "time") or key in used})


def recorded(world, sex=None, hour_zero=0.0, acute=False, doses=None, **arms: xr.Dataset) -> Recorded:
    records = {name: ArmRecord(data, float(data["time"].values[-1]), hour_zero, acute and name != "baseline", (doses or {}).get(name))
               for name, data in arms.items()}
    world = np.asarray(world)
    return Recorded(records, world, np.asarray(sex if sex is not None else ["female"] * len(world)))
