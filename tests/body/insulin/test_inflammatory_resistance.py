"""Inflammation and the response of muscle to insulin; alone, because it is in no model before the immune system is."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.insulin.inflammatory_resistance import inflammatory_resistance


def tone(number, nfkb=1.0, il6=1.0):
    levels = np.ones(len(cytokine)) * number("immune.rest_level[il6]")
    levels[cytokine.index("il6")] *= il6
    return {"nfkb": nfkb, "cytokines": levels}


def settled(alone, number, **of):
    """Response once phosphorylation is at rest at a constant tone."""
    given, room = tone(number, **of), number("insulin.serine_room")
    kinases = alone(inflammatory_resistance, **given, serine_phosphorylation=0.0).rate["phosphorylation"][0]
    kinases /= number("insulin.serine_turnover") * (1 + room)
    wanted = kinases * (1 + room) / (kinases + room)
    found = alone(inflammatory_resistance, **given, serine_phosphorylation=wanted)
    assert found.change["serine_phosphorylation"][0] == pytest.approx(0)
    return found.set["muscle_response"]


def test_the_reference_adult_is_at_rest(alone, number):
    assert settled(alone, number) == pytest.approx(1)


def test_it_is_partial_and_saturates(alone, number):
    values = [settled(alone, number, nfkb=level, il6=level) for level in (1, 2, 10, 100, 1e6)]
    assert (np.diff(values) < 0).all() and 0.1 < values[-1] < 0.8 and values[-2] - values[-1] < values[0] - values[1]


def test_no_single_input_carries_it_all(alone, number):
    both = settled(alone, number, nfkb=20, il6=20)
    assert all(both < settled(alone, number, **{name: 20}) < 1 for name in ("nfkb", "il6"))


def test_the_liver_is_left_alone(alone, number):
    assert "liver_response" not in alone(inflammatory_resistance, **tone(number, nfkb=50)).set
