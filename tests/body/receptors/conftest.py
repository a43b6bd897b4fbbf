"""Receptors in a dish: the mechanisms of the folder under levels that the test gives."""

from functools import cache

import numpy as np
import pytest
import symengine

from enterocrine import models
from enterocrine.body.axes import androgen, estrogen, insulin_tissue, tissue
from enterocrine.simulate.run import settings

NM, PM = 1e-6, 1e-9
FINE = 0.01  # h


@cache
def cells():
    """The system, and its rates and outputs as one quick function of (states, parameters, inputs)."""
    system = models.cells()
    sizes = len(system.states), len(system.parameter_names), len(system.input_names)
    symbols = [[symengine.Symbol(f"{kind}{k}") for k in range(n)] for kind, n in zip("spi", sizes, strict=True)]
    rates, outputs = system.expressions(*symbols)
    return system, *(symengine.Lambdify([v for part in symbols for v in part], found, cse=True) for found in (rates, outputs))


class Dish:
    """All tissues side by side, at the reference adult's levels unless told otherwise."""

    def __init__(self):
        self.system, self.rates, self.observed = cells()
        self.parameters = dict(zip(self.system.parameter_names, self.system.parameter_values, strict=True))
        start = settings(self.system, "start")
        self.states = np.concatenate([np.full(q.size, start[q.name]) for q in self.system.pools])
        self.outputs = {}

    def rest(self, kind, label):
        return self.parameters[f"receptors.reference_{kind}[{label}]"]

    def run(self, hours, step=0.05, **levels):
        """Go on for some hours; `testosterone`, `dihydrotestosterone`, `estradiol`, `estrone` [mmol/L], `butyrate` (tissue -> mmol/L), `nfkb`.

        Without levels of its own an input is that of the reference adult (a woman's breast for estrogens). Returns the outputs.
        """
        steroids = {name: levels.get(name, self.rest("androgen", name)) for name in androgen.labels}
        woman = self.parameters["receptors.womens_level[breast]"]
        steroids |= {name: levels.get(name, woman * self.rest("estrogen", name)) for name in estrogen.labels}
        butyrate = {name: levels.get("butyrate", {}).get(name, self.rest("butyrate", name)) for name in tissue.labels}
        flat = {"medium_androgen": [steroids[n] for n in androgen.labels], "medium_estrogen": [steroids[n] for n in estrogen.labels],
                "medium_butyrate": list(butyrate.values()), "medium_insulin": [self.rest("insulin", n) for n in insulin_tissue.labels],
                "medium_nfkb": [levels.get("nfkb", 1.0)], "medium_methyltrienolone": [levels.get("methyltrienolone", 1e-14)],
                "medium_transcription": [1.0]}  # fmt: skip
        fixed = [*self.parameters.values(), *(float(v) for q in self.system.inputs for v in flat[q.name])]
        moving = np.ones(len(self.states))
        if step > FINE:
            moving[self.system.state_index("domain_held").ravel()] = 0  # its minutes are too quick for such steps
        for _ in range(round(hours / step)):
            middle = self.states + moving * step / 2 * self.rates([*self.states, *fixed])
            self.states = self.states + moving * step * self.rates([*middle, *fixed])
        values = dict(zip(self.system.observable_names, map(float, self.observed([*self.states, *fixed])), strict=True))
        self.outputs = {q.name: {a: values[f"{q.name}[{a}]"] for a in q.axes[0].labels} for q in self.system.outputs if q.axes}
        return self.outputs

    def pool(self, name):
        return self.states[self.system.state_index(name)]

    def off(self, *gains):
        """Set gains to nothing."""
        for gain in gains:
            assert f"receptors.{gain}" in self.parameters
            self.parameters[f"receptors.{gain}"] = 0.0
        return self


@pytest.fixture
def dish():
    return Dish()
