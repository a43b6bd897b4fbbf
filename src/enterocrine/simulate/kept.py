"""Finished stretches of draws, kept on disk until the whole run is done, so that a stopped run goes on where it was."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from ..report.atomic import atomic_path, make_folder

FOLDER = ".enterocrine.draws"
WORK_H = 50_000  # hours that a stretch is solved for in each lane: some ten to thirty seconds of work
BYTES = 128e6  # numbers of a stretch, which is in memory as a whole while it is solved
_NAME = re.compile(r"(\d+)-(\d+)\.draws")
_DIGEST = 64  # letters of the checksum that stands before the rest of a file


class Stored:
    """Numbers that lie on disk and are read a part at a time; they stay readable when the file loses its name.

    Args:
        stream: the open file.
        offset: bytes before the numbers.
        shape: (arms, time, observables, draws).
    """

    def __init__(self, stream: BinaryIO, offset: int, shape: tuple[int, ...]):
        self.stream, self.offset, self.shape = stream, offset, shape

    def __getitem__(self, key: Any) -> np.ndarray:
        # A map of its own for each part: what a map has touched counts as memory of the process until the map is given up.
        return np.array(np.memmap(self.stream, np.float64, "r", self.offset, self.shape)[key])


@dataclass(frozen=True)
class Stretch:
    """Some of the draws, solved.

    Args:
        start, stop: numbers of the draws, stop not included.
        means: (arms, time, observables, draws), NaN after the end of a shorter arm; an array, or parts of it on demand.
        failed: draw -> reason.
        statistics: of the solver; only what repeats.
    """

    start: int
    stop: int
    means: np.ndarray | Stored
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
        for path in sorted(self.folder.glob("*.*")) if self.folder.is_dir() else ():
            match = _NAME.fullmatch(path.name)
            if match and _whole(path):
                found.append((int(match[1]), int(match[2])))
            else:
                path.unlink(missing_ok=True)
        return sorted(found)

    def save(self, stretch: Stretch) -> None:
        """Keep a stretch; it is there whole or not at all.

        Raises:
            OutputError: it could not be written.
        """
        means = np.ascontiguousarray(stretch.means, np.float64)
        told = {"failed": stretch.failed, "statistics": stretch.statistics, "shape": means.shape}
        text = json.dumps(told).encode()
        head = text + b" " * (-(_DIGEST + len(text) + 1) % 64) + b"\n"  # the numbers begin at a round place
        numbers = memoryview(means).cast("B")
        digest = hashlib.sha256(head)
        digest.update(numbers)
        with atomic_path(self._path(stretch.start, stretch.stop, make=True)) as temporary, open(temporary, "wb") as stream:
            for part in (digest.hexdigest().encode(), head, numbers):
                stream.write(part)

    def load(self, start: int, stop: int) -> Stretch:
        """A stretch that `held` names; its numbers stay on disk."""
        stream = open(self._path(start, stop), "rb")  # noqa: SIM115 - open as long as the numbers are wanted
        stream.seek(_DIGEST)
        told: dict[str, Any] = json.loads(stream.readline())
        means = Stored(stream, stream.tell(), tuple(told["shape"]))
        return Stretch(start, stop, means, {int(k): v for k, v in told["failed"].items()}, told["statistics"])

    def _path(self, start: int, stop: int, make: bool = False) -> Path:
        return (make_folder(self.folder) if make else self.folder) / f"{start:06d}-{stop:06d}.draws"


def kept_draws(folder: Path) -> int:
    """Draws of the run last worked on that an output folder keeps."""
    runs = sorted((Path(folder) / FOLDER).glob("*/"), key=lambda run: run.stat().st_mtime)
    names = [_NAME.fullmatch(path.name) for path in runs[-1].iterdir()] if runs else []
    return sum(int(name[2]) - int(name[1]) for name in names if name)


def forget(folder: Path) -> None:
    """Remove every kept stretch of an output folder: its run is done."""
    shutil.rmtree(Path(folder) / FOLDER, ignore_errors=True)


def missing(size: int, held: list[tuple[int, int]], at_once: int, hours: float, most: float = float("inf")) -> Iterator[tuple[int, int]]:
    """(start, stop) of the stretches that are still to be solved, about `WORK_H` long, and even within each gap.

    Args:
        size: draws in all.
        held: (start, stop) of those that are done, in order.
        at_once: draws that are solved at once, by all threads together.
        hours: that each person is solved for.
        most: draws of a stretch, where at least `at_once`.
    """
    at = 0
    for start, stop in [*held, (size, size)]:
        gap = start - at
        if gap > 0:
            count = max(1, round(gap / at_once * hours / WORK_H))
            step = min(at_once * -(-gap // (at_once * count)), at_once * max(1, int(min(most, gap + at_once) // at_once)))
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


def _whole(path: Path) -> bool:
    """Whether the content of a file is as it was written."""
    try:
        with open(path, "rb") as stream:
            wanted = stream.read(_DIGEST).decode("ascii", "replace")
            digest = hashlib.sha256()
            while part := stream.read(1 << 20):
                digest.update(part)
    except OSError:
        return False
    return digest.hexdigest() == wanted
