"""How much each link of the axis carried of a change.

A link is taken away by its gains: at 0 it does nothing, and the reference adult is where it was. What a link carried is the change with all
links as they were drawn, less the change with this one at 0 on the habitual diet and with the change alike, person by person and with the
same random numbers (leave one out). Two links in a row therefore each carry the whole of what passes through both, and two that stand in
for each other carry nothing each; how far the parts are from adding up is shown as what they do together, and never spread over them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import Fault, InputError, SolveError, nearest
from ..evidence.readings import Gains, link_gains
from ..evidence.records import GRADES, Link
from ..population import draw
from ..simulate.arms import HABITUAL, Arm, arms_of
from ..simulate.run import STATED_ERROR, meal_days
from .lanes import Array, Lanes, Links, fed_evenly, lanes, last_week
from .targets import Target, targets

if TYPE_CHECKING:
    from ..network import System
    from ..population.cohort import Cohort
    from ..simulate.recipe import Recipe

MOST_HOURS = 1.4e6  # person-hours to solve unless draws are asked for: some eighty seconds of work for one processor
FEWEST_DRAWS = 8
SMALL = 0.01  # of the largest part of a change: links that carry less in a typical person are not followed draw by draw
NOTHING = 1e-6  # of the level of an output: the solver can say no more of it
MOST_FAILED = 0.1
MOVES, LITTLE, OFF = "moves", "little", "off"


@dataclass(frozen=True)
class Spread:
    """A number over draws: its mean, because means add up, and its 90 % interval."""

    mean: float
    low90: float
    high90: float

    @classmethod
    def of(cls, values: Array) -> Spread:
        low, high = np.quantile(values, (0.05, 0.95))
        return cls(float(values.mean()), float(low), float(high))


@dataclass(frozen=True)
class Carried:
    """What one link carried.

    Args:
        state: `moves`; `little`, less than a hundredth of the largest part; or `off`, in no draw.
        draws: (draws,) what it carried in each, exactly 0 where it does not act; None where it was not followed, because it carries little in a
            typical person of every output asked for: it is then within what remains.
        acts: share of the run's draws in which it acts.
        typical: what it carries in a typical person with every link on.
    """

    link: Link
    state: str
    draws: Array | None
    acts: float
    typical: float

    @property
    def spread(self) -> Spread | None:
        return None if self.draws is None else Spread.of(self.draws)


@dataclass(frozen=True)
class Explanation:
    """Why one output moved.

    Args:
        habitual: (draws,) its level on the habitual diet.
        total: (draws,) how much it changed.
        plain: (draws,) how much it changes with every followed link off: physiology that no reading switches.
        links: what each link carried, the largest first.
        by_grade: grade -> (draws,) change with only links of this grade or a better one.
        typical: the change in a typical person with every link on.
    """

    target: Target
    habitual: Array
    total: Array
    plain: Array
    links: tuple[Carried, ...]
    by_grade: dict[str, Array]
    typical: float

    @property
    def together(self) -> Array:
        """(draws,) what links do together beyond what each carried, so that all parts add up to the change."""
        carried = sum((c.draws for c in self.links if c.draws is not None), np.zeros_like(self.total))
        return self.total - self.plain - carried

    @property
    def verdict(self) -> str:
        """rises, falls, no effect beyond noise, or no difference, by the 90 % interval of the change."""
        if not np.any(self.total):
            return "no difference"
        low, high = np.quantile(self.total, (0.05, 0.95))
        floor = STATED_ERROR * abs(float(np.median(self.habitual)))
        if low <= 0 <= high or max(abs(low), abs(high)) <= floor:
            return "no effect beyond noise"
        return "rises" if low > 0 else "falls"


@dataclass(frozen=True)
class Why:
    """The answer: an explanation for each output, from the same draws.

    Args:
        arm: the change; reading: which links act.
        draws: how many draws were followed, of `of`.
        number: (draws,) which.
        links: all links that a reading can switch.
        lanes: cohort with every link as drawn, its means (days, observables, draws) on both diets, and the arms.
    """

    arm: str
    reading: str
    weeks: float
    draws: int
    of: int
    seed: int
    number: Array
    outputs: tuple[Explanation, ...]
    system: System
    habitual: Array
    changed: Array
    arms: tuple[Arm, Arm]
    solved: int


def explain(
    recipe: Recipe,
    outputs: Sequence[str],
    *,
    arm: str = "",
    reading: str = "",
    draws: int | None = None,
    jobs: int | None = None,
    progress: Callable[[float, float], None] | None = None,
) -> Why:
    """Why outputs changed in a comparison.

    Args:
        recipe: of the comparison.
        outputs: names, such as `crp` or `androgen_receptor_nuclear[muscle]`.
        arm: which change; needed where the comparison has several.
        reading: another one than that of the run.
        draws: how many of the run's draws to follow; by default as many as about half a minute allows.
        jobs: threads.
        progress: called with (done, all).

    Raises:
        InputError: no change to explain, or an unknown output, arm or reading; all faults at once.
        SolveError: too many draws failed.
    """
    system = recipe.system()
    chosen, wanted = asked(recipe, outputs, arm)
    reading = reading or recipe.reading
    people = draw(system, recipe.person, recipe.draws, recipe.seed, reading=reading, min_grade=recipe.min_grade)
    assert people.links is not None
    gains, acts = link_gains(system), people.links.on & _strong(link_gains(system), people)
    both = arms_of(recipe.person, recipe.changes, recipe.weeks * 168)
    pair = (both[HABITUAL], both[chosen])
    own = tuple(getattr(recipe.person, "protocol", ()))
    typical = _typical(recipe, system, people, gains, acts)
    look = _look(typical, gains, acts.any(axis=1), wanted, recipe, pair, own, jobs)
    moving = [k for k in range(len(gains)) if any(_moves(first, k) for first in look)]
    followed, on = [gains[k] for k in moving], acts[moving]
    sets = _sets(followed)
    each = meal_days(system) * 24 + sum(one.hours for one in pair)
    count = min(draws, people.size) if draws else _affordable(on, sets, int(MOST_HOURS / each))
    built = lanes(people.take(slice(0, count)), followed, on[:, :count], sets)
    (habitual, changed), failed = last_week(
        built.cohort, recipe.person.diet, pair, protocol=own, rtol=recipe.rtol, jobs=jobs, progress=progress
    )
    number = _well(built, count, failed)
    full = np.array([built.place[k, frozenset(np.flatnonzero(on[:, k]).tolist())] for k in number])
    found = []
    for target, first in zip(wanted, look, strict=True):
        before, after = target.ends(habitual, changed)
        found.append(_explained(target, built, number, on, followed, before, after, _others(gains, acts, first, moving), acts, first, moving))
    return Why(chosen, reading, recipe.weeks, len(number), people.size, recipe.seed, number, tuple(found), system, habitual[..., full],
               changed[..., full], pair, built.cohort.size)  # fmt: skip


@dataclass(frozen=True)
class _First:
    """First look at a target in a typical person: the change, and what each link carries of it (0 for links that act in no draw)."""

    level: float
    total: float
    carried: Array


def asked(recipe: Recipe, outputs: Sequence[str], arm: str = "") -> tuple[str, list[Target]]:
    """The change and the numbers asked for, or all faults at once."""
    names = [change.name for change in recipe.changes]
    faults: list[Fault] = []
    if not names:
        raise InputError(Fault("the run has no change to explain", "run", "it holds the habitual diet alone", "a run of `enterocrine compare`"))
    if not arm and len(names) > 1:
        faults.append(Fault(f"the run has {len(names)} changes, of which one must be named", "--arm", cure=f"one of {', '.join(names)}"))
    elif arm and arm not in names:
        faults.append(Fault(f"the run has no change called `{arm}`", "--arm", nearest=nearest(arm, names), cure=f"one of {', '.join(names)}"))
    try:
        wanted = targets(recipe.system(), outputs)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    return arm or names[0], wanted


def _strong(gains: Sequence[Gains], people: Cohort) -> np.ndarray:
    """(links, draws) where any gain of a link is more than nothing, which it may not be although the reading lets it act."""
    return np.array([people.parameters[g.places].any(axis=0) for g in gains]).reshape(len(gains), people.size)


def _typical(recipe: Recipe, system: System, people: Cohort, gains: Sequence[Gains], acts: np.ndarray) -> Cohort:
    """The middle of the person with every link that acts in some draw, at the usual size of its gains: some are as often below 0 as above, so
    that their middle would show nothing."""
    middle = draw(system, recipe.person, 1, recipe.seed, worlds=0)
    values = middle.parameters.copy()
    for g, on in zip(gains, acts, strict=True):
        drawn = people.parameters[g.places][:, on]
        usual = np.sqrt((drawn**2).mean(axis=1)) * np.where(drawn.mean(axis=1) < 0, -1, 1) if on.any() else np.zeros(len(g.places))
        values[g.places, 0] = usual
    return replace(middle, parameters=values)


def _look(typical: Cohort, gains: Sequence[Gains], ever: np.ndarray, wanted: Sequence[Target], recipe: Recipe, pair: Sequence[Arm], own: Any,
          jobs: int | None) -> list[_First]:  # fmt: skip
    built = lanes(typical, gains, ever[:, None], lambda on: [on, *(on - {k} for k in sorted(on))])
    everything = frozenset(np.flatnonzero(ever).tolist())
    habitual, changed = fed_evenly(built.cohort, recipe.person.diet, pair, protocol=own, jobs=jobs)
    found = []
    for target in wanted:
        before, after = target.ends(habitual, changed)
        change, whole = after - before, built.place[0, everything]
        left = np.array([change[whole] - change[built.place[0, everything - {k}]] for k in range(len(gains))])
        found.append(_First(float(before[whole]), float(change[whole]), left))
    return found


def _moves(first: _First, link: int) -> bool:
    largest = max(abs(first.total), *np.abs(first.carried), 0.0)
    return abs(first.carried[link]) > max(SMALL * largest, NOTHING * abs(first.level))


def _sets(followed: Sequence[Gains]) -> Callable[[Links], Iterable[Links]]:
    """The sets of links to solve in a draw: all that act, all but one, those of each grade or a better one, and none."""

    def sets(on: Links) -> Iterable[Links]:
        yield on
        yield from (on - {k} for k in sorted(on))
        yield from (_graded(followed, on, grade) for grade in GRADES)
        yield frozenset()

    return sets


def _graded(followed: Sequence[Gains], on: Links, grade: str) -> Links:
    return frozenset(k for k in on if followed[k].link.grade <= grade)


def _affordable(on: np.ndarray, sets: Callable[[Links], Iterable[Links]], most: int) -> int:
    """Draws whose lanes are no more than `most`."""
    each = [len(set(sets(frozenset(np.flatnonzero(column).tolist())))) for column in on.T]
    return max(int((np.cumsum(each) <= most).sum()), min(FEWEST_DRAWS, on.shape[1]))


def _well(built: Lanes, count: int, failed: dict[int, str]) -> np.ndarray:
    """Draws none of whose lanes failed."""
    ill = {k for (k, _), lane in built.place.items() if lane in failed}
    if len(ill) > MOST_FAILED * count:
        raise SolveError(Fault(f"{len(ill)} of {count} draws could not be solved", "explain", next(iter(failed.values()))))
    return np.array([k for k in range(count) if k not in ill], int)


def _others(gains: Sequence[Gains], acts: np.ndarray, first: _First, moving: Sequence[int]) -> list[Carried]:
    """Links that were not followed."""
    return [Carried(g.link, LITTLE if acts[k].any() else OFF, None, float(acts[k].mean()), float(first.carried[k]))
            for k, g in enumerate(gains) if k not in moving]


def _explained(target: Target, built: Lanes, number: np.ndarray, on: np.ndarray, followed: Sequence[Gains], before: Array, after: Array,
               others: list[Carried], acts: np.ndarray, first: _First, moving: Sequence[int]) -> Explanation:  # fmt: skip
    own = {k: frozenset(np.flatnonzero(on[:, k]).tolist()) for k in number}
    change = after - before

    def with_links(sets: Callable[[Links], Links]) -> Array:
        return np.array([change[built.place[k, sets(own[k])]] for k in number])

    total = with_links(lambda on: on)
    links = []
    for k, g in enumerate(followed):
        carried = total - with_links(lambda on, link=k: on - {link})
        state = MOVES if acts[moving[k]].any() else OFF
        links.append(Carried(g.link, state, carried, float(acts[moving[k]].mean()), float(first.carried[moving[k]])))
    largest = max([abs(float(total.mean())), *(abs(float(c.draws.mean())) for c in links)])  # type: ignore[union-attr]
    links = [replace(c, state=LITTLE) if abs(float(c.draws.mean())) <= SMALL * largest else c for c in links]  # type: ignore[union-attr]
    everyone = [*links, *others]
    order = {MOVES: 0, LITTLE: 1, OFF: 2}
    everyone.sort(key=lambda c: (order[c.state], -abs(float(c.draws.mean()) if c.draws is not None else 0.0), -abs(c.typical)))
    by_grade = {grade: with_links(lambda on, grade=grade: _graded(followed, on, grade)) for grade in GRADES}
    level = np.array([before[built.place[k, own[k]]] for k in number])
    return Explanation(target, level, total, with_links(lambda on: frozenset()), tuple(everyone), by_grade, first.total)
