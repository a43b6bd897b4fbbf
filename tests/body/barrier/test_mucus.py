"""Mucus thins where mucin eaters find no plant matter."""

import numpy as np
import pytest

from enterocrine.body.axes import exposure, guild, substrate
from enterocrine.body.barrier.mucus import mucus_layer


def lost(alone, number, plants, eaters=1.0):
    biomass = np.zeros((3, len(guild)))
    biomass[:, guild.index("AKK")] = eaters
    food = np.zeros((3, len(substrate)))
    food[:, substrate.index("cellulose")] = plants
    food[:, substrate.index("mucin")] = 5.0
    level = [number(f"upper_gut.exposure_reference[{name}]") for name in exposure.labels]
    return -alone(mucus_layer, biomass=biomass, substrates=food, exposure_level=level).change["mucus"]


def test_hungry_guilds_graze_it_thin(alone, number):
    assert lost(alone, number, 0.5) > lost(alone, number, 20.0)


def test_more_eaters_graze_more_and_none_leave_shedding(alone, number):
    assert lost(alone, number, 3.0, 2.0) > lost(alone, number, 3.0, 1.0)
    renewal, share = number("barrier.mucus_renewal"), number("barrier.grazing_share")
    assert lost(alone, number, 3.0, 0.0) == pytest.approx(-renewal * share)
