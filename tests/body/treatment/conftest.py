"""The depots alone, as a small model that is solved."""

import numpy as np
import pytest

from enterocrine import engine
from enterocrine.body.treatment.estradiol import estradiol_past_the_liver
from enterocrine.body.treatment.evenly import steroids_given_evenly
from enterocrine.body.treatment.progesterone import given_progesterone
from enterocrine.body.treatment.testosterone import testosterone_gel, testosterone_in_oil
from enterocrine.network import assemble


@pytest.fixture(scope="session")
def depots():
    return assemble((testosterone_in_oil, testosterone_gel, estradiol_past_the_liver, given_progesterone, steroids_given_evenly), "depots")


@pytest.fixture(scope="session")
def course(depots):
    """`course(place, dose, hours)`: (hour, states by name) of one dose, or of a flow of `dose` an hour for `worn` hours."""
    kernel = engine.load(depots)

    def run(place, dose, hours, worn=0.0):
        times = np.linspace(0.0, hours, 401)
        start = np.zeros((len(depots.states), 1))
        flows = np.zeros((2, len(depots.input_names), 1))
        if worn:
            flows[0, depots.input_names.index(place), 0] = dose
        else:
            start[depots.states.index(place)] = dose
        found = {name: [0.0] for name in depots.states}
        for before, after in zip(times[:-1], times[1:], strict=True):
            plan = engine.Schedule(before, after, input_times=np.array([before]), input_values=flows[:1] if before < worn else flows[1:])
            start = engine.solve(kernel, start, depots.parameter_values[:, None], plan, [after], rtol=1e-6, atol=1e-12, values=False,
                                 means=False).states
            for name, amount in zip(depots.states, start[:, 0], strict=True):
                found[name].append(amount)
        return times, {name: np.array(amounts) for name, amounts in found.items()}

    return run
