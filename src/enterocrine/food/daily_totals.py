"""Diets as trials report them: daily totals, eaten in equal parts at a few meal times.

What is not given stays as in the habitual diet. Three readings need words:
  * `fat` without its fatty acids: those not given are scaled together to the total;
  * `starch` without `resistant_starch`: resistant starch is scaled with it (it is part of the same foods);
  * `fibre` as one number, or with `other`: the whole fibre is meant, so types not named are none, and the rest is of unknown type.
    `fibre` as types without `other` replaces those types only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..errors import FaultList, nearest
from .classes import FATS, FIBRE, KJ_PER_KCAL, RESISTANT_STARCH, SUBSTRATES, TYPED_FIBRE
from .intake import Intake, _basis_shares, blank, finish

DIRECT = ("protein", "saturated", "monounsaturated", "omega6", "ala", "epa_dha", "starch", "sugars", "alcohol", "water")
POLYPHENOLS = {"anthocyanins": "anthocyanins", "flavanols": "flavanols", "catechins": "catechins", "other": "other_polyphenols"}
KEYS = ("energy", "fat", "carbohydrate", "fructose", "fibre", "resistant_starch", *RESISTANT_STARCH, "polyphenols",
        "fermented_servings", "processed_share", "meals", *DIRECT)  # fmt: skip
MEALS = (8.0, 13.0, 19.0)
ATWATER = {"protein": 4.0, "sugars": 4.0, "starch": 4.0, "alcohol": 7.0}
SERVING_CFU = 170 * 10**8.3  # one serving of cultured milk: 170 g at the median count of Rezac 2018 Front Microbiol 9:1785


def _vector(intake: Intake | None, side: str) -> dict[str, float]:
    return dict.fromkeys(SUBSTRATES, 0.0) if intake is None else intake.daily(side)


def check(totals: Mapping) -> None:
    """All faults of the keys and numbers of a set of daily totals.

    Raises:
        InputError: unknown keys, numbers that are negative or not finite.
    """
    faults = FaultList()

    def numbers(section: Mapping, path: str, valid: tuple[str, ...], nested: tuple[str, ...] = ()) -> None:
        for key, value in section.items():
            where = f"{path}.{key}"
            if key not in valid:
                faults.add(f'unknown key "{key}"', where, nearest=nearest(key, valid))
            elif key in nested and isinstance(value, Mapping):
                numbers(value, where, (*TYPED_FIBRE, "other") if key == "fibre" else tuple(POLYPHENOLS))
            elif key == "meals":
                times = [value] if isinstance(value, (int, float)) else list(value)
                if not times or any(not 0 <= float(t) < 24 for t in times) or len(set(times)) < len(times):
                    faults.add("meal times must be different hours from 0 to 24", where, cure="[8, 13, 19]")
            elif isinstance(value, bool) or not isinstance(value, (int, float)) or not np.isfinite(value) or value < 0:
                faults.add(f"{value!r} is not a non-negative number", where)
            elif key == "processed_share" and value > 1:
                faults.add(f"a share of {value:g} is above 1", where)

    numbers(totals, "intake", KEYS, ("fibre", "polyphenols"))
    faults.raise_if_any()


def _set_carbohydrate(day: dict, totals: Mapping, habitual: dict) -> None:
    if "carbohydrate" in totals and not {"starch", "sugars"} <= set(totals):
        given = {k: totals[k] for k in ("starch", "sugars") if k in totals}
        rest = max(totals["carbohydrate"] - sum(given.values()), 0.0)
        open_keys = [k for k in ("starch", "sugars") if k not in given]
        base = sum(habitual[k] for k in open_keys)
        for k in open_keys:
            day[k] = rest * (habitual[k] / base if base > 0 else 1.0 / len(open_keys))
    resistant = sum(habitual[k] for k in RESISTANT_STARCH)
    shares = {k: habitual[k] / resistant if resistant > 0 else float(k == "resistant_starch_cooked") for k in RESISTANT_STARCH}
    if "resistant_starch" in totals:
        for k in RESISTANT_STARCH:
            day[k] = totals["resistant_starch"] * shares[k]
    elif habitual["starch"] > 0 and day["starch"] != habitual["starch"]:
        for k in RESISTANT_STARCH:
            day[k] = habitual[k] * day["starch"] / habitual["starch"]
    for k in RESISTANT_STARCH:
        if k in totals:
            day[k] = totals[k]


def _set_fibre(day: dict, fibre: float | Mapping) -> None:
    if not isinstance(fibre, Mapping):
        fibre = {"other": fibre}
    if "other" in fibre:
        for name in FIBRE:
            day[name] = 0.0
        day["fibre_unknown"] = fibre["other"]
    for name in TYPED_FIBRE:
        if name in fibre:
            day[name] = fibre[name]


def _set_fat(day: dict, totals: Mapping, habitual: dict) -> None:
    if "fat" not in totals:
        return
    given = [k for k in FATS if k in totals]
    rest = max(totals["fat"] - sum(day[k] for k in given), 0.0)
    open_keys = [k for k in FATS if k not in given]
    base = sum(habitual[k] for k in open_keys)
    for k in open_keys:
        day[k] = rest * habitual[k] / base if base > 0 else (rest if k == "other_fat" else 0.0)


def _energy(day: dict) -> float:
    """kJ by Atwater factors, fibre at 2 kcal/g."""
    kcal = sum(f * day[k] for k, f in ATWATER.items()) + 9.0 * sum(day[k] for k in FATS)
    kcal += 2.0 * (sum(day[k] for k in FIBRE) + sum(day[k] for k in RESISTANT_STARCH))
    return kcal * KJ_PER_KCAL


def from_daily_totals(totals: Mapping, habitual: Intake | None = None) -> Intake:
    """One day repeated, from daily totals in g and kJ.

    Args:
        totals: keys of the CHANGE `intake` section, numbers in g/d (energy kJ/d, meals in h of the day).
        habitual: the diet that what is not given is taken from; without it, what is not given is none.

    Returns:
        An intake of one day; what was given has no width, what was taken over keeps its bounds.

    Raises:
        InputError: unknown keys or impossible numbers, all at once.
    """
    check(totals)
    sides = {side: _vector(habitual, side) for side in ("low", "mid", "high")}
    before, day = sides["mid"], dict(sides["mid"])
    for key in DIRECT:
        if key in totals:
            day[key] = float(totals[key])
    _set_carbohydrate(day, totals, before)
    _set_fat(day, totals, before)
    if "fibre" in totals:
        _set_fibre(day, totals["fibre"])
    for key, name in POLYPHENOLS.items():
        if key in totals.get("polyphenols", {}):
            day[name] = float(totals["polyphenols"][key])
    stated = {k for k in SUBSTRATES if day[k] != before[k]} | {k for k in DIRECT if k in totals}
    if habitual is None:
        stated = set(SUBSTRATES)
    times = totals.get("meals", MEALS)
    times = sorted(float(t) for t in ([times] if isinstance(times, (int, float)) else times))
    n = len(times)
    frame = blank(24.0, times, [f"meal {i + 1}" for i in range(n)])
    arrays = {}
    for side in sides:
        vector = np.array([day[k] if k in stated else sides[side][k] for k in SUBSTRATES])
        arrays[side] = np.tile(vector / n, (n, 1))
    basis = {k: {"stated": day[k]} if k in stated else dict(habitual.basis.get(k, {}) if habitual else {}) for k in SUBSTRATES}
    return finish(replace(frame, **arrays, **_extras(totals, habitual, day, n), basis=_basis_shares(basis)))


def _extras(totals: Mapping, habitual: Intake | None, day: dict, n: int) -> dict[str, np.ndarray]:
    def usual(name: str) -> float:
        return 0.0 if habitual is None else float(getattr(habitual, name).sum()) / habitual.days

    if "energy" in totals:
        energy = float(totals["energy"])
    elif habitual is None:
        energy = _energy(day)
    else:
        energy = max(usual("energy_kj") + _energy(day) - _energy(habitual.daily()), 0.0)
    fibre = sum(day[k] for k in FIBRE)
    usual_sugars = 0.0 if habitual is None else habitual.daily()["sugars"]
    fructose = totals.get("fructose", usual("fructose") * (day["sugars"] / usual_sugars if usual_sugars > 0 else 0.0))
    microbes = {k: usual(k) for k in ("live_microbes", "live_microbes_low", "live_microbes_high")}
    fermented = usual("fermented")
    if "fermented_servings" in totals:
        more = totals["fermented_servings"] - fermented
        fermented = float(totals["fermented_servings"])
        for key, factor in (("live_microbes", 1.0), ("live_microbes_low", 10**-2.3), ("live_microbes_high", 10**1.2)):
            microbes[key] = max(microbes[key] + more * SERVING_CFU * factor, 0.0)
    shares = 0.0 if habitual is None or habitual.energy_kj.sum() == 0 else float(np.average(habitual.processed, weights=habitual.energy_kj))
    values = {"energy_kj": energy, "fibre_total": fibre, "fructose": min(fructose, day["sugars"]), "fermented": fermented, **microbes}
    arrays = {k: np.full(n, v / n) for k, v in values.items()}
    arrays["processed"] = np.full(n, float(totals.get("processed_share", shares)))
    return arrays
