"""The model with barrier, endotoxin and immune answer: at rest, without endotoxin, under challenge."""

import numpy as np
import pytest

from enterocrine.models import endotoxemia
from enterocrine.person.person import Person
from enterocrine.population import draw
from enterocrine.simulate import AcuteInput, Arm, run_arms, settle
from enterocrine.simulate.run import absolute_tolerance, weeks_of
from enterocrine.simulate.schedule import body_size

OUTPUTS = ("permeability", "small_bowel_permeability", "endotoxin_active", "endotoxin_measured", "nfkb", "inflammatory_tone", "tnf", "il6",
           "il8", "il1b", "il10", "crp", "lbp", "cortisol")  # fmt: skip


@pytest.fixture(scope="module")
def adult(diet):
    person = Person(name="adult", sex="male", age_y=40.0, height_m=1.76, weight_kg=75.0, diet=diet)
    return draw(endotoxemia(), person, 1, worlds=0)


@pytest.fixture(scope="module")
def rested(adult, diet):
    return settle(adult, diet, jobs=1)


def after(adult, rested, arms, outputs=OUTPUTS, **options):
    return run_arms(adult, arms, settled=rested, jobs=1, outputs=outputs, **options).isel(draw=0)


def challenge(adult, rested, diet, *inputs):
    data = run_arms(adult, {"a": Arm(diet, 24.0, acute=inputs, eat=False)}, settled=rested, output_every_h=0.25, jobs=1, outputs=OUTPUTS)
    return data.isel(arm=0, draw=0)


def test_a_healthy_adult_is_at_plausible_levels(adult, rested, diet):
    day = after(adult, rested, {"a": Arm(diet, 24.0)}).isel(arm=0, time=-1)
    plausible = {"permeability": (0.9, 1.1), "small_bowel_permeability": (0.9, 1.1), "nfkb": (0.9, 1.1), "endotoxin_measured": (3.4, 13.5),
                 "tnf": (0.7, 2.0), "il6": (0.5, 1.6), "il10": (0.2, 4.0), "crp": (0.4, 1.2), "lbp": (5.0, 24.0), "cortisol": (200, 300)}  # fmt: skip
    assert {name: float(day[name]) for name, (low, high) in plausible.items() if not low < day[name] < high} == {}


def test_nothing_drifts_over_a_year(adult, rested, diet):
    year = after(adult, rested, {"a": Arm(diet, 52 * 168.0)}).isel(arm=0)
    for name in OUTPUTS:
        values = year[name].values
        early, late = values[21:28].mean(), values[-7:].mean()
        assert abs(late / early - 1) < 1e-3, name


def test_without_endotoxin_there_is_no_inflammation_by_endotoxin(adult, rested, diet):
    none = {"barrier.endotoxin_access": 0.0}
    sterile = {"immune.sterile_share": 0.0}
    arms = {"usual": Arm(diet, 672.0), "none": Arm(diet, 672.0, none), "nothing": Arm(diet, 672.0, {**none, **sterile})}
    last = after(adult, rested, arms).isel(time=-1)
    assert last["endotoxin_active"].sel(arm="none") < 1e-9 and last["endotoxin_measured"].sel(arm="none") < 1e-9
    assert abs(last["inflammatory_tone"].sel(arm="nothing")) < 1e-9
    for name in ("nfkb", "tnf", "il6", "crp", "lbp"):
        assert last[name].sel(arm="none") < last[name].sel(arm="usual"), name
    assert last["inflammatory_tone"].sel(arm="none") > 0  # fatty acids and fat tissue need no endotoxin


def test_permeability_and_endotoxin_can_move_apart(adult, rested, diet):
    arms = {"usual": Arm(diet, 336.0), "lumen": Arm(diet, 336.0, {"barrier.endotoxin_access": 2.0}),
            "cleared": Arm(diet, 336.0, {"liver.bound_clearance": 4.0, "barrier.inflammation_gain": 0.0})}  # fmt: skip
    last = after(adult, rested, arms).isel(time=-1)
    usual = last.sel(arm="usual")
    assert last["endotoxin_measured"].sel(arm="lumen") > 1.2 * usual["endotoxin_measured"]  # rivals double with it
    assert last["endotoxin_measured"].sel(arm="cleared") < 0.3 * usual["endotoxin_measured"]
    assert abs(last["permeability"].sel(arm="lumen") / usual["permeability"] - 1) < 0.05


def test_a_bolus_and_an_infusion_run_on_one_set_of_parameters(adult, rested, diet):
    bolus = challenge(adult, rested, diet, AcuteInput(0.0, "endotoxin", 2e-9, per="kg"))
    slow = challenge(adult, rested, diet, AcuteInput(0.0, "endotoxin", 2e-9, 4.0, "kg"))
    assert 100 < bolus["tnf"].max() < 1000 and 150 < bolus["il6"].max() < 2000 and 15 < bolus["il10"].max() < 200
    assert 0.4 < slow["tnf"].max() / bolus["tnf"].max() < 3 and 0.4 < slow["il6"].max() / bolus["il6"].max() < 3
    hours = {name: float(bolus["time"][int(np.argmax(bolus[name].values))]) for name in ("tnf", "il6", "il10", "il1b")}
    assert 1 <= hours["tnf"] < hours["il6"] <= hours["il10"] + 0.5 <= hours["il1b"] + 0.5
    assert bolus["tnf"].values[-1] < 5 and bolus["crp"].values[-1] > 5 * bolus["crp"].values[0]
    assert 1.5 < bolus["cortisol"].max() / bolus["cortisol"].values[0] < 4


def test_tnf_given_alone_raises_interleukin_6_and_cortisol_and_fades(adult, rested, diet):
    given = challenge(adult, rested, diet, AcuteInput(0.0, "cytokine_mass[tnf]", 50e-6, per="m2"))
    assert given["il6"].max() > 3 * given["il6"].values[0] and given["cortisol"].max() > 1.5 * given["cortisol"].values[0]
    assert given["nfkb"].values[-1] < 1.5


def test_body_size(adult):
    assert body_size(adult, "kg") == pytest.approx([75.0]) and body_size(adult, "") == 1.0
    assert body_size(adult, "m2") == pytest.approx([np.sqrt(75 * 176 / 3600)])


def test_no_pool_falls_below_zero(adult, rested, diet):
    solution = weeks_of(adult, rested, diet, 168.0, jobs=1)
    system = adult.system
    for pool in system.pools:
        if pool.name in ("alkali", "host_carbon"):
            continue
        where = system.state_index(pool.name).ravel()
        assert (solution.lowest[where] >= -absolute_tolerance(system)[where][:, None]).all(), pool.name


def test_a_lasting_leak_raises_inflammation_step_by_step_without_a_switch(adult, rested, diet):
    arms = {f"{f:g}": Arm(diet, 672.0, {"barrier.leak_habit": f}) for f in (0.5, 1.0, 2.0, 4.0, 8.0)}
    last = after(adult, rested, arms).isel(time=-1)
    rise = np.diff(np.log(last["nfkb"].values))
    assert (rise > 0).all() and rise.max() < np.log(2)  # less than in proportion: doubled exposure never doubles NF-kB
    assert 1.1 < last["tnf"].sel(arm="2") / last["tnf"].sel(arm="1") < 1.8
