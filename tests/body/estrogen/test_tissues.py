"""Estrogens of tissues."""

import pytest

from enterocrine.body.estrogen.tissues import estrogens_of_tissues


def made(alone, woman, after=0.0, aromatase=1.0):
    return alone(estrogens_of_tissues, put={"female": woman, "postmenopausal": after}, aromatisation=aromatase).change["estrogen_mass"]


def test_after_the_menopause_and_in_men(alone):
    assert made(alone, 1.0).sum() == 0
    after, man = made(alone, 1.0, 1.0), made(alone, 0.0)
    assert (after[:2] > 0).all() and 0 < man[0] < after[0] and man[1] > after[1]


def test_aromatase_makes_them(alone):
    assert made(alone, 1.0, 1.0, 0.7) == pytest.approx(0.7 * made(alone, 1.0, 1.0)) and made(alone, 0.0, aromatase=0.0).sum() == 0
