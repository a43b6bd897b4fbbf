"""What reaches the mouth: grams of every substrate class per meal, with bounds, over one period that repeats.

Additions and exchanges work on the same arrays. An exchange replaces one food by the same grams of another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..errors import Fault, InputError, nearest
from .classes import FIBRE, INDEX, SUBSTRATES
from .table import Food, show

if TYPE_CHECKING:
    from .diary import Diary

# Beyond these daily totals no habitual diet was measured; the run goes on, flagged.
LIMITS = {"fibre": (100.0, "g/d"), "energy": (25_000.0, "kJ/d"), "protein": (350.0, "g/d"), "alcohol": (150.0, "g/d"),
          "resistant starch": (80.0, "g/d"), "sugars": (500.0, "g/d")}  # fmt: skip
LOWEST_ENERGY = 3_000.0
_EXTRA = ("energy_kj", "fibre_total", "fructose", "live_microbes", "live_microbes_low", "live_microbes_high", "fermented", "processed_kj")
_BASES = ("measured", "literature", "group prior", "derived", "stated")


@dataclass(frozen=True)
class Item:
    """One food of an intake: which meal (row of the arrays), which food, how many grams over the period."""

    meal: int
    food_id: str
    grams: float


@dataclass(frozen=True)
class Intake:
    """One habitual period, repeated to fill the weeks.

    Args:
        period_h: length, whole days, h.
        meal_h: (meals,) hours from midnight of the first day, ascending.
        meal_names: name of each meal.
        low, mid, high: (meals, classes) grams per meal, classes in the order of SUBSTRATES.
        energy_kj, fibre_total (g), fructose (g, free, part of sugars), live_microbes (CFU), fermented (servings): (meals,).
        live_microbes_low, live_microbes_high: (meals,) bounds; between them log-uniform.
        processed: (meals,) share of the energy from foods of processing class 4.
        known_fibre_share: share of the fibre grams whose type is known.
        basis: class -> {measured, literature, group prior, derived, stated: share of its grams}.
        extrapolation: flags on totals outside what people eat.
        items: the foods, where they are known.
    """

    period_h: float
    meal_h: np.ndarray
    meal_names: tuple[str, ...]
    low: np.ndarray
    mid: np.ndarray
    high: np.ndarray
    energy_kj: np.ndarray
    fibre_total: np.ndarray
    fructose: np.ndarray
    live_microbes: np.ndarray
    live_microbes_low: np.ndarray
    live_microbes_high: np.ndarray
    fermented: np.ndarray
    processed: np.ndarray
    known_fibre_share: float = 1.0
    basis: dict[str, dict[str, float]] = field(default_factory=dict)
    extrapolation: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def days(self) -> float:
        """Length in days."""
        return self.period_h / 24.0

    def daily(self, which: str = "mid") -> dict[str, float]:
        """Mean grams per day of every class (`which` is low, mid or high)."""
        return dict(zip(SUBSTRATES, (getattr(self, which).sum(axis=0) / self.days).tolist(), strict=True))


@dataclass
class _Contribution:
    """What a set of foods brings, to be added to or taken from arrays."""

    low: np.ndarray
    mid: np.ndarray
    high: np.ndarray
    extra: dict[str, float]
    basis: dict[str, dict[str, float]]  # class -> basis -> grams


@lru_cache(maxsize=4096)
def _of_food(food_id: str) -> _Contribution:
    """Contribution of one gram of a food."""
    food: Food = show(food_id)
    bounds = [np.array([getattr(food.per100[s], side) for s in SUBSTRATES]) / 100.0 for side in ("low", "mid", "high")]
    p = food.per100
    energy = p["energy"].mid / 100.0
    extra = {
        "energy_kj": energy, "fibre_total": p["fibre_total"].mid / 100.0, "fructose": p["fructose"].mid / 100.0,
        "live_microbes": p["live_microbes"].mid / 100.0, "live_microbes_low": p["live_microbes"].low / 100.0,
        "live_microbes_high": p["live_microbes"].high / 100.0, "fermented": p["fermented"].mid / 100.0,
        "processed_kj": energy if food.nova == 4 else 0.0,
    }  # fmt: skip
    basis = {s: {food.basis[s]: p[s].mid / 100.0} for s in SUBSTRATES}
    return _Contribution(*bounds, extra, basis)


def _basis_shares(grams: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    shares = {}
    for name in SUBSTRATES:
        parts = {b: max(g, 0.0) for b, g in grams.get(name, {}).items()}
        total = sum(parts.values())
        shares[name] = {b: parts[b] / total for b in _BASES if parts.get(b)} if total > 0 else {}
    return shares


def _known_share(mid: np.ndarray) -> float:
    fibre = {name: float(mid[:, INDEX[name]].sum()) for name in FIBRE}
    total = sum(fibre.values())
    return 1.0 - fibre["fibre_unknown"] / total if total > 0 else 1.0


def flags(intake: Intake) -> tuple[str, ...]:
    """Daily totals outside what people eat, in words; empty for an ordinary diet."""
    daily = intake.daily()
    found = []
    resistant = sum(daily[f"resistant_starch_{s}"] for s in ("raw", "cooked", "cooled"))
    values = {
        "fibre": sum(daily[f] for f in FIBRE), "energy": float(intake.energy_kj.sum()) / intake.days, "protein": daily["protein"],
        "alcohol": daily["alcohol"], "resistant starch": resistant, "sugars": daily["sugars"],
    }  # fmt: skip
    for name, (limit, unit) in LIMITS.items():
        if values[name] > limit:
            found.append(f"{name} {values[name]:.0f} {unit} is above {limit:.0f}, beyond measured habitual diets")
    if values["energy"] < LOWEST_ENERGY:
        found.append(f"energy {values['energy']:.0f} kJ/d is below {LOWEST_ENERGY:.0f}, less than anyone lives on")
    return tuple(found)


def finish(intake: Intake) -> Intake:
    """The same intake with its fibre share and flags worked out anew."""
    of_days = tuple(w for w in intake.extrapolation if w.startswith("on "))
    return replace(intake, known_fibre_share=_known_share(intake.mid), extrapolation=of_days + flags(intake))


def substrates(diary: Diary) -> Intake:
    """Substrate classes of every meal of a diary.

    Args:
        diary: foods with grams and times.

    Returns:
        The intake over the whole days of the diary; entries of one time and meal name form a meal.
    """
    first = diary.entries[0].when.date()
    meals: dict[tuple[float, str], int] = {}
    for entry in diary.entries:
        hours = (entry.when.date() - first).days * 24.0 + entry.when.hour + entry.when.minute / 60.0 + entry.when.second / 3600.0
        meals.setdefault((hours, entry.meal), len(meals))
    order = sorted(meals, key=lambda k: (k[0], meals[k]))
    row = {key: i for i, key in enumerate(order)}
    items = []
    for entry in diary.entries:
        hours = (entry.when.date() - first).days * 24.0 + entry.when.hour + entry.when.minute / 60.0 + entry.when.second / 3600.0
        items.append(Item(row[hours, entry.meal], entry.food.id, entry.grams))
    empty = replace(blank(diary.days * 24.0, [k[0] for k in order], [k[1] for k in order]), extrapolation=diary.warnings)
    return _record(_with_items(empty, items, 1.0), items)


def blank(period_h: float, meal_h: list[float], names: list[str]) -> Intake:
    """An intake of nothing at given times."""
    n, zero = len(meal_h), np.zeros((len(meal_h), len(SUBSTRATES)))
    ones = [np.zeros(n) for _ in range(8)]
    return Intake(period_h, np.array(meal_h, float), tuple(names), zero, zero.copy(), zero.copy(), *ones)


def _with_items(intake: Intake, items: list[Item], sign: float) -> Intake:
    """Add (sign 1) or take away (sign -1) foods at their meals."""
    arrays = {k: getattr(intake, k).copy() for k in ("low", "mid", "high")}
    extra = {k: getattr(intake, k).copy() for k in _EXTRA if k != "processed_kj"}
    extra["processed_kj"] = intake.processed * intake.energy_kj
    basis = _basis_grams(intake)
    for item in items:
        one, weight = _of_food(item.food_id), sign * item.grams
        for side in arrays:
            arrays[side][item.meal] += weight * getattr(one, side)
        for key in _EXTRA:
            extra[key][item.meal] += weight * one.extra[key]
        for name, parts in one.basis.items():
            for b, g in parts.items():
                basis[name][b] += weight * g
    return _rebuilt(intake, arrays, extra, basis)


def _basis_grams(intake: Intake) -> dict[str, dict[str, float]]:
    grams: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name, shares in intake.basis.items():
        total = float(intake.mid[:, INDEX[name]].sum())
        for b, share in shares.items():
            grams[name][b] += share * total
    return grams


def _rebuilt(intake: Intake, arrays: dict, extra: dict, basis: dict) -> Intake:
    """The intake with new arrays; what rounding left below zero is zero, and bounds keep their order."""
    arrays = {k: np.where(np.abs(v) < 1e-9, 0.0, np.maximum(v, 0.0)) for k, v in arrays.items()}
    arrays["low"], arrays["high"] = np.minimum(arrays["low"], arrays["mid"]), np.maximum(arrays["high"], arrays["mid"])
    extra = {k: np.where(np.abs(v) < 1e-9, 0.0, np.maximum(v, 0.0)) for k, v in extra.items()}
    processed_kj = extra.pop("processed_kj")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(extra["energy_kj"] > 0, np.clip(processed_kj / extra["energy_kj"], 0.0, 1.0), 0.0)
    return finish(replace(intake, **arrays, **extra, processed=share, basis=_basis_shares(basis)))


def _record(intake: Intake, items: list[Item]) -> Intake:
    merged: dict[tuple[int, str], float] = defaultdict(float)
    for item in (*intake.items, *items):
        merged[item.meal, item.food_id] += item.grams
    return replace(intake, items=tuple(Item(m, f, g) for (m, f), g in merged.items() if g > 1e-9))


def meals_called(intake: Intake, meal: str | None) -> list[int]:
    """Rows of the meals of a name, or of all meals.

    Raises:
        InputError: no meal has the name.
    """
    if meal is None:
        return list(range(len(intake.meal_h)))
    rows = [i for i, name in enumerate(intake.meal_names) if name.strip().lower() == meal.strip().lower()]
    if not rows:
        names = sorted(set(intake.meal_names))
        raise InputError(Fault(f'no meal is called "{meal}"', nearest=nearest(meal, names), cure=f"meals are {', '.join(names)}"))
    return rows


def add(intake: Intake, food_id: str, grams: float, *, per: str = "day", meal: str | None = None) -> Intake:
    """More of a food.

    Args:
        intake: what it is added to.
        food_id, grams: how much of which food.
        per: "day" or "week"; spread evenly over the meals it goes into.
        meal: name of the meal; all meals where not given.

    Returns:
        A new intake.

    Raises:
        InputError: unknown food, meal or period.
    """
    rows = meals_called(intake, meal)
    total = grams * _days(per, intake) / len(rows)
    items = [Item(i, show(food_id).id, total) for i in rows]
    return _record(_with_items(intake, items, 1.0), items)


def _days(per: str, intake: Intake) -> float:
    days = {"day": intake.days, "week": intake.days / 7.0, "once": 1.0}
    if per not in days:
        raise InputError(Fault(f'"{per}" is not a period', nearest=nearest(per, days), cure="per day, week or once"))
    return days[per]


def swap(intake: Intake, from_id: str, to_id: str, share: float = 1.0) -> Intake:
    """A share of the grams of one food eaten as another food instead, at the same meals.

    Args:
        intake: with known foods (from a diary).
        from_id, to_id: the foods.
        share: 0 to 1.

    Returns:
        A new intake.

    Raises:
        InputError: the food is not eaten, the foods are not known, or the share is out of range.
    """
    before, after = show(from_id), show(to_id)
    if not 0.0 <= share <= 1.0:
        raise InputError(Fault(f"share {share:g} is not between 0 and 1", cure="0.5 for half"))
    taken = [Item(i.meal, from_id, i.grams * share) for i in intake.items if i.food_id == from_id]
    if not taken:
        eaten = sorted({show(i.food_id).name for i in intake.items})
        why = "the diet is given as daily totals, without foods" if not eaten else "this food is not in the diary"
        raise InputError(Fault(f"cannot exchange {before.name}", why=why, nearest=nearest(before.name, eaten), cure="name a food of the diary"))
    given = [Item(i.meal, after.id, i.grams) for i in taken]
    changed = _with_items(_with_items(intake, taken, -1.0), given, 1.0)
    return _record(changed, [Item(i.meal, i.food_id, -i.grams) for i in taken] + given)


def from_daily_totals(totals: dict, habitual: Intake | None = None) -> Intake:
    """A diet given as daily totals; see enterocrine.food.daily_totals."""
    from .daily_totals import from_daily_totals as build

    return build(totals, habitual)


def supplement(intake: Intake, substance: str, amount: float, *, per: str = "day", at_h: float | None = None) -> Intake:
    """A substance added to a diet; see enterocrine.food.supplements."""
    from .supplements import supplement as give

    return give(intake, substance, amount, per=per, at_h=at_h)


def preset(name: str) -> Intake:
    """A habitual diet used by studies: western, mediterranean, rural_african, vegetarian."""
    from .presets import preset as build

    return build(name)
