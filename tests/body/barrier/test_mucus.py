"""Mucus thins where mucin eaters find no plant matter."""

import numpy as np
import pytest

from enterocrine.body.axes import exposure, guild, substrate
from enterocrine.body.barrier.mucus import hungry_guilds, mucus_layer


def grazers(alone, plants, eaters=1.0, guild_name="AKK"):
    biomass = np.zeros((3, len(guild)))
    biomass[:, guild.index(guild_name)] = eaters
    food = np.zeros((3, len(substrate)))
    food[:, substrate.index("cellulose")] = plants
    food[:, substrate.index("mucin")] = 5.0
    return alone(hungry_guilds, biomass=biomass, substrates=food).set["mucin_grazers"]


def lost(alone, number, eating):
    level = [number(f"upper_gut.exposure_reference[{name}]") for name in exposure.labels]
    return -alone(mucus_layer, mucin_grazers=eating, exposure_level=level).change["mucus"]


def test_guilds_turn_to_mucin_when_plants_run_out(alone):
    assert grazers(alone, 0.5) > grazers(alone, 20.0)
    assert grazers(alone, 0.0, 2.0) == pytest.approx(6.0) and grazers(alone, 0.0, guild_name="ROS") == 0


def test_more_eaters_thin_it_and_none_leave_shedding(alone, number):
    reference = number("barrier.grazing_reference")
    renewal, share = number("barrier.mucus_renewal"), number("barrier.grazing_share")
    assert lost(alone, number, reference) == pytest.approx(0)
    assert lost(alone, number, 2 * reference) == pytest.approx(renewal * share)
    assert lost(alone, number, 0.0) == pytest.approx(-renewal * share)
