"""Body fat, aromatase and women's androgens."""

import pytest

from enterocrine.body.androgen.fat_links import fat_and_aromatase, fat_and_womens_androgens


@pytest.mark.parametrize(("m", "factor"), [(fat_and_aromatase, "aromatisation"), (fat_and_womens_androgens, "theca_response")])
@pytest.mark.parametrize("woman", [False, True])
def test_fat_raises_both_and_the_reference_build_neither(alone, m, factor, woman):
    found = [alone(m, put={"fat_mass": k * 20_000.0 * (1.3 if woman else 1), "female": float(woman)}).set[factor] for k in (0.5, 1, 2)]
    assert found[1] == pytest.approx(1) and 0.5 < found[0] < 0.9 and 1.2 < found[2] < 1.8
