"""Permeability follows its junctions; colon and small bowel are apart."""

import pytest

from enterocrine.body.barrier.leak import leakiness


def test_the_reference_adult_is_at_rest(alone):
    found = alone(leakiness)
    assert found.change["colonic_leak"] == pytest.approx(0) and found.change["small_bowel_leak"] == pytest.approx(0)
    assert found.set == {"permeability": 1.0, "small_bowel_permeability": 1.0}


def test_a_loose_colon_leaves_the_small_bowel_alone(alone):
    found = alone(leakiness, colonic_loosening=2.0)
    assert found.change["colonic_leak"] > 0 and found.change["small_bowel_leak"] == pytest.approx(0)


def test_thin_mucus_opens_the_colon(alone):
    assert alone(leakiness, mucus_thickness=0.5).change["colonic_leak"] > 0 > alone(leakiness, mucus_thickness=1.5).change["colonic_leak"]
