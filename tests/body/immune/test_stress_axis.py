"""ACTH and cortisol rise two to three times and no more."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.immune.stress_axis import cortisol_response


def acth_at(alone, number, tnf, cortisol=1.0):
    levels = np.array([number(f"immune.rest_level[{name}]") for name in cytokine.labels])
    levels[cytokine.index("tnf")] *= tnf
    found = alone(cortisol_response, cytokines=levels, cortisol_level=cortisol * number("immune.cortisol_rest"))
    return found.rate["release_of_acth"][0] / number("immune.corticotropin_turnover")


def test_rest_a_small_and_a_large_challenge(alone, number):
    assert acth_at(alone, number, 1.0) == pytest.approx(1)
    assert 1.8 < acth_at(alone, number, 40.0, 1.8) <= acth_at(alone, number, 1000.0, 2.5) < 3.2


def test_cortisol_holds_acth_back(alone, number):
    assert acth_at(alone, number, 1.0, 3.0) < acth_at(alone, number, 1.0, 1.0) < acth_at(alone, number, 1.0, 0.5)
