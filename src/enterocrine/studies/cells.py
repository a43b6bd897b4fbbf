"""Cells in culture: the receptors of the model under a medium that an experiment gives, with no person around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from enterocrine.errors import nearest
from enterocrine.person.fields import Fields
from enterocrine.studies.extract import ArmRecord, Recorded
from enterocrine.studies.study import BASELINE, Arm, Dish, Study

if TYPE_CHECKING:
    from enterocrine.population.cohort import Cohort

ARM_KEYS = ("name", "hours", "culture", "medium", "washed", "modify", "emptied", "note")
STEROIDS = {"medium_androgen": ("testosterone", "dihydrotestosterone", "androstenedione"), "medium_estrogen": ("estradiol", "estrone", "estriol")}
# What a medium may hold -> the flat names of the inputs that carry it begin with this; butyrate and insulin reach every tissue's cells.
MEDIUM = {name: f"{pool}[{name}]" for pool, names in STEROIDS.items() for name in names} | {
    "butyrate": "medium_butyrate[", "insulin": "medium_insulin[", "nfkb": "medium_nfkb",
    "methyltrienolone": "medium_methyltrienolone", "transcription": "medium_transcription"}  # fmt: skip
LIGANDS = (*STEROIDS["medium_androgen"], *STEROIDS["medium_estrogen"], "methyltrienolone")
NANOMOLAR = 1e6  # nmol in a mmol
USUAL = {"nfkb": 1.0, "transcription": 1.0}  # at rest as in the reference adult; all of it goes on
NOTHING = 1e-14  # mmol/L of what is absent: responses are quotients of it
REST_H = 600.0  # in culture before hour 0
BEFORE_H = 1.0  # of them that are kept, as the level before
LONGEST_STEP_H, FEWEST_STEPS = 0.25, 40
RTOL = 1e-5  # cells are cheap
CULTURES = 8  # for each world asked for, so that the middle of what is put in comes back

Array = np.ndarray[Any, np.dtype[np.float64]]


def read_medium(entry: Fields, key: str) -> dict[str, float]:
    """What a medium holds, in mmol/L (NF-kB relative to rest; transcription, what an inhibitor leaves of it)."""
    section = entry.section(key, tuple(MEDIUM))
    if section is None:
        return {}
    found = {}
    for name in section.data:
        value = section.number(name, 0, 1000) if name in USUAL else section.quantity(name, "mmol/L", 0, 100, example="10 nmol/L")
        if value is not None and name in MEDIUM:
            found[str(name)] = value
    return found


def read_arm(entry: Fields) -> Arm:
    """An arm of a study in culture; faults go to the entry's list."""
    from enterocrine.models import cells
    from enterocrine.population import unknown_parameters

    entry.require("name", "hours", "medium")
    name = entry.text("name", 60) or "arm"
    if name == BASELINE:
        entry.fault("name", f"`{BASELINE}` means the cells before hour 0", cure="choose another name")
    hours = entry.number("hours", 0.01, 2000) or 1.0
    washed = entry.number("washed", 0.01, 2000) or 0.0
    system = cells()
    factors: dict[str, float] = {}
    given = entry.data.get("modify") or {}
    section = entry.section("modify", tuple(given) if isinstance(given, Mapping) else ())
    for key in section.data if section is not None else ():
        factors[key] = value if (value := section.number(key, 0, 1000)) is not None else 1.0  # type: ignore[union-attr]
        for fault in unknown_parameters(system, [key]):
            section.fault(key, fault.what, nearest=fault.nearest)  # type: ignore[union-attr]
    pools = {q.name for q in system.pools}
    emptied = entry.data.get("emptied") or []
    for pool in emptied if isinstance(emptied, list) else [emptied]:
        if pool not in pools:
            entry.fault("emptied", f"cells in culture have no pool `{pool}`", nearest=nearest(str(pool), pools) or tuple(sorted(pools)))
    dish = Dish(hours, read_medium(entry, "medium"), factors, tuple(p for p in emptied if p in pools) if isinstance(emptied, list) else (),
                read_medium(entry, "culture") if "culture" in entry.data else None, washed)
    return Arm(name, (hours + washed) / 168, note=entry.text("note", 1000) or "", dish=dish)


