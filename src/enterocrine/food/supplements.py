"""Substances taken beside the diet, as grams of substrate classes per gram of product (supplements.tsv, each row with its source)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..errors import Fault, InputError, nearest
from .classes import FIBRE, INDEX, SUBSTRATES
from .curated import read_tsv
from .intake import Intake, _basis_grams, _basis_shares, _days, finish, meals_called

# Known to the contracts, but not substrates of this version of the model: refused in words, never taken as nothing.
NOT_REPRESENTED = {
    "propionate_ester": "its propionate is released in the colon by ester cleavage, which the model does not have yet",
    "butyrate_enema": "it enters the colon from below; give it as `acute: colonic_infusion` or wait for rectal inputs",
    "emulsifier_cmc": "effects of emulsifiers on mucus are not in the model yet",
    "probiotic": "strains in capsules are taken under `protocol`: {drug: lactobacillus | bifidobacterium, dose: 1e10 CFU, every: 1 d}",
    "akkermansia": "capsules are taken under `protocol`: {drug: akkermansia_pasteurised | akkermansia_live, dose: 1e10 CFU, every: 1 d}",
    "metformin": "medicines are taken under `protocol`: {drug: metformin, dose: 850 mg, every: 12 h}",
}
# Foods counted by serving: (food id, grams of one serving).
SERVED = {"live_yogurt": ("ndb:01116", 170.0), "kefir": ("fndds:kefir", 170.0)}


def definitions() -> dict[str, dict[str, float]]:
    """Substance -> grams of each class per gram of product."""
    table: dict[str, dict[str, float]] = {s: {s: 1.0} for s in SUBSTRATES}
    for row in read_tsv("supplements.tsv"):
        table.setdefault(row["substance"], {})[row["class"]] = float(row["grams_per_gram"])
    return table


def substances() -> tuple[str, ...]:
    """Every name that `supplement` takes."""
    return tuple(sorted({*definitions(), *SERVED}))


def unit_of(substance: str) -> str:
    """Unit of the amount of a substance: "serving" for fermented foods (grams work too, by `add`), else "g"."""
    return "serving" if substance in SERVED else "g"


def require(substance: str) -> None:
    """Refuse a substance that is not known or not in the model.

    Raises:
        InputError: with the reason or the nearest names.
    """
    if substance in NOT_REPRESENTED:
        raise InputError(Fault(f'"{substance}" cannot be run', why=NOT_REPRESENTED[substance], cure="remove it to run without it"))
    if substance not in definitions() and substance not in SERVED:
        known = (*substances(), *NOT_REPRESENTED)
        cure = "one of the nearest, or a substrate class"
        raise InputError(Fault(f'no substance is called "{substance}"', nearest=nearest(substance, known), cure=cure))


def supplement(intake: Intake, substance: str, amount: float, *, per: str = "day", at_h: float | None = None) -> Intake:
    """A substance added to a diet, split over the meals of each day.

    Args:
        intake: the diet.
        substance: a name of supplements.tsv, a substrate class, live_yogurt or kefir.
        amount: grams of product (servings for live_yogurt and kefir).
        per: "day", "week", or "once" (at the first meal of the period only).
        at_h: hour of the day at which it is taken; without it, with the meals.

    Returns:
        A new intake.

    Raises:
        InputError: unknown substance, one the model cannot represent, or an amount that is not positive.
    """
    require(substance)
    if not (amount > 0 and np.isfinite(amount)):
        raise InputError(Fault(f"{amount:g} of {substance} is not a positive amount", cure="give how much is taken"))
    if substance in SERVED:
        from .intake import add

        food_id, serving = SERVED[substance]
        return add(intake, food_id, amount * serving, per="week" if per == "once" and intake.period_h == 168 else per)
    if at_h is not None:
        intake = _with_times(intake, at_h)
        rows = [i for i, name in enumerate(intake.meal_names) if name == "supplement" and intake.meal_h[i] % 24 == at_h % 24]
    else:
        rows = meals_called(intake, None)
    rows = rows[:1] if per == "once" else rows
    share = amount * _days(per, intake) / len(rows)
    arrays = {side: getattr(intake, side).copy() for side in ("low", "mid", "high")}
    basis, fibre = _basis_grams(intake), intake.fibre_total.copy()
    for name, per_gram in definitions()[substance].items():
        for side in arrays.values():
            side[rows, INDEX[name]] += share * per_gram
        basis[name]["stated"] += share * per_gram * len(rows)
        if name in FIBRE:
            fibre[rows] += share * per_gram
    return finish(replace(intake, **arrays, fibre_total=fibre, basis=_basis_shares(basis)))


def _with_times(intake: Intake, at_h: float) -> Intake:
    """The intake with one more, empty, meal each day."""
    times = np.arange(int(round(intake.days))) * 24.0 + at_h % 24.0
    meal_h = np.concatenate([intake.meal_h, times])
    order = np.argsort(meal_h, kind="stable")
    position = {int(old): new for new, old in enumerate(order)}
    grown = {}
    for key in ("low", "mid", "high"):
        array = getattr(intake, key)
        grown[key] = np.concatenate([array, np.zeros((len(times), array.shape[1]))])[order]
    for key in ("energy_kj", "fibre_total", "fructose", "live_microbes", "live_microbes_low", "live_microbes_high", "fermented", "processed"):
        grown[key] = np.concatenate([getattr(intake, key), np.zeros(len(times))])[order]
    names = (*intake.meal_names, *("supplement",) * len(times))
    items = tuple(replace(i, meal=position[i.meal]) for i in intake.items)
    return replace(intake, meal_h=meal_h[order], meal_names=tuple(names[i] for i in order), items=items, **grown)
