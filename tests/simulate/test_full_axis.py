"""The whole axis: at rest for a year, without endotoxin, with links left out, under challenge, and the ledgers."""

import re
from functools import cache

import numpy as np
import pytest
from three_bodies import three_bodies

from enterocrine.errors import InputError
from enterocrine.models import full_axis, inflammation_and_hormones, model
from enterocrine.person.person import Person
from enterocrine.population import draw
from enterocrine.simulate import AcuteInput, Arm, run_arms, settle
from enterocrine.simulate.audit import carbon_audit
from enterocrine.simulate.meals import meal_amounts
from enterocrine.simulate.run import STATED_ERROR, absolute_tolerance, weeks_of
from enterocrine.studies.references import reference_adult
from enterocrine.studies.virtual_trial import habitual

# Every output of the contracts that exists; ranges for healthy adults on a western diet.
PLAUSIBLE = {
    "faecal_total_scfa": (50, 150), "faecal_acetate": (30, 100), "faecal_propionate": (8, 35), "faecal_butyrate": (5, 30),
    "faecal_bcfa": (1, 8), "colonic_transit": (25, 90), "stool_mass": (60, 250), "fibre_fermented": (8, 40),
    "permeability": (0.8, 1.3), "endotoxin_measured": (3.4, 13.5), "endotoxin_active": (0.005, 2), "lbp": (5, 24),
    "tnf": (0.7, 2.0), "il6": (0.5, 1.6), "il8": (1.5, 5), "il1b": (1, 3), "il10": (0.2, 4.2), "crp": (0.2, 1.5), "cortisol": (200, 300),
    "glucose": (4.5, 7.0), "insulin": (40, 200), "fasting_glucose": (4.5, 5.5), "fasting_insulin": (25, 90), "homa_ir": (0.8, 3.0),
    "insulin_sensitivity": (0.7, 1.5), "glp1": (10, 30), "pyy": (10, 35), "gh": (0.2, 2.0), "igf1": (120, 280),
    "tsh": (0.4, 4.0), "ft4": (10, 22), "t4": (60, 140), "t3": (1.23, 2.77), "ft3": (3, 7), "rt3": (0.15, 0.5),
}  # fmt: skip
# The same where an output has axes, for each of its elements.
PLAUSIBLE_PARTS = {
    "scfa_production": (15, 400), "lumen_ph": (5.2, 7.6), "lumen_scfa": (3, 120), "portal_scfa": (4, 400), "arterial_scfa": (0.5, 250),
    "venous_scfa": (0.3, 250), "guild_fraction": (0, 0.7), "guild_biomass": (0, 30),
}  # fmt: skip
# Sex hormones and receptors, of a man of 40 and of a woman of 40 over her cycle; receptors are relative to the reference man's.
SEX_HORMONES = {
    "testosterone_total": ((9, 29), (0.35, 2.0)), "testosterone_free": ((170, 600), (2, 25)), "dht": ((0.6, 3.1), (0.05, 1.0)),
    "estradiol_total": ((40, 160), (150, 700)), "estradiol_free": ((0.8, 4.0), (2.5, 14)), "estrone": ((70, 260), (100, 500)),
    "estrone_sulfate": ((500, 3800), (800, 6000)), "shbg": ((14, 60), (25, 130)), "lh": ((1.5, 9), (2, 16)), "fsh": ((1.5, 12), (2.5, 14)),
    "progesterone": ((0.05, 0.9), (3, 25)), "urinary_estrogens": ((15, 120), (30, 250)), "faecal_estrogens": ((3, 60), (5, 90)),
    "estrogen_reabsorbed_fraction": ((0.8, 0.97), (0.8, 0.97)), "faecal_estrogen_conjugated_fraction": ((0.03, 0.3), (0.03, 0.3)),
    "glucuronidase_activity": ((0.5, 2), (0.5, 2)),
}  # fmt: skip
RECEPTORS = ("androgen_receptor_total", "androgen_receptor_nuclear", "estrogen_receptor_alpha", "estrogen_signal", "insulin_receptor_signal",
             "hdac_activity")  # fmt: skip
OUTPUTS = (*PLAUSIBLE, *PLAUSIBLE_PARTS, *SEX_HORMONES, *RECEPTORS, "faecal_butyrate_share", "faecal_bcfa_share", "small_bowel_permeability",
           "mucus_thickness", "nfkb", "inflammatory_tone", "beta_cells", "irs1_serine", "appetite", "glp1_intact",
           "peripheral_sensitivity")  # fmt: skip
HORMONES = ("cortisol", "fasting_glucose", "fasting_insulin", "homa_ir", "insulin_sensitivity", "glp1", "pyy", "gh", "igf1", "tsh", "ft4",
            "t3", "rt3")  # fmt: skip
