"""Persons a second on a GPU, and how far its daily means are from the processor's.

    python bench/gpu.py --persons 16384 --days 14

Every person has numbers of their own. Compiling is not counted (CuPy keeps what it compiled), reading and writing of arrays is.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=16_384)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--rtol", type=float, default=1e-3)
    parser.add_argument("--judged", type=int, default=64, help="persons whom the processor solves too")
    asked = parser.parse_args()
    from problem import FINE, Problem

    from enterocrine import engine
    from enterocrine.errors import SolveError

    p = Problem(asked.persons, asked.days)
    try:
        kernel = engine.gpu.load(p.system)
    except SolveError as none:
        print(none)
        return none.exit_code
    judged = min(asked.judged, asked.persons)
    few = Problem(judged, asked.days)      # the first draws do not depend on how many there are
    states = np.tile(few.settled.states, -(-asked.persons // judged))[:, : asked.persons]

    def solve(with_kernel, size: int, rtol: float) -> engine.Solution:
        plan = p.schedule if size == p.persons else few.schedule
        return engine.solve(with_kernel, states[:, :size], p.cohort.parameters[:, :size], plan, p.midnights, rtol=rtol, atol=p.atol * rtol / 1e-3,
                            uncontrolled=p.system.ledger, values=False, amounts=True)

    began = time.perf_counter()
    solve(kernel, judged, asked.rtol)
    print(f"ready in {time.perf_counter() - began:.1f} s (compiled, or found compiled)")
    found = solve(kernel, asked.persons, asked.rtol)
    taken = found.statistics["seconds"]
    print(f"{asked.persons} persons, {asked.days} days, rtol {asked.rtol:g}: {taken:.2f} s, {asked.persons / taken:.0f} persons a second, "
          f"{asked.persons / taken * asked.days / 84:.0f} a second of 12 weeks; {len(found.failed)} failed")
    beside = solve(engine.load(p.system), judged, asked.rtol)
    seconds = beside.statistics["seconds"]
    print(f"processor, all threads: {judged} persons in {seconds:.2f} s, {judged / seconds:.0f} persons a second")
    exact = solve(engine.load(p.system), judged, FINE).means
    for name, means in (("GPU", found.means[..., :judged]), ("processor", beside.means)):
        error, where = p.error(means, exact)
        print(f"{name}: largest relative error of a daily mean {error:.1e} ({where})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
