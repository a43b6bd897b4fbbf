"""Finished stretches of draws, kept on disk until the whole run is done, so that a stopped run goes on where it was."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ..report.atomic import make_folder, write_bytes

FOLDER = ".enterocrine.draws"
WORK_H = 50_000  # hours that a stretch is solved for in each lane: some ten to thirty seconds of work
_NAME = re.compile(r"(\d+)-(\d+)\.npz")
_DIGEST = 64  # letters of the checksum that stands before the numbers


@dataclass(frozen=True)
class Stretch:
    """Some of the draws, solved.

    Args:
        start, stop: numbers of the draws, stop not included.
        means: (arms, time, observables, draws), NaN after the end of a shorter arm.
        failed: draw -> reason.
        statistics: of the solver; only what repeats.
    """

    start: int
    stop: int
    means: np.ndarray
    failed: dict[int, str]
    statistics: dict[str, int]


class Kept:
    """The finished stretches of one run, in a folder of their own named by everything that the numbers depend on.

    Args:
        folder: output folder of the run.
        key: from `key_of`.
    """

    def __init__(self, folder: Path, key: str):
        self.folder = Path(folder) / FOLDER / key

    def held(self) -> list[tuple[int, int]]:
        """(start, stop) of every whole stretch, in order; damaged ones are removed, to be solved anew."""
        found = []
        for path in sorted(self.folder.glob("*.npz")) if self.folder.is_dir() else ():
            match = _NAME.fullmatch(path.name)
            if match and _content(path) is not None:
                found.append((int(match[1]), int(match[2])))
            else:
                path.unlink(missing_ok=True)
        return sorted(found)

    def save(self, stretch: Stretch) -> None:
        """Keep a stretch; it is there whole or not at all.

        Raises:
            OutputError: it could not be written.
        """
        buffer = io.BytesIO()
        told = json.dumps({"failed": {str(k): v for k, v in stretch.failed.items()}, "statistics": stretch.statistics})
        np.savez(buffer, means=stretch.means, told=np.array(told))
        content = buffer.getvalue()
        write_bytes(make_folder(self.folder) / f"{stretch.start:06d}-{stretch.stop:06d}.npz", _checksum(content) + content)

    def load(self, start: int, stop: int) -> Stretch:
        """A stretch that `held` names."""
        content = _content(self.folder / f"{start:06d}-{stop:06d}.npz")
        assert content is not None
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            told: dict[str, Any] = json.loads(str(stored["told"]))
            return Stretch(start, stop, stored["means"], {int(k): v for k, v in told["failed"].items()}, told["statistics"])


def kept_draws(folder: Path) -> int:
    """Draws of the run last worked on that an output folder keeps."""
    runs = sorted((Path(folder) / FOLDER).glob("*/"), key=lambda run: run.stat().st_mtime)
    names = [_NAME.fullmatch(path.name) for path in runs[-1].iterdir()] if runs else []
    return sum(int(name[2]) - int(name[1]) for name in names if name)


def forget(folder: Path) -> None:
    """Remove every kept stretch of an output folder: its run is done."""
    shutil.rmtree(Path(folder) / FOLDER, ignore_errors=True)


def missing(size: int, held: list[tuple[int, int]], at_once: int, hours: float) -> Iterator[tuple[int, int]]:
    """(start, stop) of the stretches that are still to be solved, about `WORK_H` long, and even within each gap.

    Args:
        size: draws in all.
        held: (start, stop) of those that are done, in order.
        at_once: draws that are solved at once, by all threads together.
        hours: that each person is solved for.
    """
    at = 0
    for start, stop in [*held, (size, size)]:
        gap = start - at
        if gap > 0:
            count = max(1, round(gap / at_once * hours / WORK_H))
            step = at_once * -(-gap // (at_once * count))
            yield from ((k, min(k + step, start)) for k in range(at, start, step))
        at = max(at, stop)


def key_of(*parts: Any) -> str:
    """A name for a run that changes with anything its numbers depend on: this program's own files, and what is given.

    Args:
        parts: arrays, text, bytes, numbers, and lists and mappings of them.

    Raises:
        TypeError: anything else.
    """
    digest = hashlib.sha256(_program().encode())
    _feed(digest, parts)
    return digest.hexdigest()[:24]


def _feed(digest: Any, part: Any) -> None:
    if isinstance(part, np.ndarray):
        digest.update(f"{part.dtype.str}{part.shape}".encode())
        digest.update(np.ascontiguousarray(part).tobytes())
    elif isinstance(part, dict):
        _feed(digest, sorted(part.items()))
    elif isinstance(part, (list, tuple)):
        digest.update(f"[{len(part)}".encode())
        for one in part:
            _feed(digest, one)
    elif isinstance(part, bytes):
        digest.update(f"bytes{len(part)}".encode() + part)
    elif part is None or isinstance(part, (str, bool, int, float, np.generic)):
        digest.update(f"{type(part).__name__}:{part!r};".encode())
    else:
        raise TypeError(f"{type(part).__name__} has no digest")  # its text may leave out what matters


@cache
def _program() -> str:
    """Digest of every file of the package that numbers may come from."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix in (".py", ".tsv", ".h", ".xz")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _content(path: Path) -> bytes | None:
    """The numbers of a file, or None where they are not as they were written."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    return whole[_DIGEST:] if whole[:_DIGEST] == _checksum(whole[_DIGEST:]) else None
