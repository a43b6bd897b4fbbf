"""From network to numbers: expressions become C, C becomes a kernel, a kernel solves many persons at once. Knows no biology."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WHERE = {"Expressions": "symbols", "Schedule": "batch", "Solution": "batch", "solve": "batch", "load": "kernel", "Kernel": "kernel"}
__all__ = ["Expressions", "Kernel", "Schedule", "Solution", "load", "solve"]


def __getattr__(name: str) -> Any:
    # Imported on first use: `import enterocrine` must not pull in numpy or symengine.
    if name in _WHERE:
        value = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
        globals()[name] = value
        return value
    if name in ("kernel", "symbols", "emit", "graph", "batch", "gpu"):
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
