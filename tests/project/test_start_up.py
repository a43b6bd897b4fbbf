"""Starting is quick: neither `import enterocrine` nor `enterocrine --help` loads the numerical stack."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = ("numpy", "scipy", "pandas", "xarray", "h5netcdf", "h5py", "pyarrow", "pydantic", "matplotlib", "symengine", "jinja2", "rich", "cupy")
RARE = ("difflib", "tempfile", "traceback", "multiprocessing", "concurrent.futures", "http.client", "asyncio")
IMPORT = "import enterocrine"
HELP = "import sys; sys.argv = ['enterocrine', '--help']; from enterocrine.cli import main; main()"
OWN = 12      # modules of this package that `--help` needs: the command line and its errors


def loaded(statement: str) -> tuple[set[str], str]:
    """What a fresh interpreter has loaded after a statement (which may exit) beyond what it starts with, and what it printed."""
    program = (
        f"import sys\nbefore = set(sys.modules)\ntry:\n    exec({statement!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "import json\nprint(json.dumps([name for name in sys.modules if name not in before]), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1])), done.stdout


def test_import_loads_nothing_but_itself() -> None:
    found = loaded(IMPORT)[0] - loaded("pass")[0]
    assert found == {"enterocrine"}


def test_help_loads_nothing_heavy_and_says_what_there_is() -> None:
    found, printed = loaded(HELP)
    assert not found.intersection(HEAVY + RARE)
    own = {name for name in found if name.split(".")[0] == "enterocrine"}
    assert len(own) <= OWN, sorted(own)
    for command in ("demo", "simulate", "compare", "validate", "foods", "study", "doctor"):
        assert command in printed


def test_the_look_at_loaded_packages_sees_one_that_is_loaded() -> None:
    assert {"numpy", "enterocrine.errors", "difflib"} <= loaded("import numpy, enterocrine.errors; enterocrine.errors.nearest('a', ['b'])")[0]
