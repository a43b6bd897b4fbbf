"""IGF-1 turnover."""

import pytest

from enterocrine.body.growth.igf1 import igf1_turnover


def made(alone, hormone, **more):
    return alone(igf1_turnover, gh_action=hormone * 1e-6, gh_level=0.0, igf1_level=0.0, **more).rate["synthesis"][0]


def test_half_of_the_ceiling_at_the_half_level(alone, number):
    basal, most = number("growth.igf1_basal"), number("growth.igf1_most")
    assert made(alone, 0) == pytest.approx(basal)
    assert made(alone, number("growth.igf1_half") * 1e6) == pytest.approx(basal + most / 2)


def test_receptors_bound_the_ceiling_and_coupling_the_hormone_needed(alone, number):
    far = 1e6
    assert made(alone, far, receptor_number=0.5) < 0.6 * made(alone, far) and made(alone, far, receptor_coupling=0.5) > 0.99 * made(alone, far)
    assert made(alone, 0.1, receptor_coupling=0.5) < 0.9 * made(alone, 0.1)


def test_it_lasts_a_day(alone, number):
    assert 0.693 / number("growth.igf1_rate") == pytest.approx(26.5, rel=0.01)
