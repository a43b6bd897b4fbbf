"""The model with glucose and insulin, gut hormones, growth hormone and thyroid: at rest, after meals, under the usual tests."""

import numpy as np
import pytest
from three_bodies import three_bodies

from enterocrine.models import endocrine
from enterocrine.simulate import AcuteInput, Arm, run_arms, settle
from enterocrine.simulate.audit import carbon_audit
from enterocrine.simulate.meals import meal_amounts
from enterocrine.simulate.run import STATED_ERROR, absolute_tolerance, weeks_of
from enterocrine.studies.injections import injected
from enterocrine.studies.study import Dose

OUTPUTS = ("glucose", "insulin", "fasting_glucose", "fasting_insulin", "homa_ir", "insulin_sensitivity", "beta_cells", "glp1", "glp1_intact",
           "pyy", "appetite", "gh", "igf1", "tsh", "ft4", "t4", "t3", "ft3", "rt3", "clamp_infusion", "glucose_appearance")  # fmt: skip
PLAUSIBLE = {"fasting_glucose": (4.5, 5.5), "fasting_insulin": (25, 90), "homa_ir": (0.8, 3.0), "insulin_sensitivity": (0.7, 1.5),
             "glp1": (10, 30), "pyy": (10, 35), "igf1": (120, 280), "gh": (0.2, 2.0), "tsh": (0.4, 4.0), "ft4": (10, 22), "t4": (60, 140),
             "t3": (1.23, 2.77), "ft3": (3, 7), "rt3": (0.15, 0.5)}  # fmt: skip


@pytest.fixture(scope="module")
def people(diet):
    return three_bodies(endocrine(), diet)


@pytest.fixture(scope="module")
def rested(people, diet):
    return settle(people, diet, jobs=1)


def course(people, rested, diet, *doses, hours=5.0, every=0.25, eat=False, zero=12.0):
    """Outputs from the dose on, after a night without food; `time` counts from the dose."""
    acute = [one for dose in doses for one in injected(dose, zero, people.system)]
    arm = Arm(diet, zero + hours, acute=acute, eat=eat)
    data = run_arms(people, {"a": arm}, settled=rested, output_every_h=every, jobs=1, outputs=OUTPUTS).isel(arm=0)
    return data.assign_coords(time=data.time - zero).sel(time=slice(-0.01, None))


def test_healthy_adults_are_at_plausible_levels(people, rested, diet):
    day = run_arms(people, {"a": Arm(diet, 24.0)}, settled=rested, jobs=1, outputs=OUTPUTS).isel(arm=0, time=-1)
    for k in (0, 1):
        found = {name: float(day[name][k]) for name in PLAUSIBLE}
        assert {name: v for name, v in found.items() if not PLAUSIBLE[name][0] < v < PLAUSIBLE[name][1]} == {}


def test_obesity_means_resistance_more_insulin_less_pyy_and_growth_hormone(people, rested, diet):
    day = run_arms(people, {"a": Arm(diet, 24.0)}, settled=rested, jobs=1, outputs=OUTPUTS).isel(arm=0, time=-1)
    lean, obese = day.isel(draw=0), day.isel(draw=2)
    assert obese.insulin_sensitivity < 0.6 * lean.insulin_sensitivity and obese.fasting_insulin > 1.4 * lean.fasting_insulin
    assert obese.pyy < lean.pyy and obese.gh < lean.gh and abs(obese.fasting_glucose / lean.fasting_glucose - 1) < 0.1


def test_nothing_drifts_over_a_year(people, rested, diet):
    year = run_arms(people, {"a": Arm(diet, 52 * 168.0)}, settled=rested, jobs=1, outputs=OUTPUTS).isel(arm=0, draw=0)
    for name in OUTPUTS:
        values = year[name].values
        early, late = values[21:28].mean(), values[-7:].mean()
        assert abs(late - early) <= 1e-3 * abs(early) + 1e-12, name


def test_meals_move_glucose_insulin_and_gut_hormones_and_pass(people, rested, diet):
    day = run_arms(people, {"a": Arm(diet, 24.0)}, settled=rested, output_every_h=0.25, jobs=1, outputs=OUTPUTS).isel(arm=0, draw=0)
    before, after = day.sel(time=slice(6.0, 7.9)), day.sel(time=slice(8.0, 12.0))
    assert 6.5 < after.glucose.max() < 9.5 and 150 < after.insulin.max() < 500
    assert after.glp1.max() > 1.5 * before.glp1.min() and after.pyy.max() > 1.25 * before.pyy.min()
    assert after.glucose.idxmax("time") < after.pyy.idxmax("time")
    assert abs(float(before.glucose[-1]) - 5.0) < 0.4 and float(before.insulin[-1]) < 70


def test_an_oral_glucose_test_looks_like_one(people, rested, diet):
    test = course(people, rested, diet, Dose("glucose_oral", "75 g"), hours=4.0).isel(draw=0)
    assert 7.5 < test.glucose.max() < 10.5 and 0.4 < float(test.glucose.idxmax("time")) < 1.4
    assert float(test.glucose.sel(time=2.0, method="nearest")) < 7.8 and 150 < test.insulin.max() < 600


def test_an_intravenous_test_has_a_first_phase(people, rested, diet):
    test = course(people, rested, diet, Dose("glucose_iv", "0.3 g/kg"), hours=3.0, every=0.05).isel(draw=0)
    early, dip = test.insulin.sel(time=slice(0.0, 0.25)).max(), test.insulin.sel(time=slice(1.2, 2.0)).min()
    assert early > 4 * float(test.insulin[0]) and test.insulin.idxmax("time") < 0.4 and dip < early / 3


