"""Builds the shipped model's kernel into the package when a wheel is made; everything else is in pyproject.toml.

Where the kernel cannot be built (no C compiler), the package is made without it: it is compiled at the first run, or that run
says which compiler to install. Editable installs carry no kernel; `make setup` compiles theirs into the user's cache.
"""

import os
import platform
import subprocess
import sys
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
CARRIED = Path("enterocrine", "engine", "_prebuilt")


class BuildWithKernel(build_py):
    """Copies the package, then compiles its model from the copy."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        copy = Path(self.build_lib).resolve()
        level = ["--level", "x86-64-v3"] if platform.machine().lower() in ("x86_64", "amd64") else []
        done = subprocess.run(
            [sys.executable, str(HERE / "tools" / "build_kernel.py"), "--into", str(copy / CARRIED), *level],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(copy), *sys.path])},
        )
        if done.returncode:
            print("warning: the package carries no kernel; it will be compiled at the first run", file=sys.stderr)
        for leftover in (copy / CARRIED).glob("*.lock"):
            leftover.unlink()


class PlatformDistribution(Distribution):
    """A wheel with a kernel fits one kind of machine."""

    def has_ext_modules(self) -> bool:
        return True


setup(distclass=PlatformDistribution, cmdclass={"build_py": BuildWithKernel})
