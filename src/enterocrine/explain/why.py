"""How much each link of the axis carried of a change.

A link is taken away by its gains: at 0 it does nothing, and the reference adult is where it was. What a link carried is the change with all
links as they were drawn, less the change with this one at 0 on the habitual diet and with the change alike, person by person and with the
same random numbers (leave one out). Two links in a row therefore each carry the whole of what passes through both, and two that stand in
for each other carry nothing each; how far the parts are from adding up is shown as what they do together, and never spread over them.

All draws are followed with their food and frequent doses spread evenly over the day, and some of them through every meal as well. What
these show of the difference, a ratio for each part of each output, is applied to the others; how well a draw left out is foretold in this
way is told with the answer. The draws followed through their meals keep their own numbers, and a short comparison of few draws is followed
through meals alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import Fault, InputError, SolveError, nearest
from ..evidence.readings import Gains, link_gains
from ..evidence.records import GRADES
from ..population import draw
from ..simulate.arms import HABITUAL, Arm, arms_of
from ..simulate.run import meal_days
from .answer import Carried, Explanation, Why
from .lanes import EVEN, Array, Lanes, Links, fed_evenly, lanes, last_week
from .targets import Target, targets

if TYPE_CHECKING:
    from ..network import System
    from ..population.cohort import Cohort
    from ..simulate.recipe import Recipe

MEAL_HOURS = 2.2e5  # person-hours to solve with meals, and
EVEN_HOURS = 2e7  # with even food, unless draws are asked for: together some fifteen seconds of work for one processor
EVENLY = 60.0  # hours of even food that take the time of one with meals, about
MEALS = 4e-3  # tolerance of the draws followed through meals: their parts are as at 2e-4 to a thousandth of the change, as their lanes share steps
FEWEST_DRAWS = 5  # followed through meals
FAINT = 0.2  # of the largest part: below this size in the draws followed through meals, the ratio of all parts together counts
SMALL = 0.01  # of the largest part of a change: links that carry less in a typical person are not followed draw by draw
NOTHING = 1e-6  # of the level of an output: the solver can say no more of it
MOST_FAILED = 0.1
MOVES, LITTLE, OFF = "moves", "little", "off"


@dataclass(frozen=True)
class _Solved:
    """Lanes solved in one way: means of all on both diets, and the draws that went well."""

    built: Lanes
    habitual: Array
    changed: Array
    number: list[int]

    def ends(self, target: Target) -> tuple[Array, Array]:
        return target.ends(self.habitual, self.changed)


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
        draws: how many of the run's draws to follow; by default as many as some ten seconds allow.
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
    pair, evened = ((arms[HABITUAL], arms[chosen]) for arms in
                    (arms_of(recipe.person, recipe.changes, recipe.weeks * 168, evenly) for evenly in (False, True)))
    own = tuple(getattr(recipe.person, "protocol", ()))
    typical = _typical(recipe, system, people, gains, acts)
    look = _look(typical, gains, acts.any(axis=1), wanted, recipe, evened, own, jobs)
    moving = [k for k in range(len(gains)) if any(_moves(first, k) for first in look)]
    followed, on = [gains[k] for k in moving], acts[moving]
    sets = _sets(followed)
    each = meal_days(system) * 24 + sum(one.hours for one in pair)
    lanes_of = np.array([len(set(sets(frozenset(np.flatnonzero(column).tolist())))) for column in on.T])
    count = min(draws, people.size) if draws else max(int((np.cumsum(lanes_of) * each <= EVEN_HOURS).sum()), min(FEWEST_DRAWS, people.size))
    on = on[:, :count]
    eating = _covering(on, lanes_of, MEAL_HOURS / each)
    every = _laid_out(people, followed, on, sets, range(count)) if len(eating) < count else None
    eaten = _laid_out(people, followed, on, sets, eating)
    evenly = 0.0 if every is None else every.cohort.size * each / EVENLY
    whole = evenly + eaten.cohort.size * each

    def part(before: float, work: float) -> Callable[[float, float], None] | None:
        return None if progress is None else lambda done, of: progress(before + work * done / of, whole)

    (habitual, changed), failed = last_week(
        eaten.cohort, recipe.person.diet, pair, protocol=own, rtol=max(recipe.rtol, MEALS), jobs=jobs, progress=part(0.0, whole - evenly)
    )
    meals = _Solved(eaten, habitual, changed, _well(eaten, eating, failed))
    even = meals
    if every is not None:
        habitual, changed = fed_evenly(every.cohort, recipe.person.diet, evened, protocol=own, jobs=jobs, rtol=EVEN, first=every.first,
                                       progress=part(whole - evenly, evenly))  # fmt: skip
        ill = np.flatnonzero(~np.isfinite(habitual + changed).all(axis=(0, 1)))
        failed = dict.fromkeys(ill.tolist(), "a lane with even food could not be solved")
        even = _Solved(every, habitual, changed, [k for k in _well(every, range(count), failed) if k in meals.number or k not in eating])
        meals = replace(meals, number=[k for k in meals.number if k in even.number])
    number = np.array(even.number, int)
    full = np.array([even.built.place[k, _acting(on, k)] for k in number])
    found = []
    for target, first in zip(wanted, look, strict=True):
        found.append(_explained(target, even, meals, on, followed, _others(gains, acts, first, moving), acts, first, moving))
    solved = eaten.cohort.size + (0 if every is None else every.cohort.size)
    return Why(chosen, reading, recipe.weeks, len(number), people.size, recipe.seed, number, tuple(found), system, even.habitual[..., full],
               even.changed[..., full], pair, solved, len(meals.number))  # fmt: skip


def _acting(on: np.ndarray, draw: int) -> Links:
    return frozenset(np.flatnonzero(on[:, draw]).tolist())


def _laid_out(people: Cohort, followed: Sequence[Gains], on: np.ndarray, sets: Callable[[Links], Iterable[Links]], which: Sequence[int]) -> Lanes:
    """The lanes of some draws, which keep their numbers."""
    chosen = np.array(which, int)
    built = lanes(people.take(chosen), followed, on[:, chosen], sets)
    return replace(built, place={(which[k], links): lane for (k, links), lane in built.place.items()})


def _covering(on: np.ndarray, lanes_of: np.ndarray, most: float) -> list[int]:
    """Draws in which many links act for their lanes, and each link in about as many; no more lanes than `most`, but `FEWEST_DRAWS` draws."""
    seen, chosen, used = np.zeros(len(on)), [], 0
    left = list(range(on.shape[1]))
    while left:
        best = max(left, key=lambda k: (float((on[:, k] / (1 + seen) ** 2).sum()) / lanes_of[k], -k))
        used += int(lanes_of[best])
        if used > most and len(chosen) >= FEWEST_DRAWS:
            break
        left.remove(best)
        chosen.append(best)
        seen += on[:, best]
    return sorted(chosen)


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


def _well(built: Lanes, asked: Sequence[int], failed: dict[int, str]) -> list[int]:
    """Draws none of whose lanes failed."""
    ill = {k for (k, _), lane in built.place.items() if lane in failed}
    if len(ill) > MOST_FAILED * len(asked):
        raise SolveError(Fault(f"{len(ill)} of {len(asked)} draws could not be solved", "explain", next(iter(failed.values()))))
    return [k for k in asked if k not in ill]


def _others(gains: Sequence[Gains], acts: np.ndarray, first: _First, moving: Sequence[int]) -> list[Carried]:
    """Links that were not followed."""
    return [Carried(g.link, LITTLE if acts[k].any() else OFF, None, float(acts[k].mean()), float(first.carried[k]))
            for k, g in enumerate(gains) if k not in moving]


def _explained(target: Target, even: _Solved, meals: _Solved, on: np.ndarray, followed: Sequence[Gains], others: list[Carried],
               acts: np.ndarray, first: _First, moving: Sequence[int]) -> Explanation:  # fmt: skip
    ends = [solved.ends(target) for solved in (even, meals)]
    place = np.searchsorted(even.number, meals.number)

    def both(of: int, sets: Callable[[Links], Links]) -> list[Array]:
        """Level (0) or change (1) with some links, in all draws with even food, and in those followed through meals."""
        values = [before if of == 0 else after - before for before, after in ends]
        return [np.array([v[s.built.place[k, sets(_acting(on, k))]] for k in s.number]) for v, s in zip(values, (even, meals), strict=True)]

    whole, level = both(1, lambda on: on), both(0, lambda on: on)
    size = np.abs(level[0]) + NOTHING * float(np.abs(level[0]).max())  # a person with twice the level has parts of twice the size, about
    usual_size = float(np.median(size))

    def lost(sets: Callable[[Links], Links]) -> list[Array]:
        return [all_on - some for all_on, some in zip(whole, both(1, sets), strict=True)]

    parts = {"total": whole, "links": lost(lambda on: frozenset()), **{grade: lost(lambda on, g=grade: _graded(followed, on, g)) for grade in GRADES}}
    carried = [lost(lambda on, link=k: on - {link}) for k in range(len(followed))]
    known = np.array([[quick[place], exact] for quick, exact in [*parts.values(), *carried]]) / size[place]
    faint = FAINT * float(np.abs(known[:, 0]).max()) if known.size else 0.0
    usual = _ratio(known[:, 0].ravel(), known[:, 1].ravel(), faint, 1.0)
    error = 0.0

    def with_meals(quick: Array, exact: Array, faint: float = faint, usual: float = usual) -> Array:
        nonlocal error
        if len(place) == len(quick):
            return exact
        seen, real = quick[place] / size[place], exact / size[place]
        foretold = [seen[k] * _ratio(np.delete(seen, k), np.delete(real, k), faint, usual) for k in range(len(seen))]
        error = max(error, usual_size * float(np.sqrt(np.mean((real - foretold) ** 2))))
        values = quick * _ratio(seen, real, faint, usual)
        values[place] = exact
        return values

    total, lost_of = with_meals(*whole), {name: with_meals(*values) for name, values in parts.items() if name != "total"}
    links = []
    for k, g in enumerate(followed):
        draws = with_meals(*carried[k])
        state = MOVES if acts[moving[k]].any() else OFF
        links.append(Carried(g.link, state, draws, float(acts[moving[k]].mean()), float(first.carried[moving[k]])))
    found = error
    largest = max([abs(float(total.mean())), *(abs(float(c.draws.mean())) for c in links)])  # type: ignore[union-attr]
    links = [replace(c, state=LITTLE) if abs(float(c.draws.mean())) <= SMALL * largest else c for c in links]  # type: ignore[union-attr]
    everyone = [*links, *others]
    order = {MOVES: 0, LITTLE: 1, OFF: 2}
    everyone.sort(key=lambda c: (order[c.state], -abs(float(c.draws.mean()) if c.draws is not None else 0.0), -abs(c.typical)))
    by_grade = {grade: total - lost_of[grade] for grade in GRADES}
    return Explanation(target, with_meals(*level, 0.0, 1.0), total, total - lost_of["links"], tuple(everyone), by_grade, first.total, found)


def _ratio(seen: Array, exact: Array, faint: float, usual: float) -> float:
    """Of what draws show through their meals to what they show with even food, by least squares; `usual` where there is next to nothing."""
    weight = seen.size * faint**2
    whole = float(seen @ seen) + weight
    return (float(seen @ exact) + weight * usual) / whole if whole > 0 else usual
