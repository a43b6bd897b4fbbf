"""The androgens together, at rest."""

from dataclasses import dataclass

import numpy as np
import pytest

from enterocrine.engine import Schedule, load, solve
from enterocrine.population import draw
from enterocrine.simulate.run import absolute_tolerance, settings


@dataclass
class Someone:
    sex: str
    age_y: float
    weight_kg: float
    height_m: float
    menopause: str | None = None
    conditions: tuple = ()
    bristol: int = 4


MAN = Someone("male", 40, 75, 1.75)


def settled(system, *people, days=100.0, **modified):
    """Output -> one number a person, and the same a day earlier."""
    cohort = draw(system, list(people), len(people), worlds=0).modified({f"androgen.{name}": v for name, v in modified.items()})
    start = np.zeros((len(system.states), cohort.size))
    for pool, amount in settings(system, "start").items():
        start[system.state_index(pool).ravel()] = amount
    times = [24 * (days - 1), 24 * days]
    found = solve(load(system), start, cohort.parameters, Schedule(0.0, times[-1]), times, atol=1e-2 * absolute_tolerance(system), rtol=1e-5)
    assert not found.failed and found.lowest.min() >= 0
    return [{name: found.values[t, k] for k, name in enumerate(system.observable_names)} for t in (1, 0)]


def test_a_man_of_forty(androgens):
    now, before = settled(androgens, MAN)
    low_high = {
        "testosterone_total": (13, 17), "testosterone_morning": (15.5, 19.5), "testosterone_free": (240, 320), "dht": (1.3, 2.0),
        "androstenedione": (2, 4), "shbg": (30, 42), "lh": (3.5, 5.5), "fsh": (4, 6.5),
    }  # fmt: skip
    assert [name for name, (low, high) in low_high.items() if not low < now[name][0] < high] == []
    assert all(now[name] == pytest.approx(before[name], rel=1e-4) for name in low_high)


def test_women_before_and_after_menopause(androgens):
    women = [Someone("female", 22, 62, 1.64, "pre"), Someone("female", 40, 68, 1.64, "pre"), Someone("female", 62, 72, 1.62, "post")]
    now, _ = settled(androgens, *women)
    total = now["testosterone_total"]
    assert 0.8 < total[0] < 1.3 and 0.55 < total[1] < 0.8 and 0.45 < total[2] < total[1]
    assert (now["dht"] < 0.7).all() and (now["shbg"] > 50).all() and now["androstenedione"][2] < now["androstenedione"][0]


def test_total_testosterone_of_men_hardly_falls_with_age_and_the_free_does(androgens):
    """At equal fat: flat after 40 (G-H05.2), free -3.12 pmol/L a year in EMAS (G-H04.1), with LH rising."""
    young, old = (Someone("male", age, kg, 1.75) for age, kg in ((45, 80), (75, 75)))
    now, _ = settled(androgens, young, old)
    total, free, lh, shbg = (now[name] for name in ("testosterone_total", "testosterone_free", "lh", "shbg"))
    assert np.log(shbg[1] / shbg[0]) / 30 == pytest.approx(0.016, abs=0.004)  # a year, G-H04.12; the older man is a little lighter
    assert abs(total[1] / total[0] - 1) < 0.12
    assert (free[1] - free[0]) / 30 == pytest.approx(-3.12, abs=1.2) and lh[1] > 1.1 * lh[0]


def test_obese_men_have_less_and_nearly_the_same_free(androgens):
    """G-H04.4, G-H04.5: -5.1 nmol/L and -54 pmol/L at a body mass index of 30 or more against below 25; LH is not higher.

    Without interleukin-6, which holds the pituitary back and is not here, LH rises a little with what testosterone is lost.
    """
    lean, obese = (Someone("male", 55, kg, 1.75) for kg in (70, 104))
    now, _ = settled(androgens, lean, obese)
    change = {name: now[name][1] - now[name][0] for name in ("testosterone_total", "testosterone_free", "lh")}
    assert change["testosterone_total"] == pytest.approx(-5.1, abs=1.6) and change["testosterone_free"] == pytest.approx(-54, abs=30)
    assert change["lh"] < 0.7


def test_shbg_raises_total_and_leaves_free_testosterone(androgens):
    """DI-19: where SHBG is 23 % higher, total +7 % (not significant), free -3 % (not significant)."""
    (more, _), (usual, _) = settled(androgens, MAN, shbg_rest=1.23), settled(androgens, MAN)
    assert 0.03 < more["testosterone_total"][0] / usual["testosterone_total"][0] - 1 < 0.15
    assert abs(more["testosterone_free"][0] / usual["testosterone_free"][0] - 1) < 0.05


def test_failing_testis_and_failing_pituitary(androgens):
    people = [Someone("male", 45, 85, 1.78, conditions=c) for c in ((), ("primary_hypogonadism",), ("secondary_hypogonadism",))]
    now, _ = settled(androgens, *people)
    assert (now["testosterone_total"][1:] < 10.5).all() and now["testosterone_total"][0] > 11
    assert now["lh"][1] > 1.4 * now["lh"][0] and now["lh"][2] < 0.3 * now["lh"][0]


def test_without_pituitary_only_the_adrenals_are_left(androgens):
    """Castrate level: testosterone below 1.7 nmol/L (50 ng/dL)."""
    now, _ = settled(androgens, MAN, pituitary_drive=0.0)
    assert 0.05 < now["testosterone_total"][0] < 1.7 and now["lh"][0] < 1e-3


def test_clearance_and_production_of_testosterone(androgens):
    """A-7.5: 531 ng/dL (18.4 nmol/L) and 980 L/d are 5.2 mg/d; the day's mean is lower, and so is production."""
    now, _ = settled(androgens, MAN)
    made = 516 * 1.91 * now["testosterone_total"][0] * 288.4e-6
    assert 3.8 < made < 5.4
