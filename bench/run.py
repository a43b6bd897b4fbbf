"""Time what a user waits for, and the engine beside its peers on the same model, meals and accuracy. See README.md beside this file.

Every number is kept in a JSON file as soon as it is measured; a stopped run goes on where it was, `--again` measures anew.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")      # one core means one core
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
PARTS = ("steps", "textbook", "precision", "peers", "models", "persons", "states")
TARGET = 1e-3      # largest relative error of daily means at which solvers are compared
OURS = (1e-2, 5e-3, 3e-3, 2e-3, 1e-3, 3e-4, 1e-4, 1e-5, 1e-6)      # relative tolerances tried
THEIRS = (1e-3, 3e-4, 1e-4, 5e-5, 2e-5, 1e-5, 1e-6)
WHOLE_PERSONS, WHOLE_DAYS = 2, 3      # of the whole axis beside libRoadRunner, which takes minutes for them
FRACTIONS = (10.0, 1.0, 0.01)      # a peer's absolute tolerance, in that of the engine


class Results:
    """Measurements by name, kept in a file."""

    def __init__(self, path: Path, again: tuple[str, ...]) -> None:
        self.path = path
        self.held: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        self.held = {k: v for k, v in self.held.items() if k.split("/")[0] not in again}

    def get(self, name: str, measure: Callable[[], Any]) -> Any:
        """What is held under a name, or what `measure` finds now."""
        if name not in self.held:
            print(f"{datetime.now(UTC):%H:%M:%S}  {name}", end=" ", flush=True)
            began = time.perf_counter()
            value = measure()
            print(f"({time.perf_counter() - began:.1f} s)  {json.dumps(value)[:150]}", flush=True)
            self.held[name] = value
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.held, indent=1))
        return self.held[name]


def clock(action: Callable[[], Any], times: int) -> dict[str, float]:
    """Shortest and median wall time of an action, in seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return {"best_s": min(taken), "median_s": statistics.median(taken), "times": times}


def child(program: str, *arguments: Any, **environment: str) -> str:
    """What a program prints in an interpreter of its own."""
    return subprocess.run([sys.executable, "-c", program, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, **environment}).stdout  # fmt: skip


# ---------------------------------------------------------------- what a user waits for
FIRST_RESULT = """
import sys, time
began = time.perf_counter()
from enterocrine import models, person, simulate
simulate.simulate(person.load(sys.argv[1]), weeks=1, draws=8)
print(time.perf_counter() - began)
"""


def first_result(cache: str | None) -> float:
    """Seconds from a fresh interpreter to a week of eight draws; with an empty cache the kernel is compiled on the way."""
    from problem import PERSON

    if cache is not None:
        return float(child(FIRST_RESULT, PERSON, ENTEROCRINE_CACHE=cache))
    with tempfile.TemporaryDirectory() as folder:
        return float(child(FIRST_RESULT, PERSON, ENTEROCRINE_CACHE=folder))


def steps(results: Results, asked: argparse.Namespace) -> None:
    from problem import PERSON

    from enterocrine import engine, models, person

    def started(*command: str) -> Callable[[], Any]:
        return lambda: subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)

    results.get("steps/bare interpreter", lambda: clock(started("-c", "pass"), asked.times))
    results.get("steps/import enterocrine", lambda: clock(started("-c", "import enterocrine"), asked.times))
    results.get("steps/enterocrine --help", lambda: clock(started("-m", "enterocrine", "--help"), asked.times))
    results.get("steps/changed model to first result", lambda: clock(lambda: first_result(None), asked.times))
    results.get("steps/known model to first result", lambda: clock(lambda: first_result(str(engine.kernel.cache_folder())), asked.times))
    results.get("steps/load the kernel", lambda: clock(lambda: engine.load(models.shipped()), asked.times))
    results.get("steps/read the person", lambda: clock(lambda: person.load(PERSON), asked.times))
    results.get("steps/compiler", lambda: engine.load(models.shipped()).made)


