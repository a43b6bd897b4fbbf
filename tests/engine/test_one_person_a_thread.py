"""One text for lanes of persons, for one person at a time, and for the threads of a GPU."""

import ctypes
import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from cuda_on_cpu import stand_in
from test_mathematics import tangled

from enterocrine import engine
from enterocrine.engine import gpu
from enterocrine.engine.kernel import HEADERS, HERE
from enterocrine.errors import SolveError

STOP, TIMES = 24.0, np.arange(0, 20.0, 3.1)


@pytest.fixture(scope="module")
def fed():
    """Leading states (a stomach and a bowel) before a saturable blood, an input, a ledger, and elementary functions of them."""
    import symengine as se

    stomach, bowel, blood, gone, ka, kb, supply = se.symbols("stomach bowel blood gone ka kb supply")
    loss = blood / (1 + blood)
    shown = [stomach, blood, gone, se.exp(-blood) * se.tanh(blood), se.log(1 + blood) + se.sqrt(1 + blood), se.Max(blood, ka), se.erf(blood)]
    rates = [kb * bowel - loss, ka * stomach - kb * bowel, supply - ka * stomach, loss]
    return engine.Expressions([blood, bowel, stomach, gone], [ka, kb], [supply], rates, shown)


def run(kernel, persons, *, same=False, rtol=1e-4, **options):
    """The fed model; every person has other numbers unless all are the `same`."""
    spread = np.zeros(persons) if same else np.linspace(-0.4, 0.4, persons)
    given = np.array([[5.0, 0.0], [3.0, 0.2]])[..., None] * np.exp(spread)
    schedule = engine.Schedule(0, STOP, TIMES, np.arange(len(TIMES)) % 2, np.array([2, 0]), given, np.array([0.0, 9.0]), np.array([[[0.1]], [[0.4]]]))
    parameters = np.array([[0.5], [0.4]]) * np.exp(spread)
    return engine.solve(kernel, np.zeros((4, persons)), parameters, schedule, np.linspace(0, STOP, 25), rtol=rtol, atol=rtol, amounts=True, **options)


def alike(a, b, rtol, atol=0.0):
    return all(np.allclose(getattr(a, n), getattr(b, n), rtol=rtol, atol=atol, equal_nan=True) for n in ("values", "means", "states", "lowest"))


@pytest.fixture(scope="module")
def one(fed):
    return engine.load(fed, lanes=1)


@pytest.mark.parametrize("lanes", [2, 4])
def test_a_person_alone_is_a_group_of_the_same_persons(fed, one, lanes):
    """The same steps, and the same numbers but for the last digits (processors differ in how they divide)."""
    many = engine.load(fed, lanes=lanes)
    assert (one.lanes, many.lanes) == (1, lanes)
    a, b = run(one, lanes, same=True), run(many, lanes, same=True)
    assert a.statistics["steps"] == lanes * b.statistics["steps"] > 0 and a.statistics["rejected"] == lanes * b.statistics["rejected"]
    assert alike(a, b, 1e-9, 1e-12)


def test_persons_who_share_their_steps_and_those_who_do_not_agree_within_the_tolerance(fed, one):
    a, b = run(one, 11), run(engine.load(fed, lanes=4), 11)
    assert a.statistics["groups"] == 11 and b.statistics["groups"] == 3
    assert alike(a, b, 1e-3, 1e-3) and not alike(a, b, 1e-9, 1e-12)


def test_kept_quantities_and_the_sparse_solves_alone():
    """Rates and a linear solve of a tangled network, of its own for every lane count."""
    expressions, y, p, u = tangled_point()
    right = np.linspace(-1, 1, len(y))
    found = [engine.load(expressions, lanes=n).probe(y, p, u, shift=3.0, right=right) for n in (1, 4)]
    for a, b in zip(*found, strict=True):
        assert np.allclose(a, b, rtol=1e-11, atol=1e-13)


