"""The engine and its peers behind one face: be made ready, take a tolerance, solve one person from meal to meal.

The peers read the same SBML export. A meal is a new start for any solver, so peers are restarted at each with the meal added to the stomach,
instead of watching hundreds of event triggers: that is no slower for them, and one compiled model serves every person.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from problem import Problem

MOST_STEPS = 1_000_000


def absent(module: str) -> str:
    """Why a peer cannot run, or nothing."""
    return "" if importlib.util.find_spec(module) else f"not installed: {sys.executable} -m pip install {module}"


class Peer:
    """A solver that reads SBML.

    Args:
        problem: people, meals, days.
    """

    name, module = "", ""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def ready(self, folder: Path) -> float:
        """Read and compile the model; seconds that it took (0 where an earlier run has left it compiled in `folder`)."""
        raise NotImplementedError

    def set_tolerance(self, rtol: float, fraction: float) -> None:
        """Relative tolerance; the absolute one is this fraction of it in each pool's unit."""
        raise NotImplementedError

    def choose(self, person: int) -> None:
        """Take a person's parameters."""
        raise NotImplementedError

    def advance(self, states: np.ndarray, start: float, times: np.ndarray) -> tuple[np.ndarray, float]:
        """(times, states) from `states` at `start`, and the seconds of the solver itself."""
        raise NotImplementedError

    def run(self, person: int, sampled: bool = False) -> tuple[np.ndarray, float]:
        """One person through all meals.

        Returns:
            States at the end (states,), or at all `middles` (points, states) where sampled; seconds of the solver.
        """
        self.choose(person)
        middles, states, taken, found = self.problem.middles, self.problem.settled.states[:, person], 0.0, []
        for start, stop, added in self.problem.segments(person):
            inside = middles[(middles > start) & (middles < stop)] if sampled else middles[:0]
            curve, seconds = self.advance(states + added, start, np.append(inside, stop))
            taken += seconds
            states = curve[-1]
            found.append(curve[:-1])
        return (np.concatenate(found) if sampled else states), taken

    def means(self, person: int) -> np.ndarray:
        """(days, observables) daily means, made from many points between the midnights."""
        sampled, _ = self.run(person, sampled=True)
        return self.problem.means(self.problem.observables(sampled.T, person).T)


class RoadRunner(Peer):
    """libRoadRunner: its LLVM-compiled model, CVODE with BDF."""

    name, module = "libRoadRunner", "roadrunner"

    def ready(self, folder: Path) -> float:
        self.folder = folder
        self.tolerances = (1e-6, 1.0)
        self.compiled: dict[int, Any] = {}
        return self._load(0)

    def _load(self, person: int) -> float:
        """A person's own model: stoichiometries that are parameters are fixed when a model is loaded, so each person has one."""
        import hashlib

        import roadrunner

        from enterocrine.exchange import sbml

        system, values = self.problem.system, self.problem.cohort.parameters[:, person]
        digest = hashlib.sha256(system.digest.encode() + np.ascontiguousarray(values).tobytes()).hexdigest()[:16]
        saved = self.folder / f"roadrunner-{roadrunner.__version__}-{digest}.state"
        began, seconds = time.perf_counter(), 0.0
        if saved.exists():
            runner = roadrunner.RoadRunner()
            runner.loadState(str(saved))
        else:
            runner = roadrunner.RoadRunner(sbml.document(system, values))
            seconds = time.perf_counter() - began
            saved.parent.mkdir(parents=True, exist_ok=True)
            runner.saveState(str(saved))
        species, place = list(runner.model.getFloatingSpeciesIds()), {sbml.identifier(s): k for k, s in enumerate(system.states)}
        self.order = np.array([place[s] for s in species])
        self.back = np.argsort(self.order)
        runner.timeCourseSelections = ["time", *species]
        runner.integrator.maximum_num_steps = MOST_STEPS
        self.compiled[person] = runner
        return seconds

    def set_tolerance(self, rtol: float, fraction: float) -> None:
        self.tolerances = (rtol, fraction)

    def choose(self, person: int) -> None:
        if person not in self.compiled:
            self._load(person)
        self.runner, (rtol, fraction) = self.compiled[person], self.tolerances
        self.runner.integrator.relative_tolerance = rtol
        self.runner.integrator.absolute_tolerance = list((self.problem.atol * fraction * rtol / 1e-3)[self.order])

    def advance(self, states: np.ndarray, start: float, times: np.ndarray) -> tuple[np.ndarray, float]:
        model = self.runner.model
        began = time.process_time()
        model.setFloatingSpeciesAmounts(states[self.order])
        found = self.runner.simulate(times=[start, *times])
        return np.asarray(found)[1:, 1:][:, self.back], time.process_time() - began


