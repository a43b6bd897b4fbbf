"""Errors a user can act on: what, where, why, what to try; all faults of one input together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    Args:
        what: the fault in one short sentence.
        where: file:line, key path or mechanism name.
        why: the reason, if it is not obvious from `what`.
        cure: what to try.
        nearest: nearest valid names or values.
    """

    what: str
    where: str = ""
    why: str = ""
    cure: str = ""
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        if self.why:
            text += f" ({self.why})"
        if self.nearest:
            text += f"; nearest: {', '.join(self.nearest)}"
        if self.cure:
            text += f". Try: {self.cure}"
        return text


class EnterocrineError(Exception):
    """Base of every error meant for users; carries all faults at once, each of them once, and an exit code."""

    exit_code = 1

    def __init__(self, faults: Fault | str | Iterable[Fault]):
        if isinstance(faults, str):
            faults = Fault(faults)
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(dict.fromkeys(faults))
        super().__init__("\n".join(str(f) for f in self.faults))


class InputError(EnterocrineError):
    """A file, key, unit, food or value that cannot be used."""

    exit_code = 3


class AssemblyError(EnterocrineError):
    """A model whose mechanisms do not fit together."""

    exit_code = 4


class SolveError(EnterocrineError):
    """A run whose numbers failed."""

    exit_code = 4


class OutputError(EnterocrineError):
    """A result that could not be written."""

    exit_code = 5


@dataclass
class FaultList:
    """Collects faults so that a reader of a file reports all of them at once."""

    error: type[EnterocrineError] = InputError
    faults: list[Fault] = field(default_factory=list)

    def add(self, what: str, where: str = "", why: str = "", cure: str = "", nearest: Sequence[str] = ()) -> None:
        self.faults.append(Fault(what, where, why, cure, tuple(nearest)))

    def raise_if_any(self) -> None:
        if self.faults:
            raise self.error(self.faults)


def nearest(name: str, valid: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """The valid names closest to `name`, best first: those that hold it as a word, then those spelt alike."""
    import difflib  # only where something is amiss
    import re

    asked, all_names = str(name), [str(v) for v in valid]
    whole = [v for v in all_names if asked and asked in re.split(r"[^A-Za-z0-9]|_", v)]
    alike = difflib.get_close_matches(asked, all_names, n=n, cutoff=0.4)
    return tuple(dict.fromkeys([*sorted(whole, key=len), *alike]))[:n]
