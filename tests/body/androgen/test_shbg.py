"""SHBG."""

import numpy as np
import pytest

from enterocrine.body.androgen.shbg import shbg_turnover

YEAR = 8766.0


def rest(alone, number, years=40.0, woman=False, **more):
    found = alone(shbg_turnover, put={"female": float(woman), "age": years * YEAR}, **more)
    return found.rate["making"][0] / number("androgen.shbg_rate") * 1e6


def test_levels_by_sex_and_age(alone, number):
    """Medians of a national sample at 40 y and reference fat, 36 and 65 nmol/L.

    In men 1.6 % a year (G-H04.12), of which falling testosterone brings a part.
    """
    assert rest(alone, number) == pytest.approx(36, rel=0.1) and rest(alone, number, woman=True) == pytest.approx(65, rel=0.1)
    assert np.log(rest(alone, number, 70) / rest(alone, number)) / 30 == pytest.approx(0.013, abs=0.003)
    assert rest(alone, number, 70, True) < 1.25 * rest(alone, number, 40, True)


def test_production_counts_in_proportion_and_loss_takes_days(alone, number):
    assert rest(alone, number, shbg_production=1.3) == pytest.approx(1.3 * rest(alone, number))
    assert 4 < np.log(2) / number("androgen.shbg_rate") / 24 < 9
