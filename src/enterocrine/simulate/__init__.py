"""Schedule, settle to the habitual diet, run, label."""

from __future__ import annotations

from typing import Any

_PLACES = {
    "simulate": "arms",
    "compare": "arms",
    "run_arms": "arms",
    "side_by_side": "three_readings",
    "Arm": "arms",
    "settle": "run",
    "on_device": "run",
    "AcuteInput": "schedule",
    "label": "dataset",
    "add_hormone_signal": "hormone_signal",
    "forget": "kept",
    "kept_draws": "kept",
    "carbon_audit": "audit",
}
__all__ = list(_PLACES)


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        from importlib import import_module

        return getattr(import_module(f"enterocrine.simulate.{_PLACES[name]}"), name)
    raise AttributeError(name)
