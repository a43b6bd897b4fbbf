"""Each link on the junctions: neutral at the reference adult, and in the direction that was shown."""

import numpy as np
import pytest

from enterocrine.body.axes import acid, exposure
from enterocrine.body.barrier import junction_links as links


def test_the_epithelium_meets_the_mean_of_the_water(alone):
    held = np.zeros((3, len(acid)))
    held[:, acid.index("butyrate")] = (1.0, 2.0, 3.0)
    held[:, acid.index("acetate")] = 4.0
    held[:, acid.index("lactate")] = 50.0
    found = alone(links.acids_along_the_colon, acids=held, water=[0.1, 0.2, 0.3]).set
    assert found["colonic_butyrate"] == pytest.approx(10.0) and found["colonic_scfa"] == pytest.approx(30.0)


def test_butyrate_tightens_at_low_and_loosens_at_high_concentration(alone, number):
    """Cell layers: 2 mmol/L at the cells tightens, 8 loosens, against none."""
    share = number("barrier.mucosal_share")

    def loosening(seen):
        return alone(links.butyrate_and_junctions, colonic_butyrate=seen / share).set["colonic_loosening"]

    assert loosening(2.0) < 0.95 * loosening(0.0) and loosening(8.0) > 1.02 * loosening(0.0)
    reference = number("barrier.butyrate_reference")
    assert alone(links.butyrate_and_junctions, colonic_butyrate=reference).set["colonic_loosening"] == pytest.approx(1)


def test_a_mixture_of_acids_raises_resistance_by_a_third(alone):
    """Rat caecum at 140 mmol/L: resistance +35 %, that is, leak down to 0.74."""
    none = alone(links.scfa_and_junctions, colonic_scfa=0.0).set["colonic_loosening"]
    full = alone(links.scfa_and_junctions, colonic_scfa=140.0).set["colonic_loosening"]
    assert full / none == pytest.approx(1 / 1.35, abs=0.03)


def test_fermentation_tightens_the_small_bowel(alone):
    little = alone(links.fermentation_and_small_bowel, scfa_absorbed=2.0).set["small_bowel_loosening"]
    much = alone(links.fermentation_and_small_bowel, scfa_absorbed=7.0).set["small_bowel_loosening"]
    assert much < little


def test_inflammation_opens_both_and_saturates(alone):
    at = {n: alone(links.inflammation_and_junctions, nfkb=n).set["colonic_loosening"] for n in (1.0, 5.0, 1e6)}
    assert at[1.0] == pytest.approx(1) and at[1.0] < at[5.0] < at[1e6] < 1.6


def test_an_average_western_diet_is_neutral_and_alcohol_loosens(alone, number):
    level = np.array([number(f"upper_gut.exposure_reference[{name}]") for name in exposure.labels])
    usual = alone(links.food_and_junctions, exposure_level=level).set
    assert usual["colonic_loosening"] == pytest.approx(1) and usual["small_bowel_loosening"] == pytest.approx(1)
    level[exposure.index("alcohol")] += 40 / 24
    assert alone(links.food_and_junctions, exposure_level=level).set["colonic_loosening"] == pytest.approx(np.exp(0.003 * 40))


def test_fat_mass_loosens_the_colon_only(alone):
    found = alone(links.adiposity_and_colon, changed={"fat_mass": 2}).set
    assert set(found) == {"colonic_loosening"} and found["colonic_loosening"] == pytest.approx(np.exp(0.2))
