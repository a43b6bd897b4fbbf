"""Whether a run fits into memory, asked before it begins: a process that the system ends leaves no word."""

from __future__ import annotations

from pathlib import Path

from ..errors import Fault, SolveError

WHOLE = 20  # bytes for each number of a result that is in memory as a whole: solved, labelled, and a part of it written or drawn
PART = 24  # bytes for each number of the draws that are solved together, where the others lie on disk
LABEL = 48  # bytes for each draw and time then: what the table and the pictures take for a time
_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def free_memory() -> int | None:
    """Bytes that this process may still take, or None where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = 1024 * next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    except (OSError, ValueError, StopIteration):
        return None
    for path in _LIMITS:
        try:
            free = min(free, int(path.read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue  # no such limit here
    return free


def bytes_needed(arms: int, draws: int, times: int, values: int, together: int) -> int:
    """Largest memory that the numbers of a run take.

    Args:
        arms, draws, times: sizes of the result.
        values: numbers of one draw at one time, all outputs together.
        together: draws that are in memory at once.
    """
    if together >= draws:
        return WHOLE * arms * draws * times * values
    return arms * times * (PART * together * values + LABEL * draws)


def check_room(arms: int, draws: int, times: int, values: int, together: int) -> None:
    """Refuse a run whose numbers do not fit into memory; the arguments are those of `bytes_needed`.

    Raises:
        SolveError: with what would be needed and what there is.
    """
    needed, free = bytes_needed(arms, draws, times, values, together), free_memory()
    if free is not None and needed > free:
        why = f"it needs about {needed / 1e9:.1f} GB, of which {free / 1e9:.1f} GB are free"
        raise SolveError(Fault("there is not enough memory for this run", why=why, cure="fewer --draws or --weeks"))
