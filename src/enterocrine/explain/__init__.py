"""Why an output moves: what each link of the axis carried, what that rests on, and the dose-response curve of each receptor."""

from __future__ import annotations

from typing import Any

_PLACES = {"explain": "why", "as_data": "facts", "targets": "targets", "drawn": "axis_map"}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        from importlib import import_module

        return getattr(import_module(f"enterocrine.explain.{_PLACES[name]}"), name)
    raise AttributeError(name)
