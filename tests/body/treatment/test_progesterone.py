"""Given progesterone against crossovers."""

import numpy as np
import pytest


@pytest.mark.parametrize(("name", "share"), [("progesterone_oral", 0.086), ("progesterone_vaginal", 0.2), ("progesterone_in_oil", 1.0)])
def test_what_reaches_blood(course, name, share):
    _, found = course(f"depot[{name}]", 0.6, 14 * 24.0)
    assert found["progesterone_mass"][-1] == pytest.approx(0.6 * share, rel=2e-3)
    total = found[f"depot[{name}]"] + found["progesterone_mass"] + found["not_absorbed"]
    assert np.abs(total[1:] / 0.6 - 1).max() < 1e-8


def test_swallowed_progesterone_is_gone_in_a_day_and_that_in_oil_is_not(course):
    left = {name: course(f"depot[{name}]", 1.0, 24.0)[1][f"depot[{name}]"][-1] for name in ("progesterone_oral", "progesterone_in_oil")}
    assert left["progesterone_oral"] < 0.01 and left["progesterone_in_oil"] == pytest.approx(0.5, rel=0.01)
