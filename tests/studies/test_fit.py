"""Fitting: what may be counted, how far off a number is, which parameters move, and a small fit that finds its answer."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from enterocrine.errors import InputError
from enterocrine.studies import fit as fitting
from enterocrine.studies.fit_plan import Expected, free_parameters, load_plan, misfit, plans, usable
from enterocrine.studies.library import find, find_for_fit

from .synthetic import outcome, study


@dataclass
class Row:
    scale: str
    knowledge: float
    unit: str = "1"


class Toy:
    """Stands for a model: five parameters with priors."""

    digest, dropped = "toy", ()
    parameter_names = ("gut.rate[a,x]", "gut.rate[b,x]", "gut.share", "gut.ph", "gut.fixed")
    parameter_rows = (Row("log", 0.4), Row("log", 0.4), Row("logit", 0.3), Row("normal", 0.2), Row("fixed", 0.0))
    parameter_values = np.array([2.0, 4.0, 0.2, 6.0, 1.0])


@dataclass
class ToyPanel:
    """Stands for the people of a fit: every outcome is a parameter."""

    parameters: np.ndarray

    def values(self, of, outcomes):
        return [self.parameters[0 if o.id == "A" else -1] for o in outcomes], list(outcomes)

    def habitual_mean(self, output, select):
        return self.parameters[0]


def stand_in(monkeypatch, bend=1.0):
    """The panel and, at `bend` times its numbers, the drawn people are the parameters themselves."""
    monkeypatch.setattr(fitting, "make_panel", lambda system, free, z, jobs, fit: ToyPanel(free.values(z)))
    monkeypatch.setattr(fitting, "drawn_values",
                        lambda study, outcomes, median, jobs, system: [bend * v for v in ToyPanel(median[:4]).values(study, outcomes)[0]])
    monkeypatch.setattr(fitting, "drawn_habitual", lambda wanted, median, jobs, system: [np.log(bend * median[0]) for _ in wanted])


def plan(tmp_path, parameters, studies="[]"):
    path = tmp_path / "toy.yaml"
    path.write_text(f"name: toy\nparameters:\n{parameters}\nstudies: {studies}\nrounds: 30\n", encoding="utf-8")
    return load_plan(str(path))


KNOBS = """  - {name: rates, match: "gut.rate[*]"}
  - {name: second, match: "gut.rate[b,*]", sd: 0.5}
  - {name: rest, match: [gut.share, gut.ph]}"""


def test_knobs_move_parameters_on_their_own_scale(tmp_path):
    free = free_parameters(plan(tmp_path, KNOBS), Toy())
    assert free.names == ("gut.rate[a,x]", "gut.rate[b,x]", "gut.share", "gut.ph")
    assert free.values(np.zeros((3, 1)))[:, 0] == pytest.approx([2, 4, 0.2, 6])
    moved = free.values(np.array([[1.0, 0.0], [2.0, 0.0], [0.0, -1.0]]))
    assert moved[:, 0] == pytest.approx([2 * np.exp(0.4), 4 * np.exp(0.4 + 1.0), 0.2, 6])
    odds = 0.25 * np.exp(-0.3)
    assert moved[:, 1] == pytest.approx([2, 4, odds / (1 + odds), 5.8])


def test_a_knob_that_moves_nothing_is_refused(tmp_path):
    for name in ("gut.rat[a,x]", "gut.fixed"):
        with pytest.raises(InputError, match="no parameter that can move"):
            free_parameters(plan(tmp_path, f'  - {{name: lost, match: "{name}"}}'), Toy())
    with pytest.raises(InputError, match="sd"):
        plan(tmp_path, "  - {name: odd, match: gut.ph, sd: -1}")


@pytest.mark.parametrize(("keys", "why"), [
    ({"use": "check"}, "check"), ({"use": "null", "observed": "none"}, "null"), ({"use": "calibrate", "read": "unverified"}, "unverified"),
    ({"use": "calibrate", "not_run": "no"}, "cannot"), ({"use": "calibrate", "same_as": "X.2"}, "repeats"),
    ({"use": "calibrate", "observed": "up"}, "direction"), ({"use": "calibrate", "as_": "correlation"}, "people"),
    ({"use": "calibrate", "statistic": "share_below"}, "people"),
])
def test_what_is_never_counted(keys, why):
    calibrating = replace(study(), role="calibrate")
    assert why in usable(calibrating, outcome(**keys))
    assert usable(calibrating, outcome(use="calibrate")) == ""
    assert "role" in usable(study(), outcome(use="calibrate"))
    assert "culture" in usable(replace(calibrating, design="in_vitro"), outcome(use="calibrate"))


def test_a_study_for_checking_is_refused():
    with pytest.raises(InputError, match="role is check"):
        fitting.refuse([find("rombeau_1990")])
    fitting.refuse([find("duncan_2007")])


def test_distance_in_standard_errors():
    off = np.array([10.0, 13.0])
    assert misfit(outcome(observed=10.0), off, 16) == pytest.approx([0, 3 / 1.5])
    spread = {"observed": 10.0, "spread": (6.0, 14.0)}
    assert misfit(outcome(spread_is="sd", **spread), off, 16)[1] == pytest.approx(3 / np.hypot(1.0, 1.0))
    assert misfit(outcome(spread_is="se", **spread), off, 16)[1] == pytest.approx(3 / np.hypot(4.0, 1.0))
    assert misfit(outcome(spread_is="ci95", **spread), off, 16)[1] == pytest.approx(3 / np.hypot(4 / 1.96, 1.0))
    bound = outcome(observed=(None, 12.0))
    assert misfit(bound, np.array([5.0, 12.0, 13.8]), 16) == pytest.approx([0, 0, 1])
    assert misfit(outcome(observed=(8.0, 12.0)), np.array([6.2, 9.0, 13.8]), 16) == pytest.approx([-1, 0, 1])


def test_far_rows_count_less_than_their_squares():
    assert fitting.cost(np.array([0.1, -0.1])) == pytest.approx(0.02, rel=0.01)
    assert 4 * 10 < fitting.cost(np.array([20.0])) < 4 * 20


def test_a_small_fit_finds_its_answer_and_is_stored_apart(tmp_path, monkeypatch):
    """Two numbers that a doubled rate and a pH of 6.1 would give; the model is the parameters themselves."""
    toy = Toy()
    asked = [outcome(id="A", use="calibrate", observed=4.0, spread=(3.99, 4.01), spread_is="se"),
             outcome(id="B", use="calibrate", observed=6.1, spread=(6.09, 6.11), spread_is="se"), outcome(id="C", use="check", observed=99.0)]
    trial = replace(study(), id="made_up", role="calibrate", outcomes=tuple(asked), digest="d1")
    monkeypatch.setattr("enterocrine.studies.fit_plan.MODEL_SPREAD", 0.0)
    monkeypatch.setattr("enterocrine.models.shipped", lambda: toy)
    monkeypatch.setattr("enterocrine.studies.library.find", lambda name: trial)
    stand_in(monkeypatch)
    made = plan(tmp_path, '  - {name: rates, match: "gut.rate[*]"}\n  - {name: ph, match: gut.ph}', "[made_up]")
    result = fitting.fit(str(tmp_path / "toy.yaml"), folder=tmp_path / "out")
    assert result.z == pytest.approx([np.log(2) / 0.4, 0.5], abs=0.05) and result.cost_after < result.cost_before / 10
    assert [(s, o) for s, o, _, _ in result.rows] == [("made_up", "A"), ("made_up", "B")]
    text = (tmp_path / "out" / "toy.tsv").read_text()
    assert "# study made_up d1" in text and "# model toy" in text and f"# plan {made.digest}" in text
    assert result.z_held == pytest.approx(result.z_sd, rel=0.01)  # each row tells of one knob only
    assert f"{result.z_sd[0]:.4f} after the data, {result.z_held[0]:.4f} with the others held" in text
    table = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert table[0][:3] == ["parameter", "value", "prior"]
    assert {row[0]: float(row[1]) for row in table[1:]}["gut.rate[b,x]"] == pytest.approx(8.0, rel=0.01)
    assert toy.parameter_values[0] == 2.0
    fitting.fit(str(tmp_path / "toy.yaml"), folder=tmp_path / "again")
    assert (tmp_path / "again" / "toy.tsv").read_bytes() == (tmp_path / "out" / "toy.tsv").read_bytes()
    on = fitting.fit(str(tmp_path / "toy.yaml"), folder=tmp_path / "on", start=tmp_path / "out" / "toy.tsv")
    assert on.z == pytest.approx(result.z, abs=0.02) and on.rounds < result.rounds


def test_plans_that_come_with_the_package_fit_the_model():
    for name in plans():
        found = load_plan(name)
        fitting.refuse([find_for_fit(key) for key in found.studies])
        assert free_parameters(found, found.system()).index.size


def test_one_lane_of_a_real_study(tmp_path):
    from enterocrine.models import shipped

    made = plan(tmp_path, "  - {name: pace, match: \"colon.residence[*]\", sd: 0.3}")
    of = find("segment_transit_2011")
    asked = [o for o in of.outcomes if o.measured.output == "colonic_transit"]
    panel = fitting.make_panel(shipped(), free_parameters(made, shipped()), np.array([[0.0, 1.0]]), None)
    values, answered = panel.values(of, asked)
    assert answered == asked and values[0].shape == (2,)
    assert 1.1 < values[0][1] / values[0][0] < 1.4


def test_what_is_expected_counts_beside_the_studies(tmp_path, monkeypatch):
    """A doubled rate is expected, with a spread of the logarithm equal to the prior's: the fit ends half way."""
    toy = Toy()
    monkeypatch.setattr("enterocrine.models.shipped", lambda: toy)
    stand_in(monkeypatch)
    path = tmp_path / "toy.yaml"
    path.write_text("name: toy\nparameters:\n  - {name: rates, match: \"gut.rate[*]\"}\nstudies: []\nexpected:\n"
                    "  - {output: rate, select: {axis: a}, value: 4.0, sd: 0.4, source: a guess}\n", encoding="utf-8")
    result = fitting.fit(str(path), folder=tmp_path)
    assert result.z == pytest.approx([np.log(2) / 0.4 / 2], abs=0.02)
    assert [(s, o) for s, o, _, _ in result.rows] == [("expected", "rate[a]")]


