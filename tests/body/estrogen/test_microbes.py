"""What microbes set free and what the mucosa takes up."""

import numpy as np
import pytest

from enterocrine.body.axes import guild
from enterocrine.body.estrogen.microbes import (
    deconjugation,
    faecal_glucuronidase,
    reduction_of_estrone,
    uptake_of_freed_estrogens,
)


def freed(alone, changed=None, expression=1.0, **grams):
    mass = np.zeros((3, len(guild)))
    for label, amount in grams.items():
        mass[:, guild.index(label)] = amount
    found = alone(deconjugation, changed, biomass=mass, water=0.2, luminal_conjugates=1e-6, glucuronidase_expression=expression)
    return -found.change["luminal_conjugates"].reshape(3, 3, 2)


def test_only_guilds_that_carry_an_active_class_free_glucuronides(alone):
    active = {label for label in guild.labels if freed(alone, **{label: 1.0})[..., 0].sum() > 0}
    assert active == {"BUN", "BAC", "FIB", "FPR", "ROS", "ENT", "CLO", "H2X"}
    # All of a colibacillus's enzyme fits, a tenth of the genes of Bacteroides uniformis do.
    assert freed(alone, ENT=1.0)[0, 0, 0] > 20 * freed(alone, BUN=1.0)[0, 0, 0]


def test_sulfatase_is_a_route_of_its_own(alone):
    usual, none = freed(alone, CLO=1.0), freed(alone, {"glucuronidase": 0}, CLO=1.0)
    assert none[..., 0].sum() == 0 and none[..., 1] == pytest.approx(usual[..., 1]) and usual[..., 1].min() > 0
    assert freed(alone, {"sulfatase": 0, "glucuronidase": 0}, CLO=5.0, ENT=5.0).sum() == 0


def test_expression_scales_glucuronidase_and_sulfatase(alone):
    half, whole = freed(alone, expression=0.5, CLO=1.0), freed(alone, CLO=1.0)
    assert half == pytest.approx(whole / 2) and whole.max() > 0


def test_what_is_freed_is_what_was_tied(alone):
    found = alone(deconjugation, luminal_conjugates=1e-6, biomass=1.0, water=0.2)
    assert found.change["luminal_estrogens"].sum() == pytest.approx(-found.change["luminal_conjugates"].sum())


def test_estrone_becomes_estradiol(alone):
    change = alone(reduction_of_estrone, luminal_estrogens=1e-6).change["luminal_estrogens"].reshape(3, 3)
    assert (change[:, 0] > 0).all() and change[:, 1] == pytest.approx(-change[:, 0]) and (change[:, 2] == 0).all()


def test_uptake_and_its_share_of_bile(alone):
    found = alone(uptake_of_freed_estrogens, luminal_estrogens=1e-6, luminal_uptake=[1, 0, 1], biliary_estrogens=1e-6)
    taken = found.rate["uptake"].reshape(3, 3)
    assert (taken[1] == 0).all() and (taken[0] > taken[2]).all()
    assert found.set["estrogen_reabsorbed_fraction"] == pytest.approx(taken.sum() / 1e-6)
    assert found.change["portal_estrogen"].sum() == pytest.approx(-found.change["luminal_estrogens"].sum())


def test_a_laboratory_measures_every_class_by_wet_mass(alone):
    mass = np.zeros((3, len(guild)))
    mass[2, guild.index("AKK")] = 1.0
    dry, wet = (alone(faecal_glucuronidase, biomass=mass, water=w, solids=20.0).set["glucuronidase_activity"] for w in (0.08, 0.18))
    assert dry == pytest.approx(2 * wet, rel=1e-6) and wet > 0