UNITS = {
    "mmol/kg": "faecal_acetate faecal_propionate faecal_butyrate faecal_total_scfa faecal_bcfa", "mmol/d": "scfa_production", "pH": "lumen_ph",
    "h": "colonic_transit", "g/d": "stool_mass fibre_fermented", "g": "guild_biomass", "%": "faecal_butyrate_share faecal_bcfa_share",
    "umol/L": "portal_scfa arterial_scfa venous_scfa", "pg/mL": "endotoxin_active endotoxin_measured tnf il6 il8 il1b il10", "ug/mL": "lbp",
    "mg/L": "crp", "mmol/L": "lumen_scfa glucose", "pmol/L": "insulin glp1 pyy ft4 ft3 "
    "testosterone_free estradiol_total estradiol_free estrone estrone_sulfate", "ng/mL": "igf1 gh", "mIU/L": "tsh",
    "nmol/L": "t3 cortisol testosterone_total dht shbg progesterone", "IU/L": "lh fsh", "nmol/d": "urinary_estrogens faecal_estrogens",
    "1": "guild_fraction permeability insulin_sensitivity homa_ir",
}  # fmt: skip
# What each link multiplies, and whether inflammation raises it.
INTERFERENCE = {
    "insulin.inflammatory_resistance muscle_response": False, "incretins.inflammatory_release l_cell_response": True,
    "growth.receptor_loss_by_cytokines receptor_number": False, "growth.socs3_by_interleukin_6 receptor_coupling": False,
    "growth.igf1_loss_by_binding_protein igf1_loss": True, "thyroid.inflammatory_deiodination outer_ring": False,
    "thyroid.inflammatory_deiodination inner_ring": True, "thyroid.inflammatory_thyrotropin thyrotropin_drive": False,
}  # fmt: skip
# The number with which each link of inflammation to hormones is nothing.
GAINS = {
    "insulin.inflammatory_resistance": "insulin.serine_gain", "incretins.inflammatory_release": "incretins.il6_gain",
    "growth.receptor_loss_by_cytokines": "growth.receptor_loss", "growth.socs3_by_interleukin_6": "growth.socs3_gain",
    "growth.igf1_loss_by_binding_protein": "growth.binding_loss", "thyroid.inflammatory_thyrotropin": "thyroid.thyrotropin_loss",
}  # fmt: skip
NO_ENDOTOXIN = {"barrier.endotoxin_access": 0.0}
NOTHING_STERILE = {"immune.sterile_share": 0.0, "immune.adipose_il6": 0.0, "immune.immune_effect": 0.0}


@pytest.fixture(scope="module")
def people(diet):
    return three_bodies(full_axis(), diet)


@pytest.fixture(scope="module")
def rested(people, diet):
    return settle(people, diet, jobs=1)


@pytest.fixture(scope="module")
def ends(people, rested):
    """States after some weeks on a diet with parameters multiplied."""

    @cache
    def run(diet, factors):
        return weeks_of(people.modified(dict(factors)), rested, habitual(diet), 6 * 168.0, jobs=1).states

    return lambda diet, factors=None: run(diet, tuple((factors or {}).items()))


def interference(people, states, k, factors=None):
    """What each link from inflammation to hormones multiplies its factor by, in person `k`."""
    system, changed = people.system, people.modified(factors or {})
    parameters = system.parameters(list(changed.parameters[:, k]))
    values = system.evaluate(system.split(system.pools, list(states[:, k])), parameters,
                             system.split(system.inputs, [0.0] * len(system.input_names)))[0]  # fmt: skip
    found = {}
    for m in inflammation_and_hormones():
        own = {p.name: parameters[p.table or m.table.name, p.name] for p in m.parameters}
        for item in m(values, own):
            if getattr(item, "quantity", None) is not None and f"{m.name} {item.quantity.name}" in INTERFERENCE:
                found[f"{m.name} {item.quantity.name}"] = float(item.value.flat()[0])
    assert set(found) == set(INTERFERENCE)
    return found


def last_day(people, rested, diet):
    return run_arms(people, {"a": Arm(diet, 24.0)}, settled=rested, jobs=1, outputs=OUTPUTS).isel(arm=0, time=-1)


def test_healthy_adults_are_at_plausible_levels(people, rested, diet):
    day = last_day(people, rested, diet)
    for k in (0, 1):
        found = {name: float(day[name][k]) for name in PLAUSIBLE}
        assert {name: v for name, v in found.items() if not PLAUSIBLE[name][0] < v < PLAUSIBLE[name][1]} == {}
        for name, (low, high) in PLAUSIBLE_PARTS.items():
            assert low < float(day[name][k].min()) and float(day[name][k].max()) < high, name
        for name, ranges in SEX_HORMONES.items():
            assert ranges[k][0] < float(day[name][k]) < ranges[k][1], name
        for name in RECEPTORS:
            assert float(day[name][k].min()) > 0 and float(day[name][k].max()) < 3, name