# ---------------------------------------------------------------- accuracy against work
def textbook(results: Results, asked: argparse.Namespace) -> None:
    """Every method on published stiff problems: error at the end against steps and time, over tolerances."""
    sys.path.insert(0, str(HERE.parent / "tests" / "engine"))
    import numpy as np
    import stiff_problems
    from page import TEXTBOOK

    from enterocrine.engine.batch import METHODS

    for name in TEXTBOOK:
        problem = getattr(stiff_problems, name)()
        held: list[Any] = []

        def one(method: str, rtol: float, problem: Any = problem, held: list[Any] = held) -> dict[str, Any]:
            if not held:
                held.append(problem.kernel())
            asked_for = {"method": method, "rtol": rtol, "atol": np.asarray(problem.atol) * rtol / problem.rtol}
            try:
                runs = [problem.solve(held[0], **asked_for)[1].statistics for _ in range(asked.times)]
            except AssertionError as failed:      # more steps than the engine allows
                return {"error": None, "where": str(failed)[:120]}
            return {"error": problem.error(kernel=held[0], **asked_for), "steps": runs[0]["steps"], "rejected": runs[0]["rejected"],
                    "seconds": min(r["seconds"] for r in runs)}  # fmt: skip

        for method in METHODS:
            for k in range(2, 10):
                results.get(f"textbook/{name}/{method}/1e-{k}", lambda method=method, k=k: one(method, 10.0**-k))


def precision(results: Results, asked: argparse.Namespace) -> None:
    """The engine's methods over tolerances: error, steps, seconds."""
    from problem import FINE, Problem

    from enterocrine.engine.batch import METHODS

    p = Problem(asked.judged, asked.judged_days, asked.persons)
    reference: dict[str, Any] = {}

    def exact() -> Any:
        if "means" not in reference:
            reference["means"] = p.ours(FINE).means
        return reference["means"]

    def one(method: str, rtol: float) -> dict[str, Any]:
        runs = [p.ours(rtol, method=method) for _ in range(asked.times)]
        error, where = p.error(runs[0].means, exact())
        facts = runs[0].statistics
        return {"error": error, "where": where, "steps": facts["steps"], "rejected": facts["rejected"], "failed": len(runs[0].failed),
                "seconds": min(r.statistics["seconds"] for r in runs), "persons": p.persons, "days": p.days}  # fmt: skip

    second = results.get("precision/reference against another method", lambda: p.error(p.ours(FINE, method="rodas5p").means, exact()))
    if second[0] > 1e-2 * TARGET:
        raise SystemExit(f"the reference is not sharp: {second}")
    for method in METHODS:
        for rtol in OURS:
            results.get(f"precision/{method}/{rtol:g}", lambda method=method, rtol=rtol: one(method, rtol))


# ---------------------------------------------------------------- the peers
def sweep(results: Results, asked: argparse.Namespace, peer: Any, exact: Callable[[], Any]) -> tuple[float, float] | None:
    """The cheapest setting of a peer whose error is small enough; all are kept.

    With one absolute tolerance the loosest relative one that is accurate enough needs the fewest steps; the clock decides among these few.
    """
    p = peer.problem
    good: list[tuple[float, float, float]] = []
    for fraction in FRACTIONS:
        for rtol in THEIRS:
            def one(rtol: float = rtol, fraction: float = fraction) -> dict[str, Any]:
                import numpy as np

                peer.set_tolerance(rtol, fraction)
                try:
                    means = np.stack([peer.means(k) for k in range(p.persons)], axis=-1)
                except Exception as problem:  # noqa: BLE001 - a solver that gives up is a result
                    return {"error": float("inf"), "where": str(problem)[:120], "seconds": float("inf")}
                error, where = p.error(means, exact())
                seconds = min(sum(peer.run(k)[1] for k in range(p.persons)) for _ in range(asked.times))
                return {"error": error, "where": where, "seconds": seconds, "persons": p.persons, "days": p.days}

            found = results.get(f"peers/{peer.name}/rtol {rtol:g}, atol x {fraction:g}", one)
            if found["error"] <= TARGET and fraction not in [f for _, _, f in good]:
                good.append((found["seconds"], rtol, fraction))
            if found["error"] < 0.03 * TARGET:
                break
    return min(good)[1:] if good else None


