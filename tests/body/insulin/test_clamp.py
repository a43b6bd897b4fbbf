"""The clamp as an experiment."""

from enterocrine.body.insulin.clamp import euglycaemic_clamp


def test_nothing_is_given_without_a_clamp(alone):
    assert alone(euglycaemic_clamp, clamp=0.0, glucose_level=3.0).set["clamp_infusion"] == 0


def test_glucose_is_given_below_the_target_and_taken_above(alone):
    below, above = (alone(euglycaemic_clamp, clamp=1.0, glucose_level=level) for level in (4.9, 5.1))
    assert below.change["glucose_mass"][0] > 0 > above.change["glucose_mass"][0]
