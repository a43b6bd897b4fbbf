"""Insoluble fibre and the response to insulin."""

import numpy as np
import pytest

from enterocrine.body.axes import nutrient
from enterocrine.body.insulin.cereal_fibre import cereal_fibre_and_insulin_response


def response(alone, grams, female=1):
    return alone(cereal_fibre_and_insulin_response, insoluble_fibre=grams, stomach=0.0, put={"female": female}).set["muscle_response"]


def test_the_habitual_amount_changes_nothing_and_more_helps(alone, number):
    rest = number("insulin.fibre_rest")
    assert response(alone, rest) == pytest.approx(1) and 1.02 < response(alone, 3 * rest) < 1.3


def test_men_gain_less(alone, number):
    """Obese men gained nothing in muscle (RS-05), overweight women did (FIB-01)."""
    rest = number("insulin.fibre_rest")
    assert response(alone, rest, 0) == pytest.approx(1)
    gains = [np.log(response(alone, 3 * rest, female)) for female in (0, 1)]
    assert gains[0] == pytest.approx(number("insulin.mens_share") * gains[1])


@pytest.mark.parametrize(("label", "counts"), [("cellulose", True), ("arabinoxylan", True), ("inulin", False), ("pectin", False)])
def test_only_insoluble_fibre_counts(alone, label, counts):
    food = np.zeros(len(nutrient))
    food[nutrient.index(label)] = 10.0
    found = alone(cereal_fibre_and_insulin_response, insoluble_fibre=0.0, stomach=food).change["insoluble_fibre"][0]
    assert bool(found > 0) is counts
