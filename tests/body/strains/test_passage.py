"""Capsule strains on their way."""

import numpy as np
import pytest

from enterocrine.body.axes import guild, region, strain
from enterocrine.body.strains.passage import passage_of_strains


def found(alone, label, presence=1.0):
    cells = np.zeros(len(strain))
    cells[strain.index(label)] = 1e10
    return alone(passage_of_strains, put={"presence": presence}, capsule_cells=cells)


@pytest.mark.parametrize(("label", "joins"), [("akkermansia_live", "AKK"), ("bifidobacterium", "BIF"), ("lactobacillus", None),
                                              ("akkermansia_pasteurised", None)])  # fmt: skip
def test_the_living_join_their_guild_and_the_dead_none(alone, label, joins):
    gained = found(alone, label).change["biomass"].reshape(len(region), len(guild))
    assert [guild.labels[k] for k in np.flatnonzero(gained[0] > 0)] == ([joins] if joins else []) and not gained[1:].any()


def test_strangers_pass_and_a_dose_is_small_beside_what_trickles_in(alone, number):
    assert not found(alone, "akkermansia_live", presence=0.0).change["biomass"].any()
    a_day = 1e10 * number("strains.survival[akkermansia_live]") * number("strains.cell_mass") / 24
    assert a_day < number("microbiome.immigration[AKK]")