def tangled_point():
    expressions = tangled()
    rng = np.random.default_rng(3)
    return expressions, *(rng.uniform(0.2, 2.0, len(names)) for names in (expressions.states, expressions.parameters, expressions.inputs))


# ------------------------------------------------------------------------------------------------------ CUDA text, without a GPU
needs_cpp = pytest.mark.skipif(shutil.which("g++") is None, reason="no C++ compiler to take the place of CUDA's")


@needs_cpp
@pytest.mark.parametrize("persons", [1, 33, 70])
def test_threads_give_what_one_person_at_a_time_gives(fed, one, tmp_path, monkeypatch, persons):
    """Whole and broken warps, in one launch or several."""
    monkeypatch.setitem(sys.modules, "cupy", stand_in(tmp_path, 1e9))
    told = []
    found = run(gpu.load(fed), persons, progress=lambda *now: told.append(now))
    wanted = run(one, persons)
    assert found.statistics["steps"] == wanted.statistics["steps"] and np.allclose(found.effort, wanted.effort, rtol=1e-6)
    assert alike(found, wanted, 1e-9, 1e-12) and told == [(persons, persons)]


@needs_cpp
def test_a_small_memory_takes_a_warp_at_a_time(fed, one, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "cupy", stand_in(tmp_path, 1.0))
    told = []
    found = run(gpu.load(fed), 70, progress=lambda *now: told.append(now))
    assert told == [(32, 70), (64, 70), (70, 70)] and alike(found, run(one, 70), 1e-9, 1e-12)


@needs_cpp
@pytest.mark.parametrize(("right", "wrong"), [
    ("return at[i * STRIDE];", "return at[i];"),      # the arrays of others begin within one's own
    ("#define THREAD (threadIdx.x % STRIDE)", "#define THREAD (threadIdx.x / 2 % STRIDE)"),      # two persons in one place
    ("g->kind_step = (double *)(at + THREAD * all);", "g->kind_step = (double *)at;"),
])  # fmt: skip
def test_persons_whose_memory_touches_are_seen(fed, tmp_path, monkeypatch, right, wrong):
    text = gpu.written(fed).path.read_text()
    assert right in text
    stand = stand_in(tmp_path, 1e9)
    module = stand.RawModule
    stand.RawModule = lambda code, **options: module(code.replace(right, wrong), **options)
    monkeypatch.setitem(sys.modules, "cupy", stand)
    with pytest.raises(AssertionError, match="written by two threads"):
        run(gpu.load(fed), 4)


@needs_cpp
def test_who_fails_on_a_gpu_carries_a_reason(fed, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "cupy", stand_in(tmp_path, 1e9))
    found = run(gpu.load(fed), 3, smallest_step=5.0)
    assert set(found.failed) == {0, 1, 2} and all("step size fell below 5 h" in why for why in found.failed.values())
    assert np.isnan(found.states).all()


def test_the_text_of_the_integrator_is_one(fed):
    """What a GPU compiles are the files that the C compiler gets, word for word and once."""
    text = gpu.written(fed).path.read_text()
    for name in HEADERS:
        lines = [line for line in (HERE / name).read_text().splitlines() if not re.match(r"#(pragma once|include \")", line)]
        body = [line for line in lines if len(line) > 60]
        assert body and all(line in text for line in body), name
        assert text.count(max(body, key=len)) == 1, name
    assert '#include "' not in text and text.count("solve_persons(") == 1


