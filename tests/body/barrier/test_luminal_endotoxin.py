"""Endotoxin by potency, not by mass."""

import numpy as np
import pytest

from enterocrine.body.axes import guild, region
from enterocrine.body.barrier.luminal_endotoxin import guild_endotoxin, guilds_at_the_wall

NEGATIVE = ("BUN", "BAC", "NEG", "AKK", "ENT", "H2X")


def community(number, **factor):
    dry = np.zeros(len(guild))
    for name in NEGATIVE:
        dry[guild.index(name)] = number(f"barrier.reference_density[{name}]") * factor.get(name, 1.0)
    return dry


def luminal(alone, number, **factor):
    return alone(guild_endotoxin, guild_density=community(number, **factor)).set["luminal_endotoxin"]


def test_the_reference_community_is_one(alone, number):
    assert luminal(alone, number) == pytest.approx(1)


def test_the_wall_of_each_region_counts_by_what_it_lets_through(alone, number):
    dry = np.zeros((3, len(guild)))
    dry[:, guild.index("ENT")] = (0.3, 0.2, 0.1)
    access = [number(f"barrier.endotoxin_access[{name}]") for name in region.labels]
    seen = alone(guilds_at_the_wall, biomass=dry, water=[0.1, 0.1, 0.2]).set["guild_density"]
    assert seen[guild.index("ENT")] == pytest.approx(np.dot(access, (3.0, 2.0, 0.5))) and np.count_nonzero(seen) == 1


def test_a_gram_of_enterobacteria_weighs_more_than_a_gram_of_bacteroides(alone, number):
    coli = 1 + 1 / number("barrier.reference_density[ENT]")
    bacteroides = 1 + 1 / number("barrier.reference_density[BAC]")
    assert luminal(alone, number, ENT=coli) - 1 > 10 * abs(luminal(alone, number, BAC=bacteroides) - 1)


def test_gram_positives_count_for_nothing(alone, number):
    dry = community(number)
    dry[guild.index("ROS")] = 10.0
    assert alone(guild_endotoxin, guild_density=dry).set["luminal_endotoxin"] == pytest.approx(1)


def test_under_acylated_endotoxin_silences_the_potent_kind(alone, number):
    """With no agonism of its own, more Bacteroidales means less."""
    few, many = (alone(guild_endotoxin, guild_density=community(number, BAC=f),
                       changed={"lps_potency": _only_coli()}).set["luminal_endotoxin"] for f in (1.0, 3.0))  # fmt: skip
    assert many < few


def _only_coli():
    from enterocrine.network import Labelled

    return Labelled([1.0 if name == "ENT" else 0.0 for name in guild.labels], (guild,))
