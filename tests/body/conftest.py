"""One mechanism alone, on numbers."""

from types import SimpleNamespace

import numpy as np
import pytest

from enterocrine import models
from enterocrine.network import Input, Labelled, Reaction
from enterocrine.simulate.run import settings


@pytest.fixture(scope="session")
def everything():
    """All mechanisms there are in one system, links between the parts and the option included."""
    return models.androgens_in_gut()


@pytest.fixture(scope="session")
def alone(everything):
    """Evaluate a mechanism: `alone(m, pool=number or list, ...)`; what is not given is at its start, or 1; an input is 0.

    `changed` multiplies parameters by name, `put` gives them a value in canonical units (`put={"female": 1}`: in a woman).

    Returns what it sets (`set`, in canonical units), its rates (`rate`) and what its reactions add to each pool (`change`).
    """
    system = everything
    start = settings(system, "start")

    def run(m, changed=None, put=None, **given):
        table = {key[1]: resolved for key, resolved in system.resolved.items() if any(p.name == key[1] for p in m.parameters)}
        parameters = {}
        for p in m.parameters:
            resolved = system.resolved[p.table or m.table.name, p.name]
            values = np.zeros(p.size, dtype=object)
            for k in resolved.present:
                values[k] = resolved.values[k]
            parameters[p.name] = Labelled(values.reshape(p.shape), p.axes)
        for name, factor in (changed or {}).items():
            parameters[name] = parameters[name] * factor
        for name, value in (put or {}).items():
            parameters[name] = parameters[name] * 0 + value
        assert table or not m.parameters
        values = {}
        for q in m.reads:
            number = given.get(q.name, start.get(q.name, 0.0 if isinstance(q, Input) else 1.0))
            values[q.name] = q.shaped(np.broadcast_to(np.asarray(number, float), q.shape).ravel().tolist())
        found = SimpleNamespace(set={}, rate={}, change={})
        for item in m(values, parameters):
            if isinstance(item, Reaction):
                found.rate[item.name] = np.array(item.rate.flat(), float)
                for pool, flow in item.contributions():
                    found.change[pool.name] = found.change.get(pool.name, 0.0) + np.array(flow.flat(), float)
            else:
                value = item.value if isinstance(item.value, Labelled) else item.quantity.fill(item.value)
                array = np.array(value.on(item.quantity.axes).flat(), float)
                found.set[item.quantity.name] = array if array.size > 1 else float(array[0])
        return found

    return run


@pytest.fixture(scope="session")
def number(everything):
    """A parameter's value in canonical units."""
    system = everything
    return dict(zip(system.parameter_names, system.parameter_values, strict=True)).__getitem__
