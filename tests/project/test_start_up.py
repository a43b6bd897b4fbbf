"""Starting is quick: neither `import enterocrine` nor `enterocrine --help` loads the numerical stack."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

HEAVY = ("numpy", "scipy", "pandas", "xarray", "h5netcdf", "h5py", "pyarrow", "pydantic", "matplotlib", "symengine", "jinja2")
IMPORT = "import enterocrine"
HELP = "import sys; sys.argv = ['enterocrine', '--help']; from enterocrine.cli import main; main()"
# Both limits are above what a bare interpreter takes on the same machine at the same moment.
LIMITS_S = {"import": (IMPORT, 0.2), "help": (HELP, 0.3)}


def loaded(statement: str) -> tuple[list[str], str]:
    """Heavy packages that a fresh interpreter has loaded after a statement (which may exit), and what it printed."""
    program = (
        f"import sys, json\ntry:\n    exec({statement!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stderr.splitlines()[-1]), done.stdout


def seconds(statement: str) -> float:
    """Shortest of five runs of a fresh interpreter: what it takes when the machine is not busy with something else."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def test_import_loads_nothing_heavy() -> None:
    assert loaded(IMPORT)[0] == []


def test_help_loads_nothing_heavy_and_says_what_there_is() -> None:
    heavy, printed = loaded(HELP)
    assert heavy == []
    for command in ("demo", "simulate", "compare", "validate", "foods", "study", "doctor"):
        assert command in printed


def test_the_look_at_loaded_packages_sees_one_that_is_loaded() -> None:
    assert "numpy" in loaded("import numpy")[0]


@pytest.mark.parametrize("what", LIMITS_S)
def test_starting_is_quick(what: str) -> None:
    statement, limit = LIMITS_S[what]
    assert seconds(statement) - seconds("pass") < limit
