"""Three readings of the same run: which links act in which draw, and at what size. Nothing is recompiled: gains are parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from ..errors import Fault, InputError, nearest
from ..network import System
from ..network.units import convert
from .records import GRADES, Ledger, Link, ledger

FACE_VALUE = "face_value"
READINGS = ("weighted", "established", FACE_VALUE)
SUPPORTED = (
    "supported"  # every link at the size that its evidence supports: what fits, and the references of the tables, are made with
)
WORDS = {
    "weighted": "weighted: in each draw a link acts with the chance of its grade, at the size that its evidence supports",
    "established": "established: only links graded A or B act, at the size that human data support",
    FACE_VALUE: "at face value: every link of the article acts in every draw, in the article's direction and at the size of the experiment "
    "that it rests on; what the article claims, not what is likely",
    SUPPORTED: "every link acts in every draw, at the size that its evidence supports",
}
_ESTABLISHED = "B"
_LINK = "link"  # rows of a parameter table that say what a gain is at face value


@dataclass(frozen=True)
class Gains:
    """The strength of one link in one model.

    Args:
        link: whose.
        places: positions of its gains among the model's flat parameters.
        face: (gains,) their values at face value, canonical; NaN where the article claims no size, and the drawn one stays.
    """

    link: Link
    places: np.ndarray
    face: np.ndarray


@dataclass(frozen=True)
class LinkState:
    """Which links act in which draws: `on` (links, draws), and the reading that says so."""

    reading: str
    links: tuple[str, ...]
    on: np.ndarray
    lowest: str = "E"

    def take(self, which: slice | np.ndarray) -> LinkState:
        """Of some of the draws."""
        return LinkState(self.reading, self.links, self.on[:, which], self.lowest)


@cache
def link_gains(system: System) -> tuple[Gains, ...]:
    """The links of a model that a reading can switch, in the order of the ledger.

    Raises:
        InputError: the ledger names a gain that the model should have and does not, or an unusable row of a table.
    """
    known = ledger()
    names = {m.name for m in system.mechanisms}
    gone = {m.name for m in system.dropped}
    face = _face_values(system)
    found, faults = [], []
    for link in known.links.values():
        if not link.switchable or not set(link.mechanisms) <= names | gone:
            continue
        places, values = [], []
        for gain in link.gains:
            here = [k for k, name in enumerate(system.parameter_names) if gain in (name, name.split("[")[0])]
            if not here and not gone:
                close = nearest(gain, system.parameter_names)
                faults.append(
                    Fault(
                        f"link {link.id} names the gain {gain}, which the model does not have",
                        "evidence/ledger/links.tsv",
                        nearest=close,
                    )
                )
            places += here
            values += [face.get(system.parameter_names[k], face.get(gain, np.nan)) for k in here]
        if places and not set(link.mechanisms) & gone:
            found.append(Gains(link, np.array(places), np.array(values)))
    if faults:
        raise InputError(faults)
    return tuple(found)


def _face_values(system: System) -> dict[str, float]:
    """Gain (`table.name`, or one element) -> its size at face value in canonical units, from rows `link` of the tables."""
    found: dict[str, float] = {}
    units = {f"{table}.{name}": r.parameter.unit for (table, name), r in system.resolved.items()}
    for m in system.mechanisms:
        for row in m.table.rows if m.table else ():
            if row.id != _LINK or f"{m.table.name}.{row.labels[0]}" != m.name:  # type: ignore[union-attr]
                continue
            gain = row.labels[1] if "." in row.labels[1] else f"{m.table.name}.{row.labels[1]}"  # type: ignore[union-attr]
            if gain in units:
                element = f"[{','.join(row.labels[2:])}]" if len(row.labels) > 2 else ""
                found[gain + element] = convert(row.value, row.unit, units[gain])
    return found


def acting_links(links: Sequence[Link], reading: str, uniform: Callable[[str], np.ndarray], draws: int, known: Ledger | None = None,
                 lowest: str = "E") -> np.ndarray:  # fmt: skip
    """Whether each link acts in each draw.

    Args:
        links: which.
        reading: one of `READINGS`, or `SUPPORTED`.
        uniform: link id -> (draws,) numbers between 0 and 1 of its own, the same in every arm; one link never moves another.
        draws: how many.
        known: the ledger, for the chances of the grades.
        lowest: links of a worse grade never act, except at face value.

    Returns:
        (links, draws). A link acts where its number lies below its chance, so that a worse grade only turns draws off.
    """
    known = known or ledger()
    on = np.ones((len(links), draws), bool)
    if reading == FACE_VALUE:
        return on
    worst = min(lowest, _ESTABLISHED) if reading == "established" else lowest
    for k, link in enumerate(links):
        if link.grade > worst:
            on[k] = False
        elif reading == "weighted":
            on[k] = uniform(link.id) < known.chance(link.grade)
    return on


def read_links(
    system: System,
    values: np.ndarray,
    reading: str,
    uniform: Callable[[str], np.ndarray],
    lowest: str = "E",
    known: Ledger | None = None,
) -> tuple[np.ndarray, LinkState]:
    """Parameters under a reading: a link that does not act has its gains at 0, and at face value they are what the article claims.

    Args:
        system: the model.
        values: (parameters, draws) as drawn.
        reading, uniform, lowest, known: as in `acting_links`.

    Returns:
        New parameters, and which links act in which draws.

    Raises:
        InputError: no such reading or grade.
    """
    check_reading(reading, lowest)
    known = known or ledger()
    gains = link_gains(system)
    on = acting_links([known.links[g.link.id] for g in gains], reading, uniform, values.shape[1], known, lowest)
    changed = values.copy()
    for g, acts in zip(gains, on, strict=True):
        if reading == FACE_VALUE:
            claimed = np.isfinite(g.face)
            changed[g.places[claimed]] = g.face[claimed, None]
        else:
            changed[np.ix_(g.places, ~acts)] = 0.0
    return changed, LinkState(reading, tuple(g.link.id for g in gains), on, lowest)


def check_reading(reading: str, lowest: str = "E") -> None:
    """Raises InputError where there is no such reading or grade."""
    if reading not in (*READINGS, SUPPORTED):
        raise InputError(
            Fault(
                f"there is no reading `{reading}`",
                "reading",
                cure=f"one of {', '.join(READINGS)}",
                nearest=nearest(reading, READINGS),
            )
        )
    if lowest not in GRADES:
        raise InputError(Fault(f"there is no grade `{lowest}`", "min_grade", cure=f"one of {', '.join(GRADES)}"))


def in_words(state: LinkState) -> str:
    """The reading of a run as a sentence or two, with how many links acted how often."""
    words = WORDS[state.reading][0].upper() + WORDS[state.reading][1:] + "."
    if state.lowest != "E" and state.reading != FACE_VALUE:
        words += f" Links graded below {state.lowest} were left out."
    if not state.links:
        return "The three readings coincide: every link of this model is physiology measured in people; no link that a reading could switch is in it."
    share = state.on.mean(axis=1)
    counts = {"every draw": (share == 1).sum(), "some draws": ((share > 0) & (share < 1)).sum(), "none": (share == 0).sum()}
    acted = ", ".join(f"{count} in {where}" for where, count in counts.items() if count)
    return f"{words} Links that a reading can switch: {len(share)}; they acted: {acted}."


def scaled(system: System, factors: Mapping[str, float]) -> dict[str, float]:
    """Factors by name with those of links turned into factors of their gains.

    Args:
        system: the model.
        factors: parameter, one element of it, or link id -> factor.
    """
    gains = {g.link.id: g for g in link_gains(system)}
    found: dict[str, float] = {}
    for name, factor in factors.items():
        for key in [system.parameter_names[k] for k in gains[name].places] if name in gains else [name]:
            found[key] = found.get(key, 1.0) * factor
    return found
