"""Foods, diaries and intakes: from what was eaten, with household measures, to substrate classes with intervals.

Names are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WHERE = {
    "search": "search", "Hit": "search", "show": "table", "Food": "table", "grams": "portions", "Portion": "portions",
    "SUBSTRATES": "classes", "Interval": "classes", "substrates": "intake", "Intake": "intake", "Diary": "diary",
}  # fmt: skip
__all__ = ["SUBSTRATES", "Diary", "Food", "Hit", "Intake", "Interval", "Portion", "grams", "search", "show", "substrates"]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        value = getattr(import_module(f".{_WHERE[name]}", __name__), name)
        globals()[name] = value  # over the submodule of the same name, so that food.search stays callable
        return value
    if name in ("diary", "intake", "supplements", "presets", "table", "evidence", "composition"):
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
