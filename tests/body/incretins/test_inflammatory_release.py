"""Interleukin-6 raises what L-cells release; alone, because it is in no model before the immune system is."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.incretins.inflammatory_release import inflammatory_release


def response(alone, number, **times):
    levels = np.array([times.get(name, 1.0) for name in cytokine.labels]) * number("immune.rest_level[il6]")
    return alone(inflammatory_release, cytokines=levels).set["l_cell_response"]


def test_interleukin_6_raises_it_and_nothing_else_does(alone, number):
    assert response(alone, number) == pytest.approx(1) == response(alone, number, tnf=100.0, il10=50.0)
    assert 1 < response(alone, number, il6=5.0) < response(alone, number, il6=500.0) < 6
