"""The curves that experimenters put through what they read: one site under a flow and its wash, and sums of exponentials."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

MOST_EXPONENTIALS = 4
MOLAR = 1e9  # nmol in a mol
HOUR_S = 3600.0
SEEN = (0.05, 3.0)  # rates that samples can tell: slowest over the last hour, fastest over the first

Array = np.ndarray[Any, np.dtype[Any]]


def one_site(times: Array, courses: Array, washed_at: float, concentration: float) -> tuple[Array, Array]:
    """Rates of one ligand at one site, by least squares through the association and the dissociation of each course at once.

    Args:
        times: (times,) hours from when the flow of the ligand begins.
        courses: (draws, times) the signal.
        washed_at: hour at which the ligand is gone.
        concentration: of the ligand, nmol/L.

    Returns:
        (draws,) association [1/(M s)] and dissociation [1/s]; NaN where nothing is seen.
    """
    from scipy.optimize import least_squares

    bound_for, left_for = np.minimum(times, washed_at), np.maximum(times - washed_at, 0.0)
    found = np.full((2, len(courses)), np.nan)
    for draw, course in enumerate(courses):
        top = float(np.abs(course).max())
        if not top:
            continue

        def signal(logs: Array) -> Array:
            association, dissociation, most = np.exp(logs)
            rate = association * concentration + dissociation
            level = most * association * concentration / rate
            return np.asarray(level * -np.expm1(-rate * bound_for) * np.exp(-dissociation * left_for))

        began = np.log([1 / washed_at / max(concentration, 1e-12), 1 / washed_at, 2 * top])
        fit = least_squares(lambda logs, course=course, top=top: (signal(logs) - course) / top, began, x_scale="jac", xtol=1e-12, ftol=1e-12)
        found[:, draw] = np.exp(fit.x[:2])
    return found[0] * MOLAR / HOUR_S, found[1] / HOUR_S


def exponentials(times: Array, courses: Array, sampled: Sequence[float], error: float) -> tuple[Array, Array]:
    """How many exponentials the samples of each course need, and their sum at hour 0.

    Samples are read without error; one exponential more is needed where it takes away more than the two numbers that it brings cost
    (Akaike's criterion, in expectation over errors of the size given).

    Args:
        times: (times,) hours of the readings.
        courses: (draws, times) the course after a pulse at hour 0.
        sampled: hours of the samples.
        error: relative error of a sample.

    Returns:
        (draws,) the number, and the sum of the intercepts; NaN where a sample is not above zero.
    """
    after = times > 0
    found = np.full((2, len(courses)), np.nan)
    for draw, course in enumerate(courses):
        seen = np.interp(sampled, times[after], course[after]) if after.any() else np.zeros(1)
        if (seen > 0).all():
            found[:, draw] = _needed(tuple(sampled), tuple(map(float, seen)), error)
    return found[0], found[1]


@lru_cache(maxsize=8192)
def _needed(sampled: tuple[float, ...], seen: tuple[float, ...], error: float) -> tuple[int, float]:
    """The number of exponentials that cost least, and their sum at hour 0; kept, as outcomes of one course ask for one each."""
    fits = [_sum_of(np.array(sampled), np.array(seen), count) for count in range(1, min(MOST_EXPONENTIALS, len(seen) // 2) + 1)]
    best = int(np.argmin([misfit / error**2 + 2 * (k + 1) for k, (misfit, _) in enumerate(fits)]))
    return best + 1, fits[best][1]


def _sum_of(hours: Array, seen: Array, count: int) -> tuple[float, float]:
    """Sum of squared relative residuals of the best sum of so many falling exponentials, and its value at hour 0."""
    from scipy.optimize import least_squares, nnls

    slowest, fastest = np.log(SEEN[0] / hours[-1]), np.log(SEEN[1] / hours[0])

    def parts(logs: Array) -> tuple[Array, Array]:
        shape = np.exp(-np.exp(logs) * hours[:, None]) / seen[:, None]
        size = shape.max(axis=0)
        return shape, nnls(shape / size, np.ones(len(hours)))[0] / size

    def residuals(logs: Array) -> Array:
        shape, weights = parts(logs)
        return np.asarray(shape @ weights - 1)

    began = np.linspace(slowest, fastest, 2 * count + 1)[1::2]
    fit = least_squares(residuals, began, bounds=(slowest, fastest))
    return float(2 * fit.cost), float(parts(fit.x)[1].sum())
