"""Prescriptions as doses in time, and whether a model has a place for them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..errors import Fault
from .schedule import AcuteInput

if TYPE_CHECKING:
    from ..network import System
    from ..person.change import Change
    from ..person.person import Person
    from ..person.protocol import Treatment

DAY_H, WEEK_H = 24.0, 168.0
LONG_EVERY_H = 15 * DAY_H  # what is given more rarely needs longer than the even settling to come to rest
INTERVALS = 3.0
MOST_EXTRA_H = 364 * DAY_H


def doses(protocol: Sequence[Treatment], begin: float, end: float, clock: float = 0.0, evenly: bool = False) -> list[AcuteInput]:
    """What is given between two hours of a run (negative: before it), with `at` counted from `begin`.

    Args:
        protocol: prescriptions; one without a beginning is timed so that a dose falls on the first day.
        begin, end: hours from the start of the run; what is due at `end` is left to what follows.
        clock: time of day at hour 0 [h].
        evenly: what is given once a week or more often is spread over the time, where the model has an input for that.
    """
    return [dose for treatment in protocol for dose in _of(treatment, begin, end, clock, evenly)]


def _of(treatment: Treatment, begin: float, end: float, clock: float, evenly: bool) -> Iterator[AcuteInput]:
    start, stop = max(treatment.start_h, begin), min(treatment.stop_h, end)
    if stop <= start:
        return
    if treatment.drug.flow:
        yield AcuteInput(start - begin, treatment.drug.flow, treatment.amount * (stop - start), stop - start, treatment.per)
        return
    if evenly and treatment.drug.evenly and treatment.every_h <= WEEK_H:
        yield AcuteInput(start - begin, treatment.drug.evenly, treatment.amount * (stop - start) / treatment.every_h, stop - start, treatment.per)
        return
    known = 0.0 if math.isinf(treatment.start_h) else treatment.start_h
    first = math.floor((known + clock) / DAY_H) * DAY_H + treatment.clock_h - clock
    if first < known:
        first += DAY_H
    number = max(math.ceil((start - first) / treatment.every_h - 1e-9), -math.inf if math.isinf(treatment.start_h) else 0)
    while (at := first + number * treatment.every_h) < stop:
        yield AcuteInput(at - begin, treatment.drug.place, treatment.amount, per=treatment.per)
        number += 1


def even_hours(protocol: Sequence[Treatment], usual: float) -> float:
    """Hours of even feeding that people on a protocol need to come to rest: longer where doses are weeks apart."""
    rare = max((t.every_h for t in protocol if not t.drug.flow and t.every_h > LONG_EVERY_H), default=0.0)
    return usual + DAY_H * math.ceil(min(INTERVALS * rare, MOST_EXTRA_H) / DAY_H)


def targets(*protocols: Sequence[Treatment]) -> set[str]:
    """Flat names of the states and inputs that prescriptions need."""
    return {treatment.target for protocol in protocols for treatment in protocol}


def has_place(system: System, treatment: Treatment) -> bool:
    """Whether a model has the place of a prescription, and lets what is put there go."""
    there = treatment.target in system.states or treatment.target in system.input_names
    pool, _, label = treatment.drug.place.partition("[")
    if not there or pool != "depot":
        return there
    # All depots are one pool, which a model keeps whole where the mechanism of one of them is left out.
    return any(name.startswith("treatment.release") and name.endswith(f"[{label}") for name in system.parameter_names)


def misfits(system: System, person: Person, changes: Sequence[Change] = ()) -> list[Fault]:
    """Why a model cannot follow what a person and the changes take."""
    return [*person_misfits(system, person), *(fault for change in changes for fault in change_misfits(system, person, change))]


def person_misfits(system: System, person: Person) -> list[Fault]:
    """What a person takes and the model has no place for."""
    return [_no_place(system, "protocol", t) for t in getattr(person, "protocol", ()) if not has_place(system, t)]


def change_misfits(system: System, person: Person, change: Change) -> list[Fault]:
    """What a change asks of the model or the person in vain: no place, no parameter, or an end of what is not taken."""
    from ..population import unknown_parameters

    taken = {mine.drug.drug for mine in getattr(person, "protocol", ())}
    faults = [_no_place(system, "protocol", t) for t in change.protocol if t.dose and not has_place(system, t)]
    faults += [Fault(f"{t.drug.drug} cannot be stopped: the person does not take it", "protocol", cure="remove the entry, or give its dose")
               for t in change.protocol if not t.dose and t.drug.drug not in taken]
    drugs = _parameters_of(change)
    return [*faults, *_no_parameter(system, change), *unknown_parameters(system, [name for name in change.modify or {} if name not in drugs])]


def _parameters_of(change: Change) -> dict[str, str]:
    """Parameter -> the medicine that acts on it."""
    from ..person.protocol import bundles

    return {name: drug for drug in change.drugs for name in bundles()[drug]}


def _no_parameter(system: System, change: Change) -> list[Fault]:
    from ..models import MODELS
    from ..population import unknown_parameters

    faults = []
    for name, drug in _parameters_of(change).items():
        if unknown_parameters(system, [name]):
            able = [key for key, make in MODELS.items() if not unknown_parameters(make(), [name])]
            cure = f"take a model that has it: {', '.join(able)}" if able else "remove it to run without it"
            faults.append(Fault(f"drug `{drug}` cannot be run", "drug", f"the model {system.name} has no parameter {name}", cure))
    return faults


def _no_place(system: System, where: str, treatment: Treatment) -> Fault:
    from ..models import MODELS

    able = [key for key, make in MODELS.items() if has_place(make(), treatment)]
    cure = f"take a model that has it: {', '.join(able)}" if able else "remove it to run without it"
    name = f"{treatment.drug.drug} ({treatment.drug.how})"
    return Fault(f"{name} cannot be run", where, f"the model {system.name} has no place for it", cure)
