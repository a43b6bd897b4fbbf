"""What androgen receptors do, and the curve that follows from their number and grip."""

import pytest

NM = 1e-6


def test_more_testosterone_more_response_less_than_in_proportion(dish):
    rest = dish.run(300, 0.25)["androgen_signal"]["muscle"]
    low = dish.run(300, 0.25, testosterone=0.1 * NM, dihydrotestosterone=0.005 * NM)["androgen_signal"]
    high = dish.run(300, 0.25, testosterone=0.9 * NM, dihydrotestosterone=0.045 * NM)["androgen_signal"]
    assert low["muscle"] < rest < high["muscle"] < 3 * rest
    assert high["prostate"] / low["prostate"] < 0.6 * high["muscle"] / low["muscle"]  # prostate is nearly saturated at ordinary testosterone


def test_the_curve_goes_through_where_the_person_is(dish):
    """At settled receptor the hyperbola of ceiling and half dose gives the response itself, but for receptor without ligand."""
    dish.parameters["receptors.unliganded_potency"] = 0.0
    found = dish.run(400, 0.25)
    dose = dish.rest("androgen", "testosterone")
    for name in ("muscle", "prostate", "colon"):
        half = found["androgen_half_dose"][name] * NM
        assert found["androgen_ceiling"][name] * dose / (dose + half) == pytest.approx(found["androgen_signal"][name], rel=1e-3)


def test_fewer_receptors_lower_the_ceiling_and_shift_the_curve_to_the_right(dish):
    before = dish.run(300, 0.25)
    for pool in ("free_androgen_receptor", "bound_androgen_receptor"):
        dish.states[dish.system.state_index(pool).ravel()] *= 0.5
    after = dish.run(0)
    assert after["androgen_ceiling"]["muscle"] < before["androgen_ceiling"]["muscle"]
    assert after["androgen_half_dose"]["muscle"] > before["androgen_half_dose"]["muscle"]
    assert after["androgen_interference"]["muscle"] == 1.0
