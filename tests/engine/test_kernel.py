"""Building, keeping and finding kernels."""

import os
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from enterocrine import engine
from enterocrine.engine import kernel as kernels
from enterocrine.errors import AssemblyError, SolveError


def decay(digest="decay"):
    """A network as the engine sees it: names, a digest, and expressions on demand."""
    def expressions(states, parameters, inputs):
        flow = parameters[0] * states[0]
        return [inputs[0] - flow], [flow]

    return SimpleNamespace(states=("pool",), parameter_names=("rate",), input_names=("supply",), observable_names=("flow",), digest=digest,
                           expressions=expressions)


def end_of(kernel):
    schedule = engine.Schedule(0, 2, input_times=np.array([0.0]), input_values=np.zeros((1, 1, 1)))
    return engine.solve(kernel, np.ones((1, 1)), np.ones((1, 1)), schedule, [2.0], rtol=1e-6).states[0, 0]


def test_a_network_becomes_a_kernel(kernel_folder):
    kernel = engine.load(decay())
    assert kernel.state_names == ("pool",)
    assert kernel.observable_names == ("flow",)
    assert end_of(kernel) == pytest.approx(np.exp(-2), abs=1e-5)


def test_the_second_time_nothing_symbolic_is_needed(kernel_folder):
    engine.load(decay("warm"))
    script = """
import sys, time
from types import SimpleNamespace
from enterocrine import engine
model = SimpleNamespace(states=("pool",), parameter_names=("rate",), input_names=("supply",), observable_names=("flow",), digest="warm")
began = time.perf_counter()
kernel = engine.load(model)
assert kernel.parameter_names == ("rate",) and kernel.library
print("symengine" in sys.modules, "numpy" in sys.modules, time.perf_counter() - began)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=dict(os.environ), check=True)
    symbolic, numeric, seconds = done.stdout.split()
    assert (symbolic, numeric) == ("False", "False")
    assert float(seconds) < 0.5


def test_changed_parameters_do_not_recompile(bateman, doses):
    schedule = doses.at([0.0], np.ones((1, 1)), 1.0)
    ends = [engine.solve(bateman, np.zeros((3, 1)), np.array([[1.0], [ke]]), schedule, [1.0]).states[1, 0] for ke in (0.1, 0.9)]
    assert ends[0] > ends[1]


def test_the_digest_tells_models_apart(kernel_folder):
    import symengine as se

    x, k = se.symbols("x k")
    same = [engine.Expressions([x], [k], [], [-k * x], [x]).digest for _ in range(2)]
    assert same[0] == same[1]
    assert engine.Expressions([x], [k], [], [-k * x**2], [x]).digest != same[0]
    assert engine.Expressions([x], [k], [], [-k * x], [x], ("renamed",)).digest != same[0]


def test_a_damaged_kernel_is_built_again(kernel_folder):
    kernel = engine.load(decay("damaged"))
    kernel.path.write_bytes(b"not a library")
    assert engine.load(decay("damaged")).path.stat().st_size > 1000


def test_without_a_compiler_the_error_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setattr(kernels.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SolveError, match="no C compiler was found.*install gcc or clang"):
        kernels.load(decay("nobody has built this"), folder=tmp_path)
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(SolveError, match="named by CC .no-such-compiler."):
        kernels.load(decay("nobody has built this"), folder=tmp_path)


def test_a_shipped_kernel_needs_no_compiler(monkeypatch, tmp_path):
    built = kernels.build(decay("shipped"), tmp_path / "shipped", levels=[level for level, needs in kernels.LEVELS.items()
                                                                          if set(kernels._processor()).issuperset(needs)][-1:])
    monkeypatch.setattr(kernels, "PREBUILT", tmp_path / "shipped")
    monkeypatch.setenv("CC", "no-such-compiler")
    found = kernels.load(decay("shipped"), folder=tmp_path / "empty")
    assert found.path == built[0].path
    assert end_of(found) == pytest.approx(np.exp(-2), abs=1e-5)


def test_a_compiler_without_flags_of_gcc_will_do(monkeypatch, tmp_path):
    real = kernels.find_compiler()
    compiler = tmp_path / "other-cc"
    compiler.write_text(f'#!/bin/sh\ncase " $* " in *" -fno-tree-pta "*) echo "unknown option" >&2; exit 1;; esac\nexec {" ".join(real)} "$@"\n')
    compiler.chmod(0o755)
    monkeypatch.setenv("CC", str(compiler))
    assert end_of(kernels.load(decay("another compiler"), folder=tmp_path)) == pytest.approx(np.exp(-2), abs=1e-5)


def test_a_compiler_that_fails_is_quoted(monkeypatch, tmp_path):
    compiler = tmp_path / "bad-cc"
    compiler.write_text("#!/bin/sh\necho 'disk is full' >&2\nexit 1\n")
    compiler.chmod(0o755)
    monkeypatch.setenv("CC", str(compiler))
    with pytest.raises(SolveError, match="the C compiler failed.*disk is full"):
        kernels.load(decay("fails"), folder=tmp_path / "cache")


def test_all_faults_of_expressions_are_named_at_once(kernel_folder):
    import symengine as se

    x, k, stranger = se.symbols("x k stranger")
    with pytest.raises(AssemblyError) as caught:
        engine.Expressions([x], [k], [], [-k * stranger], [se.gamma(x)], ("pool",), observable_names=("strange",))
    assert "pool: symbol stranger is neither" in str(caught.value)
    assert "strange: the function gamma has no compiled form" in str(caught.value)
    with pytest.raises(AssemblyError, match="2 rates for 1 states"):
        engine.Expressions([x], [k], [], [x, x], [])
