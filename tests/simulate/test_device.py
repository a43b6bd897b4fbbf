"""What solves: the processor, or a GPU within a block."""

import pytest

from enterocrine import engine
from enterocrine.errors import SolveError
from enterocrine.simulate import on_device
from enterocrine.simulate import run as runs


def test_a_block_chooses_the_kernel_and_ends_with_it(monkeypatch):
    system = object()
    monkeypatch.setattr(engine.gpu, "driver", lambda: None)
    monkeypatch.setattr(engine.gpu, "load", lambda s: ("gpu", s))
    monkeypatch.setattr(engine, "load", lambda s: ("cpu", s))
    assert runs.kernel_of(system) == ("cpu", system)
    with on_device("gpu"):
        assert runs.kernel_of(system) == ("gpu", system)
        with on_device("cpu"):
            assert runs.kernel_of(system) == ("cpu", system)
    assert runs.kernel_of(system) == ("cpu", system)


def test_a_missing_gpu_is_told_before_the_block(monkeypatch):
    def missing():
        raise SolveError("none was found")

    monkeypatch.setattr(engine.gpu, "driver", missing)
    with pytest.raises(SolveError), on_device("gpu"):
        raise AssertionError("the block began")
    assert runs._DEVICE.get() == "cpu"
