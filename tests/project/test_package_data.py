"""Every file of the package that is not Python reaches the wheel: one that no pattern takes would be missing after install."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch

from project_files import PACKAGE, ROOT, tracked


def patterns() -> list[str]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["enterocrine"]


def packed(name: str) -> bool:
    """Whether one of the patterns takes a file, given by its path inside the package."""
    return any(fnmatch(name, p) or (p.startswith("**/") and fnmatch(name, p[3:])) for p in patterns())


def test_every_data_file_is_packed() -> None:
    data = [p for p in tracked() if p.is_relative_to(PACKAGE) and p.suffix != ".py"]
    assert data
    missed = [name for p in data if not packed(name := p.relative_to(PACKAGE).as_posix())]
    assert missed == []


def test_a_file_of_unknown_kind_would_be_seen() -> None:
    assert not packed("food/table.xyz")
    assert packed("studies/trials/a.yaml") and packed("engine/rosenbrock.h") and packed("py.typed")


def test_every_package_folder_with_python_is_a_package() -> None:
    folders = {p.parent for p in tracked() if p.is_relative_to(PACKAGE) and p.suffix == ".py"}
    assert [str(f.relative_to(PACKAGE)) for f in sorted(folders) if not (f / "__init__.py").is_file()] == []