def peers(results: Results, asked: argparse.Namespace) -> None:
    """Every solver at its cheapest setting that is accurate enough, in turns; medians of the ratios of each turn."""
    import numpy as np
    from peers import PEERS, absent
    from problem import FINE, Problem

    present = []
    for kind in PEERS:
        word = absent(kind.module)
        results.held[f"peers/{kind.name}/absent"] = word
        if word:
            print(f"{kind.name}: {word}")
        else:
            present.append(kind)
    whole = Problem(asked.persons, asked.weeks * 7)
    judged = Problem(asked.judged, asked.judged_days, asked.persons)
    cache: dict[str, Any] = {}

    def exact(sampled: bool) -> Any:
        name = "sampled" if sampled else "means"
        if name not in cache:
            cache[name] = judged.means(judged.ours(FINE, times=judged.middles, values=True).values) if sampled else judged.ours(FINE).means
        return cache[name]

    def ours(rtol: float) -> dict[str, Any]:
        runs = [judged.ours(rtol) for _ in range(asked.times)]
        error, where = judged.error(runs[0].means, exact(False))
        return {"error": error, "where": where, "seconds": min(r.statistics["seconds"] for r in runs)}

    tried = {rtol: results.get(f"peers/engine/rtol {rtol:g}", lambda rtol=rtol: ours(rtol)) for rtol in OURS}
    rtol = max(t for t in OURS if tried[t]["error"] <= TARGET)      # the loosest needs the fewest steps
    print(f"engine: rtol {rtol:g}, error {tried[rtol]['error']:.1e}")
    results.held["peers/engine/chosen"] = rtol
    turns = []
    for kind in present:
        peer = kind(judged)
        results.get(f"peers/{kind.name}/ready", lambda peer=peer: peer.ready(asked.o))
        if not hasattr(peer, "order"):
            peer.ready(asked.o)
        chosen = sweep(results, asked, peer, lambda: exact(True))
        results.held[f"peers/{kind.name}/chosen"] = chosen
        print(f"{kind.name}: {'no setting is accurate enough' if chosen is None else f'rtol {chosen[0]:g}, atol x {chosen[1]:g}'}")
        if chosen:
            long = kind(Problem(asked.judged, asked.weeks * 7, asked.persons))
            long.ready(asked.o)
            long.set_tolerance(*chosen)
            turns.append(long)

    def turn() -> dict[str, float]:
        began = time.process_time()
        whole.ours(rtol)
        taken = {"engine": (time.process_time() - began) / whole.persons}
        for peer in turns:
            taken[peer.name] = float(np.mean([peer.run(k)[1] for k in range(peer.problem.persons)]))
        return taken

    whole.settled, whole.schedule, [peer.run(0) for peer in turns]      # warm
    for k in range(asked.turns):
        results.get(f"peers/turn {k}", turn)


# ---------------------------------------------------------------- cost against persons and states
MANY = """
import json, resource, sys, tempfile, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from problem import Problem
from enterocrine.simulate.arms import Arm
from enterocrine.simulate.stretches import Task, solved
p = Problem(int(sys.argv[2]), int(sys.argv[3]))
people = p.cohort
p.kernel
task = Task(people, {"habitual": Arm(p.diet, p.days * 24.0)}, p.diet, None, 24.0, 0.0, 1e-3)
def peak_kb():
    try:      # of this program alone; what getrusage tells may be its parent's
        return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak_kb()
with tempfile.TemporaryDirectory() as folder:
    began, cpu = time.perf_counter(), time.process_time()
    found = solved(task, jobs=int(sys.argv[4]), progress=None, keep=Path(folder), note=None)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    kept = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
print(json.dumps({"persons": p.persons, "days": p.days, "seconds": seconds, "cpu_s": cpu, "disk_bytes": kept,
                  "before_kb": before, "peak_kb": peak_kb()}))
"""


