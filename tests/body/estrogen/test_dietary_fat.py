"""Eaten fat and estrogens."""

import numpy as np
import pytest

from enterocrine.body.axes import nutrient
from enterocrine.body.estrogen.dietary_fat import dietary_fat_and_aromatase, dietary_fat_and_ovary, fat_of_the_diet

REST = 0.3679


def test_share_of_energy(alone):
    food = np.zeros(len(nutrient))
    for name, grams in (("fat", 10.0), ("starch", 20.0), ("protein", 10.0), ("lignin", 5.0)):
        food[nutrient.index(name)] = grams
    found = alone(fat_of_the_diet, stomach=food, other_energy_of_late=240.0, fat_of_late=160.0)
    assert found.set["dietary_fat_share"] == pytest.approx(0.4)
    assert found.rate["eating_fat"][0] / found.rate["eating_other"][0] == pytest.approx(370 / 510)


def test_fifteen_points_of_energy_less(alone, number):
    """DI-9: estradiol -7.4 % before and -23 % after the menopause."""
    assert number("estrogen.fat_rest") == pytest.approx(REST, abs=0.02)
    ovary = alone(dietary_fat_and_ovary, dietary_fat_share=number("estrogen.fat_rest") - 0.15).set["ovarian_production"]
    assert ovary == pytest.approx(0.92, abs=0.01)
    for after, ratio in ((1.0, 0.77), (0.0, 1.0)):
        lower = number("estrogen.fat_rest") - 0.15
        found = alone(dietary_fat_and_aromatase, put={"postmenopausal": after}, dietary_fat_share=lower)
        assert found.set["aromatisation"] == pytest.approx(ratio, abs=0.01)


def test_neutral_on_the_reference_diet(alone, number):
    for m, factor in ((dietary_fat_and_ovary, "ovarian_production"), (dietary_fat_and_aromatase, "aromatisation")):
        assert alone(m, dietary_fat_share=number("estrogen.fat_rest")).set[factor] == pytest.approx(1)


def test_fat_reduction_in_settled_women(week, bodies):
    """DI-9: within the intervals of the pooled trials, at 15 points of energy less."""
    from enterocrine.food.intake import from_daily_totals

    energy, usual = 9500.0, week()
    less = {"energy": energy, "protein": 85.0, "fat": (0.355 - 0.15) * energy / 37, "starch": 180.0, "sugars": 145.0}
    found = week(diet=from_daily_totals(less, bodies.diet))
    change = 100 * (found["estradiol_total"] / usual["estradiol_total"] - 1)
    assert -11.7 < change[0] < -2.9 and -27.7 < change[1] < -18.1 and abs(change[2]) < 1
