"""Every way of reading a simulated trial, against numbers worked out by hand."""

import numpy as np
import pytest
import xarray as xr

from enterocrine.studies.extract import (
    ArmRecord,
    CannotRun,
    Recorded,
    compare,
    correlate,
    half_life,
    per_person,
    reference,
    regress,
    time_of_change,
    without_third,
)
from enterocrine.studies.study import BASELINE, Measured
from enterocrine.studies.trial_size import of_each_world
from enterocrine.studies.unit_match import factor

from .synthetic import dataset, outcome, recorded, study

# Two people, one world, 8 days: person 0 makes 10, 20, ..., 80; person 1 the double.
DAYS = np.array([[10, 20, 30, 40, 50, 60, 70, 80], [20, 40, 60, 80, 100, 120, 140, 160]])
FLAT = np.array([[5.0] * 8, [10.0] * 8])


@pytest.fixture
def trial() -> Recorded:
    return recorded([0, 0], treated=dataset(stool_mass=("g/d", DAYS)), control=dataset(stool_mass=("g/d", FLAT)),
                    baseline=dataset(stool_mass=("g/d", FLAT * 2)))


def test_the_end_is_the_last_quarter_and_at_least_a_day(trial):
    assert per_person(trial, outcome(), "treated") == pytest.approx([75, 150])  # last 48 of 192 h
    short = recorded([0], treated=dataset(stool_mass=("g/d", [[1.0, 2.0, 9.0]])))
    assert per_person(short, outcome(), "treated") == pytest.approx([9])
    long = recorded([0], treated=dataset(stool_mass=("g/d", [np.arange(60.0)])))
    assert per_person(long, outcome(), "treated") == pytest.approx([np.arange(53.0, 60.0).mean()])  # never more than a week


def test_a_window_is_in_hours_from_the_start(trial):
    assert per_person(trial, outcome(when=(24, 72)), "treated") == pytest.approx([25, 50])
    with pytest.raises(CannotRun, match="no output between"):
        per_person(trial, outcome(when=(400, 500)), "treated")


@pytest.mark.parametrize(("as_", "versus", "expected"), [
    ("mean", "", 112.5), ("change", "control", 112.5 - 7.5), ("ratio", "control", 15.0), ("percent_change", "control", 1400.0),
    ("change", BASELINE, 112.5 - 15.0), ("sign", "control", 105.0), ("ratio", BASELINE, 7.5),
])
def test_levels_and_contrasts(trial, as_, versus, expected):
    assert of_each_world(trial, study(), outcome(as_=as_, versus=versus), 1) == pytest.approx([expected])


def test_standardised_difference(trial):
    treated, other = np.array([75.0, 150.0]), np.array([5.0, 10.0])
    pooled = np.sqrt((treated.var(ddof=1) + other.var(ddof=1)) / 2)
    expected = (treated.mean() - other.mean()) / pooled
    assert of_each_world(trial, study(), outcome(as_="standardised_difference", versus="control"), 1) == pytest.approx([expected])


def test_integral_peak_and_time_of_peak():
    wave = np.array([[0.0, 4, 9, 4, 0], [0.0, 2, 6, 8, 2]])
    trial = recorded([0, 0], treated=dataset(venous=("umol/L", wave)), control=dataset(venous=("umol/L", wave / 2)))
    ask = {"measured": Measured("venous"), "unit": "umol/L"}
    assert of_each_world(trial, study(), outcome(as_="integral", **ask), 1) == pytest.approx([24 * (17 + 18) / 2])
    assert of_each_world(trial, study(), outcome(as_="integral", versus="control", **ask), 1) == pytest.approx([24 * 35 / 4])
    assert of_each_world(trial, study(), outcome(as_="peak", **ask), 1) == pytest.approx([8.5])
    assert of_each_world(trial, study(), outcome(as_="peak_ratio", versus="control", **ask), 1) == pytest.approx([2.0])
    at = of_each_world(trial, study(), outcome(as_="time_of_peak", measured=Measured("venous"), unit="h"), 1)
    assert at == pytest.approx([(60 + 84) / 2])  # middles of the third and fourth day
    early = outcome(as_="peak", when=(0, 48), **ask)
    assert of_each_world(trial, study(), early, 1) == pytest.approx([3.0])


