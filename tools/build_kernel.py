"""Compile the shipped model's kernel: into the user's cache for this machine, or into a folder for a package to carry."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, help="folder for kernels that run on other machines too (one per --level)")
    parser.add_argument("--level", action="append", help="instruction set, e.g. x86-64-v3; default: those the engine names")
    asked = parser.parse_args()

    from enterocrine import engine, models
    from enterocrine.errors import EnterocrineError

    began = time.perf_counter()
    try:
        model = models.shipped()
        kernels = engine.kernel.build(model, asked.into, asked.level) if asked.into else [engine.load(model)]
    except EnterocrineError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return error.exit_code
    for kernel in kernels:
        print(f"kernel of {model.name} {model.digest[:12]}: {kernel.path.name}, ready after {time.perf_counter() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
