"""What kind of food a name stands for: kind (for group priors), state of its starch, processing class.

The rules are the project's own, in ordered tables: the first row whose patterns all hold decides. The processing class follows the
four levels of the NOVA idea (1 unprocessed, 2 culinary ingredient, 3 processed, 4 ultra-processed) but is our own reading of food
names; it is not an official assignment.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .curated import read_tsv

RAW, COOKED, COOLED = "raw", "cooked", "cooled"

_COOLED = re.compile(
    r"\b(cooled|cold|chilled|reheated|refrigerated|leftover|salad|frozen meal|frozen entree|sushi|potato salad|pasta salad|rice salad)\b"
)
_RAW = re.compile(r"\b(raw|unprepared|uncooked|unpopped|dry mix|green banana|unripe|underripe)\b")
_RAW_STARCH_KINDS = {
    "banana", "plantain", "pulses_dry", "potato_raw", "rice_white_dry", "rice_brown_dry", "barley_dry", "rye_dry", "grain_dry",
    "flour_white", "flour_whole_wheat", "wheat_bran", "oat_bran", "oats_dry", "nuts", "seeds", "peanut", "muesli", "chestnut",
    "pasta_dry", "pasta_whole_dry",
}  # fmt: skip
_COOKED_WORD = re.compile(r"\b(cooked|boiled|baked|fried|roasted|steamed|stewed|canned|microwaved|toasted|prepared|chips|bread)\b")


@lru_cache(maxsize=1)
def _kind_rules() -> list[tuple[str, re.Pattern | None, re.Pattern | None, re.Pattern | None]]:
    return [
        (r["kind"], *(re.compile(r[c]) if r[c] else None for c in ("source_group", "name", "not_name")))
        for r in read_tsv("food_kinds.tsv")
    ]


@cache
def kind_of(name: str, source_group: str) -> str:
    """The kind of food whose priors apply.

    Args:
        name: food name as the source writes it.
        source_group: food group of the source.

    Returns:
        The kind, one of the names in food_kinds.tsv.
    """
    text, group = name.lower(), source_group.lower()
    for kind, in_group, in_name, not_name in _kind_rules():
        if in_group and not in_group.search(group):
            continue
        if in_name and not in_name.search(text):
            continue
        if not_name and not_name.search(text):
            continue
        return kind
    return "mixed_dish"


def starch_state(name: str, kind: str) -> str:
    """Whether the starch of a food is eaten raw, cooked, or cooked and cooled, from the words of its name."""
    text = name.lower()
    if _COOLED.search(text) and kind != "leafy":
        return COOLED
    if _RAW.search(text):
        return RAW
    if kind in _RAW_STARCH_KINDS and not _COOKED_WORD.search(text):
        return RAW
    return COOKED


@lru_cache(maxsize=1)
def _processing_rules() -> list[tuple[int, re.Pattern | None, re.Pattern | None]]:
    return [
        (int(r["nova"]), *(re.compile(r[c]) if r[c] else None for c in ("kind", "name"))) for r in read_tsv("processing_rules.tsv")
    ]


def processing_class(name: str, kind: str) -> int:
    """Processing class 1-4 of a food, by our own name rules."""
    text = name.lower()
    for nova, kinds, names in _processing_rules():
        if (kinds is None or kinds.fullmatch(kind)) and (names is None or names.search(text)):
            return nova
    return 3
