"""Inflammation and the thyroid axis; alone, because it is in no model before the immune system is."""

import pytest

from enterocrine.body.thyroid.inflammatory_thyroid import inflammatory_deiodination, inflammatory_thyrotropin


def test_nothing_at_rest(alone):
    values = {**alone(inflammatory_deiodination, nfkb=1.0).set, **alone(inflammatory_thyrotropin, nfkb=1.0).set}
    assert len(values) == 3 and all(value == pytest.approx(1) for value in values.values())


def test_both_arms_saturate(alone):
    mild, strong, most = (alone(inflammatory_deiodination, nfkb=level).set for level in (2.0, 30.0, 1e6))
    assert 1 > mild["outer_ring"] > strong["outer_ring"] > most["outer_ring"] > 0.2
    assert 1 < mild["inner_ring"] < strong["inner_ring"] < most["inner_ring"] < 3
    assert 1 > alone(inflammatory_thyrotropin, nfkb=30.0).set["thyrotropin_drive"] > 0.3