def persons(results: Results, asked: argparse.Namespace) -> None:
    """Settling and the asked weeks of ever more persons, results kept on disk; time and largest memory, one core."""
    for n in asked.counts:
        for k in range(1 if n > 300 else asked.times):
            results.get(f"persons/{n}/{k}", lambda n=n: json.loads(child(MANY, HERE, n, asked.weeks * 7, 1)))


STATES = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
import numpy as np
from problem import Problem
from enterocrine import engine
from enterocrine.engine.symbols import Expressions
import symengine as se
copies, p = int(sys.argv[2]), Problem(16, 7)
def copy(k):
    named = [[se.Symbol(f"{kind}{k}__{i}") for i in range(len(names))]
             for kind, names in (("y", p.system.states), ("p", p.system.parameter_names), ("u", p.system.input_names))]
    rates, observables = p.system.expressions(*named)      # anew: to put other symbols into finished expressions takes minutes
    return [*named, list(rates), list(observables)]
parts = [sum(column, []) for column in zip(*(copy(k) for k in range(copies)))]
began = time.perf_counter()
kernel = engine.load(Expressions(*parts))
ready = time.perf_counter() - began
plan, n = p.schedule, len(p.system.states)
many = engine.Schedule(plan.start, plan.stop, plan.bolus_times, plan.bolus_kind, np.concatenate([plan.bolus_state + k * n for k in range(copies)]),
                       np.tile(plan.bolus_amount, (1, copies, 1)), plan.input_times, np.tile(plan.input_values, (1, copies, 1)))
taken = []
for _ in range(5):
    cpu = time.process_time()
    found = engine.solve(kernel, np.tile(p.settled.states, (copies, 1)), np.tile(p.cohort.parameters, (copies, 1)), many, p.midnights,
                         rtol=1e-3, atol=np.tile(p.atol, copies), uncontrolled=np.tile(p.system.ledger, copies), values=False, jobs=1)
    taken.append(time.process_time() - cpu)
print(json.dumps({"states": copies * n, "compile_s": ready, "seconds": min(taken) / p.persons, "steps": found.statistics["steps"],
                  "sizes": kernel.sizes}))
"""


MODELS = """
import json, sys, tempfile, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from problem import Problem
from enterocrine import engine
p = Problem(int(sys.argv[2]), int(sys.argv[3]), model=sys.argv[4])
p.kernel
with tempfile.TemporaryDirectory() as folder:
    began = time.perf_counter()
    engine.load(p.system, folder=Path(folder))
    ready = time.perf_counter() - began
cpu = time.process_time()
p.settled
settle = time.process_time() - cpu
p.schedule
taken = []
for _ in range(3):
    cpu = time.process_time()
    found = p.ours(1e-3)
    taken.append(time.process_time() - cpu)
print(json.dumps({"mechanisms": len(p.system.mechanisms), "sizes": p.kernel.sizes, "compile_s": ready, "settle_s": settle / p.persons,
                  "seconds": min(taken) / p.persons, "steps": found.statistics["steps"], "persons": p.persons, "days": p.days}))
"""
WHOLE = """
import json, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import numpy as np
from peers import RoadRunner
from problem import FINE, Problem
judged = Problem(int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), model=sys.argv[5])
exact = judged.means(judged.ours(FINE, times=judged.middles, values=True).values)
means = judged.ours(FINE).means
found = {"engine": {}, "libRoadRunner": {}}
for rtol in (1e-2, 5e-3, 3e-3, 2e-3, 1e-3, 3e-4):
    taken = []
    for _ in range(3):
        cpu = time.process_time()
        error = judged.error(judged.ours(rtol).means, means)
        taken.append(time.process_time() - cpu)
    found["engine"][rtol] = [*error, min(taken) / judged.persons]
peer = RoadRunner(judged)
ready = peer.ready(Path(sys.argv[6]))
for rtol, fraction in ((1e-3, 0.01), (1e-4, 0.01)):      # minutes each, so only a loose and a fine one
    peer.set_tolerance(rtol, fraction)
    error = judged.error(np.stack([peer.means(k) for k in range(judged.persons)], axis=-1), exact)
    found["libRoadRunner"][f"{rtol:g}, atol x {fraction:g}"] = [*error, float(np.mean([peer.run(k)[1] for k in range(judged.persons)]))]
