"""The foods of an intake one by one: what a draw needs to keep the measured fibre of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .classes import SUBSTRATES
from .curated import read_tsv
from .table import show

if TYPE_CHECKING:
    from .intake import Intake

_ROUNDING = 1e-6  # grams; what adding and taking away foods may leave


@dataclass(frozen=True)
class Contents:
    """An intake split into its foods and a rest of which no food is known (supplements, daily totals).

    Args:
        foods: their ids.
        kinds: (foods,) the kind of each, whose foods are drawn together.
        weight: (meals, foods) grams.
        low, mid, high: (foods, classes) grams per gram.
        fibre: (foods, 3) low, mid and high grams of tabled fibre per gram.
        measured: (foods,) whether it was measured; all three are then the same.
        rest_low, rest_mid, rest_high: (meals, classes) grams.
    """

    foods: tuple[str, ...]
    kinds: tuple[str, ...]
    weight: np.ndarray
    low: np.ndarray
    mid: np.ndarray
    high: np.ndarray
    fibre: np.ndarray
    measured: np.ndarray
    rest_low: np.ndarray
    rest_mid: np.ndarray
    rest_high: np.ndarray


@lru_cache(maxsize=4096)
def _per_gram(food_id: str) -> tuple[str, np.ndarray, np.ndarray, bool]:
    """Kind, (3, classes) grams per gram, (3,) tabled fibre per gram, whether that was measured."""
    food = show(food_id)
    sides = ("low", "mid", "high")
    classes = np.array([[getattr(food.per100[s], side) for s in SUBSTRATES] for side in sides]) / 100
    fibre = np.array([getattr(food.per100["fibre_total"], side) for side in sides]) / 100
    return food.kind, classes, fibre, food.basis["fibre_total"] == "measured"


def split(intake: Intake) -> Contents:
    """Foods and rest of an intake.

    Args:
        intake: what is eaten; where its foods do not account for its totals (meals were moved, say), all of it is rest.

    Returns:
        The foods in the order of their ids, and the rest.
    """
    meals = len(intake.meal_h)
    items = tuple(getattr(intake, "items", ()))
    if any(item.meal >= meals for item in items):
        return split_none(intake)
    foods = tuple(sorted({item.food_id for item in items}))
    sides = (intake.low, intake.mid, intake.high)
    place = {food: k for k, food in enumerate(foods)}
    weight = np.zeros((meals, len(foods)))
    for item in items:
        weight[item.meal, place[item.food_id]] += item.grams
    held = [_per_gram(food) for food in foods]
    bounds = np.array([classes for _, classes, _, _ in held]).reshape(len(foods), 3, len(SUBSTRATES))
    rest = [side - weight @ bounds[:, k] for k, side in enumerate(sides)]
    if foods and min(r.min() for r in rest) < -_ROUNDING:
        return split_none(intake)
    low, mid, high = (np.where(r < _ROUNDING, 0.0, r) for r in rest)
    return Contents(
        foods,
        tuple(kind for kind, _, _, _ in held),
        weight,
        *bounds.transpose(1, 0, 2),
        np.array([fibre for _, _, fibre, _ in held]).reshape(len(foods), 3),
        np.array([measured for _, _, _, measured in held], bool),
        np.minimum(low, mid),
        mid,
        np.maximum(mid, high),
    )


def split_none(intake: Intake) -> Contents:
    """The intake as a rest, with no food known."""
    none, weight = np.zeros((0, len(SUBSTRATES))), np.zeros((len(intake.meal_h), 0))
    return Contents((), (), weight, none, none, none, np.zeros((0, 3)), np.zeros(0, bool), intake.low, intake.mid, intake.high)


def shared_share() -> float:
    """Share of the variance of a class's place in its interval that all foods have in common (draw_spread.tsv)."""
    return float(next(r["value"] for r in read_tsv("draw_spread.tsv") if r["id"] == "shared_share"))
