"""Release, order and level of cytokines."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.immune.cytokine_release import cytokine_levels, cytokine_release, tnf_on_receptors

TNF = cytokine.index("tnf")


def space(number):
    return number("immune.cytokine_space") * number("host.weight")


def at_rest(number):
    """Free mass of each cytokine, and TNF on receptors."""
    mass = np.array([number(f"immune.rest_level[{name}]") for name in cytokine.labels]) * space(number)
    bound = mass[TNF] * number("immune.tnf_binding") / (number("immune.tnf_binding") + number("immune.bound_tnf_loss"))
    mass[TNF] -= bound
    return mass, bound


def test_levels_are_mass_over_space_and_a_kit_sees_bound_tnf_too(alone, number):
    mass, bound = at_rest(number)
    found = alone(cytokine_levels, cytokine_mass=mass, bound_tnf=bound).set
    rest = number("immune.rest_level[tnf]")
    assert found["tnf"] == pytest.approx(rest) and found["cytokines"][cytokine.index("il10")] == pytest.approx(found["il10"])
    assert found["cytokines"][TNF] == pytest.approx(rest)  # at rest both scales agree
    late = alone(cytokine_levels, cytokine_mass=mass, bound_tnf=10 * bound).set
    assert late["tnf"] > 2 * rest and late["cytokines"][TNF] == pytest.approx(rest)  # cells do not see what is bound


def test_the_reference_adult_is_at_rest(alone, number):
    mass, bound = at_rest(number)
    found = alone(cytokine_release, cytokine_mass=mass)
    caught = alone(tnf_on_receptors, cytokine_mass=mass, bound_tnf=bound)
    assert np.abs(found.change["cytokine_mass"] + caught.change["cytokine_mass"]).max() < 1e-15
    assert np.abs(found.change["message"]).max() < 1e-12 and abs(caught.change["bound_tnf"]).max() < 1e-15


def test_caught_tnf_is_not_lost(alone, number):
    caught = alone(tnf_on_receptors, cytokine_mass=at_rest(number)[0], bound_tnf=0.0).change
    assert caught["bound_tnf"] == pytest.approx(-caught["cytokine_mass"][TNF]) and caught["cytokine_mass"][TNF] < 0
    assert not np.delete(caught["cytokine_mass"], TNF).any()


def test_the_message_of_tnf_follows_nfkb_and_the_others_later(alone, number):
    mass, _ = at_rest(number)
    found = alone(cytokine_release, cytokine_mass=mass, nfkb_activity=5.0, late_response=1.0).change["message"]
    assert found[TNF] > 0 and np.abs(np.delete(found, TNF)).max() < 1e-12
    late = alone(cytokine_release, cytokine_mass=mass, nfkb_activity=1.0, late_response=5.0).change["message"]
    assert abs(late[TNF]) < 1e-12 and late[cytokine.index("il6")] > late[cytokine.index("il1b")] > 0


def test_a_message_that_is_held_back_is_made_more_slowly(alone, number):
    mass, _ = at_rest(number)
    held = np.where(np.arange(len(cytokine.labels)) == TNF, 0.5, 1.0)
    found = alone(cytokine_release, cytokine_mass=mass, message_restraint=held).change["message"]
    assert found[TNF] < 0 and np.abs(np.delete(found, TNF)).max() < 1e-12


def test_fat_adds_interleukin_6_only(alone, number):
    mass, bound = at_rest(number)
    found = alone(cytokine_release, changed={"fat_mass": 2}, cytokine_mass=mass).change["cytokine_mass"]
    found = found + alone(tnf_on_receptors, cytokine_mass=mass, bound_tnf=bound).change["cytokine_mass"]
    assert found[cytokine.index("il6")] > 0 and np.abs(np.delete(found, cytokine.index("il6"))).max() < 1e-15
