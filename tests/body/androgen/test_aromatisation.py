"""Aromatisation outside the gonads."""

import pytest

from enterocrine.body.androgen.aromatisation import peripheral_aromatisation


@pytest.mark.parametrize(("woman", "estradiol", "estrone"), [(False, 0.39, 1.35), (True, 0.15, 0.74)])
def test_shares(alone, woman, estradiol, estrone):
    """A-5.1 to A-5.4, %."""
    change = alone(peripheral_aromatisation, put={"female": float(woman)}, androgen_cleared=[100.0, 100.0, 100.0]).change
    assert change["estrogen_mass"] == pytest.approx([estradiol, estrone, 0])
    assert change["androgen_mass"] == pytest.approx([-estradiol, 0, -estrone])


def test_more_aromatase_more_estrogen(alone):
    change = [alone(peripheral_aromatisation, androgen_cleared=1.0, aromatisation=k).change["estrogen_mass"] for k in (1.0, 0.1)]
    assert change[1] == pytest.approx(0.1 * change[0])
