"""The exported model solved by libRoadRunner (CVODE) agrees with the engine: the colon and, slowly, the whole axis; one person, their meals."""

import numpy as np
import pytest
import roadrunner

from enterocrine import engine
from enterocrine import person as door
from enterocrine.exchange import sbml
from enterocrine.models import MODELS, shipped
from enterocrine.population import draw
from enterocrine.simulate import settle
from enterocrine.simulate.meals import meal_amounts
from enterocrine.simulate.run import absolute_tolerance, kernel_of
from enterocrine.simulate.schedule import meal_schedule

AGREEMENT = 1e-5      # of each pool's maximum


@pytest.fixture(scope="module", params=["colon_only", pytest.param(shipped().name, marks=pytest.mark.slow)])
def someone(request):
    from pathlib import Path

    found = door.load(Path(__file__).resolve().parents[2] / "examples" / "person.yaml")
    cohort = draw(MODELS[request.param](), found, 3, seed=11)
    return found, cohort, settle(cohort, found.diet).states


def ours(someone, days, member):
    """(hours + 1, states) before whatever is eaten at that hour."""
    found, cohort, states = someone
    system = cohort.system
    plan = meal_schedule(cohort, meal_amounts(cohort, found.diet), found.diet, days * 24.0)
    curves = [states]
    for hour in range(days * 24):
        due = (plan.bolus_times >= hour) & (plan.bolus_times < hour + 1)
        part = engine.Schedule(hour, hour + 1, plan.bolus_times[due], plan.bolus_kind[due], plan.bolus_state, plan.bolus_amount,
                               np.array([float(hour)]), plan.input_values)
        curves.append(engine.solve(kernel_of(system), curves[-1], cohort.parameters, part, [hour + 1.0], rtol=1e-9,
                                   atol=absolute_tolerance(system) * 1e-6, means=False, values=False, uncontrolled=system.ledger).states)
    return np.array(curves)[..., member]


def load(text, system):
    runner = roadrunner.RoadRunner(text)
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-10, 1e-12
    runner.integrator.maximum_num_steps = 100_000
    runner.timeCourseSelections = ["time", *(sbml.identifier(s) for s in system.states)]
    return runner


def theirs(runner, days):
    runner.reset()
    return np.asarray(runner.simulate(0, days * 24, days * 24 + 1))[:, 1:]


def export(someone, days, member):
    found, cohort, states = someone
    grams = meal_amounts(cohort, found.diet)[:, :, member]
    return sbml.document(cohort.system, cohort.parameters[:, member], states[:, member], sbml.meals_of(cohort.system, found.diet, grams, days))


def apart(a, b, hours_of_meals):
    """Largest difference of each state relative to its maximum; hours at which something is eaten are left out, as sides differ there."""
    at = np.array([k for k in range(len(a)) if not np.any(np.abs(hours_of_meals - k) < 1e-9)])
    return np.abs(a - b)[at].max(axis=0) / np.maximum(np.abs(a).max(axis=0), 1e-9)


def compare(someone, days, member, runner):
    system = someone[1].system
    plan = np.array([t for t, _ in sbml.meals_of(system, someone[0].diet, np.ones((len(someone[0].diet.meal_h), 15)), days)])
    return apart(ours(someone, days, member), theirs(runner, days), plan)


@pytest.fixture(scope="module")
def two_days(someone):
    return load(export(someone, 2, 1), someone[1].system)


def test_a_few_days_agree(someone, two_days):
    difference = compare(someone, 2, 1, two_days)
    assert difference.max() < AGREEMENT, someone[1].system.states[int(difference.argmax())]


def test_a_wrong_number_in_the_export_would_be_seen(someone, two_days):
    two_days.setValue("colon_hydrogen_loss", 1.001 * two_days.getValue("colon_hydrogen_loss"))
    assert compare(someone, 2, 1, two_days).max() > AGREEMENT


@pytest.mark.slow
@pytest.mark.parametrize("member", [0, 2])
def test_four_weeks_agree(someone, member):
    difference = compare(someone, 28, member, load(export(someone, 28, member), someone[1].system))
    assert difference.max() < AGREEMENT, someone[1].system.states[int(difference.argmax())]
