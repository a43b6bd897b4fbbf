"""What is eaten and taken, in plain words: by the person, and by what a change asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from enterocrine.person.change import Change, Supplemented
    from enterocrine.person.person import Person

_PER = {"day": "/d", "week": "/week"}
_UNITS = {"energy": " kJ/d", "fermented_servings": " servings/d", "processed_share": ""}


def habitual_words(person: Person) -> str:
    """The habitual diet, such as "the habitual diet, 7 days repeated"."""
    days = getattr(person.diet, "days", 1)
    diet = f"the habitual diet, {days:g} {'day' if days == 1 else 'days'} repeated"
    return "; ".join([diet, *(f"as prescribed, {words}" for words in protocol_words(person))])


def protocol_words(person: Person, change: Change | None = None) -> list[str]:
    """What is taken as prescribed, one sentence each: by the person, or by the person who follows a change."""
    from enterocrine.person.protocol import together

    own = getattr(person, "protocol", ())
    return [treatment.words() for treatment in (own if change is None else together(own, change.protocol))]


def change_words(change: Change) -> str:
    """What a change asks for, in the order in which it is applied, such as "+10 g/d inulin".

    Args:
        change: any change; one that asks for nothing gives "nothing is changed".
    """
    return "; ".join(_parts(change)) or "nothing is changed"


def _parts(change: Change) -> Iterator[str]:
    from enterocrine.food.table import show

    if change.replace_diet is not None:
        days = change.replace_diet.days
        name = f" of {Path(list(change.sources)[-1]).name}" if change.sources else ""
        yield f"the diet{name} ({days:g} {'day' if days == 1 else 'days'} repeated) instead of the habitual one"
    if change.intake:
        yield f"daily totals set: {', '.join(_total(key, value) for key, value in change.intake.items())}; all else as in the habitual diet"
    for swap in change.swap:
        share = "all" if swap.share == 1 else f"{100 * swap.share:g} %"
        yield f"{share} of {show(swap.from_id).name} eaten as {show(swap.to_id).name}"
    for added in change.add:
        yield f"+{added.grams:.4g} g{_PER[added.per]} {added.name}" + (f" at {added.meal}" if added.meal else "")
    for item in change.supplement:
        yield _dose(item)
    for treatment in change.protocol:
        yield f"as prescribed, {treatment.words()}"
    for drug in change.drugs:
        yield f"{drug.replace('_', ' ')}, known by the factors that follow"
    for name, factor in change.modify.items():
        yield f"{name} multiplied by {factor:g}"


def _dose(item: Supplemented) -> str:
    unit = "servings" if item.unit == "serving" and item.amount != 1 else item.unit
    amount, name = f"+{item.amount:.4g} {unit}", item.substance.replace("_", " ")
    # The diet, with what is added to it, repeats.
    return f"{amount} {name} once in each round of the diet" if item.per == "once" else f"{amount}{_PER[item.per]} {name}"


def _total(key: str, value: Any) -> str:
    name = key.replace("_", " ")
    if isinstance(value, Mapping):
        return f"{name} ({', '.join(_total(part, grams) for part, grams in value.items())})"
    if key == "meals":
        times = value if isinstance(value, (list, tuple)) else [value]
        return f"meals at {', '.join(f'{hour:g}' for hour in times)} h"
    return f"{name} {value:.4g}{_UNITS.get(key, ' g/d')}"
