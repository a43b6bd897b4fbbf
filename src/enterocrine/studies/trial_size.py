"""The spread of a trial's own result: parameter uncertainty between worlds, and the luck of which people took part.

Every world is one plausible set of the numbers nobody knows exactly; in each, the same virtual people take part. A trial of n people
sees the mean of n, so for each world groups of n are drawn with replacement from its people. The means of the simulated people differ
between worlds partly because few people are simulated; that part is estimated and taken out, so that the interval is that of a trial
of n people whatever the number simulated. A stool differs from the next of the same person; that variation, measured in repeat stools,
is added to each person's value, independently in each arm; arms of a crossover share their people and the samples of the arm they are
held against.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from enterocrine.studies.extract import OF_COURSE, CannotRun, Recorded, associate, compare, per_person, reference, without_third
from enterocrine.studies.study import ASSOCIATIONS, BASELINE, Outcome, Study

REPEATS = 64
REPEATABILITY = Path(__file__).with_name("repeatability.tsv")
Array = np.ndarray[Any, np.dtype[Any]]
Sampled = Callable[[Array], Array]


def results(recorded: Recorded, study: Study, outcome: Outcome, seed: int, *, difference: bool = False) -> Array:
    """What trials of this size would have found.

    Args:
        recorded: the simulated trial.
        study: its design and size.
        outcome: what is asked.
        seed: of the draw of groups.
        difference: give the difference from `versus` where the paper reports a level beside it.

    Returns:
        The reported measure, worlds x repeats, flattened.

    Raises:
        CannotRun: the model cannot answer.
    """
    keep = _kept(recorded, outcome)
    worlds = recorded.world[keep]
    random = np.random.default_rng([seed, len(outcome.id), *outcome.id.encode()])
    sizes = _group_sizes(study, outcome)
    if outcome.across == "arms":
        columns = _by_arm(recorded, study, outcome, keep)
    else:
        columns = [_arm_and_other(recorded, outcome, arm, keep) for arm in outcome.arm]
    noise = repeat_sd(outcome)
    found = []
    for world in np.unique(worlds):
        mine = worlds == world
        people = int(mine.sum())
        groups = [random.integers(0, people, (2, REPEATS, min(size, 20_000))) for size in sizes]
        if study.design == "crossover" and len(set(sizes)) == 1:
            groups = groups[:1] * len(sizes)  # the same people take part in every arm
        whole = np.arange(people)[None, None, :].repeat(2, axis=0)
        small = random.integers(0, people, (2, REPEATS, people))
        values = [[None if part is None else part[mine] for part in pair] for pair in columns]
        measure = _across_arms if outcome.across == "arms" else partial(_over_people, difference=difference)
        paired = study.design != "parallel"
        found.append((measure(recorded, study, outcome, values, [whole] * len(values), paired)[0],
                      measure(recorded, study, outcome, values, groups, paired, lambda part: repeated(part, outcome, noise, random)),
                      measure(recorded, study, outcome, values, [small] * len(values), paired).var()))
    return _spread(found)


def _spread(found: list[tuple[float, Array, float]]) -> Array:
    middle = np.array([world[0] for world in found])
    groups = np.stack([world[1] for world in found])
    if not np.isfinite(middle).all():
        raise CannotRun("the measure is not a finite number in this model (a quotient by zero)")
    seen = middle.var(ddof=1) if len(middle) > 1 else 0.0
    chance = float(np.mean([world[2] for world in found]))
    shrink = np.sqrt(max(0.0, seen - chance) / seen) if seen > 0 else 0.0
    truth = middle.mean() + shrink * (middle - middle.mean())
    return (truth[:, None] + groups - middle[:, None]).ravel()


@cache
def repeat_table() -> dict[tuple[str, str], float]:
    """Standard deviation of the logarithm of repeat samples of one person, by output and label (repeatability.tsv)."""
    with open(REPEATABILITY, encoding="utf-8", newline="") as handle:
        return {(row["output"], row["label"]): float(row["log_sd"]) for row in csv.DictReader(handle, delimiter="\t")}


def repeat_sd(outcome: Outcome) -> float:
    """How far one sample of a person lies from the next, as the standard deviation of the logarithm; 0 where it is not known."""
    if outcome.as_ in (*OF_COURSE, *ASSOCIATIONS, "peak_ratio") or outcome.statistic.startswith(("share_", "percentile")):
        return 0.0
    name = outcome.measured.output
    if outcome.per is not None and name != "guild_biomass":
        name = "faecal_butyrate_share" if (name, outcome.per.output) == ("faecal_butyrate", "faecal_total_scfa") else ""
    table = repeat_table()
    if name in ("guild_fraction", "guild_biomass"):
        # A sum of guilds repeats at least as well as its steadiest member.
        spread = min((table[("guild_fraction", label)] for label in outcome.measured.select.get("guild", ())), default=0.0)
    else:
        regions = outcome.measured.select.get("region", ())
        spread = table.get((name, regions[0] if len(regions) == 1 else ""), table.get((name, ""), 0.0))
    return spread / float(np.sqrt(max(outcome.samples, 1)))


def repeated(values: Array, outcome: Outcome, spread: float, random: np.random.Generator) -> Array:
    """Values as one sample each would give them; the mean stays."""
    if not spread:
        return values
    shift = spread * random.standard_normal(values.shape) - spread**2 / 2
    return values + shift / np.log(10) if outcome.transform == "log10" else values * np.exp(shift)


def _kept(recorded: Recorded, outcome: Outcome) -> Array:
    if "sex" not in outcome.among:
        return np.ones(len(recorded.world), dtype=bool)
    keep = recorded.sex == outcome.among["sex"]
    if not keep.any():
        raise CannotRun(f"nobody of sex {outcome.among['sex']} takes part")
    return keep


def _group_sizes(study: Study, outcome: Outcome) -> list[int]:
    if outcome.across == "arms":
        return [max(1, (outcome.n or study.population.n) // max(1, len(study.arms)))] * len(study.arms)
    sizes = []
    for name in outcome.arm:
        own = study.arm(name).n if name != BASELINE else None
        whole = outcome.n or own or study.population.n
        split = study.design == "parallel" and outcome.n is None and own is None
        sizes.append(max(2, whole // len(study.arms)) if split else whole)
    return sizes


def _arm_and_other(recorded: Recorded, outcome: Outcome, arm: str, keep: Array) -> list[Array | None]:
    if outcome.as_ in ASSOCIATIONS:
        own = per_person(recorded, outcome, arm, outcome.of if outcome.of in ("integral", "peak") else "mean")
        before = reference(recorded, outcome, arm)
        moved = own - before if outcome.of == "change" and before is not None else own
        return [part[keep] for part in _adjusted(recorded, outcome, arm, (moved, _partner(recorded, outcome, arm)))]
    own = per_person(recorded, outcome, arm)
    other = reference(recorded, outcome, arm)
    if outcome.as_ == "integral" and other is not None and outcome.versus == BASELINE:
        clock = recorded.arm(arm)
        start, stop = (clock.hour_zero, clock.hours) if isinstance(outcome.when, str) else outcome.when
        other = other * (stop - start)
    return [own[keep], None if other is None else other[keep]]


def _adjusted(recorded: Recorded, outcome: Outcome, arm: str, pair: tuple[Array, Array]) -> tuple[Array, ...]:
    """Both sides of a correlation less what the output `given` explains of them."""
    if not outcome.given:
        return pair
    third = _partner(recorded, replace(outcome, with_=outcome.given), arm)
    return tuple(without_third(part, third, recorded.world) for part in pair)


def _partner(recorded: Recorded, outcome: Outcome, arm: str) -> Array:
    from enterocrine.studies.study import Measured

    if outcome.with_ == BASELINE:
        return per_person(recorded, outcome, BASELINE, "mean")
    other = replace(outcome, measured=Measured(outcome.with_), per=None, transform="", scale=1.0, as_="correlation")
    return per_person(recorded, other, arm, "mean")


def _over_people(recorded: Recorded, study: Study, outcome: Outcome, values: list[list[Array | None]], groups: list[Array],
                 paired: bool, sampled: Sampled = lambda part: part, difference: bool = False) -> Array:
    effects = []
    same_people = paired or outcome.versus == BASELINE or outcome.as_ in ASSOCIATIONS
    before, whom, second = None, None, None
    for (own, other), group in zip(values, groups, strict=True):
        assert own is not None
        first = sampled(own[group[0]])
        if other is None or before is None or whom is not group or not np.array_equal(other, before):
            # Arms that are held against the same samples of the same people share the luck of those samples.
            second = None if other is None else sampled(other[group[0] if same_people else group[1]])
            before, whom = other, group
        effects.append(associate(outcome, first, second) if outcome.as_ in ASSOCIATIONS and second is not None
                       else compare(outcome, first, second, difference))
    return np.mean(effects, axis=0)


def _by_arm(recorded: Recorded, study: Study, outcome: Outcome, keep: Array) -> list[list[Array | None]]:
    names = outcome.arm or tuple(arm.name for arm in study.arms)
    kind = outcome.of if outcome.of in ("integral", "peak") else "mean"
    return [[per_person(recorded, outcome, name, kind)[keep], _dose_of(recorded, outcome, name, keep)] for name in names]


def _dose_of(recorded: Recorded, outcome: Outcome, arm: str, keep: Array) -> Array:
    if outcome.with_ != "dose":
        return _partner(recorded, outcome, arm)[keep]
    dose = recorded.arm(arm).dose
    if dose is None:
        raise CannotRun(f"the arm {arm} has no `dose` to correlate with")
    return np.full(int(keep.sum()), dose)


def _across_arms(recorded: Recorded, study: Study, outcome: Outcome, values: list[list[Array | None]], groups: list[Array],
                 paired: bool, sampled: Sampled = lambda part: part) -> Array:
    first = groups[0]
    columns = []
    for (own, other), group in zip(values, groups[: len(values)], strict=True):
        assert own is not None and other is not None
        people = first[0] if paired else group[0]
        columns.append((sampled(own[people]).mean(axis=-1), other[people].mean(axis=-1)))
    return associate(outcome, np.stack([c[0] for c in columns], axis=-1), np.stack([c[1] for c in columns], axis=-1))


def of_each_world(recorded: Recorded, study: Study, outcome: Outcome, worlds: int) -> Array:
    """The measure of all simulated people of each world, without the luck of a trial.

    Args:
        recorded: the simulated trial.
        study: its design.
        outcome: what is asked.
        worlds: how many worlds there were; one whose people all failed gives NaN.

    Returns:
        (worlds,).

    Raises:
        CannotRun: the model cannot answer.
    """
    keep = _kept(recorded, outcome)
    columns = [_arm_and_other(recorded, outcome, arm, keep) for arm in outcome.arm]
    found = np.full(worlds, np.nan)
    for world in np.unique(recorded.world[keep]):
        mine = recorded.world[keep] == world
        whole = np.arange(int(mine.sum()))[None, None, :].repeat(2, axis=0)
        values = [[None if part is None else part[mine] for part in pair] for pair in columns]
        found[int(world)] = _over_people(recorded, study, outcome, values, [whole] * len(values), True)[0]
    return found
