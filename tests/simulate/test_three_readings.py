"""The three readings of one comparison on the whole axis: they differ, people do not, and the reference adult stays where he is."""

import json
from pathlib import Path

import numpy as np
import pytest

from enterocrine import person as door
from enterocrine.evidence import READINGS, SUPPORTED
from enterocrine.models import colon_only, full_axis
from enterocrine.population import draw
from enterocrine.simulate import Arm, run_arms, side_by_side
from enterocrine.studies.references import reference_adult

ROOT = Path(__file__).resolve().parents[2]
DRAWS = 16
LEVELS = (
    "permeability", "tnf", "il6", "crp", "nfkb", "glucose", "insulin", "insulin_sensitivity", "glp1", "pyy", "igf1", "gh", "ft3", "tsh", "cortisol",
)  # fmt: skip


@pytest.fixture(scope="module")
def person():
    return door.load(ROOT / "examples" / "person.yaml")


@pytest.fixture(scope="module")
def read(person):
    change = door.parse_change({"name": "inulin", "supplement": [{"substance": "inulin", "amount": "20 g", "per": "day"}]}, "inulin")
    return side_by_side(person, [change], weeks=4 / 7, draws=DRAWS, seed=2, system=full_axis(), min_grade="E")


def _difference(data, output):
    return (data[output].isel(arm=1) - data[output].isel(arm=0)).mean("time").values


def test_three_readings_of_the_same_people(read):
    assert list(read) == list(READINGS)
    for name, data in read.items():
        assert data.attrs["reading"] == name and data.attrs["reading_note"]
        on = data["link_on"]
        assert on.dims == ("link", "draw") and on.shape[1] == DRAWS and set(np.unique(on)) <= {0, 1}
        assert json.loads(data.attrs["link_share"]) == pytest.approx(dict(zip(on["link"].values, on.mean("draw").values, strict=True)))
    weighted, established, face = (data["link_on"].values for data in read.values())
    assert face.all() and 0 < established.mean() < weighted.mean() < 1


def test_what_no_link_touches_is_the_same_and_what_one_carries_differs(read):
    """Solutions of people whose later parts differ agree as far as the solver's steps allow."""
    gut = [_difference(data, "faecal_butyrate") for data in read.values()]
    assert np.allclose(gut[0], gut[1], rtol=0.02, atol=1e-3) and np.allclose(gut[0], gut[2], rtol=0.02, atol=1e-3)
    moved = {name: np.abs(_difference(data, "permeability")) for name, data in read.items()}
    assert moved["established"].max() < 1e-9, "fibre loosens or tightens the colon only by links below grade B"
    assert moved["established"].mean() < moved["weighted"].mean() < moved["face_value"].mean()
    on = read["weighted"]["link_on"]
    carriers = [name for name in on["link"].values if name.startswith("barrier.")]
    quiet = ~on.sel(link=carriers).any("link").values
    assert moved["weighted"][quiet].max(initial=0.0) < 1e-9


def test_links_that_do_not_act_leave_the_reference_adult_where_he_is(person):
    """Established links alone: levels of the man that the tables describe within 2 % of those with every link, of the example within 15 %."""
    reference = reference_adult(full_axis()).persons[0]
    for someone, most in ((reference, 0.02), (person, 0.15)):
        found = {}
        for reading in ("established", SUPPORTED):
            cohort = draw(full_axis(), someone, 1, worlds=0, reading=reading)
            data = run_arms(cohort, {"habitual": Arm(someone.diet, 168.0)})
            found[reading] = {name: float(data[name].mean()) for name in LEVELS}
        apart = {name: abs(found["established"][name] / found[SUPPORTED][name] - 1) for name in LEVELS}
        assert max(apart.values()) < most, (someone.name, max(apart, key=apart.get), max(apart.values()))


def test_a_model_without_such_links_is_run_once(person):
    assert list(side_by_side(person, [], weeks=1 / 7, draws=8, system=colon_only())) == ["weighted"]
