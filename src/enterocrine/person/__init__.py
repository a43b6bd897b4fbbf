"""The door: a person and a change of diet, read from files; every unit is converted here and nowhere else but in food/."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WHERE = {
    "Person": "person",
    "load": "person",
    "Change": "change",
    "load_change": "change",
    "parse_change": "change",
    "apply": "change",
    "change_words": "words",
    "habitual_words": "words",
    "protocol_words": "words",
    "Treatment": "protocol",
}
__all__ = sorted(_WHERE)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import enterocrine.person` costs nothing."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_WHERE[name]}", __name__), name)
