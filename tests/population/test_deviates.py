"""Numbers by draw: any stretch without those before it."""

import numpy as np

from enterocrine.population.deviates import FURTHEST, by_draw


def test_each_draw_has_its_own_numbers_whatever_else_is_asked_for():
    whole = by_draw(3, "x", np.arange(300), 4)
    assert np.array_equal(by_draw(3, "x", np.array([299, 5, 64]), 4), whole[[299, 5, 64]])
    assert len(np.unique(whole)) == whole.size - (np.abs(whole) == FURTHEST).sum() + len(np.unique(whole[np.abs(whole) == FURTHEST]))


def test_streams_and_seeds_differ_and_are_standard_normal():
    one, other, seed = by_draw(3, "x", np.arange(4000), 2), by_draw(3, "y", np.arange(4000), 2), by_draw(4, "x", np.arange(4000), 2)
    for a, b in ((one, other), (one, seed), (one[:, :1], one[:, 1:]), (one[:-64], one[64:])):
        assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 0.05
    assert abs(one.mean()) < 0.04 and abs(one.std() - 1) < 0.03 and np.abs(one).max() <= FURTHEST
