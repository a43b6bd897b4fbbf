"""Files that are either the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from enterocrine.errors import Fault, OutputError

_CURES = {
    errno.ENOSPC: "free some space there, or choose another folder with -o",
    errno.EDQUOT: "free some of your quota, or choose another folder with -o",
    errno.EFBIG: "raise the limit on file size, or choose another folder with -o",
    errno.EROFS: "the disk can only be read; choose another folder with -o",
    errno.EACCES: "choose a folder you may write to with -o",
    errno.EPERM: "choose a folder you may write to with -o",
    errno.ENOTDIR: "a file stands where a folder is needed; choose another folder with -o",
    errno.EEXIST: "a file stands where a folder is needed; choose another folder with -o",
    errno.ENAMETOOLONG: "choose a shorter name with -o",
}


def free_space(path: Path) -> str:
    """Free space on the disk that holds `path`, in words."""
    place = Path(path)
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return "free space unknown"
    for size, unit in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if free >= size:
            return f"{free / size:.1f} {unit} free there"
    return f"{free} bytes free there"


def output_error(path: Path, problem: BaseException) -> OutputError:
    """The error a user sees when `path` could not be written: the file, the reason, the free space and what to try."""
    number = getattr(problem, "errno", None)
    reason = (os.strerror(number) if number else str(problem).splitlines()[0] if str(problem) else type(problem).__name__).strip()
    cure = _CURES.get(number or 0, "check the disk, or choose another folder with -o")
    return OutputError(Fault(what="could not be written", where=str(path), why=f"{reason}; {free_space(Path(path))}", cure=cure))


def make_folder(folder: Path) -> Path:
    """Make `folder` and its parents.

    Raises:
        OutputError: it cannot be made, or a file stands in its place.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise output_error(folder, problem) from problem
    return folder


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` survive a power cut, where the system offers that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as problem:  # some network disks cannot sync a folder; the rename itself has happened
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def atomic_path(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary file beside `path` to write to; it takes the name `path` only when the block ends well.

    Args:
        path: the file wanted. Its folder must exist.

    Yields:
        An empty file in the same folder. If the block raises, it is removed and an old `path` stays as it was.

    Raises:
        OutputError: writing, syncing or renaming failed; it names the path and the free space.
    """
    target = Path(path)
    temporary = target.with_name(f".{target.name[:80]}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield temporary
        descriptor = os.open(temporary, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, target)
        sync_folder(target.parent)
    except OSError as problem:
        raise output_error(target, problem) from problem
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(path: str | os.PathLike[str], content: bytes) -> Path:
    """Write `content` to `path` so that a crash leaves the old file or the new one.

    Raises:
        OutputError: the file could not be written.
    """
    with atomic_path(path) as temporary, open(temporary, "wb") as stream:
        stream.write(content)
    return Path(path)


def write_text(path: str | os.PathLike[str], content: str) -> Path:
    """Write text as UTF-8 with Unix line ends, the way of `write_bytes`."""
    return write_bytes(path, content.encode("utf-8"))