def test_a_challenge_counts_from_its_hour_zero_and_from_the_fasting_value():
    times = np.arange(1.0, 11.0)
    values = np.array([[5, 5, 4, 4, 6, 10, 8, 6, 4, 4.0]])
    data = xr.Dataset({"venous": (("draw", "time"), values, {"units": "umol/L"})}, {"draw": [0], "time": times})
    trial = Recorded({"acute": ArmRecord(data, 10.0, 4.0, True)}, np.array([0]), np.array(["male"]))
    ask = {"measured": Measured("venous"), "unit": "umol/L", "arm": ("acute",)}
    assert reference(trial, outcome(versus=BASELINE, **ask), "acute") == pytest.approx([4])  # the hour before
    assert per_person(trial, outcome(as_="peak", versus=BASELINE, when=(0, 6), **ask), "acute") == pytest.approx([10])
    assert per_person(trial, outcome(as_="time_of_peak", when=(0, 6), **{**ask, "unit": "min"}), "acute") == pytest.approx([90])
    assert per_person(trial, outcome(when=(0, 2), **ask), "acute") == pytest.approx([8])
    assert per_person(trial, outcome(when=(-1, 0), **ask), "acute") == pytest.approx([4])
    above = outcome(as_="integral", versus=BASELINE, when=(0, 6), **ask)
    assert of_each_world(trial, study("acute"), above, 1) == pytest.approx([6 + 10 + 8 + 6 + 4 + 4 - 6 * 4])
    ratio = outcome(as_="peak_ratio", versus=BASELINE, when=(0, 6), **ask)
    assert of_each_world(trial, study("acute"), ratio, 1) == pytest.approx([2.5])


def test_lowest_value_and_time_above():
    wave = np.array([[3.0, 4, 9, 4, 1], [3.0, 2, 6, 8, 2]])
    trial = recorded([0, 0], treated=dataset(venous=("umol/L", wave)), control=dataset(venous=("umol/L", wave)))
    ask = {"measured": Measured("venous"), "arm": ("treated",)}
    assert of_each_world(trial, study(), outcome(as_="trough", unit="umol/L", **ask), 1) == pytest.approx([(1 + 2) / 2])
    above = outcome(as_="time_above", threshold=3.5, unit="d", **ask)
    assert per_person(trial, above, "treated") == pytest.approx([3, 2])
    scaled = outcome(as_="time_above", threshold=3500.0, scale=1000.0, unit="h", **ask)
    assert per_person(trial, scaled, "treated") == pytest.approx([72, 48])


def challenged(course, before=2.0) -> ArmRecord:
    """Two quiet hours, then a course, an hour a value."""
    values = np.concatenate([np.full((len(course), 2), before), course], axis=1)
    data = xr.Dataset({"venous": (("draw", "time"), values, {"units": "umol/L"})},
                      {"draw": np.arange(len(course)), "time": np.arange(1.0, values.shape[1] + 1)})
    return ArmRecord(data, float(values.shape[1]), 2.0, True)


def test_half_life_of_what_lies_above_the_value_before():
    falling = 2.0 + 16.0 * 0.5 ** (np.arange(8) / np.array([[2.0], [4.0]]))
    trial = Recorded({"acute": challenged(falling)}, np.array([0, 0]), np.array(["male", "male"]))
    ask = {"measured": Measured("venous"), "arm": ("acute",), "as_": "half_life"}
    assert per_person(trial, outcome(unit="h", versus=BASELINE, **ask), "acute") == pytest.approx([2, 4])
    assert per_person(trial, outcome(unit="min", versus=BASELINE, when=(2, 6), **ask), "acute") == pytest.approx([120, 240])
    assert (per_person(trial, outcome(unit="h", **ask), "acute") > [2, 4]).all()  # with what was there before it seems slower
    assert of_each_world(trial, study("acute"), outcome(unit="h", versus=BASELINE, **ask), 1) == pytest.approx([3])
    assert np.isnan(half_life(np.arange(1.0, 9.0), np.array([[1.0, 0.5, 0, 0, 0, 0, 0, 0], [-1.0] * 8]))).all()
    down = np.exp(-np.arange(24) / 8) - 0.1  # the line ends before nothing is left
    assert np.log(2) * 5 < half_life(np.arange(24.0), down[None])[0] < np.log(2) * 8


def test_when_a_share_of_a_change_has_come():
    way = 1 - 0.5 ** (np.arange(8) / np.array([[1.0], [0.5]]))
    trial = Recorded({"acute": challenged(2.0 + np.array([[3.0], [-1.0]]) * way)}, np.array([0, 0]), np.array(["male", "male"]))
    ask = outcome(measured=Measured("venous"), arm=("acute",), as_="time_of_change", threshold=0.75, unit="h")
    slow, quick = per_person(trial, ask, "acute")
    assert 1 < quick < slow < 2.5  # up or down alike
    assert np.isnan(time_of_change(np.array([1.0, 2.0]), np.array([[5.0, 5.0]]), np.array([5.0]), 0.5)).all()
    assert time_of_change(np.array([1.0, 2.0]), np.array([[2.0, 4.0]]), np.array([0.0]), 0.75) == pytest.approx([1.5])


