"""Time what a user waits for: start, assembly, compilation, reading, simulation. See README.md beside this file."""

from __future__ import annotations

import argparse
import importlib.util
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

HERE = Path(__file__).resolve().parent
PERSON = HERE.parent / "examples" / "person.yaml"
PEERS = {"libroadrunner": "roadrunner", "amici": "amici"}


def clock(action: Callable[[], Any], times: int) -> dict[str, float]:
    """Shortest and median wall time of an action, in seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return {"best_s": min(taken), "median_s": statistics.median(taken), "times": times}


def start(times: int) -> dict[str, float]:
    def run(statement: str) -> Callable[[], Any]:
        return lambda: subprocess.run([sys.executable, "-c", statement], check=True)

    bare, package = clock(run("pass"), times), clock(run("import enterocrine"), times)
    return {k: package[k] - bare[k] for k in ("best_s", "median_s")} | {"times": times}


def compile_in_empty_cache() -> dict[str, float]:
    """A fresh process, so that nothing is loaded yet."""
    program = "from enterocrine import engine, models; engine.load(models.shipped())"
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ENTEROCRINE_CACHE": folder}
        return clock(lambda: subprocess.run([sys.executable, "-c", program], check=True, env=environment), 1)


def machine() -> dict[str, Any]:
    import numpy

    import enterocrine
    from enterocrine import engine, models

    kernel = engine.load(models.shipped())
    names = [line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "enterocrine": enterocrine.__version__,
        "model_digest": kernel.digest,
        "states": len(kernel.state_names),
        "compiler": kernel.made.get("compiler"),
        "peers": {name: "not run: no SBML of this model yet" if importlib.util.find_spec(module) else "not installed"
                  for name, module in PEERS.items()},
    }  # fmt: skip


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def measure(draws: list[int], weeks: float, times: int) -> dict[str, dict[str, float]]:
    from enterocrine import engine, models, person, simulate

    steps = {"start": start(times), "compile": compile_in_empty_cache()}
    steps["assemble (first)"] = clock(models.shipped, 1)
    steps["load"] = clock(lambda: engine.load(models.shipped()), times)
    steps["read"] = clock(lambda: person.load(PERSON), times)
    who = person.load(PERSON)
    for jobs in sorted({1, os.cpu_count() or 1}):
        for n in draws:
            steps[f"simulate {n} draws, {weeks:g} weeks, {jobs} process{'es' if jobs > 1 else ''}"] = clock(
                lambda n=n, jobs=jobs: simulate.simulate(who, weeks=weeks, draws=n, seed=1, jobs=jobs), times
            )
    return steps


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, nargs="+", default=[1, 50, 200])
    parser.add_argument("--weeks", type=float, default=12)
    parser.add_argument("--times", type=int, default=3, help="how often each step runs")
    parser.add_argument("-o", type=Path, default=HERE / "results", help="folder for the JSON")
    asked = parser.parse_args()

    steps = measure(asked.draws, asked.weeks, asked.times)
    facts = machine()
    print(f"{facts['processor']}, {facts['cores']} cores, {facts['states']} states, model {facts['model_digest'][:12]}\n")
    print(f"{'step':<44}{'best':>10}{'median':>10}")
    for name, taken in steps.items():
        print(f"{name:<44}{taken['best_s']:>8.3f} s{taken['median_s']:>8.3f} s")
    for peer, word in facts["peers"].items():
        print(f"{peer:<44}{word}")
    asked.o.mkdir(parents=True, exist_ok=True)
    target = asked.o / f"{facts['when'].replace(':', '')}.json"
    target.write_text(json.dumps({"machine": facts, "steps": steps}, indent=1))
    print(f"\n{target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
