"""Expressions as a graph in which every distinct value appears once.

Each node is an operation on earlier nodes. Equal operations on equal arguments are the same node, so whatever two rates or two
Jacobian entries share is computed once. A node knows whether it varies with the states; nodes that do not are computed once per
stretch of constant inputs (`hoist`), not at every evaluation of the rates.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

UNARY: dict[str, Callable[[float], float]] = {
    "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "tanh": math.tanh, "sinh": math.sinh, "cosh": math.cosh,
    "asinh": math.asinh, "acosh": math.acosh, "atanh": math.atanh, "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "asin": math.asin, "acos": math.acos, "atan": math.atan, "erf": math.erf, "erfc": math.erfc,
    "abs": abs, "sign": lambda x: math.copysign(1.0, x) if x else 0.0, "recip": lambda x: 1.0 / x,
    "floored": lambda x: max(x, TINY), "lifted": lambda x: max(x, SMALL),
}
TINY = 2.2250738585072014e-308       # smallest normal number: the base of a non-integer power never falls below it
SMALL = 1e-12                        # nor below this in the power's slope, which may be infinite at zero


class Graph:
    """Hash-consed operations; a node is its position in `op` and `args`."""

    def __init__(self) -> None:
        self.op: list[str] = []
        self.args: list[tuple] = []
        self.varying: list[bool] = []
        self._known: dict[tuple, int] = {}
        self._exponentials: dict[int, tuple[int, int, int]] = {}
        self.zero = self.const(0.0)
        self.one = self.const(1.0)
        self.minus_one = self.const(-1.0)

    def _node(self, op: str, args: tuple, varying: bool) -> int:
        key = (op, args)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.op)
            self.op.append(op)
            self.args.append(args)
            self.varying.append(varying)
        return found

    def const(self, value: float) -> int:
        return self._node("const", (float(value),), False)

    def state(self, i: int) -> int:
        return self._node("state", (i,), True)

    def parameter(self, i: int) -> int:
        return self._node("parameter", (i,), False)

    def input(self, i: int) -> int:
        return self._node("input", (i,), False)

    def value(self, a: int) -> float | None:
        """The number, if the node is a constant."""
        return self.args[a][0] if self.op[a] == "const" else None

    def negative(self, a: int) -> int | None:
        """What is negated, if the node is a negation."""
        return self.args[a][0] if self.op[a] == "neg" else None

    def _binary(self, op: str, a: int, b: int) -> int:
        return self._node(op, (a, b), self.varying[a] or self.varying[b])

    def neg(self, a: int) -> int:
        value = self.value(a)
        if value is not None:
            return self.const(-value)
        inner = self.negative(a)
        if inner is not None:
            return inner
        if self.op[a] == "sub":
            return self.sub(self.args[a][1], self.args[a][0])
        return self._node("neg", (a,), self.varying[a])

    def add(self, a: int, b: int) -> int:
        va, vb = self.value(a), self.value(b)
        if va is not None and vb is not None:
            return self.const(va + vb)
        if va == 0:
            return b
        if vb == 0:
            return a
        na, nb = self.negative(a), self.negative(b)
        if nb is not None:
            return self.sub(a, nb)
        if na is not None:
            return self.sub(b, na)
        return self._binary("add", min(a, b), max(a, b))

    def sub(self, a: int, b: int) -> int:
        if a == b:
            return self.zero
        va, vb = self.value(a), self.value(b)
        if va is not None and vb is not None:
            return self.const(va - vb)
        if vb == 0:
            return a
        if va == 0:
            return self.neg(b)
        nb = self.negative(b)
        if nb is not None:
            return self.add(a, nb)
        na = self.negative(a)
        if na is not None:
            return self.neg(self.add(na, b))
        return self._binary("sub", a, b)

    def mul(self, a: int, b: int) -> int:
        va, vb = self.value(a), self.value(b)
        if va is not None and vb is not None:
            return self.const(va * vb)
        if vb is not None:
            a, b, va, vb = b, a, vb, va
        if va is not None:
            if va == 0:
                return self.zero
            if va == 1:
                return b
            if va == -1:
                return self.neg(b)
        na, nb = self.negative(a), self.negative(b)
        if na is not None or nb is not None:
            product = self.mul(a if na is None else na, b if nb is None else nb)
            return product if (na is not None and nb is not None) else self.neg(product)
        if self.varying[a] != self.varying[b]:      # two fixed factors in a row become one, which leaves the hot path
            fixed, moving = (b, a) if self.varying[a] else (a, b)
            if self.op[moving] == "mul":
                inner = self.args[moving]
                for other, rest in (inner, inner[::-1]):
                    if not self.varying[other]:
                        return self.mul(self.mul(fixed, other), rest)
        return self._binary("mul", min(a, b), max(a, b))

    def unary(self, op: str, a: int) -> int:
        value = self.value(a)
        if value is not None:
            try:
                return self.const(UNARY[op](value))
            except (ValueError, OverflowError, ZeroDivisionError):      # left to the compiled code, which gives inf or NaN
                pass
        if op == "recip":
            if self.op[a] == "recip":
                return self.args[a][0]
            inner = self.negative(a)
            if inner is not None:
                return self.neg(self.unary("recip", inner))
        return self._node(op, (a,), self.varying[a])

    def extreme(self, op: str, a: int, b: int) -> int:
        """`max` or `min` of two nodes."""
        return a if a == b else self._binary(op, min(a, b), max(a, b))

    def whole_power(self, a: int, n: int) -> int:
        """a**n for a whole n by repeated squaring."""
        if n < 0:
            return self.unary("recip", self.whole_power(a, -n))
        if n == 0:
            return self.one
        half = self.whole_power(a, n // 2)
        square = self.mul(half, half) if n > 1 else self.one
        return self.mul(square, a) if n % 2 else square

    def power(self, base: int, exponent: int) -> int:
        """base**exponent; whole and half-whole exponents by products and roots, others by exp(exponent * log(base))."""
        n = self.value(exponent)
        if n is not None and n == int(n) and abs(n) <= 64:
            if n < 0:      # the reciprocal first: its derivative and other powers of it share it
                return self.whole_power(self.unary("recip", base), int(-n))
            return self.whole_power(base, int(n))
        if n is not None and 2 * n == int(2 * n) and abs(n) <= 16:
            root = self.unary("sqrt", self.unary("floored", base))
            if n < 0:
                return self.whole_power(self.unary("recip", root), int(-2 * n))
            return self.mul(self.whole_power(base, int(n)), root)
        return self.exp(self.mul(exponent, self.unary("log", self.unary("floored", base))))

    def product(self, nodes: Sequence[int]) -> int:
        """Product of nodes: what does not vary with the states is multiplied first, so that it leaves the hot path."""
        fixed = self.one
        moving = self.one
        for a in sorted(nodes):
            if self.varying[a]:
                moving = self.mul(moving, a)
            else:
                fixed = self.mul(fixed, a)
        return self.mul(fixed, moving)

    def total(self, nodes: Sequence[int]) -> int:
        """Sum of nodes, the fixed part first."""
        fixed = self.zero
        moving = self.zero
        for a in sorted(nodes):
            if self.varying[a]:
                moving = self.add(moving, a)
            else:
                fixed = self.add(fixed, a)
        return self.add(moving, fixed)

    def partials(self, node: int) -> list[tuple[int, int]]:
        """(argument, derivative of the node by it) for every argument that varies with the states."""
        return [(a, d) for a, d in self._partials(node) if self.varying[a] and d != self.zero]

    def _partials(self, node: int) -> list[tuple[int, int]]:
        op, args = self.op[node], self.args[node]
        minus = self.neg
        if op == "add":
            return [(args[0], self.one), (args[1], self.one)]
        if op == "sub":
            return [(args[0], self.one), (args[1], self.minus_one)]
        if op == "mul":
            if args[0] == args[1]:
                return [(args[0], self.mul(self.const(2.0), args[0]))]
            return [(args[0], args[1]), (args[1], args[0])]
        if op in ("max", "min"):
            first = self._binary("greater" if op == "max" else "less", args[0], args[1])
            return [(args[0], first), (args[1], self.sub(self.one, first))]
        a = args[0]
        if op in ("log", "sqrt") and self.op[a] == "floored":      # a power: its slope at an empty pool must stay finite
            base = self.args[a][0]
            slope = self.unary("recip", self.unary("lifted", base))
            return [(base, slope if op == "log" else self.mul(self.mul(self.const(0.5), node), slope))]
        rules: dict[str, Callable[[], int]] = {
            "neg": lambda: self.minus_one,
            "floored": lambda: self.one, "lifted": lambda: self.one,
            "recip": lambda: minus(self.mul(node, node)),
            "exp": lambda: node,
            "log": lambda: self.unary("recip", a),
            "sqrt": lambda: self.mul(self.const(0.5), self.unary("recip", node)),
            "tanh": lambda: self.sub(self.one, self.mul(node, node)),
            "sinh": lambda: self.unary("cosh", a),
            "cosh": lambda: self.unary("sinh", a),
            "asinh": lambda: self._root_recip(self.add(self.one, self.mul(a, a))),
            "acosh": lambda: self._root_recip(self.sub(self.mul(a, a), self.one)),
            "atanh": lambda: self.unary("recip", self.sub(self.one, self.mul(a, a))),
            "sin": lambda: self.unary("cos", a),
            "cos": lambda: minus(self.unary("sin", a)),
            "tan": lambda: self.add(self.one, self.mul(node, node)),
            "asin": lambda: self._root_recip(self.sub(self.one, self.mul(a, a))),
            "acos": lambda: minus(self._root_recip(self.sub(self.one, self.mul(a, a)))),
            "atan": lambda: self.unary("recip", self.add(self.one, self.mul(a, a))),
            "erf": lambda: self._bell(a),
            "erfc": lambda: minus(self._bell(a)),
            "abs": lambda: self.unary("sign", a),
            "sign": lambda: self.zero, "greater": lambda: self.zero, "less": lambda: self.zero,
        }
        return [(a, rules[op]())]

    def exp(self, a: int) -> int:
        """exp(a). Exponentials whose exponents differ by a fixed amount, or in sign besides, share one: 1 / (1 + exp((pH - limit) / width))
        of many guilds needs a single exponential for each pH."""
        fixed, core, sign = self._split(a)
        if core is None or not self.varying[a]:
            return self.unary("exp", a)
        if core not in self._exponentials:
            self._exponentials[core] = (fixed, sign, self.unary("exp", a))
        first, first_sign, node = self._exponentials[core]
        if sign == first_sign:
            return self.mul(self.exp(self.sub(fixed, first)), node)
        return self.mul(self.exp(self.add(fixed, first)), self.unary("recip", node))

    def _split(self, a: int) -> tuple[int, int | None, int]:
        """a = fixed + sign * core with a core that varies; core is None where there is no such form."""
        op, args = self.op[a], self.args[a]
        if op == "neg":
            fixed, core, sign = self._split(args[0])
            return self.neg(fixed), core, -sign
        if op == "mul" and self.varying[args[0]] != self.varying[args[1]]:
            factor, moving = args[::-1] if self.varying[args[0]] else args
            fixed, core, sign = self._split(moving)
            return self.mul(factor, fixed), None if core is None else self.mul(factor, core), sign
        if op in ("add", "sub"):
            for k in (0, 1):
                if not self.varying[args[k]]:
                    fixed, core, sign = self._split(args[1 - k])
                    if op == "add":
                        return self.add(args[k], fixed), core, sign
                    return (self.sub(args[0], fixed), core, -sign) if k == 0 else (self.sub(fixed, args[1]), core, sign)
        return self.zero, a, 1

    def _root_recip(self, a: int) -> int:
        return self.unary("recip", self.unary("sqrt", a))

    def _bell(self, a: int) -> int:
        return self.mul(self.const(2 / math.sqrt(math.pi)), self.unary("exp", self.neg(self.mul(a, a))))
