"""Estrogen receptor alpha in a dish against what was measured in MCF-7 cells."""

import pytest

PM = 1e-9
NOTHING = {"estradiol": 0.0, "estrone": 0.0, "estriol": 0.0}
GIVEN = NOTHING | {"estradiol": 1000 * PM}


def test_estradiol_lowers_its_receptor(dish):
    """G-D04: 1 nmol/L; 60 % lost at 6 h by one count, 67 % by another, still low at 24-48 h."""
    dish.run(200, 0.25, **NOTHING)
    before = dish.outputs["estrogen_receptor_alpha"]["breast"]
    at = {}
    for hours, until in ((6, 6), (18, 24), (24, 48)):
        at[until] = dish.run(hours, 0.05, **GIVEN)["estrogen_receptor_alpha"]["breast"] / before
    assert 0.3 < at[6] < 0.5 and at[48] < at[24] < 0.3


def test_receptor_with_estradiol_has_a_half_life_of_three_to_four_hours(dish):
    """G-D03, at saturating estradiol with synthesis stopped."""
    dish.states[dish.system.state_index("estrogen_receptor_message")] = 0.0
    dish.parameters["receptors.estrogen_message_rate"] = 0.0
    left = dish.run(3.5, 0.01, estradiol=100_000 * PM)["estrogen_receptor_alpha"]["breast"]
    assert left == pytest.approx(0.5, abs=0.05)


def test_estradiol_holds_best_then_estrone_then_estriol(dish):
    """R-9."""
    signal = {name: dish.run(0, **(NOTHING | {name: 100 * PM}))["estrogen_signal"]["breast"] for name in ("estradiol", "estrone", "estriol")}
    assert signal["estradiol"] > 3 * signal["estrone"] > 3 * signal["estriol"] > 0


def test_the_curve_goes_through_where_the_person_is(dish):
    found = dish.run(0, estradiol=50 * PM, estrone=0.0, estriol=0.0)
    for name in ("bone", "breast"):
        ceiling, half = found["estrogen_ceiling"][name], found["estrogen_half_dose"][name] * PM
        assert ceiling * 50 * PM / (50 * PM + half) == pytest.approx(found["estrogen_signal"][name], rel=1e-6)


def test_twice_the_estradiol_is_less_than_twice_the_signal(dish):
    rest = dish.run(200, 0.25)["estrogen_signal"]["breast"]
    twice = dish.run(200, 0.25, estradiol=2 * 2.27 * 2.149 * PM)["estrogen_signal"]["breast"]
    assert 1.2 * rest < twice < 2 * rest
