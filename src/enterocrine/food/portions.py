"""Household measures to grams: the food's own measures first, then its kind's, then volume by density."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import Fault, InputError, nearest
from .curated import read_tsv

if TYPE_CHECKING:
    from .table import Food

MASS_G = {"g": 1.0, "mg": 1e-3, "kg": 1000.0, "oz": 28.3495, "lb": 453.592, "ug": 1e-6}
VOLUME_ML = {
    "ml": 1.0, "cl": 10.0, "dl": 100.0, "l": 1000.0, "tsp": 4.929, "tbsp": 14.787, "fl oz": 29.574, "cup": 236.588,
    "pint": 473.176, "quart": 946.353,
}  # fmt: skip
_ALIAS = {
    "gram": "g", "gramme": "g", "gm": "g", "gr": "g", "milligram": "mg", "kilogram": "kg", "kilo": "kg", "ounce": "oz", "onz": "oz",
    "pound": "lb", "millilitre": "ml", "milliliter": "ml", "cc": "ml", "litre": "l", "liter": "l", "centilitre": "cl",
    "decilitre": "dl", "teaspoon": "tsp", "tablespoon": "tbsp", "tblsp": "tbsp", "tbs": "tbsp", "fluid ounce": "fl oz",
    "fl. oz": "fl oz", "floz": "fl oz", "oza": "fl oz", "slice": "slice", "loaf slice": "slice", "pat": "pat", "piece": "piece",
    "microgram": "ug", "µg": "ug", "μg": "ug",
}  # fmt: skip
# Words by which a measure of the sources is known; the first found in its name is its unit.
_WORDS = (
    "fl oz", "tbsp", "tsp", "cup", "slice", "pint", "quart", "serving", "extra small", "small", "medium", "extra large", "large",
    "piece", "bar", "bottle", "can", "packet", "package", "pat", "cookie", "biscuit", "roll", "bun", "muffin", "egg", "clove", "stalk",
    "spear", "head", "leaf", "ear", "fruit", "breast", "thigh", "drumstick", "fillet", "steak", "chop", "patty", "link", "sandwich",
    "burger", "pie", "donut", "cracker", "chip", "kernel", "nut", "each", "whole", "container", "bowl", "glass", "wedge", "cube",
    "scoop", "square", "stick", "tablet", "pancake", "waffle", "bagel", "tortilla", "sprig", "onion", "potato", "tomato", "carrot",
)  # fmt: skip
_ANY_ONE = ("each", "whole", "piece", "fruit", "medium", "item", "unit", "serving")
# Liquids whose kind has no volume measure of its own: taken as water-like.
_LIQUID = {"water", "tea", "coffee", "tea_herbal", "soft_drink", "juice", "beer", "wine", "milk_drink", "soy_drink", "kefir", "kombucha", "soup"}


@dataclass(frozen=True)
class Portion:
    """A household measure of one food.

    Args:
        name: the measure in words, for one unit.
        grams: weight of one unit.
        source: "measured" for the food's own, "group" for the median of its kind, "density" for volume by density.
    """

    name: str
    grams: float
    source: str = "measured"


def unit_of(measure: str) -> str:
    """The unit word of a measure as sources write it ("cup, sliced" -> "cup"); blank where none is known."""
    text = " " + measure.lower().replace("tablespoon", "tbsp").replace("teaspoon", "tsp").replace("fl. oz", "fl oz") + " "
    text = text.replace("nlea serving", "serving").replace("pieces", "piece")
    found = [(m.start(), -len(w), w) for w in _WORDS if (m := re.search(rf"\b{w}(e?s)?\b", text))]
    return min(found)[2] if found else ""


def normal_unit(unit: str) -> str:
    """A unit as typed, reduced to one spelling: lower case, singular, alias resolved."""
    text = re.sub(r"\s+", " ", unit.strip().lower().rstrip("."))
    if text in MASS_G or text in VOLUME_ML:
        return text
    for form in (text, re.sub(r"(?<=[a-z])s$", "", text), re.sub(r"(?<=[a-z]{2})es$", "", text)):
        if form in _ALIAS:
            return _ALIAS[form]
        if form in MASS_G or form in VOLUME_ML:
            return form
    if text.endswith("ves"):
        text = {"loaves": "loaf", "leaves": "leaf", "halves": "half", "cloves": "clove"}.get(text, text[:-1])
    elif text.endswith(("ies",)) and text not in ("cookies", "brownies"):
        text = text[:-3] + "y"
    elif re.search(r"(ch|sh|x|ss|tatoe|matoe)s$", text) or text.endswith(("ches", "shes", "xes", "sses", "toes")):
        text = text[:-2]
    elif text.endswith("s") and not text.endswith("ss"):
        text = text[:-1]
    return text


@lru_cache(maxsize=1)
def _kind_measures() -> dict[tuple[str, str], float]:
    return {(r["kind"], r["unit"]): float(r["grams"]) for r in read_tsv("group_portions.tsv")}


def _own(food: Food, unit: str) -> float | None:
    """Grams of one `unit` by the food's own measures: same words first, then same unit word, then a contained word."""
    measures = [(p.name.lower(), p.grams) for p in food.portions]
    for name, grams in measures:
        if normal_unit(name) == unit or name == unit:
            return grams
    for name, grams in measures:
        if normal_unit(re.split(r"[,(]", name)[0]) == unit:
            return grams
    for name, grams in measures:
        if unit_of(name) == unit:
            return grams
    words = set(unit.split())
    for name, grams in measures:
        if words and words <= {normal_unit(w) for w in re.findall(r"[a-z]+", name)}:
            return grams
    if unit in _ANY_ONE[:-1]:
        for wanted in ("medium", "whole", "fruit", "piece", "each", "large", *([] if unit != "serving" else ["cup", "slice"])):
            for name, grams in measures:
                if unit_of(name) == wanted:
                    return grams
    return None


