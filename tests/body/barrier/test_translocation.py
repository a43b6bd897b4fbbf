"""Two routes that can move apart."""

import numpy as np
import pytest

from enterocrine.body.axes import nutrient
from enterocrine.body.barrier.translocation import fat_linked_route, paracellular_route


def test_the_leak_follows_both_bowels_and_the_lumen(alone):
    rest = alone(paracellular_route).set["endotoxin_leak"]
    assert rest == pytest.approx(1)
    colon, small = (alone(paracellular_route, **{leak: 2.0}).set["endotoxin_leak"] for leak in ("colonic_leak", "small_bowel_leak"))
    assert colon > small > rest
    assert alone(paracellular_route, luminal_endotoxin=0.0).set["endotoxin_leak"] == 0


def test_fat_carries_endotoxin_through_a_tight_barrier(alone):
    held = np.zeros(len(nutrient))
    assert alone(fat_linked_route, jejunum=held).set["endotoxin_with_fat"] == 0
    held[nutrient.index("fat")] = 10.0
    once = alone(fat_linked_route, jejunum=held).set["endotoxin_with_fat"]
    assert once > 0 and alone(fat_linked_route, jejunum=2 * held).set["endotoxin_with_fat"] == pytest.approx(2 * once)
