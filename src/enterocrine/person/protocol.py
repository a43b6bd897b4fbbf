"""`protocol` and `drug`: what is taken as prescribed, and medicines known as factors on parameters. Nothing here chooses a dose."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from enterocrine.errors import EnterocrineError, Fault, InputError, nearest
from enterocrine.person.fields import Fields
from enterocrine.person.quantity import measure

KEYS = ("drug", "route", "dose", "every", "at", "start", "stop")
DAY_H, WEEK_H, YEAR_H = 24.0, 168.0, 8766.0
BODY_SIZES = ("kg", "m2")


@dataclass(frozen=True)
class Drug:
    """One way of giving one medicine.

    Args:
        drug, route: as files name them.
        how: the route in words.
        place: flat name of the pool element that receives it.
        molar_mass: [g/mol] of what is weighed; 0 where the place counts grams.
        flow: input that carries what is let go evenly, or "".
        least, most: [unit] between which a dose is believed.
        unit: of a dose.
        clock: hour of the day at which it is usually taken.
        note: remark, or why it cannot be run.
        evenly: input that can carry doses spread evenly over time, where each is otherwise put into `place` at once, or "".
    """

    drug: str
    route: str
    how: str
    place: str
    molar_mass: float
    flow: str
    least: float
    most: float
    unit: str
    clock: float
    note: str
    evenly: str = ""

    def amount(self, dose: float) -> float:
        """A dose in `unit` as what the place counts: mmol or g, an hour where it flows."""
        if self.unit == "CFU":
            return dose
        canonical = "g/h" if self.flow else "g"
        grams = dose * measure(f"1 {self.unit}", canonical)
        return grams * 1000 / self.molar_mass if self.molar_mass else grams


@dataclass(frozen=True)
class Treatment:
    """A medicine as it is prescribed.

    Args:
        drug: what is given and where it goes.
        dose: as written, such as "100 mg"; "" where only the end of an earlier prescription is told.
        amount: each time, in the unit of the place; an hour where it flows.
        per: `kg` or `m2` where the amount is for each kilogram of body weight or square metre of body surface.
        every_h: hours between doses, or for which a patch is worn.
        clock_h: hour of the day.
        start_h, stop_h: hours from the start of the run; -inf: for as long as can be told.
    """

    drug: Drug
    dose: str = ""
    amount: float = 0.0
    per: str = ""
    every_h: float = DAY_H
    clock_h: float = 8.0
    start_h: float = -math.inf
    stop_h: float = math.inf

    @property
    def target(self) -> str:
        """Flat name of the state or input that the model must have."""
        return self.drug.flow or self.drug.place

    def words(self) -> str:
        """Such as "testosterone cypionate 100 mg into muscle every 7 d, begun 12 weeks before"."""
        name = self.drug.drug.replace("_", " ")
        when = [] if math.isinf(self.start_h) else [_point("begun", "begins", self.start_h)]
        when += [] if math.isinf(self.stop_h) else [_point("stopped", "stops", self.stop_h)]
        if not self.dose:
            return " ".join([name, _point("stopped", "stops", self.stop_h)])
        often = f"{'changed ' if self.drug.flow else ''}every {'day' if self.every_h == DAY_H else _span(self.every_h)}"
        return ", ".join([f"{name} {self.dose} {self.drug.how} {often}", *when])


def _point(before: str, after: str, hours: float) -> str:
    if hours == 0:
        return f"{after} at the start"
    return f"{before} {_span(-hours)} before" if hours < 0 else f"{after} after {_span(hours)}"


def _span(hours: float) -> str:
    for size, unit in ((WEEK_H, "week"), (DAY_H, "d")):
        number = hours / size
        if (number == round(number) and number >= 2) or (unit == "d" and 2 * number == round(2 * number)):
            return f"{number:g} {unit}{'s' if unit == 'week' else ''}"
    return f"{hours:g} h"


def _table(name: str) -> list[dict[str, str]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip(header, row, strict=True)) for row in rows]


@cache
def drugs() -> tuple[Drug, ...]:
    """Every way of giving a medicine that files may name, those that cannot be run included (`place` is "")."""
    found = []
    for row in _table("drugs.tsv"):
        numbers = {key: float(row[key] or 0) for key in ("molar_mass", "least", "most", "clock")}
        found.append(Drug(drug=row["drug"], route=row["route"], how=row["name"], place=row["place"], flow=row["flow"], evenly=row["evenly"],
                          unit=row["unit"], note=row["note"], **numbers))
    return tuple(found)


@cache
def bundles() -> dict[str, dict[str, float]]:
    """Medicine -> parameter -> factor."""
    found: dict[str, dict[str, float]] = {}
    for row in _table("bundles.tsv"):
        found.setdefault(row["drug"], {})[row["parameter"]] = float(row["factor"])
    return found


def why_not(name: str) -> str:
    """Why a known medicine cannot be run; empty where it can, or where nobody knows it."""
    return next((d.note for d in drugs() if d.drug == name and not d.place), "")


def names() -> tuple[str, ...]:
    """Medicines that `protocol` can give."""
    return tuple(dict.fromkeys(d.drug for d in drugs() if d.place))


def find(drug: str, route: str = "", any_way: bool = False) -> Drug:
    """A medicine by name and route; the route may be left out where there is one only, or where any will do.

    Raises:
        InputError: not known, not in the model, not by this route, or a route is missing.
    """
    ways = [d for d in drugs() if d.drug == drug and d.place]
    if not ways:
        if reason := why_not(drug):
            raise InputError(Fault(f"`{drug}` cannot be run", why=reason, cure="remove it to run without it"))
        known = {*names(), *(d.drug for d in drugs())}
        hint = "medicines known by what they do to parameters stand under `drug:` of a change" if drug in bundles() else ""
        close = nearest(drug, known) or tuple(name for name in names() if name.startswith(drug[:5]))
        raise InputError(Fault(f"no medicine is called `{drug[:60]}`", why=hint, nearest=close or names()[:6]))
    routes = tuple(d.route for d in ways)
    if not route and len(ways) > 1 and not any_way:
        raise InputError(Fault(f"`{drug}` is given in several ways", nearest=routes, cure=f"add `route: {routes[0]}`"))
    if route and route not in routes:
        raise InputError(Fault(f"`{drug}` by the route `{route[:40]}` is not in the model", nearest=nearest(route, routes) or routes))
    return next(d for d in ways if route in ("", d.route))


def dose_of(drug: Drug, text: object, believed: bool = True) -> tuple[float, str]:
    """A dose as (amount, per): `per` is kg or m2 where the text gives it so, such as "10 mg/kg"; with `believed`, of a usual size only.

    Raises:
        InputError: no quantity, another unit, or a size that cannot be meant.
    """
    per = ""
    if isinstance(text, str):
        per = next((size for size in BODY_SIZES if text.replace(" ", "").endswith(f"/{size}")), "")
    bare = text.replace(" ", "").removesuffix(f"/{per}") if per and isinstance(text, str) else text
    dose = measure(bare, drug.unit, example=f"{drug.most / 4:g} {drug.unit}")
    if believed and not per and not drug.least <= dose <= drug.most:
        raise InputError(Fault(f"{text} of {drug.drug} is outside {drug.least:g} to {drug.most:g} {drug.unit}",
                               why=drug.note, cure="check the number and its unit"))
    return drug.amount(dose), per


def read(fields: Fields, key: str = "protocol", *, within: bool = False) -> tuple[Treatment, ...]:
    """The prescriptions under `protocol`; faults are noted with their place.

    Args:
        fields: the mapping that holds the key.
        key: its name.
        within: for a change: nothing begins before the run, and an entry may tell an end alone.
    """
    return tuple(found for entry in fields.entries(key, KEYS) if (found := _treatment(entry, within)) is not None)


def _treatment(entry: Fields, within: bool) -> Treatment | None:
    before = len(entry.faults.faults)
    entry.require("drug")
    name, route = entry.text("drug", 60), entry.text("route", 40) or ""
    ends_only = within and "dose" not in entry.data and "stop" in entry.data
    drug = None
    if name is not None:
        try:
            drug = find(_plain(name), _plain(route), any_way=ends_only)
        except EnterocrineError as error:
            entry.adopt("route" if route and _plain(name) in names() else "drug", error)
    start = entry.quantity("start", "h", -100 * YEAR_H, 10 * YEAR_H, example="-12 weeks", limits="-100 to 10 years")
    stop = entry.quantity("stop", "h", -100 * YEAR_H, 10 * YEAR_H, example="6 weeks", limits="-100 to 10 years")
    every = entry.quantity("every", "h", 1, YEAR_H, example="7 d", limits="1 h to 1 year")
    clock = entry.quantity("at", "h", 0, 24, example="8 h")
    if within and start is not None and start < 0:
        entry.fault("start", "a change begins with the run or later", cure="write `start: 0 d`, or put it into the person's own protocol")
    start = (0.0 if within else -math.inf) if start is None else start
    stop = math.inf if stop is None else stop
    if stop <= start and not ends_only:
        entry.fault("stop", "it stops before it starts")
    amount, per = 0.0, ""
    if not ends_only:
        entry.require("dose", *([] if drug is None or drug.flow else ["every"]))
        if drug is not None and entry.has("dose"):
            try:
                amount, per = dose_of(drug, entry.data["dose"])
            except EnterocrineError as error:
                entry.adopt("dose", error)
    if drug is None or len(entry.faults.faults) > before:
        return None
    dose = "" if ends_only else " ".join(str(entry.data["dose"]).split())
    return Treatment(drug, dose, amount, per, every or DAY_H * (3.5 if drug.flow else 1), drug.clock if clock is None else clock, start, stop)


def _plain(text: str) -> str:
    return "_".join(text.lower().replace("-", " ").replace(".", "_").replace("%", "").split())


def drug_factors(fields: Fields, key: str = "drug") -> tuple[str, ...]:
    """The medicines under `drug`, one or a list; faults are noted."""
    if not fields.has(key):
        return ()
    listed = fields.data[key]
    found = []
    for name in listed if isinstance(listed, (list, tuple)) else [listed]:
        word = _plain(str(name))
        if word in bundles():
            found.append(word)
        elif reason := why_not(word):
            fields.fault(key, f"`{word}` cannot be run", why=reason, cure="remove it to run without it")
        elif word in names():
            fields.fault(key, f"`{word}` is taken in doses", cure=f"write it under `protocol: [{{drug: {word}, dose: ..., every: ...}}]`")
        else:
            fields.fault(key, f"no medicine is called `{word[:60]}` here", nearest=nearest(word, bundles()) or tuple(bundles())[:8])
    return tuple(dict.fromkeys(found))


def factors_of(chosen: Iterable[str], own: dict[str, float]) -> dict[str, float]:
    """Factors of some medicines together with those of `modify`; what acts on one parameter is multiplied."""
    found = dict(own)
    for name in chosen:
        for parameter, factor in bundles()[name].items():
            found[parameter] = found.get(parameter, 1.0) * factor
    return found


def together(own: Sequence[Treatment], change: Sequence[Treatment]) -> tuple[Treatment, ...]:
    """What is taken in an arm: a medicine that the change names ends, in the way it was taken, where the change begins; others go on.

    Args:
        own: the person's prescriptions.
        change: those of the change; one without a dose only ends the person's.
    """
    found = []
    for treatment in own:
        ends = [new.start_h if new.dose else new.stop_h for new in change if new.drug.drug == treatment.drug.drug]
        stop = min([treatment.stop_h, *ends])
        if stop > treatment.start_h:
            found.append(replace(treatment, stop_h=stop))
    return (*found, *(new for new in change if new.dose))