def test_nothing_drifts_over_a_year(people, rested, diet):
    """From the first week after settling to the last of the year; beta cells of the man with obesity are still 0.13 % from rest, a guild 0.16 %."""
    slow = {"guild_fraction", "guild_biomass"}
    data = run_arms(people, {"a": Arm(diet, 52 * 168.0)}, settled=rested, jobs=1, outputs=OUTPUTS).isel(arm=0)
    for k in range(3):
        drift = {name: float(np.abs(data[name][k, -7:].mean("time") / data[name][k, :7].mean("time") - 1).max(skipna=True)) for name in OUTPUTS}
        assert {name: v for name, v in drift.items() if not v < (2e-3 if k == 2 or name in slow else 1e-3)} == {}, k


def test_the_reference_rows_of_its_halves_hold_in_the_whole(diet):
    """Joined, the halves leave each other at rest in the reference adult, so that no reference row needs a second value."""
    adult = reference_adult(full_axis())
    data = run_arms(adult, {"a": Arm(diet, 8 * 168.0)}, output_every_h=168.0, jobs=1, outputs=OUTPUTS).isel(arm=0, draw=0, time=-1)
    of = dict(zip(adult.system.parameter_names, adult.parameters[:, 0], strict=True))
    rest = {"igf1": of["growth.igf1_rest"] * 1e6, "nfkb": 1.0, "crp": of["liver.crp_rest"] * 1e3, "cortisol": of["immune.cortisol_rest"] * 1e6,
            **{name: of[f"immune.rest_level[{name}]"] * 1e9 for name in ("tnf", "il6", "il8", "il1b", "il10")}}  # fmt: skip
    for name, value in rest.items():
        assert float(data[name]) == pytest.approx(value, rel=0.005), name


def test_obesity_interferes_with_hormones_and_the_lean_are_near_rest(people, ends):
    states = ends("western")
    lean, obese = interference(people, states, 0), interference(people, states, 2)
    for name, raises in INTERFERENCE.items():
        assert lean[name] == pytest.approx(1, abs=0.02), name
        assert (obese[name] - lean[name] > 0) is raises, name


def test_without_endotoxin_nothing_that_acts_by_it_reaches_a_hormone(people, rested, ends, diet):
    """No endotoxin entry: no endotoxin in blood, every link at or on the harmless side of rest, and a leak that disturbs hormones does no more."""
    states, system = ends("western", NO_ENDOTOXIN), people.system
    for pool in ("endotoxin", "endotoxin_bound"):
        assert np.abs(states[system.state_index(pool).ravel()]).max() < 1e-18, pool
    usual = ends("western")
    for k in range(people.size):
        before, after = interference(people, usual, k), interference(people, states, k, NO_ENDOTOXIN)
        for name, raises in INTERFERENCE.items():
            assert (after[name] < before[name]) is raises, (name, k)
            if k == 0:
                assert (after[name] <= 1) if raises else (after[name] >= 1), name
    arms = {"usual": {}, "leaky": {"barrier.leak_habit": 8.0}, "none": NO_ENDOTOXIN, "none, leaky": {**NO_ENDOTOXIN, "barrier.leak_habit": 8.0}}
    data = run_arms(people, {name: Arm(diet, 672.0, f) for name, f in arms.items()}, settled=rested, jobs=1, outputs=HORMONES).isel(time=-1)
    moved = {name: float(np.abs(data[name].sel(arm="leaky") / data[name].sel(arm="usual") - 1).max()) for name in HORMONES}
    assert min(moved[name] for name in ("cortisol", "insulin_sensitivity", "igf1", "t3", "rt3", "tsh", "glp1")) > 1e-3, moved
    for name in HORMONES:
        assert np.array_equal(data[name].sel(arm="none, leaky"), data[name].sel(arm="none")), name


def test_without_endotoxin_and_what_needs_none_inflammation_is_the_same_in_everyone(people, ends):
    """Fatty acids, fat tissue and anti-inflammatory food need no endotoxin. Without them too, neither body nor diet moves any link."""
    none = {**NO_ENDOTOXIN, **NOTHING_STERILE}
    found = [interference(people, ends(eaten, none), k, none) for eaten in ("western", "mediterranean") for k in range(people.size)]
    with_fat = [interference(people, ends("western", NO_ENDOTOXIN), k, NO_ENDOTOXIN) for k in (0, 2)]
    for name, raises in INTERFERENCE.items():
        values = np.array([one[name] for one in found])
        assert np.ptp(values) < 1e-5, name
        assert (values <= 1).all() if raises else (values >= 1).all(), name
        assert abs(with_fat[0][name] - with_fat[1][name]) > 1e-4, name  # with them, obesity still interferes


