"""The same kernel on a GPU: the text that the C compiler gets, compiled for CUDA at run time, a person a thread."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from enterocrine.engine.kernel import HERE, Kernel, _key, cache_folder, engine_digest
from enterocrine.errors import Fault, SolveError

# As for the C compiler: products and sums are fused, divisions and roots exact. What bears no mark is for the device.
OPTIONS = ("--std=c++17", "--device-as-default-execution-space", "--fmad=true", "--disable-warnings")
WARP = 32      # threads whose arrays are woven together (STRIDE in lane.h)
SHARE = 0.8    # of the free memory that is asked for
_INCLUDE = re.compile(r'^#include "([a-z_]+\.h)"$', re.MULTILINE)


class GpuKernel(Kernel):
    """A model as CUDA text (`path`); names, sizes and pattern as in `Kernel`."""

    device = "gpu"
    lanes = 1
    team = 1


def load(model: Any, *, folder: Path | None = None) -> GpuKernel:
    """The CUDA text of a model, kept like a compiled kernel; CuPy compiles it at the first solve and keeps the result.

    Args:
        model, folder: as for `kernel.load`.

    Raises:
        SolveError: CuPy is not installed or finds no GPU.
    """
    driver()
    return written(model, folder)


def written(model: Any, folder: Path | None = None) -> GpuKernel:
    """As `load`, without asking for a GPU."""
    from filelock import FileLock

    folder = folder or cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    key = _key(model.digest, engine_digest(), "cuda", *OPTIONS)
    path, card = folder / f"{key}.cu", folder / f"{key}.cu.json"
    with FileLock(folder / f"{key}.lock"):
        if not card.is_file():
            told = _write(model, path)
            card.with_suffix(".new").write_text(json.dumps(told))
            os.replace(card.with_suffix(".new"), card)
        told = json.loads(card.read_text())
    names = {k: tuple(told[k]) for k in ("state_names", "parameter_names", "input_names", "observable_names")}
    return GpuKernel(path, model.digest, sizes=told["sizes"], pattern=tuple((i, j) for i, j in told["pattern"]), made={"options": OPTIONS}, **names)


def _write(model: Any, path: Path) -> dict[str, Any]:
    from enterocrine.engine.emit import emit
    from enterocrine.engine.symbols import Expressions, from_system

    expressions = model if isinstance(model, Expressions) else from_system(model)
    source = emit(expressions)
    seen: set[str] = set()

    def inlined(name: str) -> str:
        if name in seen:
            return ""
        seen.add(name)
        text = source.header if name == "model.h" else (HERE / name).read_text()
        return _INCLUDE.sub(lambda match: inlined(match[1]), text.replace("#pragma once\n", ""))

    units = "".join(_INCLUDE.sub("", unit) for unit in source.units)
    path.write_text(inlined("rosenbrock.h") + units)
    return {"sizes": source.sizes, "pattern": source.pattern, "state_names": expressions.state_names,
            "parameter_names": expressions.parameter_names, "input_names": expressions.input_names,
            "observable_names": expressions.observable_names}


def driver() -> Any:
    """CuPy, where it is installed and finds a GPU.

    Raises:
        SolveError: it is not, or does not.
    """
    cure = "pip install 'enterocrine[gpu]' on a machine with an NVIDIA GPU, or run with --device cpu"
    try:
        import cupy
    except ImportError as problem:
        raise SolveError(Fault("the GPU cannot be used: CuPy is not installed", "--device gpu", str(problem), cure)) from None
    try:
        if cupy.cuda.runtime.getDeviceCount() > 0:
            return cupy
        why = ""
    except Exception as problem:  # CuPy has its own kind of error for a driver that is missing or too old
        why = str(problem)
    raise SolveError(Fault("the GPU cannot be used: none was found", "--device gpu", why, cure))


def run(kernel: GpuKernel, problem: Any, arrays: dict[str, Any], progress: Callable[[int, int], None] | None) -> None:
    """Solve a batch and bring the results back.

    Args:
        kernel: the model.
        problem: its `Problem`, with addresses on the host.
        arrays: what these addresses name; results are written into them.
        progress: called with (persons done, persons).
    """
    cupy = driver()
    module = cupy.RawModule(code=kernel.path.read_text(), options=OPTIONS, backend="nvrtc")
    there = {name: cupy.asarray(array) for name, array in arrays.items()}
    moved = type(problem).from_buffer_copy(problem)
    for name, array in there.items():
        setattr(moved, name, array.data.ptr if array.size else None)
    place = cupy.asarray(np.frombuffer(bytearray(moved), np.uint8))
    bytes_of_warp = cupy.zeros(1, dtype=cupy.int64)
    module.get_function("bytes_of_warp")((1,), (1,), (place, bytes_of_warp))
    size, persons = int(bytes_of_warp[0]), int(problem.persons)
    warps = min(-(-persons // WARP), max(1, int(SHARE * cupy.cuda.Device().mem_info[0] / size)))
    try:
        memory = cupy.empty(warps * size, dtype=cupy.uint8)
    except cupy.cuda.memory.OutOfMemoryError as lack:
        raise SolveError(Fault("there is not enough memory on the GPU for this run", why=str(lack), cure="fewer --draws, or --device cpu")) from None
    solve = module.get_function("solve_persons")
    for first in range(0, persons, warps * WARP):
        count = min(persons - first, warps * WARP)
        solve((-(-count // WARP),), (WARP,), (place, cupy.int64(first), cupy.int64(count), memory, cupy.int64(size)))
        cupy.cuda.get_current_stream().synchronize()
        if progress is not None:
            progress(first + count, persons)
    for name in ("result_values", "result_means", "states", "lowest", "fault", "fault_state", "fault_time", "steps", "rejected", "effort"):
        if name in there and there[name].size:
            arrays[name][...] = there[name].get()
