"""Priors -> virtual people: many plausible versions of one person, or of a trial's participants."""

from __future__ import annotations

from typing import Any

__all__ = ["Cohort", "draw", "panel", "unknown_parameters"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from . import cohort

        return getattr(cohort, name)
    raise AttributeError(name)