def test_a_clamp_holds_glucose_and_reads_sensitivity(people, rested, diet):
    test = course(people, rested, diet, Dose("insulin_clamp", "1 mIU/kg/min", 0.0, 3.0), hours=3.0).sel(time=slice(2.0, 3.0)).mean("time")
    assert np.abs(test.glucose - 5.0).max() < 0.35 and (test.insulin > 350).all()
    assert 5 < float(test.clamp_infusion[0]) < 11 and 2 < float(test.clamp_infusion[2]) < 0.75 * float(test.clamp_infusion[0])


def test_infused_hormones_reach_their_levels_and_curb_appetite(people, rested, diet):
    glp1 = course(people, rested, diet, Dose("glp1_iv", "1.2 pmol/kg/min", 0.0, 2.0), hours=3.0).isel(draw=0)
    rise = float(glp1.glp1_intact.sel(time=slice(1.0, 2.0)).mean() - glp1.glp1_intact[0])
    assert 45 < rise < 65 and glp1.appetite.min() < 0.92 and abs(float(glp1.glp1_intact[-1] - glp1.glp1_intact[0])) < 3
    pyy = course(people, rested, diet, Dose("pyy_iv", "0.8 pmol/kg/min", 0.0, 1.5), hours=4.0).isel(draw=0)
    assert 1.2 < float(pyy.pyy.idxmax("time")) < 1.8 and pyy.appetite.min() < 0.85


def test_releasing_hormone_calls_a_pulse(people, rested, diet):
    pulse = course(people, rested, diet, Dose("ghrh_iv", "1 ug/kg"), hours=4.0).isel(draw=0)
    assert 10 < pulse.gh.max() < 60 and 0.25 <= float(pulse.gh.idxmax("time")) <= 1.0 and float(pulse.gh[-1]) < 0.1 * pulse.gh.max()


def test_given_growth_hormone_raises_igf1_with_dose_and_saturates(people, rested, diet):
    def after(dose):
        return float(course(people, rested, diet, Dose("gh_sc", f"{dose} mg/m2", 0.0, 0.0, 24.0, 14), hours=336.0, every=12.0, eat=True).igf1[0, -1])

    none = float(course(people, rested, diet, hours=12.0, every=12.0, eat=True).igf1[0, -1])
    one, two = after(1), after(2)
    assert none < one < two and two - one < one - none


def test_levothyroxine_raises_thyroxine_and_lowers_thyrotropin(people, rested, diet):
    dose = Dose("levothyroxine_oral", "100 ug", 0.0, 0.0, 24.0, 42)
    last = course(people, rested, diet, dose, hours=42 * 24.0, every=24.0, eat=True).isel(draw=0, time=-1)
    assert 17 < float(last.ft4) < 24 and 0.1 < float(last.tsh) < 1.0 and float(last.t3) < 2.3


def test_carbon_closes_and_no_pool_falls_below_zero(people, rested, diet):
    solution = weeks_of(people, rested, diet, 7 * 24.0, jobs=1)
    assert np.abs(carbon_audit(people, rested.states, solution.states, meal_amounts(people, diet).sum(axis=0) * 7)).max() < 1e-8
    for pool in people.system.pools:
        where = people.system.state_index(pool.name).ravel()
        if pool.name not in ("alkali", "host_carbon"):
            assert (solution.lowest[where] >= -absolute_tolerance(people.system)[where][:, None]).all(), pool.name


def test_no_meal_is_lost_and_a_finer_tolerance_changes_little(people, rested, diet):
    """Meals are jumps of the stomach that the solver could step over: what appears in blood is the same every day at every tolerance."""
    coarse, fine = (run_arms(people, {"a": Arm(diet, 7 * 24.0)}, settled=rested, jobs=1, rtol=rtol, outputs=OUTPUTS) for rtol in (1e-3, 2e-4))
    assert np.ptp(fine.glucose_appearance.values, axis=-1).max() < 1e-3 * float(fine.glucose_appearance.mean())
    for name in OUTPUTS:
        if name != "clamp_infusion":
            assert np.abs(coarse[name] / fine[name] - 1).max() < STATED_ERROR, name


@pytest.mark.parametrize("over", [0.0, 0.05])
def test_no_short_bolus_or_infusion_is_lost(people, rested, diet, over):
    """GLP-1 is gone within minutes and calls nothing of its own release: the area above rest is the dose over its clearance, dose by dose."""
    at = np.cumsum(np.random.default_rng(3).uniform(0.4, 1.9, 60))
    hours, amount = float(np.ceil(at[-1] + 2.0)), 2e-6
    doses = [AcuteInput(t, "glp1_infusion" if over else "glp1_intact_mass", amount, over) for t in at]
    arms = {"none": Arm(diet, hours, eat=False), "given": Arm(diet, hours, acute=doses, eat=False)}
    level = run_arms(people, arms, settled=rested, output_every_h=hours, jobs=1, outputs=["glp1_intact"]).glp1_intact.isel(time=-1) * 1e-9
    of = dict(zip(people.system.parameter_names, people.parameters, strict=True))
    area = len(at) * amount / (of["incretins.intact_clearance"] * of["host.weight"])
    assert (level.sel(arm="given") - level.sel(arm="none")).values * hours == pytest.approx(area, rel=0.2 / len(at))
