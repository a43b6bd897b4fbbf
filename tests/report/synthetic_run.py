"""A made-up run with the names, axes and attributes of a real one, so that reports can be tested without a solver.

The numbers are invented: log-normal persons around textbook sizes, a weekly rhythm, and a change that grows over two weeks.
The change raises fermentation and butyrate, lowers pH, leaves branched acids within noise and does not touch energy at all.
"""

from __future__ import annotations

import json

import numpy as np
import xarray

REGIONS = ("proximal", "transverse", "distal")
ACIDS = ("acetate", "propionate", "butyrate")
GUILDS = ("BUN", "BAC", "RSD", "FIB", "BIF", "FPR", "ROS", "LAC", "NEG", "AKK", "ENT", "CLO", "H2X")
GRADE = {"portal_scfa": "B", "arterial_scfa": "B", "venous_scfa": "B", "guild_biomass": "C", "guild_fraction": "C"}
SCALARS = {  # name: unit, habitual, ratio under the change, spread of the ratio
    "fibre_fermented": ("g/d", 22.0, 1.9, 0.10),
    "colonic_transit": ("h", 46.0, 0.85, 0.05),
    "stool_mass": ("g/d", 118.0, 1.3, 0.08),
    "faecal_acetate": ("mmol/kg", 61.0, 1.06, 0.10),
    "faecal_propionate": ("mmol/kg", 18.0, 1.05, 0.12),
    "faecal_butyrate": ("mmol/kg", 17.0, 1.35, 0.15),
    "faecal_total_scfa": ("mmol/kg", 99.0, 1.1, 0.09),
    "faecal_bcfa": ("mmol/kg", 3.6, 0.98, 0.15),
    "faecal_butyrate_share": ("%", 17.0, 1.15, 0.08),
    "faecal_bcfa_share": ("%", 3.6, 0.95, 0.1),
}
BLOOD = {"portal_scfa": (260.0, 90.0, 32.0), "arterial_scfa": (70.0, 4.0, 3.1), "venous_scfa": (78.0, 4.6, 3.6)}