def test_a_panel_mirrors_its_people_and_carries_guilds_by_prevalence():
    from enterocrine.models import shipped
    from enterocrine.population import panel
    from enterocrine.studies.study import Population
    from enterocrine.studies.virtual_trial import participants

    system = shipped()
    medians = np.repeat(system.parameter_values[:, None], 2, axis=1)
    medians[:, 1] *= 1.1
    cohort = panel(system, participants(Population(n=10), 10), medians)
    place = {name: k for k, name in enumerate(system.parameter_names)}
    vigour = cohort.parameters[place["microbiome.vigour[BAC]"]].reshape(10, 2)
    assert np.allclose(vigour[:5, 0] * vigour[5:, 0], 1.0) and np.ptp(vigour[:, 0]) > 0.1
    assert np.allclose(vigour[:, 1] / vigour[:, 0], 1.1)
    rows = {f"{name}": row for name, row in zip(system.parameter_names, system.parameter_rows, strict=True)}
    for guild in ("RSD", "AKK"):
        name = f"microbiome.presence[{guild}]"
        carried = cohort.parameters[place[name]].reshape(10, 2)[:, 0].sum()
        assert abs(carried - 10 * rows[name].value) <= 0.5
    assert cohort.world.tolist() == [0, 1] * 10 and not cohort.food.any()


