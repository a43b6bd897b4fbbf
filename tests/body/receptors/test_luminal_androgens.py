"""Androgens of the lumen at the colon's receptors, an option."""

import numpy as np
import pytest

from enterocrine import models
from enterocrine.body.axes import androgen_tissue
from enterocrine.body.receptors.androgen_receptor import tissue_androgens
from enterocrine.body.receptors.luminal_androgens import androgens_of_tissues_and_lumen
from enterocrine.food.presets import preset
from enterocrine.person.person import Person
from enterocrine.population import draw

BLOOD = np.array([3e-7, 1e-8, 2e-7])  # free testosterone, dihydrotestosterone, androstenedione, mmol/L
LUMEN = np.full((3, 2), 1e-6)  # mmol
COLON = androgen_tissue.index("colon")


def local(alone, equation, **values):
    return alone(equation, androgen_free=BLOOD, **values).set["local_androgen"].reshape(2, len(androgen_tissue))


def test_the_colon_meets_more_and_other_tissues_what_they_met_without_it(alone):
    usual = local(alone, tissue_androgens)
    found = local(alone, androgens_of_tissues_and_lumen, luminal_androgens=LUMEN)
    others = [k for k in range(len(androgen_tissue)) if k != COLON]
    assert found[:, others] == pytest.approx(usual[:, others], rel=1e-12)
    assert (found[:, COLON] > usual[:, COLON]).all()


def test_what_is_added_goes_with_what_crosses_and_how_much_of_it_is_free(alone):
    usual = local(alone, tissue_androgens)[:, COLON]

    def added(changed=None, **values):
        return alone(androgens_of_tissues_and_lumen, changed, androgen_free=BLOOD, **{"luminal_androgens": LUMEN, **values}).set[
            "local_androgen"].reshape(2, len(androgen_tissue))[:, COLON] - usual  # fmt: skip

    assert added(luminal_androgens=2 * LUMEN) == pytest.approx(2 * added()) and added().min() > 0
    assert added({"free_in_mucosa": 0}) == pytest.approx(0, abs=1e-20)
    assert added(luminal_uptake=0.0) == pytest.approx(0, abs=1e-20)


def test_it_is_a_hypothesis_that_few_draws_hold():
    """Grade E: off where only what was shown in people acts, on in a few of a hundred weighted draws; the article does not claim it."""
    man = Person(name="man", sex="male", age_y=30, height_m=1.8, weight_kg=75, diet=preset("western"))
    system = models.androgens_in_gut()
    where = system.parameter_names.index("receptors.free_in_mucosa")
    on = {reading: (draw(system, man, 200, seed=3, reading=reading).parameters[where] > 0).mean() for reading in ("established", "weighted")}
    assert on["established"] == 0 and 0 < on["weighted"] < 0.15