def density(food: Food) -> float | None:
    """Grams per millilitre from the food's own volume measures, its kind's, or water for drinks; None where not known."""
    for volume in ("cup", "fl oz", "tbsp", "tsp"):
        for portion in food.portions:
            if unit_of(portion.name) == volume:
                return portion.grams / VOLUME_ML[volume]
    for volume in ("cup", "fl oz", "tbsp", "tsp"):
        grams = _kind_measures().get((food.kind, volume))
        if grams is not None:
            return grams / VOLUME_ML[volume]
    return 1.0 if food.kind in _LIQUID else None


def measures_of(food: Food) -> list[str]:
    """Every unit in which an amount of this food can be given, its own first."""
    own = [p.name for p in food.portions]
    kind = sorted(unit for (k, unit) in _kind_measures() if k == food.kind and unit not in {unit_of(n) for n in own})
    volumes = ["ml", "cup", "tbsp", "tsp"] if density(food) is not None else []
    return [*own, *kind, *volumes, "g", "oz"]


def grams(food: Food, amount: float, unit: str) -> float:
    """Weight of an amount of food.

    Args:
        food: the food.
        amount: how many units; must be positive and finite.
        unit: g, mg, kg, oz, lb, a volume, or a household measure of this food ("slice", "cup", "medium").

    Returns:
        Grams as eaten.

    Raises:
        InputError: amount not positive, or the unit is not known for this food (with this food's measures).
    """
    if not (amount > 0 and amount < float("inf")):
        raise InputError(Fault(f"amount {amount:g} {unit} of {food.name} is not a positive number", cure="give how much was eaten"))
    wanted = normal_unit(unit)
    if wanted in MASS_G:
        return amount * MASS_G[wanted]
    own = _own(food, wanted)
    if own is not None:
        return amount * own
    if wanted in VOLUME_ML:
        per_ml = density(food)
        if per_ml is not None:
            return amount * VOLUME_ML[wanted] * per_ml
    of_kind = _kind_measures().get((food.kind, wanted))
    if of_kind is not None:
        return amount * of_kind
    known = measures_of(food)
    raise InputError(
        Fault(
            f'unit "{unit}" is not known for {food.name}',
            why=f"its measures are: {', '.join(known[:10])}",
            nearest=nearest(wanted, known),
            cure="use one of these, or grams",
        )
    )
