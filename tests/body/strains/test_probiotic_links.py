"""Capsules of lactobacilli and bifidobacteria."""

import numpy as np

from enterocrine.body.axes import strain
from enterocrine.body.strains import probiotic_links as links


def test_they_calm_a_little_and_the_barrier_stays_in_the_median(alone):
    level = np.full(len(strain), 1e10 / 24)
    calmed = alone(links.probiotics_and_inflammation, strain_level=level).set["restraint"]
    assert 0.9 < calmed < 1 and alone(links.probiotics_and_inflammation, strain_level=0.0).set["restraint"] == 1
    assert alone(links.probiotics_and_junctions, strain_level=level).set == {"colonic_loosening": 1, "small_bowel_loosening": 1}
    moved = alone(links.probiotics_and_junctions, put={"tightening_gain": 0.1}, strain_level=level).set
    assert moved["colonic_loosening"] < 1 and moved["small_bowel_loosening"] < 1
