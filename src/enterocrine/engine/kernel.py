"""Compiled kernels: built once for a model, kept by digest, loaded in milliseconds.

A kernel is looked for first among those that came with the package (`_prebuilt/`), then in the user's cache, and only then compiled.
Nothing symbolic is imported unless it must be compiled.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from enterocrine.errors import Fault, SolveError

HERE = Path(__file__).parent
PREBUILT = HERE / "_prebuilt"
FLAGS = ("-std=gnu11", "-fPIC", "-fvisibility=hidden", "-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math", "-w")
# The model's own code is straight-line: a higher level would double the time of compiling and change nothing but what is asked for here,
# the fusing of products and sums.
LEVEL_OF_MODEL, LEVEL_OF_DRIVER = ("-O1", "-fexpensive-optimizations"), ("-O2",)
# Of GCC alone. Half of -O1 would go into finding out which pointers may meet; the restrict qualifiers say it. Instructions put into the
# order in which a processor can run them, as far as registers last, run a few percent faster.
LEVEL_OF_GCC = ("-fno-tree-pta", "-fschedule-insns", "-fsched-pressure")
HEADERS = ("lanes.h", "lane.h", "methods.h", "step.h", "lead.h", "lu.h", "report.h", "rosenbrock.h")
SOURCES = ("graph.py", "symbols.py", "jacobian.py", "lead.py", "elimination.py", "straight.py", "emit.py", "kernel.py", *HEADERS)
# Instruction sets for kernels that are built to be carried to other machines, the best first; with what a processor must offer.
LEVELS = {"x86-64-v4": ("avx512f", "avx512dq", "avx512bw", "avx512cd", "avx512vl", "avx2", "fma", "bmi2"),
          "x86-64-v3": ("avx2", "fma", "bmi2"), "x86-64-v2": ("sse4_2",), "": ()}


@dataclass(frozen=True)
class Kernel:
    """A compiled model.

    Args:
        path: the shared library.
        digest: digest of the model that it was built from.
        state_names, parameter_names, input_names, observable_names: flat names in the order of the arrays.
        sizes: counts of states, Jacobian entries and so on.
        pattern: (row, column) of the non-zero Jacobian entries.
        made: compiler, flags and seconds taken.
    """

    path: Path
    digest: str
    state_names: tuple[str, ...]
    parameter_names: tuple[str, ...]
    input_names: tuple[str, ...]
    observable_names: tuple[str, ...]
    sizes: dict[str, int]
    pattern: tuple[tuple[int, int], ...]
    made: dict[str, Any] = field(compare=False)
    device = "cpu"

    @property
    def library(self) -> ctypes.CDLL:
        """The loaded library; calls into it run without the interpreter's lock."""
        return _open(str(self.path))

    @property
    def lanes(self) -> int:
        """Persons side by side in one vector."""
        return ctypes.c_int64.in_dll(self.library, "kernel_lanes").value

    @property
    def team(self) -> int:
        """Most groups of `lanes` persons that one thread runs side by side."""
        return ctypes.c_int64.in_dll(self.library, "kernel_team").value

    def probe(self, y: Sequence[float], parameters: Sequence[float], inputs: Sequence[float] = (), *, shift: float = 1.0,
              right: Sequence[float] | None = None) -> tuple[list[float], list[float]]:
        """Rates at one point, and x with (shift I - J) x = right there.

        Args:
            y (n_states,), parameters (n_parameters,), inputs (n_inputs,): the point.
            shift: 1/h; `right` (n_states,): zero where not given.
        """
        n = self.sizes["states"]
        given = (y, parameters, inputs, [0.0] * n if right is None else right)
        for name, values, size in zip(("y", "parameters", "inputs", "right"), given,
                                      (n, self.sizes["parameters"], self.sizes["inputs"], n), strict=True):
            if len(values) != size:
                raise SolveError(Fault(f"{name} has {len(values)} entries, wanted {size}", "probe"))
        a = [(ctypes.c_double * len(values))(*values) for values in given]
        rates, x = (ctypes.c_double * n)(), (ctypes.c_double * n)()
        self.library.probe(a[0], a[1], a[2], shift, a[3], rates, x)
        return list(rates), list(x)


@cache
def _open(path: str) -> ctypes.CDLL:
    library = ctypes.CDLL(path)
    library.solve_groups.argtypes = [ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64]
    library.probe.argtypes = [*[ctypes.POINTER(ctypes.c_double)] * 3, ctypes.c_double, *[ctypes.POINTER(ctypes.c_double)] * 3]
    return library


