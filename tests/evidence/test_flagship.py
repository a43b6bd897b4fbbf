"""The claim that fibre raises androgen receptors of muscle, read in three ways on a man who takes testosterone."""

import numpy as np
import pytest

from enterocrine import person as door
from enterocrine.cli.example_files import example
from enterocrine.evidence import FACE_VALUE
from enterocrine.models import full_axis
from enterocrine.simulate import side_by_side

DRAWS, WEEKS = 10, 4


@pytest.fixture(scope="module")
def readings():
    man, fibre = door.load(example("person_testosterone.yaml")), door.load_change(example("change_fibre_30g.yaml"))
    return side_by_side(man, [fibre], draws=DRAWS, seed=1, weeks=WEEKS, system=full_axis())


def ratio(dataset, name, **where):
    """(draws,) last week's level on fibre over that on the habitual diet."""
    level = dataset[name].sel(where).isel(time=dataset["time"] > dataset["time"][-1] - 7 * 24).mean("time").values
    return level[1] / level[0]


@pytest.mark.parametrize("tissue", ["muscle", "bone"])
@pytest.mark.parametrize("name", ["androgen_receptor_total", "androgen_receptor_nuclear", "androgen_signal"])
def test_established_and_weighted_say_nothing_and_face_value_says_much(readings, name, tissue):
    established, weighted, claimed = (ratio(readings[r], name, tissue=tissue) for r in ("established", "weighted", FACE_VALUE))
    assert np.abs(established - 1).max() < 0.002
    assert abs(np.median(weighted) - 1) < 0.002 and np.quantile(np.abs(weighted - 1), 0.9) < 0.02
    assert np.median(claimed) > 1.05 and np.all(claimed > 1)
    assert np.median(claimed) - 1 > 20 * np.abs(established - 1).max()


def test_the_reason_is_the_butyrate_that_arrives(readings):
    """The colon's own cells feel the fibre; a few micromoles per litre of blood inhibit next to nothing, in every reading."""
    for dataset in readings.values():
        arterial = dataset["arterial_scfa"].sel(scfa="butyrate").values
        assert arterial.max() < 20, "umol/L, against 100 to 5,000 in cultures"
        assert np.median(ratio(dataset, "hdac_activity", tissue="colon")) < 0.8
        assert np.abs(ratio(dataset, "hdac_activity", tissue="muscle") - 1).max() < 0.01


def test_people_differ_between_readings_only_by_their_links(readings):
    """What no link moves is the same: butyrate of blood, draw by draw."""
    first, *others = (ratio(dataset, "arterial_scfa", scfa="butyrate") for dataset in readings.values())
    for other in others:
        assert np.allclose(first, other, rtol=1e-3)


def test_testosterone_in_blood_is_left_alone(readings):
    assert np.abs(ratio(readings["established"], "testosterone_total") - 1).max() < 0.01
