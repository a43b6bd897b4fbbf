"""How much of the spread of a change comes from each kind of uncertainty: differences between persons, numbers of the model, links that act or
not, and what the food on the plate holds.

Two independent cohorts, and for each kind a third one that is the first but for this kind, which it has from the second (Saltelli et al 2010
Comput Phys Commun 181:259). A kind *alone* gives the variance that would go if it were known; *with others* it gives the variance that would be
left if it alone were not known. What the first does not add up to is interplay, and is shown as such. The variance is that of the ranks of the
change: where a rare link acts in one draw of fifty, that draw would be nearly all of the plain variance, and of its error.

To be cheap, people eat evenly over the day, as when they settle, which takes a fiftieth of the time; how well these changes follow those of the
run is told beside the shares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..evidence.readings import LinkState, link_gains
from ..population import draw
from ..population.cohort import KINDS, STRUCTURAL, Cohort
from ..simulate.arms import HABITUAL, arms_of
from .lanes import Array, fed_evenly
from .targets import Target, every

if TYPE_CHECKING:
    from ..network import System
    from ..person.change import Change
    from ..person.person import Person

ANEW = 0x5EED  # added to the seed of the run: the second cohort
FEWEST = 16  # draws: fewer say nothing of a variance
RESAMPLES = 400
NOTHING = 1e-6  # of the level of an output: a spread that the solver cannot tell from none
TOTAL = "total"
WORDS = {
    "person_to_person": "persons differ",
    "parameter": "numbers of the model are not known well",
    "structural": "links act or do not, by their grade",
    "measurement": "what the food holds is not measured",
}


@dataclass(frozen=True)
class Share:
    """Share of the variance of a change, 0 to 1, with its standard error; an estimate may lie a little outside.

    Args:
        alone: what would go if this kind were known.
        whole: what would be left if only this kind were not.
    """

    alone: float
    alone_error: float
    whole: float
    whole_error: float


@dataclass(frozen=True)
class Shares:
    """Of one output in one arm.

    Args:
        of: kind -> its share.
        together: interplay, what the shares alone do not add up to; `together_error` its standard error.
        sd: standard deviation of the change in the unit of the output.
        follows: rank correlation with the changes of the run in the same draws; NaN where there is no run.
        draws: of each cohort.
    """

    output: str
    label: str
    arm: str
    unit: str
    of: Mapping[str, Share]
    together: float
    together_error: float
    sd: float
    follows: float
    draws: int


def affordable(draws: int) -> int:
    """Draws for the shares of a run: a fifth of its own, at most 48; none where they would be too few."""
    few = min(draws // 5, 48)
    return few if few >= FEWEST else 0


def shares(
    person: Person,
    changes: Sequence[Change],
    system: System,
    *,
    weeks: float,
    draws: int,
    seed: int = 1,
    reading: str = "weighted",
    min_grade: str = "E",
    jobs: int | None = None,
    run: Callable[[str, str, str], Array | None] | None = None,
    progress: Callable[[float, float], None] | None = None,
) -> list[Shares]:
    """Shares of the spread of each change in each output that has any.

    Args:
        person, changes, system, weeks, seed, reading, min_grade, jobs: as in `compare`.
        draws: of each of the cohorts, of which there are two and one more for each kind.
        run: (output, label, arm) -> (draws of the run,) its own changes, to be put beside.
        progress: called with (done, all).
    """
    kinds = [kind for kind in KINDS if kind != STRUCTURAL or _structure(system, person, draws, seed, reading, min_grade)]
    other = {kind: seed + ANEW for kind in KINDS}
    sets: list[Mapping[str, int]] = [{}, other, *({kind: other[kind]} for kind in kinds)]
    people = joined([draw(system, person, draws, seed, reading=reading, min_grade=min_grade, anew=anew) for anew in sets])
    arms = arms_of(person, changes, weeks * 168, evenly=True)
    own = tuple(getattr(person, "protocol", ()))
    means = fed_evenly(people, person.diet, list(arms.values()), protocol=own, jobs=jobs)
    if progress:
        progress(1, 1)
    found = []
    for number, arm in enumerate(arms):
        if arm == HABITUAL:
            continue
        for key, (target, before, after) in _ends(system, means[0], means[number]).items():
            change = (after - before).reshape(len(sets), draws)
            beside = run(*key, arm) if run else None
            if (one := _shares(target, key, arm, change, before, kinds, beside)) is not None:
                found.append(one)
    return found


def _structure(system: System, person: Person, draws: int, seed: int, reading: str, min_grade: str) -> bool:
    """Whether any link acts in some draws and not in others."""
    if not link_gains(system):
        return False
    links = draw(system, person, max(draws, 2), seed, reading=reading, min_grade=min_grade).links
    return links is not None and bool((links.on != links.on[:, :1]).any())


def joined(cohorts: Sequence[Cohort]) -> Cohort:
    """Cohorts of one person beside each other."""
    first = cohorts[0]
    assert first.links is not None and all(c.number is not None for c in cohorts)

    def beside(name: str) -> Any:
        return np.concatenate([getattr(c, name) for c in cohorts], axis=-1)

    links = LinkState(first.links.reading, first.links.links, np.concatenate([c.links.on for c in cohorts], axis=1), first.links.lowest)  # type: ignore[union-attr]
    return replace(first, persons=tuple(p for c in cohorts for p in c.persons), links=links,
                   **{name: beside(name) for name in ("parameters", "food", "unknown_fibre", "lignin_share", "world", "member", "number")})


def _ends(system: System, habitual: Array, means: Array) -> dict[tuple[str, str], tuple[Target, Array, Array]]:
    """(output, label as in the summary) -> what it is, its mean of the last week on the habitual diet and here; acids together as well."""
    found: dict[tuple[str, str], tuple[Target, Array, Array]] = {}
    for target in every(system).values():
        before, after = target.ends(habitual, means)
        found[target.output, target.label.replace(",", "/")] = (target, before, after)
    acids: dict[tuple[str, str], list[tuple[Target, Array, Array]]] = {}
    for (output, label), one in found.items():
        parts = label.split("/")
        if parts[-1] in ("acetate", "propionate", "butyrate"):
            acids.setdefault((output, "/".join([*parts[:-1], TOTAL])), []).append(one)
    for key, parts_of in acids.items():
        if len(parts_of) > 1:
            found[key] = (parts_of[0][0], *(np.sum([part[k] for part in parts_of], axis=0) for k in (1, 2)))  # type: ignore[assignment]
    return found


def _shares(target: Target, key: tuple[str, str], arm: str, change: Array, before: Array, kinds: Sequence[str], run: Array | None) -> Shares | None:
    """Of one output; None where the change is the same in every draw.

    Args:
        change: (cohorts, draws) of the first cohort, the second, and the first with each kind from the second.
    """
    well = np.isfinite(change).all(axis=0)
    y = change[:, well]
    if y.shape[1] < FEWEST // 2:
        return None
    sd = float(y[:2].std(ddof=1))
    if not sd > NOTHING * float(np.abs(np.nanmedian(before))):
        return None
    ranked = _ranks(y, NOTHING * float(np.abs(np.nanmedian(before))))
    dice, count = np.random.default_rng(0), y.shape[1]
    weights = np.vstack([np.full(count, 1 / count), dice.multinomial(count, np.full(count, 1 / count), RESAMPLES) / count])
    chance = _together(weights, ranked[0], ranked[1])
    of, rest = {}, np.ones(RESAMPLES + 1)
    for k, kind in enumerate(kinds):
        mixed = ranked[2 + k]
        alike = _together(weights, ranked[0], mixed)
        # Both cohorts have nothing in common: what seems so is chance, which is in the other pair as well, the more the less this kind does.
        alone = _together(weights, ranked[1], mixed) - np.clip(alike, 0, 1) * chance
        rest = rest - alone
        of[kind] = Share(float(alone[0]), float(alone[1:].std()), float(1 - alike[0]), float(alike[1:].std()))
    for kind in KINDS:
        of.setdefault(kind, Share(0.0, 0.0, 0.0, 0.0))
    follows = float("nan")
    if run is not None and len(run) >= change.shape[1]:
        mine, own = change[0][well], np.asarray(run, float)[: change.shape[1]][well]
        both = np.isfinite(own)
        if both.sum() > 2 and mine[both].std() > 0 and own[both].std() > 0:
            follows = float(np.corrcoef(_ranks(mine[both], 0.0), _ranks(own[both], 0.0))[0, 1])
    return Shares(key[0], key[1], arm, target.unit, {kind: of[kind] for kind in KINDS}, float(rest[0]), float(rest[1:].std()), sd, follows, count)


def _ranks(values: Array, noise: float) -> Array:
    """Ranks of all values together, 0 to 1; those that differ by no more than the solver's noise share one."""
    flat = np.round(values.ravel() / noise) if noise > 0 else values.ravel()
    _, place, counts = np.unique(flat, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - (counts - 1) / 2)[place.ravel()] / flat.size).reshape(values.shape)


def _together(weights: Array, one: Array, other: Array) -> Array:
    """(resamples,) how far two columns of draws move together, as a share of their variance (Janon et al 2014)."""
    middle = weights @ (one + other) / 2
    variance = weights @ (one**2 + other**2) / 2 - middle**2
    return (weights @ (one * other) - middle**2) / np.where(variance > 0, variance, np.inf)


def as_data(found: Sequence[Shares]) -> list[dict[str, Any]]:
    """Shares as plain data: attribute `spread` of a dataset, and `spread` of the JSON of a comparison."""
    def form(value: float) -> float | None:
        return None if not np.isfinite(value) else float(f"{value:.4g}")

    return [
        {"output": s.output, "label": s.label, "arm": s.arm, "unit": s.unit, "sd": form(s.sd), "draws": s.draws, "follows": form(s.follows),
         "of": {kind: {name: form(getattr(one, name)) for name in ("alone", "alone_error", "whole", "whole_error")} for kind, one in s.of.items()},
         "together": form(s.together), "together_error": form(s.together_error)}
        for s in found
    ]  # fmt: skip