@pytest.mark.parametrize("bend", [1.0, 1.5])
def test_what_drawn_people_show_is_fitted_not_what_the_panel_shows(tmp_path, monkeypatch, bend):
    """Drawn people lie at `bend` times the panel: the fit ends where they are as expected."""
    toy = Toy()
    monkeypatch.setattr("enterocrine.models.shipped", lambda: toy)
    stand_in(monkeypatch, bend)
    path = tmp_path / "toy.yaml"
    path.write_text("name: toy\nparameters:\n  - {name: rates, match: \"gut.rate[*]\"}\nstudies: []\nexpected:\n"
                    "  - {output: rate, select: {axis: a}, value: 4.0, sd: 0.01, source: a guess}\n", encoding="utf-8")
    result = fitting.fit(str(path), folder=tmp_path)
    assert result.z == pytest.approx([np.log(4.0 / bend / 2.0) / 0.4], abs=0.05)


@pytest.mark.slow
def test_drawn_values_are_those_of_a_qualification():
    """The same people and numbers as `study run` with that seed; the expected outputs are those of the habitual diet."""
    from enterocrine.models import shipped
    from enterocrine.population.posterior import medians
    from enterocrine.studies.run import run

    trial = find("cummings_1987")
    asked = [o for o in trial.outcomes if o.id in ("T-01.1", "T-02.3")]
    rows = {row.outcome: row.predicted for row in run(trial, seed=fitting.SEED)}
    found = fitting.drawn_values(trial, asked, medians(shipped()))
    assert found == pytest.approx([rows[o.id] for o in asked], rel=0.1)
    doubled = medians(shipped()) * np.where([n.startswith("colon.mucosal_clearance") for n in shipped().parameter_names], 2.0, 1.0)
    assert fitting.drawn_values(trial, asked, doubled)[0] < 0.9 * found[0]
    wanted = [Expected("lumen_ph", {"region": "transverse"}, 6.6, 0.1, "")]
    assert 6.2 < np.exp(fitting.drawn_habitual(wanted, medians(shipped()))[0]) < 7.0


