"""Published trials, one file each: re-run as they were done, the prediction beside the observation."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WHERE = {
    "Study": "study",
    "load": "study",
    "OutcomeRow": "judge",
    "run_file_or_id": "library",
    "list_studies": "library",
    "find": "library",
    "qualify": "qualification",
}
__all__ = sorted(_WHERE)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import enterocrine.studies` costs nothing."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_WHERE[name]}", __name__), name)
    globals()[name] = value
    return value
