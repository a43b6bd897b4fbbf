"""Cytokines against growth hormone; alone, because they are in no model before the immune system is."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.growth.cytokine_resistance import (
    igf1_loss_by_binding_protein,
    receptor_loss_by_cytokines,
    socs3_by_interleukin_6,
)


def factor(alone, number, m, **times):
    levels = np.array([times.get(name, 1.0) * number(f"immune.rest_level[{name}]") for name in cytokine.labels])
    (value,) = alone(m, cytokines=levels).set.values()
    return value


@pytest.mark.parametrize("m", [receptor_loss_by_cytokines, socs3_by_interleukin_6, igf1_loss_by_binding_protein], ids=lambda m: m.name)
def test_nothing_at_rest(alone, number, m):
    assert factor(alone, number, m) == pytest.approx(1)


def test_each_cytokine_acts_where_it_was_shown_to(alone, number):
    receptors, coupling = (lambda **of: factor(alone, number, receptor_loss_by_cytokines, **of)), (
        lambda **of: factor(alone, number, socs3_by_interleukin_6, **of)
    )
    assert receptors(tnf=20.0) < 1 > receptors(il1b=20.0) and receptors(il6=20.0) == pytest.approx(1)
    assert coupling(il6=20.0) < 1 and coupling(tnf=20.0, il1b=20.0) == pytest.approx(1)


def test_the_effects_have_a_floor_of_their_own(alone, number):
    assert 0.05 < factor(alone, number, receptor_loss_by_cytokines, tnf=1e6, il1b=1e6) < 0.3
    assert 0.2 < factor(alone, number, socs3_by_interleukin_6, il6=1e6) < 0.6
    assert 2 < factor(alone, number, igf1_loss_by_binding_protein, tnf=1e6) < 5
