"""Functions that work on floats, symbols and dimensions alike: the only ones an equation may use."""

from __future__ import annotations

import math
from typing import Any

from .arrays import Axis, Labelled
from .units import Dimension


def _each(x: Any, name: str) -> Any:
    def one(v: Any) -> Any:
        if isinstance(v, Dimension):
            return v.same(1)
        if isinstance(v, (int, float)):
            return getattr(math, name)(v)
        import symengine

        return getattr(symengine, name)(v)

    return x.map(one) if isinstance(x, Labelled) else one(x)


def exp(x: Any) -> Any:
    """Exponential of a pure number."""
    return _each(x, "exp")


def log(x: Any) -> Any:
    """Natural logarithm of a pure number."""
    return _each(x, "log")


def tanh(x: Any) -> Any:
    """Hyperbolic tangent of a pure number."""
    return _each(x, "tanh")


def saturating(x: Any, half: Any) -> Any:
    """x / (x + half): Michaelis-Menten saturation, 0 to 1."""
    return x / (x + half)


def rising(x: Any, middle: Any, width: Any) -> Any:
    """Smooth step from 0 to 1 as x passes `middle` (logistic of the given width)."""
    return 1 / (1 + exp((middle - x) / width))


def falling(x: Any, middle: Any, width: Any) -> Any:
    """Smooth step from 1 to 0 as x passes `middle`."""
    return 1 / (1 + exp((x - middle) / width))


def power(x: Any, exponent: Any) -> Any:
    """A positive pure number to a free exponent: exp(exponent * log(x))."""
    return exp(exponent * log(x))


def total(x: Labelled, *over: Axis) -> Labelled:
    """Sum over named axes."""
    return x.sum(*over)