def load(model: Any, *, folder: Path | None = None, lanes: int | None = None) -> Kernel:
    """The kernel of a model: shipped, cached, or compiled now.

    Args:
        model: `Expressions` or an assembled network (`digest`, names, `expressions`).
        folder: of kept kernels; by default $ENTEROCRINE_CACHE or the user's cache folder.
        lanes: persons side by side, 1, 2, 4 or 8; by default as many as the widest vector register holds.

    Raises:
        SolveError: no compiler where one is needed, or the compiler failed.
    """
    shipped = _shipped(model.digest)
    if shipped is not None and lanes is None:
        return shipped
    folder = folder or cache_folder()
    compiler = find_compiler()
    arch: tuple[str, ...] = ("-march=native",) if platform.machine().lower() in ("x86_64", "amd64") else ()
    arch += () if lanes is None else (f"-DLANES={lanes}",)
    key = _key(model.digest, engine_digest(), *LEVEL_OF_MODEL, *LEVEL_OF_DRIVER, *LEVEL_OF_GCC, *FLAGS, *arch, *_processor(), *_identity(compiler))
    found = _read(folder, key)
    if found is not None:
        return found
    if compiler is None:
        raise _no_compiler()
    return _build_locked(model, folder, key, compiler, arch)


def build(model: Any, folder: Path, levels: Sequence[str] | None = None) -> list[Kernel]:
    """Compile a model to be shipped in `folder`, once for each instruction set.

    Args:
        model: as for `load`.
        folder: where `_prebuilt` kernels go.
        levels: instruction sets (keys of `LEVELS`); by default v4 and v3 on x86-64, the plain one elsewhere.
    """
    compiler = find_compiler()
    if compiler is None:
        raise _no_compiler()
    if levels is None:
        levels = ("x86-64-v4", "x86-64-v3") if platform.machine().lower() in ("x86_64", "amd64") else ("",)
    kernels = []
    for level in levels:
        arch = (f"-march={level.replace('-', '_') if 'ziglang' in compiler else level}",) if level else ()
        kernels.append(_build_locked(model, Path(folder), _shipped_name(model.digest, level), compiler, arch))
    return kernels


def cache_folder() -> Path:
    """Where compiled kernels are kept."""
    if os.environ.get("ENTEROCRINE_CACHE"):
        return Path(os.environ["ENTEROCRINE_CACHE"])
    import platformdirs

    return Path(platformdirs.user_cache_dir("enterocrine")) / "kernels"


def find_compiler() -> tuple[str, ...] | None:
    """Command of a C compiler: $CC, gcc, clang, cc, or the one in the `ziglang` package."""
    wanted = shlex.split(os.environ.get("CC", ""))
    if wanted:
        path = shutil.which(wanted[0])
        return (path, *wanted[1:]) if path else None
    for name in ("gcc", "clang", "cc"):
        path = shutil.which(name)
        if path:
            return (path,)
    if importlib.util.find_spec("ziglang"):
        return (sys.executable, "-m", "ziglang", "cc")
    return None


def _no_compiler() -> SolveError:
    wanted = os.environ.get("CC")
    return SolveError(Fault(
        f"the C compiler named by CC ({wanted}) was not found" if wanted else "no C compiler was found",
        where="engine", why="this model has no ready-made kernel and must be compiled once",
        cure="install gcc or clang (Debian: apt install gcc; macOS: xcode-select --install), or `pip install ziglang`, or set CC"))


@lru_cache(maxsize=1)
def engine_digest() -> str:
    """Digest of what turns a model into a kernel."""
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _processor() -> tuple[str, ...]:
    """Platform and instruction sets of this processor."""
    flags: set[str] = set()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith(("flags", "Features")):
                flags = set(line.split(":", 1)[1].split())
                break
    except OSError:
        if sys.platform == "darwin":
            said = subprocess.run(["sysctl", "-n", "machdep.cpu.features", "machdep.cpu.leaf7_features"], capture_output=True, text=True)
            flags = set(said.stdout.lower().replace("sse4.2", "sse4_2").split()) | ({"fma"} if "FMA" in said.stdout else set())
    return (sys.platform, platform.machine(), *sorted(flags))


def _identity(compiler: tuple[str, ...] | None) -> tuple[str, ...]:
    """Names the compiler without running it: its path, size and date."""
    if compiler is None:
        return ()
    real = Path(compiler[0]).resolve()
    stat = real.stat()
    return (*compiler, str(real), str(stat.st_size), str(stat.st_mtime_ns))


def _shipped_name(digest: str, level: str) -> str:
    return f"{_key(digest, engine_digest())[:16]}-{sys.platform}-{platform.machine()}{'-' if level else ''}{level}"


