"""Draw plausible versions of a person: person-to-person, parameter, structural and measurement uncertainty come from streams of their own."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import Fault, InputError, nearest
from ..evidence.readings import SUPPORTED, LinkState, link_gains, read_links, scaled
from ..network import ParameterTable, System
from ..network.parameters import Row
from ..network.units import parse
from .deviates import FURTHEST
from .posterior import medians

if TYPE_CHECKING:
    from ..person.person import Person

BODY = Path(__file__).resolve().parents[1] / "body"
MIDDLE_BRISTOL = 4
PERSON_TO_PERSON, PARAMETER, STRUCTURAL, MEASUREMENT = "person_to_person", "parameter", "structural", "measurement"
KINDS = (PERSON_TO_PERSON, PARAMETER, STRUCTURAL, MEASUREMENT)  # of uncertainty, each with its own streams of random numbers
OF_FOOD = ("unknown_fibre_share", "lignin_share")  # rows that say what the food on the plate holds, which nobody measured
FAR = 1 << 24  # what only some diets need is drawn by the number of a draw: numbers that no run reaches
MOSTELLER = 36.0  # body surface in m2 is the root of kg times m over this (Mosteller 1987)


@dataclass(frozen=True)
class Cohort:
    """Virtual people.

    Args:
        system: the model.
        persons: the person behind each draw (length draws; all the same for one person's cohort).
        parameters: (parameters, draws) in canonical units.
        food: (substrate classes, draws) standard deviates: where in its interval each class of eaten substrate lies.
        unknown_fibre: (classes of `unknown_classes`, draws) shares in which fibre of no known type is spread; sum to one.
        lignin_share: (draws,) lignin in cellulose_lignin.
        world: (draws,) which draw of the uncertain parameters; member: (draws,) which person within it.
        number: (draws,) number of each draw, from which what only some diets need is drawn later; None where nothing is spread.
        links: which links act in which draws; None where nobody asked.
    """

    system: System
    persons: tuple[Any, ...]
    parameters: np.ndarray
    food: np.ndarray
    unknown_classes: tuple[str, ...]
    unknown_fibre: np.ndarray
    lignin_share: np.ndarray
    world: np.ndarray
    member: np.ndarray
    seed: int
    number: np.ndarray | None = None
    links: LinkState | None = None

    @property
    def size(self) -> int:
        return self.parameters.shape[1]

    def take(self, which: slice | np.ndarray) -> Cohort:
        """Some of the people, as they are."""
        return replace(
            self,
            persons=tuple(np.array(self.persons, dtype=object)[which]),
            parameters=self.parameters[:, which],
            food=self.food[:, which],
            unknown_fibre=self.unknown_fibre[:, which],
            lignin_share=self.lignin_share[which],
            world=self.world[which],
            member=self.member[which],
            number=None if self.number is None else self.number[which],
            links=None if self.links is None else self.links.take(which),
        )

    def modified(self, factors: Mapping[str, float]) -> Cohort:
        """The same people with parameters multiplied by name (`colon.pace`, or one element such as `colon.residence[distal]`), or a
        link by its id (its gains)."""
        if faults := unknown_parameters(self.system, factors):
            raise InputError(faults)
        factors = scaled(self.system, factors)
        values = self.parameters.copy()
        names = np.array(self.system.parameter_names)
        bare = np.array([n.split("[")[0] for n in names])
        for name, factor in factors.items():
            values[(names == name) | (bare == name)] *= factor
        return replace(self, parameters=values)


def unknown_parameters(system: System, names: Iterable[str]) -> list[Fault]:
    """A fault for every name that is neither a parameter, nor one element of it, nor a link."""
    known = {*system.parameter_names, *(name.split("[")[0] for name in system.parameter_names), *(g.link.id for g in link_gains(system))}
    parts = {part: name for name in sorted(known) if "[" not in name for part in (name, name.split(".")[-1])}
    return [Fault(f"no parameter is called `{name}`", f"modify: {name}",
                  nearest=tuple(dict.fromkeys(parts[near] for near in nearest(name, sorted(parts)))),
                  cure="a name as in the tables of the model, such as colon.pace, or one element, such as colon.residence[distal]")
            for name in names if name not in known]


def draw(system: System, person: Person | list[Person], n: int, seed: int = 1, worlds: int | None = None, median: np.ndarray | None = None,
         reading: str = SUPPORTED, min_grade: str = "E", anew: Mapping[str, int] | None = None) -> Cohort:
    """Draw virtual people.

    Args:
        system: the model.
        person: one person, or a list of persons taken in turn.
        n: number of draws.
        seed: the same seed gives the same people; the first k of n draws do not depend on n.
        worlds: number of draws of the uncertain parameters that the people share; by default every draw has its own. 0 keeps every
            parameter at its median (no spread at all: the reference version of the person).
        median: (parameters,) medians to draw around; by default the fit where there is one, else the priors.
        reading: weighted, established, face_value, or supported (every link acts, at the size that its evidence supports). Links are on
            or off by world: whether a link works is something not known, and no difference between people.
        min_grade: links of a worse grade never act, except at face value.
        anew: kind of uncertainty (`KINDS`) -> seed of its own: the same people but for this.

    Returns:
        The cohort.
    """
    people = list(person) if isinstance(person, (list, tuple)) else [person]
    persons = tuple(people[k % len(people)] for k in range(n))
    still = worlds == 0
    world = np.arange(n) if not worlds else np.arange(n) % worlds
    member = np.zeros(n, int) if not worlds else np.arange(n) // worlds
    dice = _Dice(seed, n, world, still, anew)
    centre = medians(system) if median is None else median
    cohort = _roll(system, persons, np.repeat(centre[:, None], n, axis=1), dice, world, member)
    values, links = read_links(system, cohort.parameters, reading, dice.structure, min_grade)
    return replace(cohort, parameters=values, links=links)


def panel(system: System, persons: Sequence[Person], median: np.ndarray, seed: int = 1) -> Cohort:
    """A few people who stand for many, at several settings of the medians: what a fit needs.

    People differ as in `draw`, but come in mirrored pairs (one as far above a median as the other below), each guild is carried by its
    prevalence of them, and what is merely not known stays at its median.

    Args:
        system: the model.
        persons: who takes part.
        median: (parameters, lanes) medians of each setting.
        seed: of the people.

    Returns:
        A cohort of persons x lanes draws, all lanes of a person in a row; `world` is the lane, `member` the person.
    """
    lanes = median.shape[1]
    n = lanes * len(persons)
    world, member = np.tile(np.arange(lanes), len(persons)), np.repeat(np.arange(len(persons)), lanes)
    dice = _PanelDice(seed, n, world, False)
    dice.member, dice.people = member, len(persons)
    return _roll(system, tuple(persons[m] for m in member), np.tile(median, (1, len(persons))), dice, world, member)


def _roll(system: System, persons: tuple, median: np.ndarray, dice: _Dice, world: np.ndarray, member: np.ndarray) -> Cohort:
    n = len(persons)
    values = median.copy()
    for k, row in enumerate(system.parameter_rows):
        values[k] = dice.value(row, median[k], system.parameter_names[k].split(".")[0])
    extra = further_rows(system)
    _fit_person(system, values, persons, dice, extra)
    shares = [r for r in extra.values() if r.id == "unknown_fibre_share"]
    spread = np.array([dice.value(r, r.value, "upper_gut") for r in shares])
    lignin_row = extra["lignin_share"]
    from ..food.classes import SUBSTRATES

    food = np.array([np.zeros(n) if dice.certain else dice.deviate(f"food.{name}", n, MEASUREMENT) for name in SUBSTRATES])
    return Cohort(
        system,
        persons,
        values,
        food,
        tuple(r.labels[0] for r in shares),
        spread / spread.sum(axis=0),
        dice.value(lignin_row, lignin_row.value, "upper_gut"),
        world,
        member,
        dice.seed,
        None if dice.certain else np.arange(n) + dice.furthest,
    )


def further_rows(system: System | None = None) -> dict[str, Row]:
    """Rows of the body's tables that draw people but are no parameter of the model, by their key; body fat only where a model has it."""
    wanted: dict[str, tuple[str, ...]] = {
        "upper_gut": ("unknown_fibre_share", "lignin_share"),
        "colon": ("pace_of_bristol", "pace_of_women"),
    }
    if system is not None and "host.fat_mass" in system.parameter_names:
        wanted["host"] = ("body_fat",)
    if system is not None and "androgen.pituitary_drive" in system.parameter_names:
        wanted["androgen"] = ("hypogonadism",)
    tables = {name: ParameterTable(BODY / name / "parameters.tsv").rows for name in wanted}
    return {row.key: row for name, rows in tables.items() for row in rows if row.id in wanted[name]}


class _Dice:
    """One stream of random numbers per table row, so that a new row does not move the others."""

    def __init__(self, seed: int, n: int, world: np.ndarray, still: bool, anew: Mapping[str, int] | None = None):
        self.seed, self.n, self.world, self.still, self.seeds = seed, n, world, still, dict(anew or {})

    @property
    def certain(self) -> bool:
        """Whether what is not known stays at its median."""
        return self.still

    @property
    def furthest(self) -> int:
        """What is added to the numbers of draws, so that food drawn anew is other food."""
        return FAR * (1 + self.seeds[MEASUREMENT] % FAR) if MEASUREMENT in self.seeds else 0

    def _stream(self, name: str, kind: str) -> np.random.Generator:
        return np.random.Generator(np.random.Philox(key=[self.seeds.get(kind, self.seed), zlib.crc32(name.encode())]))

    def deviate(self, name: str, n: int, kind: str) -> np.ndarray:
        return np.clip(self._stream(name, kind).standard_normal(n), -FURTHEST, FURTHEST)

    def structure(self, link: str) -> np.ndarray:
        """(draws,) numbers between 0 and 1 that decide whether a link acts, one a world; without any spread every link acts."""
        if self.certain:
            return np.zeros(self.n)
        return self._stream(f"link {link}", STRUCTURAL).random(int(self.world.max()) + 1)[self.world]

    def carried(self, key: str, prevalence: float) -> np.ndarray:
        """(draws,) whether each person carries a guild."""
        return np.asarray(self._stream(key, PERSON_TO_PERSON).random(self.n) < prevalence)

    def value(self, row: Row, median: Any, table: str) -> np.ndarray:
        """(draws,) values of one row around a median, or (draws,) medians, in canonical units."""
        key = f"{table}.{row.key}"
        if row.scale == "presence":
            return np.ones(self.n) if self.still else self.carried(key, row.value).astype(float)
        median = np.broadcast_to(np.asarray(median, float), (self.n,))
        if self.still or row.scale == "fixed":
            return median.copy()
        z = np.zeros(self.n)
        if row.person:
            z += row.person * self.deviate(key + " person", self.n, MEASUREMENT if row.id in OF_FOOD else PERSON_TO_PERSON)
        if row.knowledge and not self.certain:
            kind = MEASUREMENT if row.id in OF_FOOD else PARAMETER
            z += row.knowledge * self.deviate(key + " knowledge", int(self.world.max()) + 1, kind)[self.world]
        if row.scale == "log":
            return median * np.exp(z)
        if row.scale == "logit":
            odds = median / (1 - median) * np.exp(z)
            return odds / (1 + odds)
        return median + z * parse(row.unit)[0]


class _PanelDice(_Dice):
    """Mirrored pairs of people, guilds carried by their prevalence, nothing unknown."""

    people: int
    member: np.ndarray
    certain = True

    def deviate(self, name: str, n: int, kind: str) -> np.ndarray:
        half = super().deviate(name, -(-self.people // 2), kind)
        return np.concatenate([half, -half])[: self.people][self.member]

    def carried(self, key: str, prevalence: float) -> np.ndarray:
        places = (self._stream(key, PERSON_TO_PERSON).permutation(self.people) + 0.5) / self.people
        return np.asarray(places < prevalence)[self.member]


def _fit_person(system: System, values: np.ndarray, persons: tuple, dice: _Dice, colon: dict[str, Row]) -> None:
    """Set what the person's own data say: weight, sex, age, menopause, fat mass; stool form and sex shift transit."""
    place = {name: k for k, name in enumerate(system.parameter_names)}
    if "host.weight" in place:
        values[place["host.weight"]] = [1000 * p.weight_kg for p in persons]
    if "host.female" in place:
        values[place["host.female"]] = [float(p.sex == "female") for p in persons]
    known_age = [k for k, p in enumerate(persons) if getattr(p, "age_y", None)]
    if "host.age" in place:
        values[place["host.age"], known_age] = [parse("y")[0] * persons[k].age_y for k in known_age]
    if "host.postmenopausal" in place:
        values[place["host.postmenopausal"]] = [_after_menopause(p) for p in persons]
    if "host.fat_mass" in place:
        own = [k for k, p in enumerate(persons) if getattr(p, "height_m", None) and getattr(p, "age_y", None)]
        values[place["host.fat_mass"], own] = [_fat_mass(persons[k], colon) for k in own]
    if "host.surface" in place:
        tall = [k for k, p in enumerate(persons) if getattr(p, "height_m", None)]
        m2 = parse("m2")[0]
        values[place["host.surface"], tall] = [m2 * np.sqrt(persons[k].weight_kg * persons[k].height_m / MOSTELLER) for k in tall]
    _hypogonadism(values, place, persons, dice, colon)
    if "colon.pace" not in place:
        return
    per_unit = dice.value(colon["pace_of_bristol"], colon["pace_of_bristol"].value, "colon")
    women = dice.value(colon["pace_of_women"], colon["pace_of_women"].value, "colon")
    form = np.array([0 if p.bristol is None else p.bristol - MIDDLE_BRISTOL for p in persons])
    female = np.array([p.sex == "female" for p in persons])
    values[place["colon.pace"]] *= np.exp(per_unit * form + women * female)


def _hypogonadism(values: np.ndarray, place: dict[str, int], persons: tuple, dice: _Dice, rows: dict[str, Row]) -> None:
    """What a failing testis or pituitary has left."""
    for kind, name in (("primary", "androgen.gonadal_capacity[male]"), ("secondary", "androgen.pituitary_drive")):
        who = [k for k, p in enumerate(persons) if f"{kind}_hypogonadism" in getattr(p, "conditions", ())]
        if who and name in place:
            row = rows[f"hypogonadism[{kind}]"]
            values[place[name], who] *= dice.value(row, row.value, "androgen")[who]


def _after_menopause(person: Person) -> float:
    """1 for a woman after menopause, a half for one around it, else 0."""
    return {"post": 1.0, "peri": 0.5}.get(getattr(person, "menopause", None) or "", 0.0)


def _fat_mass(person: Person, rows: dict[str, Row]) -> float:
    """Grams of body fat from body mass index, age and sex; at least what nobody lives without."""
    part = {name: rows[f"body_fat[{name}]"].value for name in ("of_bmi", "of_age", "of_men", "at_zero", "least")}
    index = person.weight_kg / person.height_m**2
    percent = part["of_bmi"] * index + part["of_age"] * person.age_y + part["of_men"] * (person.sex == "male") + part["at_zero"]
    return 1000 * person.weight_kg * max(percent, part["least"]) / 100
