"""What inflammation may do to receptors of sex hormones."""

import pytest

GAINS = {"inflamed_amount_gain": ("androgen_receptor_total", "muscle"), "inflamed_androgen_gain": ("androgen_signal", "muscle"),
         "inflamed_estrogen_gain": ("estrogen_signal", "breast")}  # fmt: skip


def test_at_the_median_inflammation_moves_no_receptor(dish):
    rest, inflamed = dish.run(100, 0.25), type(dish)().run(100, 0.25, nfkb=5.0)
    for name, label in GAINS.values():
        assert inflamed[name][label] == rest[name][label]


@pytest.mark.parametrize("gain", GAINS)
@pytest.mark.parametrize("sign", [-1.4, 0.5])
def test_each_gain_acts_on_its_own_step_in_its_own_direction(dish, gain, sign):
    name, label = GAINS[gain]
    dish.parameters[f"receptors.{gain}"] = sign
    assert dish.run(200, 0.25)[name][label] == pytest.approx(1.0, rel=1e-3)  # nothing at the NF-kB of the reference adult
    moved = dish.run(200, 0.25, nfkb=3.0)
    assert (moved[name][label] - 1.0) * sign > 0.01
    others = {pair for pair in GAINS.values() if pair[0].split("_")[0] != name.split("_")[0]}
    assert all(moved[other][place] == pytest.approx(1.0, rel=1e-3) for other, place in others)


def test_interference_shows_what_is_lost_behind_the_receptor(dish):
    dish.parameters["receptors.inflamed_androgen_gain"] = -1.4
    found = dish.run(250, 0.25, nfkb=3.0)
    assert found["androgen_interference"]["muscle"] > 1.1 and found["estrogen_interference"]["breast"] == 1.0
    assert found["androgen_receptor_total"]["muscle"] == pytest.approx(1.0, rel=1e-3)
