"""Inflammation and the testis."""

import pytest

from enterocrine.body.androgen.inflammatory_testis import inflammation_and_testis


def response(alone, number, times, woman=False):
    levels = [number(f"immune.rest_level[{name}]") for name in ("tnf", "il6", "il1b", "il10")]
    levels[1] *= times
    return alone(inflammation_and_testis, put={"female": float(woman)}, cytokines=levels).set["leydig_response"]


def test_little_at_low_grade_much_in_acute_illness_and_nothing_in_women(alone, number):
    assert response(alone, number, 1) == pytest.approx(1)
    assert 0.85 < response(alone, number, 2) < 0.97 and 0.4 < response(alone, number, 200) < 0.7
    assert response(alone, number, 200, woman=True) == pytest.approx(1)