def test_ratio_of_areas_above_the_values_before():
    arms = {"vein": challenged(np.array([[12.0, 7, 2]])), "mouth": challenged(np.array([[3.0, 4, 4]]), 1.0)}
    trial = Recorded(arms, np.array([0]), np.array(["male"]))
    share = outcome(measured=Measured("venous"), arm=("mouth",), as_="integral_ratio", versus="vein", unit="ratio")
    assert of_each_world(trial, study("vein", "mouth"), share, 1) == pytest.approx([(2 + 3 + 3) / (10 + 5)])


def test_visits_are_put_together_as_logarithms():
    trial = Recorded({"acute": challenged(np.array([[1.0, 10.0, 100.0]]))}, np.array([0]), np.array(["male"]))
    ask = outcome(measured=Measured("venous"), arm=("acute",), unit="umol/L", sampled=(1.0, 3.0))
    assert per_person(trial, ask, "acute") == pytest.approx([10.0])  # of 1 and 100


def labelled(level, made, start=1.0) -> ArmRecord:
    both = {"venous": ("mmol/L", np.array([[start, start, *level]])), "product": ("umol/L", np.array([[2.0, 2.0, *made]]))}
    return ArmRecord(dataset(**both), 24.0 * 5, 48.0, True)


def test_conversion_transfer_and_share_as_labels_show_them():
    arms = {"control": labelled([1.0, 1, 1], [2.0, 2, 2]), "source": labelled([5.0, 3, 1], [2.0, 5, 5]),
            "product": labelled([1.0, 1, 1], [14.0, 2, 2])}
    trial = Recorded(arms, np.array([0]), np.array(["male"]))

    def found(as_, unit, **per):
        asked = outcome(measured=Measured("product"), arm=("source",), versus="control", as_=as_, unit=unit, per=Measured(**per))
        return of_each_world(trial, study("control", "source", "product"), asked, 1)

    assert found("added_ratio", "%", output="venous") == pytest.approx([100 * 6 / 6e3])  # umol over mmol
    assert found("added_ratio", "ratio", output="product", arm="product") == pytest.approx([6 / 12])
    assert found("added_share", "%", output="venous") == pytest.approx([100 * (6 / 6) / (6 / 3)])


def test_selecting_summing_and_dividing():
    guilds = np.zeros((1, 4, 3)) + np.array([0.02, 0.1, 0.03])
    trial = recorded([0], treated=dataset(guild_fraction=("1", guilds, "guild"), stool_solids=("g/d", [[30.0] * 4]),
                                          stool_bacteria=("g/d", [[15.0] * 4]), made=("mmol/d", [[300.0] * 4])))

    def value(**keys):
        return per_person(trial, outcome(**keys), "treated")[0]

    assert value(measured=Measured("guild_fraction", {"guild": ("ROS", "LAC")}), unit="percent") == pytest.approx(13)
    assert value(measured=Measured("guild_fraction", {"guild": ("ROS", "LAC")}, "mean"), unit="percent") == pytest.approx(6.5)
    assert value(measured=Measured("guild_fraction"), unit="fraction") == pytest.approx(0.15)
    share = {"measured": Measured("stool_bacteria"), "per": Measured("stool_solids")}
    assert value(unit="percent", **share) == pytest.approx(50)
    assert value(unit="fraction", less=True, **share) == pytest.approx(0.5)
    assert value(measured=Measured("made"), per=Measured("stool_solids"), unit="mmol/g") == pytest.approx(10)
    assert value(measured=Measured("made"), unit="umol/kg/h", scale=1000 / 24 / 70) == pytest.approx(178.57, rel=1e-4)
    assert value(measured=Measured("made"), transform="log10", unit="log10") == pytest.approx(np.log10(300))


def test_what_the_model_lacks_has_a_reason(trial):
    with pytest.raises(CannotRun, match="no output `stool_mas`; nearest: stool_mass"):
        per_person(trial, outcome("stool_mas"), "treated")
    with pytest.raises(CannotRun, match="no axis guild"):
        per_person(trial, outcome(measured=Measured("stool_mass", {"guild": ("BIF",)})), "treated")
    with pytest.raises(CannotRun, match="units do not agree"):
        per_person(trial, outcome(unit="umol/L"), "treated")
    with pytest.raises(CannotRun, match="the arm third"):
        per_person(trial, outcome(), "third")


def test_statistics_of_a_group():
    people = np.array([[10.0, 20, 60, 110]])
    assert compare(outcome(), people, None) == pytest.approx([50])
    assert compare(outcome(statistic="median"), people, None) == pytest.approx([40])
    assert compare(outcome(statistic="percentile", threshold=100.0), people, None) == pytest.approx([110])
    assert compare(outcome(statistic="share_below", threshold=50.0, unit="percent"), people, None) == pytest.approx([50])
    assert compare(outcome(statistic="share_above", threshold=100.0, unit="fraction"), people, None) == pytest.approx([0.25])


