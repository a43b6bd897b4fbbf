"""Foods, diaries and intakes: from what was eaten, with household measures, to substrate classes with intervals.

Heavy parts (numpy) are loaded on first use. `search` is bound here at once: it is also the name of its module, and a later import of
that module would otherwise put the module in the function's place.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .search import Hit, search

_WHERE = {
    "show": "table", "Food": "table", "grams": "portions", "Portion": "portions",
    "SUBSTRATES": "classes", "Interval": "classes", "substrates": "intake", "Intake": "intake", "Diary": "diary",
}  # fmt: skip
__all__ = ["SUBSTRATES", "Diary", "Food", "Hit", "Intake", "Interval", "Portion", "grams", "search", "show", "substrates"]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        value = getattr(import_module(f".{_WHERE[name]}", __name__), name)
        globals()[name] = value
        return value
    if name in ("diary", "intake", "supplements", "presets", "table", "evidence", "composition"):
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
