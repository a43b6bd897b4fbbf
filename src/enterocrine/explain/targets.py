"""Which number of a run is asked about: an output, or one element of it, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import Fault, InputError, nearest
from ..network import System
from ..simulate.hormone_signal import NAME as SIGNAL
from ..simulate.hormone_signal import PARTS, TABLE, axes_of

Array = np.ndarray[Any, np.dtype[np.float64]]
FIXED = {"energy_intake": "what is eaten is given, so that no link carries it"}


@dataclass(frozen=True)
class Target:
    """One number.

    Args:
        name: as asked, such as `crp` or `androgen_receptor_nuclear[muscle]`.
        about: what it is; `unit`: of its values.
        pieces: (observable, power) whose product it is.
        relative: whether each piece is taken over its value on the habitual diet, as in the table of hormone signals.
    """

    name: str
    output: str
    label: str
    about: str
    unit: str
    pieces: tuple[tuple[int, int], ...]
    relative: bool = False

    def ends(self, habitual: Array, changed: Array) -> tuple[Array, Array]:
        """(lanes,) mean of the last week on the habitual diet and with the change.

        Args:
            habitual, changed: (days, observables, lanes).
        """
        before, after = np.ones_like(habitual[:, 0]), np.ones_like(changed[:, 0])
        for place, power in self.pieces:
            base = habitual[:, place] if self.relative else 1.0
            before = before * (habitual[:, place] / base) ** power
            after = after * (changed[:, place] / base) ** power
        return before.mean(axis=0), after.mean(axis=0)


def targets(system: System, names: Sequence[str]) -> list[Target]:
    """The numbers asked for.

    Raises:
        InputError: every name that the model does not have, with the nearest ones.
    """
    known = every(system)
    faults, found = [], []
    for asked in dict.fromkeys(names):
        name = asked.replace(" ", "").replace("/", ",")
        if name in known:
            found.append(known[name])
        else:
            faults.append(_fault(asked, known))
    if faults:
        raise InputError(faults)
    return found


def every(system: System) -> dict[str, Target]:
    """Name -> everything that can be asked about."""
    found: dict[str, Target] = {}
    first = 0
    for q in system.outputs:
        for k, index in enumerate(np.ndindex(q.shape)):
            label = ",".join(axis.labels[i] for axis, i in zip(q.axes, index, strict=True))
            name = f"{q.name}[{label}]" if label else q.name
            found[name] = Target(name, q.name, label, q.about, q.unit, ((first + k, 1),))
        first += q.size
    for axis in axes_of({t.output for t in found.values()}):
        for part in PARTS:
            pieces = TABLE[axis][part]
            places = [(f"{output}[{label}]" if label else output, power) for output, label, power in pieces]
            if pieces and all(place in found for place, _ in places):
                name = f"{SIGNAL}[{axis},{part}]"
                about = f"{part} of the {axis.replace('_', ' ')} axis, relative to the person's own habitual diet"
                whole = tuple((found[place].pieces[0][0], power) for place, power in places)
                found[name] = Target(name, SIGNAL, f"{axis},{part}", about, "1", whole, True)
    return found


def _fault(asked: str, known: dict[str, Target]) -> Fault:
    name = asked.split("[")[0]
    if name in FIXED:
        return Fault(f"`{asked}` cannot be explained", "output", FIXED[name], "an output of the body")
    parts = tuple(t.name for t in known.values() if t.output == name)
    if parts:
        inside = tuple(f"{name}[{label}]" for label in nearest(asked.partition("[")[2].rstrip("]"), [known[p].label for p in parts]))
        return Fault(f"`{asked}` has several elements, of which one must be named" if "[" not in asked else f"`{name}` has no such element",
                     "output", cure=f"one of {', '.join(parts[:12])}{' ...' if len(parts) > 12 else ''}", nearest=inside)
    return Fault(f"the model has no output called `{asked}`", "output", nearest=nearest(asked, sorted({t.output for t in known.values()})),
                 cure="a name from the column `output` of summary.csv")
