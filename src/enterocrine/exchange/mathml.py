"""SymEngine expressions as content MathML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import AssemblyError, Fault

_FUNCTIONS = {"log": "ln", "tanh": "tanh", "sinh": "sinh", "cosh": "cosh", "sin": "sin", "cos": "cos", "tan": "tan", "Abs": "abs"}
_SYMBOLS = {"Exp1": "<exponentiale/>", "Pi": "<pi/>"}


def number(value: float, unit: str = "dimensionless") -> str:
    """A number with its unit; exact."""
    text = repr(float(value))
    if "e" in text:
        mantissa, exponent = text.split("e")
        return f'<cn type="e-notation" sbml:units="{unit}">{mantissa}<sep/>{int(exponent)}</cn>'
    return f'<cn sbml:units="{unit}">{text}</cn>'


def content(e: Any, name: Callable[[str], str]) -> str:
    """The inside of a `math` element.

    Args:
        e: a SymEngine expression (or a number).
        name: symbol -> MathML of it.

    Raises:
        AssemblyError: a function without a MathML form.
    """
    import symengine as se

    e = se.sympify(e)
    kind = type(e).__name__
    if e.is_Number:
        return number(float(e))
    if kind == "Symbol":
        return name(str(e))
    if kind in _SYMBOLS:
        return _SYMBOLS[kind]
    if kind == "Add":
        return _sum(list(e.args), name)
    if kind == "Mul":
        return _product(list(e.args), name)
    if kind == "Pow":
        base, exponent = e.args
        if type(base).__name__ == "Exp1":
            return f"<apply><exp/>{content(exponent, name)}</apply>"
        if exponent.is_Number and float(exponent) < 0:
            return f"<apply><divide/>{number(1)}{_power(base, -exponent, name)}</apply>"
        return _power(base, exponent, name)
    args = "".join(content(a, name) for a in e.args)
    if kind == "exp":
        return f"<apply><exp/>{args}</apply>"
    if kind in _FUNCTIONS:
        return f"<apply><{_FUNCTIONS[kind]}/>{args}</apply>"
    if kind in ("Max", "Min"):
        return f"<apply><{kind.lower()}/>{args}</apply>"
    raise AssemblyError(Fault(f"the function {kind} has no MathML form", why=str(e)[:80]))


def _power(base: Any, exponent: Any, name: Callable[[str], str]) -> str:
    if exponent.is_Number and float(exponent) == 1:
        return content(base, name)
    if exponent.is_Number and float(exponent) == int(exponent):
        power = f'<cn type="integer" sbml:units="dimensionless">{int(exponent)}</cn>'
    else:
        power = content(exponent, name)
    return f"<apply><power/>{content(base, name)}{power}</apply>"


def _sum(terms: list[Any], name: Callable[[str], str]) -> str:
    """Added terms, less subtracted ones."""
    plus, minus = [], []
    for t in terms:
        factor = t.args[0] if type(t).__name__ == "Mul" and t.args[0].is_Number else None
        negative = (t.is_Number and float(t) < 0) or (factor is not None and float(factor) < 0)
        (minus if negative else plus).append(content(-t if negative else t, name))
    left = plus[0] if len(plus) == 1 else f"<apply><plus/>{''.join(plus)}</apply>" if plus else ""
    if not minus:
        return left
    right = minus[0] if len(minus) == 1 else f"<apply><plus/>{''.join(minus)}</apply>"
    return f"<apply><minus/>{left}{right}</apply>"


def _product(factors: list[Any], name: Callable[[str], str]) -> str:
    """A product over a product, so that no power is negative."""
    over, under = [], []
    for f in factors:
        exponent = f.args[1] if type(f).__name__ == "Pow" else None
        if exponent is not None and exponent.is_Number and float(exponent) < 0:
            under.append(_power(f.args[0], -exponent, name))
        elif f.is_Number and float(f) == 1:
            continue
        else:
            over.append(content(f, name))
    top = over[0] if len(over) == 1 else f"<apply><times/>{''.join(over)}</apply>" if over else number(1)
    if not under:
        return top
    bottom = under[0] if len(under) == 1 else f"<apply><times/>{''.join(under)}</apply>"
    return f"<apply><divide/>{top}{bottom}</apply>"
