"""Androgens of gonads and adrenals."""

import pytest

from enterocrine.body.androgen.production import adrenal_androgens, gonadal_androgens

YEAR = 8766.0


def gonad(alone, lh=4.5, years=40.0, woman=False, **more):
    return alone(gonadal_androgens, put={"female": float(woman), "age": years * YEAR}, lh_level=lh, **more).set["gonadal_secretion"]


def adrenal(alone, years=40.0, woman=False, **more):
    return alone(adrenal_androgens, put={"female": float(woman), "age": years * YEAR}, **more).rate["secretion"]


def test_a_man_of_forty_makes_four_to_six_milligrams_a_day(alone):
    """Clearance (A-2.1) times the day's mean of a national sample gives 4.1 mg/d; times 531 ng/dL of the morning 5.2 (A-7)."""
    assert 3.9 < gonad(alone)[0] * 24 * 288.4 < 5.5


def test_the_testis_saturates_and_stops_without_lh(alone):
    made = [gonad(alone, lh)[0] for lh in (0.0, 2.25, 4.5, 9.0, 1000.0)]
    assert made[0] == 0 and 0.5 < made[1] / made[2] < 0.75 and 1.2 < made[3] / made[2] < 1.5
    assert 1.8 < made[4] / made[2] < 3


def test_both_sexes_make_less_with_age_and_only_the_testis_hears_its_own_factor(alone):
    assert gonad(alone, years=75)[0] < 0.75 * gonad(alone)[0]
    assert gonad(alone, 6.5, 75, woman=True)[2] < 0.6 * gonad(alone, 6.5, woman=True)[2]
    assert gonad(alone, leydig_response=0.5)[0] == pytest.approx(0.5 * gonad(alone)[0])
    assert gonad(alone, theca_response=0.5)[0] == pytest.approx(gonad(alone)[0])
    assert gonad(alone, woman=True, leydig_response=0.5)[2] == pytest.approx(gonad(alone, woman=True)[2])
    assert gonad(alone, woman=True, theca_response=0.5)[2] == pytest.approx(0.5 * gonad(alone, woman=True)[2])


def test_adrenals_age_slowly_and_make_androstenedione_most_of_all(alone):
    for woman in (False, True):
        young, old = adrenal(alone, 30, woman), adrenal(alone, 70, woman)
        assert 0.7 < old[2] / young[2] < 0.85 and young[2] > 10 * young[0] and young[1] == 0
    assert adrenal(alone, woman=True, theca_response=2.0)[2] == pytest.approx(2 * adrenal(alone, woman=True)[2])
    assert adrenal(alone, theca_response=2.0)[2] == pytest.approx(adrenal(alone)[2])