def synthetic_run(
    draws=200, days=84, change_names=("plus 30 g inulin",), seed=3, effect=1.0, only=None, **attributes
) -> xarray.Dataset:
    """A dataset like that of `compare` (or of `simulate`, with no change names).

    Args:
        draws, days: sizes.
        change_names: names of the arms beside habitual.
        effect: 0 makes every arm equal to the habitual one, bit by bit.
        only: names of the variables to keep, for a small and quick report.
        attributes: replace or add dataset attributes.
    """
    rng = np.random.default_rng(seed)
    arm_names = ("habitual", *change_names)
    rise = 1 - np.exp(-np.arange(1, days + 1) / 9.0)
    rhythm = 0.06 * np.sin(2 * np.pi * np.arange(days) / 7 + rng.uniform(0, 6, (draws, 1)))
    data: dict[str, xarray.Variable] = {}

    def grow(base, ratio, spread, shape=()):
        """(arm, draw, time, *shape) with one ratio per draw, shared by all times."""
        person = rng.lognormal(0, 0.3, (draws, 1, *shape))
        shaken = rng.normal(0, spread, (draws, 1, *shape)) if spread else 0.0
        wave = (1 + rhythm).reshape(draws, days, *([1] * len(shape)))
        steps = rise.reshape(1, days, *([1] * len(shape)))
        rows = [base * person * wave]
        for i in range(len(change_names)):
            log_ratio = effect * (np.log(ratio) / (1 + 0.7 * i) + shaken)
            rows.append(base * person * wave * np.exp(log_ratio * steps))
        return np.stack(rows).astype(np.float32)

    def add(name, unit, values, *axes):
        data[name] = xarray.Variable(
            ("arm", "draw", "time", *axes),
            values,
            {"units": unit, "long_name": name.replace("_", " "), "grade": GRADE.get(name, "A")},
        )

    for name, (unit, base, ratio, spread) in SCALARS.items():
        add(
            name,
            unit,
            grow(base, ratio, spread),
        )
    add("scfa_production", "mmol/d", grow(np.array([270.0, 85.0, 80.0]), np.array([1.7, 1.5, 2.1]), 0.12, (3,)), "scfa")
    lumen = np.array([[70.0, 24.0, 22.0], [66.0, 22.0, 20.0], [48.0, 15.0, 13.0]])
    add("lumen_scfa", "mmol/L", grow(lumen, np.array([1.35, 1.2, 1.6]), 0.1, (3, 3)), "region", "scfa")
    ph = 5.8 + 0.45 * np.arange(3) + 0.6 * np.log(grow(np.ones(3), 0.6, 0.1, (3,)).astype(float))
    add("lumen_ph", "pH", ph.astype(np.float32), "region")
    for name, sizes in BLOOD.items():
        add(name, "umol/L", grow(np.array(sizes), np.array([1.5, 1.3, 1.7]), 0.15, (3,)), "scfa")
    shares = np.array([9, 30, 5, 8, 5, 9, 7, 3, 6, 2, 1, 3, 1.5])
    turn = np.array([1.2, 0.9, 1, 1.1, 3.2, 1.4, 1.3, 1.2, 1, 0.95, 0.8, 0.7, 1.1])
    biomass = grow(np.outer([1.3, 1.0, 0.8], shares / 10), turn, 0.2, (3, 13)).astype(float)
    biomass[..., 2] *= (rng.uniform(size=draws) > 0.2)[:, None, None]  # a fifth carries no keystone starch degrader
    add("guild_biomass", "g", biomass.astype(np.float32), "region", "guild")
    whole = biomass.sum(axis=3)
    add("guild_fraction", "1", (whole / whole.sum(axis=-1, keepdims=True)).astype(np.float32), "guild")
    energy = xarray.Variable(
        ("arm",), np.full(len(arm_names), 9800.0), {"units": "kJ/d", "long_name": "energy eaten", "grade": "A"}
    )
    data["energy_intake"] = energy
    told = {
        "model_digest": "0f3a9c77e1d24b55a6c0",
        "seed": seed,
        "draws": draws,
        "draws_failed": 0,
        "failures": "{}",
        "weeks": days / 7,
        "settle_days": 60.0,
        "rtol": 1e-3,
        "error_estimate": 2e-4,
        "known_fibre_share": json.dumps({a: round(0.62 + 0.18 * (i > 0), 3) for i, a in enumerate(arm_names)}),
        "fibre": json.dumps(
            {
                a: {
                    "inulin": [1.2 + 30 * (i == 1), 2.1 + 30 * (i == 1), 3.4 + 30 * (i == 1)],
                    "beta_glucan": [0.8, 1.3, 2.0],
                    "pectin": [2.2, 3.1, 4.2],
                    "arabinoxylan": [3.0, 4.4, 5.7],
                    "cellulose_lignin": [3.5, 4.6, 6.0],
                    "resistant_starch_cooled": [0.8, 1.9, 4.0],
                    "fibre_unknown": [7.0, 8.1, 9.2],
                }
                for i, a in enumerate(arm_names)
            }
        ),
        "fibre_foods": json.dumps(
            {"habitual": [["Bread, wholemeal", 7.4, 0.8], ["Lentils, boiled", 5.2, 0.5], ["Apple, raw", 3.1, 0.9]]}
        ),
        "extrapolation": "[]",
        "person": "a man of 46 years, 180 cm, 88 kg, stool form 4, eating his diary of 7 days again and again",
        "arms": json.dumps({"habitual": "the diary as it is"} | {n: f"the diary with {n} per day" for n in change_names}),
    }
    told.update(attributes)
    run = xarray.Dataset(
        data,
        coords={
            "arm": list(arm_names),
            "draw": np.arange(draws),
            "time": ("time", 24.0 * np.arange(1, days + 1), {"units": "h", "long_name": "end of the day"}),
            "region": list(REGIONS),
            "scfa": list(ACIDS),
            "guild": list(GUILDS),
        },
        attrs=told,
    )
    run = run[list(only)] if only else run
    return run if change_names else run.isel(arm=0, drop=True)