print(json.dumps({**found, "ready_s": ready, "persons": judged.persons, "days": judged.days}))
"""


def models(results: Results, asked: argparse.Namespace) -> None:
    """What each model costs, from the smallest to the whole axis; and the whole axis beside libRoadRunner."""
    from peers import absent

    from enterocrine.models import MODELS as ALL
    from enterocrine.models import shipped

    for name in ALL:
        results.get(f"models/{name}", lambda name=name: json.loads(child(MODELS, HERE, 64, asked.weeks * 7, name)))
    if not absent("roadrunner"):
        results.get("models/whole beside libRoadRunner", lambda: json.loads(child(
            WHOLE, HERE, min(asked.judged, WHOLE_PERSONS), min(asked.judged_days, WHOLE_DAYS), asked.persons, shipped().name, asked.o)))


def states(results: Results, asked: argparse.Namespace) -> None:
    """Copies of the judged model side by side in one: a person's cost and the compilation against the number of states."""
    for copies in asked.copies:
        def one(copies: int = copies) -> dict[str, Any]:
            with tempfile.TemporaryDirectory() as folder:      # the shipped model's own kernel is found where it always is
                program = STATES.replace("kernel = engine.load(Expressions(*parts))",
                                         f"from pathlib import Path; kernel = engine.load(Expressions(*parts), folder=Path({folder!r}))")
                return json.loads(child(program, HERE, copies))

        results.get(f"states/{copies}", one)


def machine() -> dict[str, Any]:
    """Processor, versions, model."""
    import numpy
    from problem import Problem

    import enterocrine
    from enterocrine import engine, models

    judged = models.model(Problem.model)
    kernel = engine.load(judged)
    path = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in path.read_text().splitlines() if line.startswith("model name")] if path.exists() else []
    versions = {}
    for module in ("roadrunner", "amici"):
        try:
            versions[module] = __import__("importlib.metadata").metadata.version({"roadrunner": "libroadrunner"}.get(module, module))
        except Exception:  # noqa: BLE001 - absent
            versions[module] = None
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "lanes": kernel.lanes,
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "enterocrine": enterocrine.__version__,
        "model": f"{judged.name} {kernel.digest[:12]}",
        "sizes": kernel.sizes,
        "compiler": kernel.made.get("compiler"),
        "versions": versions,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="which parts to run")
    parser.add_argument("--again", nargs="*", choices=PARTS, default=[], help="parts whose kept numbers are thrown away first")
    parser.add_argument("--persons", type=int, default=256, help="persons of the engine's run beside the peers")
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--judged", type=int, default=4, help="persons whose error is measured, and whom the peers solve")
    parser.add_argument("--judged-days", type=int, default=14, help="days over which errors are measured")
    parser.add_argument("--times", type=int, default=3, help="how often a short step runs")
    parser.add_argument("--turns", type=int, default=5, help="how often all solvers run in turns")
    parser.add_argument("--counts", type=int, nargs="+", default=[1, 10, 100, 256, 1000, 10_000], help="numbers of persons")
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 2, 3], help="copies of the model side by side")
    parser.add_argument("-o", type=Path, default=HERE / "results", help="folder of the kept numbers and compiled peers")
    parser.add_argument("--page", type=Path, default=HERE.parent / "docs", help="folder of bench.md and bench.svg")
    asked = parser.parse_args()

    facts = machine()
    name = f"{facts['model'].split()[-1]}-{asked.persons}x{asked.weeks}w-{asked.judged}x{asked.judged_days}d.json"
    results = Results(asked.o / name, tuple(asked.again))
    results.held["machine"] = {**facts, "persons": asked.persons, "weeks": asked.weeks, "judged": asked.judged, "judged_days": asked.judged_days}
    for part in asked.only:
        globals()[part](results, asked)
    results.path.parent.mkdir(parents=True, exist_ok=True)
    results.path.write_text(json.dumps(results.held, indent=1))

    from page import write

    for path in write(results.held, asked.page):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