def test_outputs_have_the_names_and_units_that_others_rely_on_and_a_heading():
    from enterocrine.report.outputs import organ

    found = {q.name: q.unit for q in full_axis().outputs}
    wanted = {name: unit for unit, names in UNITS.items() for name in names.split()}
    assert {name: found.get(name) for name in wanted} == wanted
    assert [name for name in found if organ(name) == "Other"] == []


LINKS = [m.name for m in full_axis().mechanisms if m.evidence > "A"]


@pytest.mark.parametrize("name", LINKS)
def test_every_link_that_is_no_textbook_can_be_left_out(name):
    """Alone, or with those that a fault names until there is none."""
    names, whole = {name}, full_axis()
    for _ in LINKS:
        try:
            part = model("full_axis", tuple(sorted(names)))
            break
        except InputError as error:
            more = {found[1] for fault in error.faults if (found := re.match(r"leave out (\S+) too", fault.cure))}
            assert more - names and all(fault.where == "without" for fault in error.faults)
            names |= more
    assert set(part.without) == names and part.name.startswith("full_axis without ") and part.digest != whole.digest
    assert {m.name for m in part.mechanisms} == {m.name for m in whole.mechanisms} - names
    assert len(draw(part, Person(name="x", sex="male", age_y=40.0, height_m=1.76, weight_kg=76.0, diet=None), 2).parameters)


@pytest.mark.parametrize("name", list(GAINS))
def test_a_link_left_out_is_a_link_without_gain(people, ends, name):
    """At the end of weeks with a leak, so that inflammation is above rest: the other rates are those of the whole with the gain at nothing."""
    states = ends("western", {"barrier.leak_habit": 8.0})[:, 2]
    whole, part = people.system, model("full_axis", (name,))

    def rates(system, cohort):
        flat = dict(zip(cohort.system.parameter_names, cohort.parameters[:, 2], strict=True))
        at = dict(zip(whole.states, states, strict=True))
        at["serine_phosphorylation"] = 1.0  # where it rests without gain
        found = system.expressions([at[n] for n in system.states], [flat[n] for n in system.parameter_names], [0.0] * len(system.input_names))[0]
        return dict(zip(system.states, map(float, found), strict=True))

    usual, silent, left_out = rates(whole, people), rates(whole, people.modified({GAINS[name]: 0.0})), rates(part, people)
    assert left_out == pytest.approx({n: silent[n] for n in part.states}, rel=1e-9, abs=1e-18)
    if name != "insulin.inflammatory_resistance":  # which acts through a pool, here at rest
        assert any(abs(usual[n] - left_out[n]) > 1e-6 * abs(usual[n]) for n in part.states)


def test_a_challenge_reaches_every_hormone(people, rested, diet):
    given = AcuteInput(1.0, "endotoxin", 2e-9, per="kg")
    arms = {"rest": Arm(diet, 30.0, eat=False), "given": Arm(diet, 30.0, acute=[given], eat=False)}
    data = run_arms(people, arms, settled=rested, output_every_h=0.5, jobs=1, outputs=OUTPUTS).isel(draw=0)
    ratio = data.sel(arm="given") / data.sel(arm="rest")
    assert ratio.cortisol.max() > 1.5 and ratio.glp1.max() > 1.2 and ratio.rt3.max() > 1.1 and ratio.irs1_serine.max() > 1.2
    assert ratio.igf1.min() < 0.9 and ratio.t3.min() < 0.9 and ratio.tsh.min() < 0.7 and ratio.peripheral_sensitivity.min() < 0.9


def test_carbon_closes_and_no_pool_falls_below_zero(people, rested, diet):
    solution = weeks_of(people, rested, diet, 7 * 24.0, jobs=1)
    assert np.abs(carbon_audit(people, rested.states, solution.states, meal_amounts(people, diet).sum(axis=0) * 7)).max() < 1e-8
    for pool in people.system.pools:
        where = people.system.state_index(pool.name).ravel()
        if pool.name not in ("alkali", "host_carbon"):
            assert (solution.lowest[where] >= -absolute_tolerance(people.system)[where][:, None]).all(), pool.name


def test_a_finer_tolerance_changes_little(people, rested, diet):
    coarse, fine = (run_arms(people, {"a": Arm(diet, 7 * 24.0)}, settled=rested, jobs=1, rtol=rtol, outputs=OUTPUTS) for rtol in (1e-3, 2e-4))
    for name in set(OUTPUTS) - {"guild_fraction", "guild_biomass"}:  # the least guilds are next to nothing
        assert np.abs(coarse[name] / fine[name] - 1).max() < STATED_ERROR, name
