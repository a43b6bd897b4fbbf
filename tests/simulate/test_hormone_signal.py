"""The table of hormone signals."""

import numpy as np
import pytest
import xarray as xr

from enterocrine.simulate.hormone_signal import NAME, PARTS, TABLE, add_hormone_signal, axes_of


def run(arms=2, only=tuple(TABLE), seed=1):
    rng = np.random.default_rng(seed)
    dims, shape = ("arm", "draw", "time"), (arms, 5, 9)
    wanted = {piece[0]: piece[1] for axis in only for pieces in TABLE[axis].values() for piece in pieces}
    data = {}
    for name, label in wanted.items():
        sized = (*shape, 2) if label else shape
        data[name] = ((*dims, "tissue") if label else dims, rng.lognormal(0, 0.3, sized))
    held = {"arm": ["habitual", "beans"][:arms], "draw": np.arange(5), "time": 24.0 * np.arange(1, 10), "tissue": ["muscle", "bone"]}
    return xr.Dataset(data, held)


def test_every_axis_of_the_contract_with_its_parts():
    found = add_hormone_signal(run())[NAME]
    assert list(found.axis.values) == ["androgen", "estrogen", "insulin", "growth_hormone", "thyroid", "incretin"]
    assert tuple(found.part.values) == PARTS and found.dims == ("arm", "draw", "time", "axis", "part")


def test_each_part_is_the_persons_own_ratio_to_the_habitual_diet():
    data = run()
    found = add_hormone_signal(data)[NAME]
    assert np.allclose(found.sel(arm="habitual"), 1)
    beans, ratio = found.sel(arm="beans"), data.sel(arm="beans") / data.sel(arm="habitual")
    assert np.allclose(beans.sel(axis="androgen", part="hormone"), ratio.testosterone_free)
    insulin = ratio.insulin_receptor_signal.sel(tissue="muscle") / ratio.insulin_interference
    assert np.allclose(beans.sel(axis="insulin", part="response"), insulin)
    assert np.allclose(beans.sel(axis="estrogen", part="receptor"), ratio.estrogen_receptor_alpha.sel(tissue="bone"))


def test_what_no_link_moves_is_one():
    found = add_hormone_signal(run())[NAME].sel(arm="beans")
    assert np.all(found.sel(axis="incretin", part=["receptor", "interference"]) == 1) and np.all(found.sel(axis="thyroid", part="receptor") == 1)


@pytest.mark.parametrize("with_arm", [True, False])
def test_a_single_arm_is_seen_beside_its_first_day(with_arm):
    data = run(arms=1)
    found = add_hormone_signal(data if with_arm else data.isel(arm=0, drop=True))[NAME]
    found = found.isel(arm=0) if with_arm else found
    free = data.testosterone_free.isel(arm=0)
    assert np.allclose(found.sel(axis="androgen", part="hormone"), free / free.isel(time=0))


def test_a_model_without_some_axes_has_a_shorter_table_and_without_all_none():
    assert list(add_hormone_signal(run(only=("insulin", "thyroid")))[NAME].axis.values) == ["insulin", "thyroid"]
    assert NAME not in add_hormone_signal(run(only=("insulin",)).drop_vars("insulin"))


def test_models_have_the_axes_that_they_should():
    from enterocrine.models import MODELS

    found = {name: axes_of({q.name for q in make().outputs}) for name, make in MODELS.items()}
    assert found["colon_only"] == [] and found["estrobolome"] == ["androgen", "estrogen"] and found["full_axis"] == list(TABLE)
    assert found["endocrine"] == ["insulin", "growth_hormone", "thyroid", "incretin"]


def test_parts_of_it_can_be_read():
    whole = add_hormone_signal(run())[NAME]
    assert np.array_equal(whole.isel(arm=1, draw=[0, 3], time=slice(2, 5), part=1).values, whole.values[1][[0, 3]][:, 2:5, :, 1])