def _shipped(digest: str) -> Kernel | None:
    if not PREBUILT.is_dir():
        return None
    have = set(_processor())
    for level, needs in LEVELS.items():
        if have.issuperset(needs):
            found = _read(PREBUILT, _shipped_name(digest, level))
            if found is not None:
                return found
    return None


def _suffix() -> str:
    return {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")


def _read(folder: Path, key: str) -> Kernel | None:
    library, card = folder / f"{key}{_suffix()}", folder / f"{key}.json"
    try:
        text = json.loads(card.read_text())
    except (OSError, ValueError):
        return None
    if not library.is_file() or library.stat().st_size != text["bytes"]:
        return None
    names = {k: tuple(text[k]) for k in ("state_names", "parameter_names", "input_names", "observable_names")}
    return Kernel(library, text["digest"], sizes=text["sizes"], pattern=tuple((i, j) for i, j in text["pattern"]), made=text["made"],
                  **names)


def _build_locked(model: Any, folder: Path, key: str, compiler: tuple[str, ...], arch: tuple[str, ...]) -> Kernel:
    """Compile unless another process has done so while we waited for it."""
    from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f"{key}.lock"):
        found = _read(folder, key)
        if found is None:
            _compile(model, folder, key, compiler, arch)
            found = _read(folder, key)
    if found is None:
        raise SolveError(Fault("the compiled kernel could not be read back", where=str(folder), cure="check the folder's permissions"))
    return found


def _compile(model: Any, folder: Path, key: str, compiler: tuple[str, ...], arch: tuple[str, ...]) -> None:
    from enterocrine.engine.emit import emit
    from enterocrine.engine.symbols import Expressions, from_system

    began = time.perf_counter()
    expressions = model if isinstance(model, Expressions) else from_system(model)
    source = emit(expressions)
    written = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=folder, prefix="building-") as scratch:
        work = Path(scratch)
        for name in HEADERS:
            shutil.copy(HERE / name, work / name)
        (work / "model.h").write_text(source.header)
        units = {"driver": '#include "rosenbrock.h"\n', **{f"unit{k}": text for k, text in enumerate(source.units)}}
        for name, text in units.items():
            (work / f"{name}.c").write_text(text)
        flags = (*compiler, *FLAGS, *arch)
        levels = {name: LEVEL_OF_DRIVER if name == "driver" else LEVEL_OF_MODEL for name in units}
        if _takes(compiler, LEVEL_OF_GCC, work):
            levels = {name: level if name == "driver" else (*level, *LEVEL_OF_GCC) for name, level in levels.items()}
        with ThreadPoolExecutor(min(len(units), max(1, os.cpu_count() or 1))) as pool:
            list(pool.map(lambda name: _call((*flags, *levels[name], "-c", f"{name}.c", "-o", f"{name}.o"), work), units))
        _call((*flags, "-shared", *(f"{name}.o" for name in units), "-o", f"kernel{_suffix()}", "-lm"), work)
        made = {"compiler": _version(compiler), "flags": " ".join((*FLAGS, *arch)), "seconds_symbols": round(written - began, 3),
                "seconds_compiler": round(time.perf_counter() - written, 3),
                "source": hashlib.sha256((source.header + "".join(source.units)).encode()).hexdigest()}
        card = {"digest": expressions.digest, "bytes": (work / f"kernel{_suffix()}").stat().st_size, "sizes": source.sizes,
                "pattern": source.pattern, "made": made, "state_names": expressions.state_names,
                "parameter_names": expressions.parameter_names, "input_names": expressions.input_names,
                "observable_names": expressions.observable_names}
        (work / "kernel.json").write_text(json.dumps(card))
        # The card goes last: a kernel without its card does not count.
        os.replace(work / f"kernel{_suffix()}", folder / f"{key}{_suffix()}")
        os.replace(work / "kernel.json", folder / f"{key}.json")


def _call(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SolveError(Fault("the C compiler failed", where=" ".join(command[:1]), why=done.stderr.strip()[-800:] or "no message",
                               cure="try another compiler by setting CC"))


def _takes(compiler: Sequence[str], flags: Sequence[str], folder: Path) -> bool:
    """Whether a compiler knows these flags."""
    (folder / "nothing.c").write_text("")
    done = subprocess.run((*compiler, *flags, "-c", "nothing.c", "-o", "nothing.o"), cwd=folder, capture_output=True)
    return done.returncode == 0


def _version(compiler: tuple[str, ...]) -> str:
    said = subprocess.run((*compiler, "--version"), capture_output=True, text=True)
    return said.stdout.splitlines()[0] if said.stdout else " ".join(compiler)