class Amici(Peer):
    """AMICI: the model as compiled C++, CVODES with BDF and the sparse direct solver KLU."""

    name, module = "AMICI", "amici"

    def ready(self, folder: Path) -> float:
        import amici.sim.sundials  # noqa: F401 - its types must be known before a model is loaded
        from amici import import_model_module
        from amici.importers.sbml import SbmlImporter
        from amici.importers.utils import MeasurementChannel

        from enterocrine.exchange import sbml

        system = self.problem.system
        name = f"enterocrine_{system.digest[:12]}"
        place = folder / "amici" / name
        began, seconds = time.perf_counter(), 0.0
        done = place / "ready"
        if not done.exists():
            os.environ.setdefault("AMICI_PARALLEL_COMPILE", str(os.cpu_count() or 1))
            # The swig beside this interpreter, if there is one: another version than AMICI's own gives a module that it cannot load.
            os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
            source = folder / f"{name}.xml"
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_text(sbml.document(system))
            # One observable instead of one for each pool and signal, and no simplification by SymPy: minutes less.
            SbmlImporter(str(source)).sbml2amici(
                name, str(place), generate_sensitivity_code=False, compute_conservation_laws=False, simplify=None,
                observation_model=[MeasurementChannel(id_="any", formula=sbml.identifier(system.states[0]))],
            )  # fmt: skip
            seconds = time.perf_counter() - began
            done.write_text(f"{seconds:.1f}")
        self.model = import_model_module(name, str(place)).get_model()
        self.solver = self.model.create_solver()
        self.solver.set_max_steps(MOST_STEPS)
        places = {sbml.identifier(s): k for k, s in enumerate(system.states)}
        self.order = np.array([places[s] for s in self.model.get_state_ids()])
        self.back = np.argsort(self.order)
        values = dict(zip(self.model.get_free_parameter_ids(), self.model.get_free_parameters(), strict=True))
        self.defaults = values
        self.known = [sbml.identifier(p) for p in system.parameter_names]
        return seconds

    def set_tolerance(self, rtol: float, fraction: float) -> None:
        self.solver.set_relative_tolerance(rtol)
        # One number for all pools: the smallest that matters would be wasteful, the middle one is kinder.
        self.solver.set_absolute_tolerance(float(np.median(self.problem.atol)) * fraction * rtol / 1e-3)

    def choose(self, person: int) -> None:
        values = dict(self.defaults)
        for key, value in zip(self.known, self.problem.cohort.parameters[:, person], strict=True):
            if key in values:
                values[key] = float(value)
        self.model.set_free_parameters(list(values.values()))

    def advance(self, states: np.ndarray, start: float, times: np.ndarray) -> tuple[np.ndarray, float]:
        from amici.sim.sundials import run_simulation

        self.model.set_t0(start)
        self.model.set_timepoints(times.tolist())
        self.model.set_initial_state(states[self.order].tolist())
        found = run_simulation(self.model, self.solver)
        if found.status != 0:
            raise RuntimeError(f"AMICI ended with status {found.status} at {start:g} h")
        return np.asarray(found.x)[:, self.back], found.cpu_time * 1e-3


PEERS = (RoadRunner, Amici)
