"""Capsules of Akkermansia and the host."""

import numpy as np
import pytest

from enterocrine.body.axes import strain
from enterocrine.body.strains import akkermansia_links as links


def taken(label, cells=1e10):
    level = np.zeros(len(strain))
    level[strain.index(label)] = cells / 24
    return level


def test_none_taken_changes_nothing(alone):
    assert alone(links.akkermansia_and_insulin_response, strain_level=0.0).set == {"muscle_response": 1, "liver_response": 1}
    assert alone(links.akkermansia_and_junctions, strain_level=0.0).set == {"colonic_loosening": 1}


def test_killed_cells_raise_the_response_as_in_the_trial_and_living_ones_hardly(alone):
    """The index of a test rises 1.3 times as steeply as the responses, on the logarithm."""
    killed = alone(links.akkermansia_and_insulin_response, strain_level=taken("akkermansia_pasteurised")).set["liver_response"]
    alive = alone(links.akkermansia_and_insulin_response, strain_level=taken("akkermansia_live")).set["liver_response"]
    assert killed**1.3 == pytest.approx(1.286, abs=0.02) and 1 < alive < 1.1


def test_other_strains_do_not_act_there(alone):
    assert alone(links.akkermansia_and_insulin_response, strain_level=taken("lactobacillus")).set["muscle_response"] == 1
    assert alone(links.akkermansia_and_junctions, strain_level=taken("akkermansia_live")).set["colonic_loosening"] < 1
