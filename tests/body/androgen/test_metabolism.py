"""Clearance and conversion of androgens."""

import numpy as np
import pytest

from enterocrine.body.androgen.binding import binding_to_shbg
from enterocrine.body.androgen.metabolism import androgen_clearance, androgen_conversion

NMOL = 1e-6


def cleared(alone, number, levels, shbg, woman=False):
    """L/d/m2 of all hormone, as infusions of labelled hormone measure it."""
    space = number("androgen.androgen_space") * number("host.weight")
    bound = alone(binding_to_shbg, androgen_mass=[level * NMOL * space for level in levels], shbg_level=shbg * NMOL).set
    found = alone(androgen_clearance, put={"female": float(woman)}, androgen_level=bound["androgen_level"], androgen_held=bound["androgen_held"])
    return found.set["androgen_cleared"] / bound["androgen_level"] * 24 / (number("host.surface") / 1e4)


def test_clearance_of_men_and_women(alone, number):
    """516 and 304 L/d/m2 of testosterone, 391 and 209 of dihydrotestosterone (A-2; Saez 1972)."""
    men = cleared(alone, number, (14.4, 1.6, 3.0), 36.0)
    women = cleared(alone, number, (0.74, 0.45, 3.5), 66.0, woman=True)
    assert men[1] == pytest.approx(391, rel=0.05)
    assert men[0] == pytest.approx(516 + 108 / 8**0.5, rel=0.05)  # a standard error more, as weekly enanthate gives (TRT-2)
    assert women[:2] == pytest.approx([304, 209], rel=0.05)


def test_shbg_slows_clearance_and_one_rate_nearly_serves_both_sexes(alone, number):
    little, much = (cleared(alone, number, (14.4, 1.6, 3.0), shbg)[0] for shbg in (20.0, 70.0))
    assert much < 0.75 * little
    rates = [number(f"androgen.clearance[{sex},testosterone]") for sex in ("male", "female")]
    assert 0.55 < rates[1] / rates[0] < 1


@pytest.mark.parametrize("woman", [False, True])
def test_what_is_cleared_is_converted_or_excreted(alone, woman):
    found = alone(androgen_conversion, put={"female": float(woman)}, androgen_cleared=[10.0, 1.0, 5.0])
    assert found.change["androgen_mass"].sum() == pytest.approx(-found.rate["excretion"].sum())
    total = found.rate["excretion"].copy()
    total[0] += sum(found.rate[name][0] for name in ("reduction_of_testosterone", "oxidation"))
    total[2] += sum(found.rate[name][0] for name in ("reduction_of_androstenedione", "reversal"))
    assert total == pytest.approx(np.array([10.0, 1.0, 5.0]))


@pytest.mark.parametrize(("woman", "shares"), [(False, (2.8, 8.2, 4.5)), (True, (1.56, 12.0, 2.2))])
def test_shares_that_come_back_as_another(alone, woman, shares):
    """A-3.1, A-3.2 and A-5.5 to A-5.8, %; a label of testosterone reaches dihydrotestosterone by way of androstenedione too."""
    found = alone(androgen_conversion, put={"female": float(woman)}, androgen_cleared=[1.0, 0.0, 1.0]).rate
    direct, oxidised, reversed_ = (100 * found[name][0] for name in ("reduction_of_testosterone", "oxidation", "reversal"))
    assert (oxidised, reversed_) == pytest.approx(shares[1:])
    assert direct + oxidised * found["reduction_of_androstenedione"][0] == pytest.approx(shares[0], rel=0.02)
