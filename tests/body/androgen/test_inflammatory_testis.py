"""Inflammation, the testis and the pituitary."""

import pytest

from enterocrine.body.androgen.inflammatory_testis import inflammation_and_gonadotropins, inflammation_and_testis
from enterocrine.body.axes import cytokine


def response(alone, number, times, woman=False, of=inflammation_and_testis):
    levels = [number(f"immune.rest_level[{name}]") for name in cytokine.labels]
    levels[cytokine.index("il6")] *= times
    (found,) = alone(of, put={"female": float(woman)}, cytokines=levels).set.values()
    return found


def test_little_at_low_grade_much_in_acute_illness_and_nothing_in_women(alone, number):
    assert response(alone, number, 1) == pytest.approx(1)
    assert 0.8 < response(alone, number, 2) < 0.97 and 0.2 < response(alone, number, 200) < 0.5
    assert 0.4 < response(alone, number, 20) < 0.65  # as after TNF, which halved testosterone (GON-01.3)
    assert response(alone, number, 200, woman=True) == pytest.approx(1)


def test_the_pituitary_does_not_make_up_for_it(alone, number):
    """GON-01: feedback alone would double LH where testosterone is halved; LH was where it began."""
    central = [response(alone, number, times, of=inflammation_and_gonadotropins) for times in (1, 2, 20)]
    assert central[0] == pytest.approx(1) and 0.8 < central[1] < 1 and 0.4 < central[2] < 0.7
    assert response(alone, number, 20, woman=True, of=inflammation_and_gonadotropins) == pytest.approx(1)
