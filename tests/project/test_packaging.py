"""One version, one list of dependencies, one lock: they agree, and the lock names every file by its hash."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata

import pytest
from project_files import ROOT

import enterocrine

LOCK = (ROOT / "requirements.lock").read_text()


def name_of(requirement: str) -> str:
    """Normalised package name of a requirement."""
    return re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", requirement).group()).lower()


def requirements(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text().splitlines()
    return {name_of(line): line.strip() for line in lines if line.strip() and not line.startswith(("#", "-"))}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def locked(text: str) -> list[str]:
    """Requirements of a lock, each with its continuation lines joined."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def unlocked(text: str) -> list[str]:
    """Entries that do not name one version and at least one hash."""
    whole = re.compile(r"[a-z0-9._-]+==\S+(\s+--hash=sha256:[0-9a-f]{64})+\s*$")
    return [entry for entry in locked(text) if not whole.match(entry)]


def test_the_lock_names_every_package_by_version_and_hash() -> None:
    assert len(locked(LOCK)) > 30
    assert unlocked(LOCK) == []


def test_the_lock_holds_no_address() -> None:
    assert not re.search(r"--index|--extra|://|trusted|find-links|file:/|/(opt|work|root|home)/", LOCK)


@pytest.mark.parametrize(
    "bad", ["numpy>=2", "numpy==2.0", "numpy @ file:///x", "--index-url x", "numpy==2.0 --hash=md5:" + "0" * 64, "-r other.txt"]
)
def test_the_lock_check_sees_an_entry_without_hash(bad: str) -> None:
    assert unlocked(bad) == [bad]


def test_the_lock_holds_every_package_asked_for() -> None:
    wanted = requirements("requirements.in") | requirements("requirements-dev.in")
    assert sorted(set(wanted) - {name_of(entry) for entry in locked(LOCK)}) == []


def test_dependencies_are_the_same_in_both_places() -> None:
    assert {name_of(r): r for r in project()["dependencies"]} == requirements("requirements.in")
    assert {name_of(r): r for r in project()["optional-dependencies"]["dev"]} == requirements("requirements-dev.in")


def test_a_judge_that_only_the_bench_needs_is_not_locked() -> None:
    judges = {name_of(r) for r in project()["optional-dependencies"]["bench"]}
    assert judges == {"amici"}
    assert not judges & {name_of(entry) for entry in locked(LOCK)}


def test_one_version() -> None:
    citation = re.search(r"^version: \"?([^\s\"]+)", (ROOT / "CITATION.cff").read_text(), re.M).group(1)
    changelog = re.search(r"^## \[?(\d[^\s\]]*)", (ROOT / "CHANGELOG.md").read_text(), re.M).group(1)
    assert project()["dynamic"] == ["version"]
    assert citation == changelog == enterocrine.__version__


def test_the_installed_version_is_this_one() -> None:
    try:
        installed = metadata.version("enterocrine")
    except metadata.PackageNotFoundError:
        pytest.skip("the package is not installed; `make setup` installs it")
    assert installed == enterocrine.__version__


def test_the_command_is_the_one_the_docs_name() -> None:
    assert project()["scripts"] == {"enterocrine": "enterocrine.cli:main"}