def simulate_cells(study: Study, *, seed: int = 1, worlds: int = 16, jobs: int | None = None, reading: str = "supported",
                   min_grade: str = "E") -> Recorded:
    """Every arm of a study in culture, each draw of what nobody knows one culture.

    Args:
        study: with arms that hold a `dish`.
        seed: of the draws.
        worlds: how many, each `CULTURES` times; with 0 one culture at the medians.
        jobs: threads of the solver.
        reading, min_grade: as in `run`.

    Returns:
        Outputs of every arm, hour 0 after an hour of the medium before; and of `baseline`, that hour.

    Raises:
        SolveError: the numbers failed.
    """
    from enterocrine.models import cells
    from enterocrine.population import draw
    from enterocrine.simulate.run import settings, solve
    from enterocrine.studies.participants import participants

    system, count = cells(), max(CULTURES * worlds, 1)
    people = draw(system, participants(study.population, 1), count, seed, worlds=CULTURES * worlds, reading=reading, min_grade=min_grade)
    content = settings(system, "start")
    start = np.repeat(np.concatenate([np.full(q.size, content.get(q.name, 0.0)) for q in system.pools])[:, None], count, axis=1)
    options: dict[str, Any] = {"rtol": RTOL, "jobs": jobs}

    def at_rest(culture: Mapping[str, float]) -> tuple[Array, Array]:
        rested = solve(people, start, _plan(people, culture, REST_H), [REST_H], means=False, **options).states
        last = solve(people, rested, _plan(people, culture, BEFORE_H), [0.0, BEFORE_H], **options)
        assert last.means is not None
        return last.states, last.means

    usual = at_rest(study.culture)
    records = {BASELINE: _record(people, usual[1], np.array([BEFORE_H]), 0.0)}
    for arm in (arm for arm in study.arms if arm.dish is not None):
        dish: Dish = arm.dish  # type: ignore[assignment]
        treated = people.modified(dish.modify) if dish.modify else people
        states, before = usual if dish.culture is None else at_rest(dish.culture)
        begun = states.copy()
        for pool in dish.emptied:
            begun[system.state_index(pool).ravel()] = 0.0
        courses, ends, dose = [before], [np.array([BEFORE_H])], NANOMOLAR * sum(dish.medium.get(name, 0.0) for name in LIGANDS)
        for medium, hours in ((dish.medium, dish.hours), ({}, dish.washed)):
            if hours:
                times = np.linspace(0.0, hours, max(FEWEST_STEPS, int(np.ceil(hours / LONGEST_STEP_H))) + 1)
                found = solve(treated, begun, _plan(people, medium, hours), times, **options)
                assert found.means is not None
                begun = found.states
                courses, ends = [*courses, found.means], [*ends, ends[-1][-1] + times[1:]]
        records[arm.name] = _record(people, np.concatenate(courses), np.concatenate(ends), BEFORE_H, dose)
    return Recorded(records, np.asarray(people.world), np.array([person.sex for person in people.persons]))


def _plan(people: Cohort, medium: Mapping[str, float], hours: float) -> Any:
    """A medium that stays as it is."""
    from enterocrine.engine import Schedule

    names = people.system.input_names
    values = np.full((1, len(names), people.size), NOTHING)
    for what, begins in MEDIUM.items():
        which = [k for k, name in enumerate(names) if name.startswith(begins)]
        values[:, which] = max(medium.get(what, USUAL.get(what, 0.0)), NOTHING)
    return Schedule(start=0.0, stop=hours, input_times=np.zeros(1), input_values=values)


def _record(people: Cohort, means: Array, times: Array, zero: float, dose: float | None = None) -> ArmRecord:
    from enterocrine.simulate.dataset import label
    from enterocrine.simulate.kept import Stretch

    data = label(people.system, people, ["arm"], [Stretch(0, people.size, means[None], {}, {})], times).isel(arm=0, drop=True)
    return ArmRecord(data, float(times[-1]), zero, zero > 0, dose)
