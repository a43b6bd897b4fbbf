"""Release, order and level of cytokines."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.immune.cytokine_release import cytokine_levels, cytokine_release


def at_rest(number):
    volume = number("immune.cytokine_space") * number("host.weight")
    return np.array([number(f"immune.rest_level[{name}]") for name in cytokine.labels]) * volume


def test_levels_are_mass_over_space(alone, number):
    found = alone(cytokine_levels, cytokine_mass=at_rest(number)).set
    assert found["tnf"] == pytest.approx(number("immune.rest_level[tnf]")) and found["cytokines"][3] == pytest.approx(found["il10"])


def test_the_reference_adult_is_at_rest(alone, number):
    found = alone(cytokine_release, cytokine_mass=at_rest(number))
    assert np.abs(found.change["cytokine_mass"]).max() < 1e-15 and np.abs(found.change["message"]).max() < 1e-12


def test_tnf_answers_at_once_and_the_others_by_their_message(alone, number):
    found = alone(cytokine_release, cytokine_mass=at_rest(number), nfkb_activity=5.0, late_response=1.0).change
    assert found["cytokine_mass"][0] > 0 and np.abs(found["cytokine_mass"][1:]).max() < 1e-15
    late = alone(cytokine_release, cytokine_mass=at_rest(number), late_response=5.0).change["message"]
    assert late[0] > late[1] > 0


def test_fat_adds_interleukin_6_only(alone, number):
    found = alone(cytokine_release, changed={"fat_mass": 2}, cytokine_mass=at_rest(number)).change["cytokine_mass"]
    assert found[cytokine.index("il6")] > 0 and np.abs(np.delete(found, cytokine.index("il6"))).max() < 1e-15
