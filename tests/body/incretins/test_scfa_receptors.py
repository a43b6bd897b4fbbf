"""SCFA at the receptors of L-cells."""

import numpy as np

from enterocrine.body.axes import acid, region
from enterocrine.body.incretins.scfa_receptors import free_fatty_acid_receptors


def occupied(alone, **absorbed):
    flow = np.zeros((len(region), len(acid)))
    for name, amount in absorbed.items():
        flow[:, acid.index(name)] = amount
    return alone(free_fatty_acid_receptors, absorbed_acids=flow, arterial_scfa=[0.0, 0.0, 0.0]).set


def test_nothing_absorbed_nothing_occupied(alone):
    assert occupied(alone)["scfa_call"] == 0


def test_propionate_is_seen_best_and_all_saturate(alone):
    assert occupied(alone, propionate=0.2)["scfa_call"] > occupied(alone, acetate=0.2)["scfa_call"] > 0
    assert occupied(alone, propionate=1e6)["scfa_call"] < 1.0000001


def test_lactate_and_branched_acids_do_not_count(alone):
    assert occupied(alone, lactate=5.0, branched=5.0)["scfa_call"] == 0
