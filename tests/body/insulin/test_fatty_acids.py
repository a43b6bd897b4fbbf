"""Release of fatty acids under insulin."""

import pytest

from enterocrine.body.insulin.fatty_acids import lipolysis


def level(alone, number, times, response=1.0):
    return alone(lipolysis, insulin_action=times * number("insulin.insulin_reference"), adiposity_response=response).set["fatty_acids"]


def test_little_insulin_halves_it_and_much_leaves_a_fifth(alone, number):
    rest = number("insulin.fatty_acids_rest")
    assert level(alone, number, 1) == pytest.approx(rest)
    assert 0.4 * rest < level(alone, number, 2) < 0.65 * rest
    assert level(alone, number, 1000) == pytest.approx(number("insulin.lipolysis_floor") * rest, rel=1e-3)
    assert level(alone, number, 0) > rest


def test_fat_that_answers_less_lets_more_go(alone, number):
    assert level(alone, number, 2, 0.5) > level(alone, number, 2)
