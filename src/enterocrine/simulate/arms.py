"""Simulate one diet, or compare several on the same virtual people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import Fault, InputError, SolveError
from ..evidence.readings import in_words
from .doses import even_hours
from .run import RTOL, SETTLE_EVEN_DAYS, STATED_ERROR, Settled, meal_days, repeatable

if TYPE_CHECKING:
    from pathlib import Path

    import xarray as xr

    from ..food.intake import Intake
    from ..network import System
    from ..person.change import Change
    from ..person.person import Person
    from ..person.protocol import Treatment
    from ..population.cohort import Cohort

HABITUAL = "habitual"
LONG_WEEKS = 52
MOST_WEEKS = 520
FACTORS = (0.1, 10.0)  # a parameter multiplied by less or more is flagged
MOST_FAILED = 0.1  # above this share of failed draws there is no result


@dataclass(frozen=True)
class Arm:
    """One way of eating for a time.

    Args:
        intake: what is eaten.
        hours: how long.
        modify: parameters multiplied by name during the arm.
        acute: challenges given in it.
        eat: False for a fast.
    """

    intake: Intake
    hours: float
    modify: Mapping[str, float] = field(default_factory=dict)
    acute: Sequence[Any] = ()
    eat: bool = True


def simulate(
    person: Person,
    *,
    weeks: float = 12,
    draws: int = 200,
    seed: int = 1,
    reading: str = "weighted",
    min_grade: str = "E",
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    rtol: float = RTOL,
    outputs: Sequence[str] | None = None,
    keep: Path | None = None,
    note: Callable[[str], None] | None = None,
    system: System | None = None,
) -> xr.Dataset:
    """Many plausible versions of a person on their habitual diet.

    Args:
        person: who, with a habitual intake.
        weeks: how long [weeks].
        draws: how many versions.
        seed: of the draws.
        reading: weighted, established or face_value: which links act in which draws, and at what size.
        min_grade: links of a worse grade never act, except at face value.
        jobs: threads.
        progress: called with (person-hours done, all).
        keep, note: as in `run_arms`: where finished draws are kept, and who is told that a run goes on.
        system: the model, from `enterocrine.models.model`; the shipped one by default.

    Returns:
        Dataset (draw, time, ...), daily means.

    Raises:
        InputError, SolveError.
    """
    options: dict[str, Any] = {"jobs": jobs, "progress": progress, "rtol": rtol, "outputs": outputs, "keep": keep, "note": note}
    data = compare(person, (), weeks=weeks, draws=draws, seed=seed, reading=reading, min_grade=min_grade, system=system, **options)
    return data.isel(arm=0, drop=True)


def compare(
    person: Person,
    changes: Sequence[Change],
    *,
    weeks: float | None = None,
    draws: int = 200,
    seed: int = 1,
    reading: str = "weighted",
    min_grade: str = "E",
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    rtol: float = RTOL,
    outputs: Sequence[str] | None = None,
    keep: Path | None = None,
    note: Callable[[str], None] | None = None,
    system: System | None = None,
) -> xr.Dataset:
    """The habitual diet beside each change, on the same virtual people (common random numbers).

    Args:
        person: who.
        changes: what to try; an empty sequence gives the habitual diet alone.
        weeks: how long; by default the longest that a change names, else 12.
        others: as in `simulate`.

    Returns:
        Dataset (arm, draw, time, ...); the first arm is `habitual`.
    """
    from ..models import holding
    from ..population import draw
    from .diet_facts import diet_facts
    from .doses import misfits, targets
    from .hormone_signal import add_hormone_signal
    from .sources import citations, substances_of

    weeks = weeks or max([c.weeks for c in changes if c.weeks] or [12])
    _check(weeks, draws, changes)
    weeks = round(weeks * 7) / 7
    own, hours = tuple(getattr(person, "protocol", ())), weeks * 168
    system = system or holding(targets(own, *(change.protocol for change in changes)))
    if faults := misfits(system, person, changes):
        raise InputError(faults)
    cohort = draw(system, person, draws, seed, reading=reading, min_grade=min_grade)
    arms = arms_of(person, changes, hours)
    options: dict[str, Any] = {"jobs": jobs, "progress": progress, "rtol": rtol, "outputs": outputs, "keep": keep, "note": note}
    data = run_arms(cohort, arms, habitual=person.diet, protocol=own, **options)
    data["energy_intake"] = (
        ("arm",),
        np.array([a.intake.energy_kj.sum() / a.intake.period_h * 24 for a in arms.values()]),
        {"units": "kJ/d", "long_name": "energy eaten", "grade": "A", "sizes": "{}"},
    )
    data = add_hormone_signal(data)
    data.attrs.update(_provenance(cohort, person, arms, weeks, rtol))
    data.attrs["arms"] = json.dumps(_asked(person, changes, weeks), ensure_ascii=False)
    data.attrs["protocol"] = json.dumps(_taken(person, changes), ensure_ascii=False)
    intakes = {name: arm.intake for name, arm in arms.items()}
    data.attrs.update({name: json.dumps(fact) for name, fact in diet_facts(cohort, intakes).items()})
    data.attrs["citations"] = json.dumps(citations(cohort.system, intakes.values(), substances_of(changes)))
    return data


def arms_of(person: Person, changes: Sequence[Change], hours: float, evenly: bool = False) -> dict[str, Arm]:
    """The habitual diet, and each change, as arms of a comparison; with `evenly`, frequent doses are spread over the time."""
    from ..person.change import apply
    from ..person.protocol import together
    from .doses import doses

    own = tuple(getattr(person, "protocol", ()))
    arms = {HABITUAL: Arm(person.diet, hours, acute=doses(own, 0.0, hours, evenly=evenly))}
    for change in changes:
        taken = doses(together(own, change.protocol), 0.0, hours, evenly=evenly)
        arms[change.name] = Arm(apply(change, person), hours, dict(change.modify or {}), taken)
    return arms


def run_arms(
    cohort: Cohort,
    arms: Mapping[str, Arm],
    *,
    habitual: Intake | None = None,
    settled: Settled | None = None,
    output_every_h: float = 24.0,
    clock: float = 0.0,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    rtol: float = RTOL,
    outputs: Sequence[str] | None = None,
    keep: Path | None = None,
    note: Callable[[str], None] | None = None,
    protocol: Sequence[Treatment] = (),
) -> xr.Dataset:
    """Every arm from the same settled state.

    Args:
        cohort: the people.
        arms: name -> arm; arms of unequal length are filled with NaN after their end.
        habitual: the diet to settle on (the first arm's by default); not used where `settled` is given.
        settled: a state to start from, made by `settle`.
        output_every_h: averaging interval [h].
        clock: time of day at hour 0 [h].
        progress: called with (person-hours done, all), first with what an earlier run had finished.
        keep: output folder in which finished stretches of draws are kept, so that the same call goes on after it was stopped; the
            numbers do not depend on it. Those of a large result stay there and are read when they are looked at. The caller removes
            them with `forget` when the result is safe.
        note: told in words when a run goes on from an earlier one.
        protocol: what people have taken up to the run, for settling; what an arm takes is in its `acute`.

    Raises:
        SolveError: too many draws failed, or the run does not fit into memory.
        OutputError: a finished stretch could not be kept.
    """
    from .dataset import label
    from .room import check_room
    from .stretches import Task, solved

    first = next(iter(arms.values()))
    task = Task(cohort, dict(arms), habitual or first.intake, settled, output_every_h, clock, rtol, tuple(protocol))
    values = sum(q.size for q in cohort.system.outputs if outputs is None or q.name in outputs)
    check_room(len(arms), cohort.size, task.intervals, values, cohort.size if keep is None else task.together(jobs)[1])
    stretches = solved(task, jobs=jobs, progress=progress, keep=keep, note=note)
    failed: dict[int, str] = {}
    statistics = repeatable()
    for stretch in stretches:
        failed.update(stretch.failed)
        statistics = repeatable(statistics, stretch.statistics)
    if len(failed) > MOST_FAILED * cohort.size:
        reasons = Counter(failed.values()).most_common()
        why = "; ".join(reason for reason, _ in reasons[:3]) + (f"; and {len(reasons) - 3} more reasons" if len(reasons) > 3 else "")
        cure = "a diet, and factors under `modify`, nearer to what people live with"
        raise SolveError(Fault(f"{len(failed)} of {cohort.size} draws could not be solved", "simulate", why, cure))
    times = output_every_h * np.arange(1, task.intervals + 1)
    attrs = {"statistics": json.dumps(statistics)}
    return label(cohort.system, cohort, list(arms), stretches, times, outputs=outputs, failed=failed, attrs=attrs)


def _check(weeks: float, draws: int, changes: Sequence[Change]) -> None:
    faults = []
    if not 0 < weeks <= MOST_WEEKS:
        faults.append(Fault(f"{weeks:g} weeks cannot be run", "weeks", cure=f"between one day and {MOST_WEEKS} weeks"))
    elif abs(weeks * 7 - round(weeks * 7)) > 1e-3 or round(weeks * 7) < 1:
        day = max(1, round(weeks * 7))
        cure = f"{day / 7:.6g} for {day} day{'' if day == 1 else 's'}, or whole weeks"
        faults.append(Fault(f"{weeks:g} weeks is not a whole number of days", "weeks", cure=cure))
    if not 1 <= draws <= 10_000:
        faults.append(Fault(f"{draws} draws cannot be run", "draws", cure="between 1 and 10000"))
    names = [c.name for c in changes]
    for name in sorted({n for n in names if names.count(n) > 1 or n == HABITUAL}):
        faults.append(Fault(f"the change name {name!r} is used twice", "change", cure="give every change its own name"))
    if faults:
        raise InputError(faults)


def _asked(person: Person, changes: Sequence[Change], weeks: float) -> dict[str, str]:
    """What every arm asks for, in words."""
    from ..person.words import change_words, habitual_words

    asked = {HABITUAL: habitual_words(person)}
    for change in changes:
        # An arm lasts as long as the run, whatever its file names.
        other = f" (its file names {_span(change.weeks)})" if change.weeks and change.weeks != weeks else ""
        asked[change.name] = f"{change_words(change)}; from week 0 for {_span(weeks)}{other}"
    return asked


def _taken(person: Person, changes: Sequence[Change]) -> dict[str, list[str]]:
    """What is taken as prescribed in every arm, in words."""
    from ..person.words import protocol_words

    return {HABITUAL: protocol_words(person), **{change.name: protocol_words(person, change) for change in changes}}


def _span(weeks: float) -> str:
    amount, unit = (weeks, "week") if weeks == round(weeks) else (round(7 * weeks, 3), "day")
    return f"{amount:g} {unit}{'' if amount == 1 else 's'}"


def _provenance(cohort: Cohort, person: Person, arms: Mapping[str, Arm], weeks: float, rtol: float) -> dict[str, Any]:
    system, links = cohort.system, cohort.links
    assert links is not None
    flags = [f"{name}: {text}" for name, arm in arms.items() for text in getattr(arm.intake, "extrapolation", ())]
    for name, arm in arms.items():
        flags += [f"{name}: {parameter} multiplied by {factor:g}, far outside how people differ"
                  for parameter, factor in arm.modify.items() if not FACTORS[0] <= factor <= FACTORS[1]]
    if weeks > LONG_WEEKS:
        flags.append(f"{weeks:g} weeks: no study behind the model lasted longer than a year")
    return {
        "weeks": weeks,
        "reading": links.reading,
        "min_grade": links.lowest,
        "settle_days": even_hours(getattr(person, "protocol", ()), SETTLE_EVEN_DAYS * 24) / 24 + meal_days(system),
        "rtol": rtol,
        "error_estimate": STATED_ERROR,
        "known_fibre_share": float(person.diet.known_fibre_share),
        "extrapolation": json.dumps(list(dict.fromkeys(flags))),
        "person": person.name,
        "sex": getattr(person, "sex", ""),
        "reading_note": in_words(links),
        "link_share": json.dumps({name: float(share) for name, share in zip(links.links, links.on.mean(axis=1), strict=True)}),
        "without": json.dumps({m.name: m.about.split("\n")[0] for m in system.dropped}, ensure_ascii=False),
    }