@pytest.mark.slow
def test_the_shipped_model_a_person_alone_in_a_group_and_as_a_thread(tmp_path, monkeypatch):
    """A week of different people with meals: the same but for the steps that a group shares, and for a step that rounding decides."""
    from enterocrine import models, person
    from enterocrine.population import draw
    from enterocrine.simulate import run, schedule, settle
    from enterocrine.simulate.meals import meal_amounts

    who = person.load(Path(__file__).resolve().parents[2] / "examples" / "person.yaml")
    people = draw(models.shipped(), who, 6, seed=3)
    settled, week = settle(people, who.diet), schedule.meal_schedule(people, meal_amounts(people, who.diet), who.diet, 168.0)

    def solved(kernel):
        return engine.solve(kernel, settled.states, people.parameters, week, np.arange(0, 169.0, 24),
                            atol=run.absolute_tolerance(people.system), uncontrolled=people.system.ledger, amounts=True).means

    alone, together = solved(engine.load(people.system, lanes=1)), solved(engine.load(people.system, lanes=4))
    size = np.abs(together) + 1e-3 * np.abs(together).max(axis=(0, 2))[:, None] + 1e-9
    assert np.max(np.abs(alone - together) / size) < 3e-3      # the stated error of a run is 1e-2
    if shutil.which("g++"):
        monkeypatch.setitem(sys.modules, "cupy", stand_in(tmp_path, 1e9))
        assert np.max(np.abs(solved(gpu.load(people.system)) - alone) / size) < 3e-3


def nvrtc():
    """CUDA's own compiler, where it is installed; it needs no GPU."""
    try:
        found = importlib.util.find_spec("nvidia.cuda_nvrtc")
    except ModuleNotFoundError:
        found = None
    places = [p for folder in (found.submodule_search_locations if found else ()) for p in Path(folder).glob("lib/libnvrtc.so.*")]
    return next((ctypes.CDLL(str(p)) for p in sorted(places) if "alt" not in p.name), None)


@pytest.mark.skipif(nvrtc() is None, reason="CUDA's compiler is not installed (pip install nvidia-cuda-nvrtc-cu12)")
def test_the_compiler_of_cuda_takes_the_text(fed):
    library, program, size = nvrtc(), ctypes.c_void_p(), ctypes.c_size_t()
    assert library.nvrtcCreateProgram(ctypes.byref(program), gpu.written(fed).path.read_bytes(), b"model.cu", 0, None, None) == 0
    options = [o.encode() for o in (*gpu.OPTIONS, "--gpu-architecture=compute_80")]
    failed = library.nvrtcCompileProgram(program, len(options), (ctypes.c_char_p * len(options))(*options))
    ask, give = ("LogSize", "Log") if failed else ("PTXSize", "PTX")
    getattr(library, f"nvrtcGetProgram{ask}" if failed else f"nvrtcGet{ask}")(program, ctypes.byref(size))
    said = ctypes.create_string_buffer(size.value)
    getattr(library, f"nvrtcGetProgram{give}" if failed else f"nvrtcGet{give}")(program, said)
    assert not failed, said.value.decode()
    assert b".entry solve_persons" in said.value and b".entry bytes_of_warp" in said.value


# ------------------------------------------------------------------------------------------------------ a GPU, and none
def has_gpu():
    try:
        return bool(gpu.driver())
    except SolveError as none:
        return none.faults[0].what


@pytest.mark.skipif(has_gpu() is not True, reason=str(has_gpu()))
def test_a_gpu_gives_what_the_processor_gives(fed, one):
    found, wanted = run(gpu.load(fed), 500), run(one, 500)
    assert not found.failed and alike(found, wanted, 1e-6, 1e-9)


def refuses():
    raise RuntimeError("cudaErrorInsufficientDriver: CUDA driver version is insufficient")


@pytest.mark.parametrize(("cupy", "said"), [
    (None, "CuPy is not installed"),
    (SimpleNamespace(cuda=SimpleNamespace(runtime=SimpleNamespace(getDeviceCount=lambda: 0))), "none was found"),
    (SimpleNamespace(cuda=SimpleNamespace(runtime=SimpleNamespace(getDeviceCount=refuses))), "cudaErrorInsufficientDriver"),
])  # fmt: skip
def test_without_a_gpu_one_sentence_says_so(fed, monkeypatch, cupy, said):
    monkeypatch.setitem(sys.modules, "cupy", cupy)
    with pytest.raises(SolveError, match=said) as caught:
        gpu.load(fed)
    assert caught.value.exit_code == 4 and "--device cpu" in caught.value.faults[0].cure and "\n" not in str(caught.value)