def test_rows_of_one_laboratory_share_an_unknown_scale(tmp_path):
    """Taking the scale out of rows equals weighing them by their full covariance."""
    from enterocrine.studies.fit_plan import Logarithmic

    apart = Logarithmic(("pg/mL",), sd=0.3, laboratory=0.5, floor=1.0)
    rows = np.array([0.4, -0.2, 0.9]) / 0.3
    left = apart.without_scale(rows[:, None])[:, 0]
    covariance = 0.3**2 * np.eye(3) + 0.5**2
    assert left @ left == pytest.approx(0.3 * rows @ np.linalg.solve(covariance, 0.3 * rows))
    one = outcome(id="A", use="calibrate", observed=99.0, unit="pg/mL")
    assert apart.concerns(one) and not apart.concerns(replace(one, unit="h"))
    assert apart.misfit(one, np.array([99.0, 199.0])) == pytest.approx([0.0, np.log(2) / 0.3])
    unseen = replace(one, observed=(0.0, 3.0))
    assert apart.concerns(unseen)
    assert apart.misfit(unseen, np.array([0.0, 2.0, 3.0, 7.0])) == pytest.approx([0.0, 0.0, 0.0, np.log(2) / 0.3])


def test_knobs_kept_to_their_studies_give_the_same_derivatives_and_every_study_its_own_people(tmp_path, monkeypatch):
    """Two studies, each read off one parameter: derivatives by blocks are those of all knobs on all studies."""
    asked = []

    def own_panel(system, free, z, jobs, fit, of=None):
        asked.append(of)
        return ToyPanel(free.values(z))

    monkeypatch.setattr(fitting, "make_panel", own_panel)
    knobs = '  - {{name: first, match: "gut.rate[a,*]"{}}}\n  - {{name: ph, match: gut.ph{}}}'
    whole = plan(tmp_path, knobs.format("", ""))
    parted = plan(tmp_path, knobs.format(", studies: [one, expected]", ", studies: [two]"))
    one = replace(study(), id="one", role="calibrate", outcomes=(outcome(id="A", use="calibrate", observed=3.0),))
    two = replace(study(), id="two", role="calibrate", outcomes=(outcome(id="B", use="calibrate", observed=5.0),))
    wanted = (Expected("rate", {"axis": "a"}, 4.0, 0.4, "a guess"),)
    found = []
    for made in (whole, parted):
        problem = fitting.Problem(replace(made, expected=wanted, own_people=True), Toy(), [one, two])
        z = np.array([0.3, -0.2])
        assert len(problem.residuals(z)) == 5
        found.append(problem.derivatives(z))
        assert problem.labels == [("one", "A"), ("two", "B"), ("expected", "rate[a]")]
    assert found[0] == pytest.approx(found[1]) and found[0][1, 0] == 0 and found[0][1, 1] != 0
    assert {of.n for of in asked if of is not None} == {one.population.n}
