"""What each virtual person's meals hold: intervals of the food table -> grams of each nutrient class that enter the stomach.

Measured fibre of a food is kept in every draw: what its typed parts leave is of unknown type, and where they come to more than was
measured they are scaled down together. Resistant starch and fructans lie partly inside the tabled fibre (food/composition.py); which
share, is drawn once for all foods, because it is a property of the method of analysis. A class lies at a place in its interval that all
foods share in part (the analysis, the source of the value) and that each kind of food has for itself in part (variety, recipe), so that
the interval of a day is narrower than the sum of the intervals of its foods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..body.axes import nutrient
from ..food.classes import CELL_WALL, FATS, INDEX, RESISTANT_STARCH, SUBSTRATES
from ..food.composition import IN_FIBRE, LEAST_WALL
from ..food.contents import Contents, shared_share, split
from ..population.deviates import FURTHEST, by_draw

if TYPE_CHECKING:
    from ..food.intake import Intake
    from ..population.cohort import Cohort

NORMAL_90 = 1.645  # half-width of a 90 % interval in standard deviations
_SAME_NAME = (
    "sugars",
    "starch",
    "resistant_starch_raw",
    "inulin",
    "galactooligosaccharides",
    "beta_glucan",
    "pectin",
    "arabinoxylan",
    "gums",
    "psyllium",
    "protein",
)
_RETROGRADED = ("resistant_starch_cooked", "resistant_starch_cooled")
_TOGETHER = 256  # draws worked out at a time, so that memory does not grow with their number
_WALL = [INDEX[name] for name in CELL_WALL]
_STARCH = [INDEX[name] for name in RESISTANT_STARCH]
_UNKNOWN, _INULIN = INDEX["fibre_unknown"], INDEX["inulin"]


def meal_amounts(cohort: Cohort, intake: Intake) -> np.ndarray:
    """Grams of each nutrient class per meal and person.

    Args:
        cohort: the virtual people; each holds every class of every kind of food at its own place within the interval, at all meals.
        intake: meals with low, mid and high grams per substrate class; low and high are read as a 90 % interval.

    Returns:
        (meals, nutrients, persons) grams.
    """
    eaten = meal_classes(cohort, intake)
    out = np.zeros((eaten.shape[0], len(nutrient), cohort.size))

    def put(label: str, grams: np.ndarray) -> None:
        out[:, nutrient.index(label)] += grams

    for name in _SAME_NAME:
        put(name, eaten[:, INDEX[name]])
    for name in _RETROGRADED:
        put("resistant_starch_retrograded", eaten[:, INDEX[name]])
    wall = eaten[:, INDEX["cellulose_lignin"]]
    put("cellulose", wall * (1 - cohort.lignin_share))
    put("lignin", wall * cohort.lignin_share)
    unknown = eaten[:, _UNKNOWN]
    for share, label in zip(cohort.unknown_fibre, cohort.unknown_classes, strict=True):
        put(label, unknown * share)
    for name in FATS:
        put("fat", eaten[:, INDEX[name]])
    return out


def meal_classes(cohort: Cohort, intake: Intake) -> np.ndarray:
    """Grams of each substrate class per meal and person, drawn.

    Returns:
        (meals, classes in the order of SUBSTRATES, persons) grams.
    """
    contents = split(intake)
    out = np.empty((len(intake.meal_h), len(SUBSTRATES), cohort.size))
    for start in range(0, cohort.size, _TOGETHER):
        part = slice(start, start + _TOGETHER)
        people = cohort.take(part)
        rest = _placed(contents.rest_low, contents.rest_mid, contents.rest_high, people.food[None])
        foods = food_classes(people, contents)
        out[:, :, part] = rest + np.tensordot(contents.weight, foods, axes=1)
    return out


def daily_classes(cohort: Cohort, intake: Intake) -> np.ndarray:
    """Mean grams of each substrate class per day.

    Returns:
        (classes in the order of SUBSTRATES, persons) g/d.
    """
    parts = [cohort.take(slice(start, start + _TOGETHER)) for start in range(0, cohort.size, _TOGETHER)]
    return np.concatenate([meal_classes(part, intake).sum(axis=0) for part in parts], axis=1) * (24 / intake.period_h)


def food_classes(cohort: Cohort, contents: Contents) -> np.ndarray:
    """What a gram of each food holds in each draw.

    Returns:
        (foods, classes, persons) grams per gram. Where the fibre of a food was measured, cell wall, unknown fibre and what the tabled
        fibre holds of resistant starch and inulin come to it. Where it was not, the total is drawn and its parts keep their middle
        shares: how much there is, is then the larger question.
    """
    if not contents.foods:
        return np.zeros((0, len(SUBSTRATES), cohort.size))
    place, above = _food_places(cohort, contents.kinds), cohort.food[None] > 0
    drawn = _placed(contents.low, contents.mid, contents.high, place, above)
    total = _placed(*contents.fibre.T, place[:, _UNKNOWN], above[:, _UNKNOWN])
    wall = np.maximum(total - fibre_inside(cohort, contents, drawn), LEAST_WALL * total)
    typed = drawn[:, _WALL].sum(axis=1)
    drawn[:, _WALL] *= np.divide(wall, typed, out=np.ones_like(typed), where=typed > wall)[:, None]
    drawn[:, _UNKNOWN] = np.maximum(wall - typed, 0.0)
    middle = contents.fibre[:, [1]]
    scale = np.divide(total, middle, out=np.zeros_like(total), where=middle > 0)[:, None]
    parts, guessed = [*_WALL, _UNKNOWN], ~contents.measured
    drawn[np.ix_(guessed, parts)] = contents.mid[np.ix_(guessed, parts)][..., None] * scale[guessed]
    return drawn


def fibre_inside(cohort: Cohort, contents: Contents, drawn: np.ndarray) -> np.ndarray:
    """Resistant starch and fructans that the tabled fibre of each food holds.

    Args:
        drawn: (foods, classes, persons) grams per gram.

    Returns:
        (foods, persons) grams per gram: the middle share of what is drawn, and of the middle amount what the drawn share adds, so that
        neither moves the median by way of the other; never more than there is.
    """
    z = _deviates(cohort, "inside tabled fibre", 2)
    total = np.zeros((len(contents.foods), cohort.size))
    for k, (classes, share) in enumerate(((_STARCH, IN_FIBRE["resistant_starch"]), ([_INULIN], IN_FIBRE["inulin"]))):
        amount, middle = drawn[:, classes].sum(axis=1), contents.mid[:, classes].sum(axis=1)
        more = _placed(share.low, share.mid, share.high, z[k]) - share.mid
        total += np.clip(share.mid * amount + more * middle[:, None], 0.0, amount)
    return total


def _food_places(cohort: Cohort, kinds: tuple[str, ...]) -> np.ndarray:
    """(foods, classes, persons) deviates: in part those of the class, in part those of the class in this kind of food."""
    shared = shared_share()
    own = {kind: _deviates(cohort, f"food kind {kind}", len(SUBSTRATES)) for kind in dict.fromkeys(kinds)}
    mixed = {kind: np.sqrt(shared) * cohort.food + np.sqrt(1 - shared) * z for kind, z in own.items()}
    return np.clip(np.stack([mixed[kind] for kind in kinds]), -FURTHEST, FURTHEST)


def _deviates(cohort: Cohort, name: str, size: int) -> np.ndarray:
    """(size, persons); zeros where the cohort has no spread."""
    if cohort.number is None:
        return np.zeros((size, cohort.size))
    return by_draw(cohort.seed, name, cohort.number, size).T


def _placed(low: Any, mid: Any, high: Any, deviate: np.ndarray, above: np.ndarray | None = None) -> np.ndarray:
    """Values at deviates within 90 % intervals, never below zero.

    Args:
        low, mid, high: the intervals; a last axis of persons is added.
        deviate: (..., persons).
        above: where to measure by the upper half of the interval; by default where the deviate is positive. Decided by the part that
            foods share, it leaves the median of a sum of lopsided intervals at the sum of their middles.
    """
    low, mid, high = (np.asarray(bound, float)[..., None] for bound in (low, mid, high))
    above = deviate > 0 if above is None else above
    return np.maximum(mid + deviate / NORMAL_90 * np.where(above, high - mid, mid - low), 0.0)
