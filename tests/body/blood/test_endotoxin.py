"""Free and bound endotoxin."""

import pytest

from enterocrine.body.blood.endotoxin import endotoxin_entry, plasma_endotoxin


def test_at_rest_entry_and_loss_balance(alone, number):
    volume = number("blood.plasma_volume") * number("host.weight")
    free = number("immune.toll_half") * number("immune.toll_share") / (number("immune.toll_gain") - number("immune.toll_share")) * volume
    bound = number("blood.bound_entry") / number("liver.bound_clearance") * volume
    into, out = alone(endotoxin_entry, endotoxin_with_fat=0.34, between_cells=0.66), alone(plasma_endotoxin, endotoxin=free, endotoxin_bound=bound)
    assert into.change["endotoxin"] + out.change["endotoxin"] == pytest.approx(0, abs=1e-3 * into.change["endotoxin"][0])
    assert into.change["endotoxin_bound"] + out.change["endotoxin_bound"] == pytest.approx(0, abs=0.01 * into.change["endotoxin_bound"][0])


def test_the_assay_sees_mostly_what_toll_does_not(alone, number):
    found = alone(plasma_endotoxin, endotoxin=1e-10, endotoxin_bound=2e-8)
    assert found.set["endotoxin_measured"] > 100 * found.set["endotoxin_active"]
    scaled = alone(plasma_endotoxin, endotoxin=1e-10, endotoxin_bound=2e-8, changed={"endotoxin_assay_scale": 3})
    assert scaled.set["endotoxin_measured"] == pytest.approx(3 * found.set["endotoxin_measured"])
    assert scaled.set["endotoxin_active"] == found.set["endotoxin_active"]


def test_free_endotoxin_leaves_within_minutes_and_bound_within_hours(alone):
    found = alone(plasma_endotoxin, endotoxin=1.0, endotoxin_bound=1.0)
    assert found.rate["clearance"][0] + found.rate["binding"][0] > 1.0 and 0.2 < found.rate["clearance_of_bound"][0] < 0.7


def test_fat_brings_none_of_it_free(alone):
    found = alone(endotoxin_entry, endotoxin_leak=0.0)
    assert found.change["endotoxin"] == 0 and found.change["endotoxin_bound"] > 0


def test_a_liver_that_takes_all_lets_nothing_through(alone):
    assert alone(endotoxin_entry, changed={"endotoxin_first_pass": 1 / 0.75}, endotoxin_with_fat=0.0).change["endotoxin_bound"] == pytest.approx(0)