def test_correlation_by_hand():
    assert correlate(np.array([1.0, 2, 3]), np.array([2.0, 4, 6])) == pytest.approx(1)
    assert correlate(np.array([1.0, 2, 3]), np.array([3.0, 2, 1])) == pytest.approx(-1)
    assert correlate(np.array([1.0, 2, 3]), np.array([1.0, 3, 2])) == pytest.approx(0.5)
    assert correlate(np.array([1.0, 1, 1]), np.array([1.0, 3, 2])) == 0


def test_slopes_by_hand():
    ages, values = np.array([20.0, 30, 40]), np.array([10.0, 8, 6])
    assert regress(values, ages) == pytest.approx(-0.2) and regress(values, ages, relative=True) == pytest.approx(-2.5)
    assert regress(values, np.array([5.0, 5, 5])) == 0


def test_a_slope_over_age_across_persons():
    shape = (3, 4)
    data = dataset(hormone=("nmol/L", np.broadcast_to([[10.0], [8.0], [6.0]], shape)), age=("y", np.broadcast_to([[20.0], [30.0], [40.0]], shape)))
    trial = recorded([0, 0, 0], treated=data)
    ask = {"measured": Measured("hormone"), "across": "persons", "with_": "age"}
    assert of_each_world(trial, study("treated"), outcome(as_="slope", unit="nmol/L", **ask), 1) == pytest.approx([-0.2])
    assert of_each_world(trial, study("treated"), outcome(as_="percent_slope", unit="%/y", **ask), 1) == pytest.approx([-2.5])


def test_what_a_third_quantity_explains_is_taken_out_world_by_world():
    third = np.array([1.0, 2, 3, 1, 2, 3])
    world = np.array([0, 0, 0, 1, 1, 1])
    left = without_third(np.array([1.0, 2, 3, 6, 4, 2]), third, world)
    assert left == pytest.approx([2, 2, 2, 4, 4, 4])
    shape = (4, 2)
    columns = {"lbp": [1.0, 2, 3, 4], "lh": [1.0, 3, 2, 4], "hormone": [2.0, 1, 4, 3]}
    trial = recorded([0] * 4, treated=dataset(**{key: ("1", np.broadcast_to(np.array(v)[:, None], shape)) for key, v in columns.items()}))
    ask = outcome(measured=Measured("hormone"), across="persons", with_="lbp", given="lh", as_="correlation", unit="r")
    r = np.corrcoef([columns["hormone"], columns["lbp"], columns["lh"]])
    partial = (r[0, 1] - r[0, 2] * r[1, 2]) / np.sqrt((1 - r[0, 2] ** 2) * (1 - r[1, 2] ** 2))
    assert of_each_world(trial, study("treated"), ask, 1) == pytest.approx([partial])


@pytest.mark.parametrize(("source", "target", "size"), [
    ("mmol/L", "umol/L", 1000), ("mmol/kg", "umol/g", 1), ("%", "fraction", 0.01), ("percent", "%", 1), ("L/d", "mL/min", 1 / 1.44),
    ("mmol/d", "mol/d", 0.001), ("pg/mL", "ng/L", 1), ("kJ/d", "kcal/d", 1 / 4.184), ("min", "h", 1 / 60), ("pH", "1", 1),
])
def test_units_of_a_kind(source, target, size):
    assert factor(source, target) == pytest.approx(size)
    assert factor(target, source) == pytest.approx(1 / size)


@pytest.mark.parametrize(("source", "target"), [("mmol/L", "g/d"), ("pg/mL", "mmol/L"), ("mmol/L", "mmol/Q")])
def test_units_of_two_kinds(source, target):
    with pytest.raises(ValueError, match="cannot become|unknown unit"):
        factor(source, target)


def test_a_first_space_is_dose_over_the_exponentials_at_hour_0():
    """A pulse of 10 pmol into 2 L, gone with one phase, on top of a level that the other arm shows."""
    hours = np.arange(0.5, 240, 1.0) * 24  # the synthetic course is read once a day
    left = 5 * np.exp(-hours / 600)
    trial = recorded([0, 0], treated=dataset(estradiol_total=("pmol/L", np.stack([3 + left, 3 + 2 * left]))),
                     control=dataset(estradiol_total=("pmol/L", np.full((2, hours.size), 3.0))))
    asked = {"versus": "control", "sampled": (24, 72, 240, 480, 960, 1200), "threshold": 0.07, "unit": "L", "scale": 10.0}
    assert per_person(trial, outcome("estradiol_total", as_="first_space", **asked), "treated") == pytest.approx([2, 1], rel=0.01)
    asked["unit"] = "count"
    assert per_person(trial, outcome("estradiol_total", as_="exponentials", **asked), "treated") == pytest.approx([1, 1])
