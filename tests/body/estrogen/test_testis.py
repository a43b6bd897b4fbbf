"""Estradiol of the testis."""

import pytest

from enterocrine.body.estrogen.testis import estradiol_of_the_testis


def secreted(alone, lh=4.5, response=1.0, woman=0.0):
    return alone(estradiol_of_the_testis, put={"female": woman}, lh_level=lh, leydig_response=response).change["estrogen_mass"]


def test_men_only_and_at_the_call_of_luteinising_hormone(alone, number):
    usual = secreted(alone)
    assert usual[0] == pytest.approx(number("estrogen.testicular_estradiol")) and usual[1:].sum() == 0
    assert secreted(alone, woman=1.0).sum() == 0 == secreted(alone, lh=0.0).sum()
    assert secreted(alone, lh=9)[0] > usual[0] > secreted(alone, lh=2)[0]


def test_it_follows_the_response_of_the_testis(alone):
    assert secreted(alone, response=0.6) == pytest.approx(0.6 * secreted(alone))
