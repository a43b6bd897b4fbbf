"""manifest.json: what made a run and the fingerprints of what came out; a folder is whole only if it agrees with it."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import enterocrine

from .facts import RunFacts

NAME = "manifest.json"
FORMAT = 1
_PACKAGES = ("numpy", "xarray", "h5netcdf", "h5py", "pandas", "pyarrow", "symengine")


def sha256(path: Path) -> str:
    """Fingerprint of a file."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_names(inputs: Mapping[str, str]) -> dict[str, str]:
    """The files read, by name alone: where they lie on a machine belongs neither into a report nor into a manifest.

    Args:
        inputs: path -> sha256.

    Returns:
        Name -> sha256; files of one name but different content are told apart by a number.
    """
    named: dict[str, str] = {}
    for path, digest in sorted(inputs.items()):
        name = bare = Path(path).name or str(path)
        number = 1
        while named.get(name, digest) != digest:
            number += 1
            name = f"{bare} ({number})"
        named[name] = str(digest)
    return named


def git_commit() -> str | None:
    """The commit the program runs from (ending in -dirty where files differ), or None outside a checkout of it."""
    root = Path(enterocrine.__file__).resolve().parents[2]
    if not (root / ".git").exists() or not (root / "pyproject.toml").exists():
        return None
    command = ["git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def build(
    facts: RunFacts, *, title: str, inputs: Mapping[str, str], command: str, outputs: Mapping[str, Path], written: str, beside: Sequence[str] = ()
) -> dict[str, Any]:
    """The content of the manifest.

    Args:
        facts: what the run says about itself.
        title: title of the run.
        inputs: path -> sha256 of every file that was read; only names are kept.
        command: the command line, or the call, that made the run.
        outputs: name -> file, already complete.
        written: time of writing, ISO 8601.
        beside: other readings that were run with it.
    """
    told = facts.attributes
    return {
        "format": FORMAT,
        "program": "enterocrine",
        "version": enterocrine.__version__,
        "git_commit": git_commit(),
        "written": written,
        "title": title,
        "command": command,
        "model": facts.model,
        "without": list(facts.without),
        "model_digest": facts.model_digest,
        "reading": facts.reading,
        "reading_note": facts.reading_note,
        "min_grade": told.get("min_grade", "E"),
        "readings_beside": list(beside),
        "links": told.get("link_share", {}),
        "seed": told.get("seed"),
        "arms": list(facts.arm_names),
        "asked": facts.arm_words,
        "protocol": {name: list(taken) for name, taken in facts.protocol.items()},
        "draws": facts.draws,
        "draws_failed": facts.draws_failed,
        "failed_reasons": list(facts.failed_reasons),
        "weeks": facts.weeks,
        "settle_days": facts.settle_days,
        "solver": {k: told[k] for k in ("rtol", "error_estimate", "statistics", "solver_statistics", "closure") if k in told},
        "extrapolation": [{"what": f.what, "arm": f.arm, "why": f.why} for f in facts.flags],
        "known_fibre_share": facts.known_fibre_share,
        "inputs": file_names(inputs),
        "outputs": {name: {"sha256": sha256(path), "bytes": path.stat().st_size} for name, path in sorted(outputs.items())},
        "platform": {
            "system": platform.platform(),
            "machine": platform.machine(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "packages": _versions(),
        },
        "purpose": enterocrine.PURPOSE,
    }


def as_text(content: Mapping[str, Any]) -> str:
    """The manifest as JSON text."""
    return json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"


def faults_of(folder: Path) -> Sequence[str]:
    """What keeps `folder` from being a whole result; empty if nothing does."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        listed = content["outputs"]
        wanted = {str(name): str(entry["sha256"]) for name, entry in listed.items()}
    except FileNotFoundError:
        return [f"{NAME} is missing: the run did not finish"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return [f"{NAME} cannot be read"]
    if not wanted:
        return [f"{NAME} lists no files"]
    found = []
    for name, digest in wanted.items():
        path = folder / name
        if Path(name).name != name:
            found.append(f"{name} is not a file name")
        elif not path.is_file():
            found.append(f"{name} is missing")
        elif sha256(path) != digest:
            found.append(f"{name} differs from what was written")
    return found
