"""Stiff test problems with published end values.

Source: Mazzia & Magherini, Test Set for Initial Value Problem Solvers, release 2.4 (2008).
"""

from dataclasses import dataclass

import numpy as np
import symengine as se

from enterocrine import engine


@dataclass(frozen=True)
class Stiff:
    """A problem: equations, start, end and what is known there.

    Args:
        states, rates: symbols and expressions.
        start: values at time 0.
        end: time.
        expected: published values at the end.
        rtol, atol: tolerances at which the values should come out.
        agreement: largest relative difference.
    """

    states: tuple
    rates: tuple
    start: tuple
    end: float
    expected: tuple
    rtol: float
    atol: object
    agreement: float

    def kernel(self):
        return engine.load(engine.Expressions(self.states, [], [], self.rates, list(self.states)))

    def solve(self, kernel=None, **options):
        """The states at the end and the solution."""
        solution = engine.solve(kernel or self.kernel(), np.array(self.start)[:, None], np.zeros((0, 1)), engine.Schedule(0, self.end), [self.end],
                                **{"rtol": self.rtol, "atol": self.atol, **options})
        assert not solution.failed, solution.failed
        return solution.states[:, 0], solution

    def error(self, **options):
        """Largest error at the end: relative, or in the size of the start where values fall by more decades than a double holds digits."""
        found, _ = self.solve(**options)
        sizes = [max(abs(e), 1e-17 * max(map(abs, self.start))) for e in self.expected]
        return max(abs(f - e) / s for f, e, s in zip(found, self.expected, sizes, strict=True))


def robertson():
    """An autocatalytic reaction over eleven decades of time (Robertson 1966)."""
    a, b, c = y = se.symbols("y1:4")
    slow, fast, back = 0.04 * a, 3e7 * b**2, 1e4 * b * c
    return Stiff(y, (back - slow, slow - back - fast, fast), (1.0, 0.0, 0.0), 1e11,
                 (0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050), 1e-7, np.array([1e-12, 1e-17, 1e-12]), 2e-5)


def van_der_pol():
    """An oscillator that runs along a slow branch and jumps (van der Pol 1926), at a stiffness of 1e6."""
    x, speed = y = se.symbols("x speed")
    return Stiff(y, (speed, 1e6 * ((1 - x**2) * speed - x)), (2.0, 0.0), 2.0, (1.706167732170483, -0.8928097010247975), 1e-8, 1e-9, 1e-6)


def hires():
    y = se.symbols("y1:9")
    both = 280 * y[5] * y[7]
    rates = (-1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007, 1.71 * y[0] - 8.75 * y[1], -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4],
             8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3], -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6],
             -both + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6], both - 1.81 * y[6], -both + 1.81 * y[6])
    end = (0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2, 0.2386356198831331e-2,
           0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2)
    return Stiff(y, rates, (1.0, 0, 0, 0, 0, 0, 0, 0.0057), 321.8122, end, 1e-8, 1e-12, 1e-6)


def pollution():
    """Twenty species and twenty-five reactions of an air pollution model (Verwer 1994)."""
    y = se.symbols("y1:21")
    k = (0.35, 26.6, 12300.0, 0.86e-3, 0.82e-3, 15000.0, 0.13e-3, 24000.0, 16500.0, 9000.0, 0.022, 12000.0, 1.88, 16300.0, 4.8e6, 0.35e-3,
         0.0175, 1e8, 4.44e11, 1240.0, 2.1, 5.78, 0.0474, 1780.0, 3.12)
    educts = ((1,), (2, 4), (5, 2), (7,), (7,), (7, 6), (9,), (9, 6), (11, 2), (11, 1), (13,), (10, 2), (14,), (1, 6), (3,), (4,), (4,), (16,),
              (16,), (17, 6), (19,), (19,), (1, 4), (19, 1), (20,))
    products = ((2, 3), (1,), (1, 6), (5, 5, 8), (8,), (5, 8), (5, 8, 10), (11,), (1, 10, 12), (13,), (1, 11), (1, 14), (5, 7), (15,), (4,),
                (16,), (3,), (6, 6), (3,), (5, 18), (2,), (1, 3), (19,), (20,), (1, 19))
    rates = [se.Integer(0)] * 20
    for constant, left, right in zip(k, educts, products, strict=True):
        flow = constant
        for s in left:
            flow = flow * y[s - 1]
        for s in left:
            rates[s - 1] -= flow
        for s in right:
            rates[s - 1] += flow
    start = [0.0] * 20
    for place, value in ((2, 0.2), (4, 0.04), (7, 0.1), (8, 0.3), (9, 0.01), (17, 0.007)):
        start[place - 1] = value
    end = (0.5646255480022769e-1, 0.1342484130422339, 0.4139734331099427e-8, 0.5523140207484359e-2, 0.2018977262302196e-6,
           0.1464541863493966e-6, 0.7784249118997964e-1, 0.3245075353396018, 0.7494013383880406e-2, 0.1622293157301561e-7,
           0.1135863833257075e-7, 0.2230505975721359e-2, 0.2087162882798630e-3, 0.1396921016840158e-4, 0.8964884856898295e-2,
           0.4352846369330103e-17, 0.6899219696263405e-2, 0.1007803037365946e-3, 0.1772146513969984e-5, 0.5682943292316392e-4)
    return Stiff(y, tuple(rates), tuple(start), 60.0, end, 1e-8, 1e-20, 1e-6)


def oregonator():
    """The Belousov-Zhabotinsky reaction: a limit cycle with sharp turns (Field & Noyes 1974)."""
    a, b, c = y = se.symbols("y1:4")
    rates = (77.27 * (b + a * (1 - 8.375e-6 * a - b)), (c - (1 + a) * b) / 77.27, 0.161 * (a - c))
    return Stiff(y, rates, (1.0, 2.0, 3.0), 360.0, (1.000814870318523, 1228.178521549917, 132.0554942846706), 1e-9, 1e-9, 1e-5)


def e5():
    """Chemical pyrolysis: values from 1e-3 down to 1e-22, and more than eleven decades of time (Enright, Hull & Lindberg 1975)."""
    a, b, c, d = y = se.symbols("y1:5")
    slow, fast, join, part = 7.89e-10 * a, 1.1e7 * a * c, 1.13e9 * b * c, 1.13e3 * d
    rates = (-slow - fast, slow - join, slow - fast - join + part, fast - part)
    return Stiff(y, rates, (1.76e-3, 0.0, 0.0, 0.0), 1e13,
                 (1.152903278711829e-290, 8.867655517642120e-22, 8.854814626268838e-22, 0.0), 1e-8, 1e-28, 1e-5)


def logistic():
    """Growth to a limit and a product of it: not stiff, known on paper."""
    x, z = y = se.symbols("x z")
    end = 3.0
    level = 1 / (1 + 9 * np.exp(-end))
    return Stiff(y, (x * (1 - x), x), (0.1, 0.0), end, (level, float(np.log1p(0.1 * np.expm1(end)))),
                 1e-8, 1e-8, 1e-6)
