"""Receptors out of their cells against what was put in, and against what cells hold."""

import numpy as np
import pytest

NM = 1e-6
NOTHING = {"estradiol": 0.0, "estrone": 0.0, "estriol": 0.0}


def held(dish, name):
    return dish.pool("domain_held")[["estradiol", "estrone", "estriol"].index(name)]


@pytest.mark.parametrize(("name", "dose"), [("estradiol", 3 * NM), ("estrone", 10 * NM)])
def test_the_signal_rises_to_balance_and_falls_with_its_own_rate(dish, name, dose):
    on, off = (dish.parameters[f"receptors.estrogen_{what}[{name}]"] for what in ("association", "dissociation"))
    dish.run(0.05, 0.001, **(NOTHING | {name: dose}))
    level = on * dose / (on * dose + off)
    assert held(dish, name) == pytest.approx(level * -np.expm1(-(on * dose + off) * 0.05), rel=1e-3)
    dish.run(3, 0.001, **(NOTHING | {name: dose}))
    assert held(dish, name) == pytest.approx(level, rel=1e-3)
    dish.run(0.05, 0.001, **NOTHING)
    assert held(dish, name) == pytest.approx(level * np.exp(-off * 0.05), rel=1e-3)


def test_one_domain_is_shared(dish):
    dish.run(2, 0.001, estradiol=100 * NM, estrone=100 * NM, estriol=100 * NM)
    assert 0.98 < dish.pool("domain_held").sum() < 1 and held(dish, "estradiol") > 5 * held(dish, "estrone")


def test_cells_bind_a_little_less_tightly_as_receptor_is_lost_while_it_holds(dish):
    p = dish.parameters
    for name in NOTHING:
        on, off = (p[f"receptors.estrogen_{what}[{name}]"] for what in ("association", "dissociation"))
        constant = (off + p["receptors.liganded_loss"]) / on
        assert off / on < constant < 1.1 * off / on
        found = dish.run(0, **(NOTHING | {name: constant}))
        assert p["receptors.in_cells[estradiol]"] == 1 and found["estrogen_signal"]["breast"] > 0


def test_an_extract_at_balance_gives_the_constant_of_its_rates(dish):
    dose = 0.12 * NM
    dish.run(400, 0.5, methyltrienolone=dose)
    share = float(dish.pool("extract_held")[0] if np.ndim(dish.pool("extract_held")) else dish.pool("extract_held"))
    constant = dish.parameters["receptors.methyltrienolone_dissociation"] / dish.parameters["receptors.methyltrienolone_association"]
    assert dose * (1 - share) / share == pytest.approx(constant, rel=1e-3)
