"""The page on the article's boldest claim: fibre, through butyrate, raises androgen receptors of muscle; read in three ways on a man who
takes testosterone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..evidence.readings import FACE_VALUE, link_gains
from ..evidence.records import ledger
from ..population import draw
from ..simulate.arms import arms_of, run_arms
from ..simulate.recipe import Recipe
from ..simulate.run import RTOL, STATED_ERROR
from ..simulate.three_readings import side_by_side
from . import facts
from .why import explain

if TYPE_CHECKING:
    import xarray as xr

    from ..network import System
    from ..person.change import Change
    from ..person.person import Person
    from .why import Why

SHOWN = (
    ("arterial_scfa", {"scfa": "butyrate"}, "butyrate of arterial blood"),
    ("hdac_activity", {"tissue": "colon"}, "deacetylase activity, colon"),
    ("hdac_activity", {"tissue": "muscle"}, "deacetylase activity, muscle"),
    ("androgen_receptor_total", {"tissue": "muscle"}, "androgen receptor of muscle, whole amount"),
    ("androgen_receptor_nuclear", {"tissue": "muscle"}, "androgen receptor of muscle, in the nucleus"),
    ("androgen_signal", {"tissue": "muscle"}, "what muscle answers to androgens"),
    ("androgen_receptor_total", {"tissue": "bone"}, "androgen receptor of bone, whole amount"),
    ("androgen_signal", {"tissue": "bone"}, "what bone answers to androgens"),
    ("testosterone_total", {}, "testosterone of blood"),
    ("testosterone_free", {}, "free testosterone"),
)
WHY = ("androgen_receptor_total[muscle]", "androgen_receptor_nuclear[muscle]")
LEAP, DISHES = "receptors.dish_for_tissue", "receptors.butyrate_and_androgen_receptor_amount"
DOSE_DRAWS = 24
EXPLAINED = 24  # draws


def page(person: Person, change: Change, system: System, *, draws: int = 200, seed: int = 1, jobs: int | None = None,
         progress: Callable[[float, float], None] | None = None) -> tuple[str, dict[str, Why]]:  # fmt: skip
    """The page as Markdown, and the explanations by reading.

    Args:
        person, change, system, seed, jobs: as in `compare`.
        draws: versions of the person, in each reading.
        progress: called with (done, all).
    """
    weeks = float(change.weeks or 12)

    def part(start: float, share: float) -> Callable[[float, float], None] | None:
        return None if progress is None else lambda done, whole: progress(start + share * done / whole, 1.0)

    read = side_by_side(person, [change], system=system, weeks=weeks, draws=draws, seed=seed, jobs=jobs, progress=part(0, 0.7))
    recipe = Recipe(person, (change,), weeks, draws, seed, "weighted", "E", system.name, (), system.digest, RTOL)
    whys = {}
    for k, reading in enumerate(("weighted", FACE_VALUE)):
        whys[reading] = explain(recipe, WHY, reading=reading, draws=min(EXPLAINED, draws), jobs=jobs, progress=part(0.7 + 0.1 * k, 0.1))
    chosen = _chosen(system)
    tried = (0.0, *sorted({chosen, *_tested()}))
    doses = [(dose, _at_dose(person, change, system, weeks, dose / chosen, min(DOSE_DRAWS, draws), seed, jobs)) for dose in tried]
    if progress:
        progress(1, 1)
    return "\n".join(_lines(person, change, system, weeks, draws, seed, read, whys, doses)), whys


def _tested() -> tuple[float, float]:
    """Least and most butyrate that cultures got [mmol/L]."""
    low, high, unit = ledger().links[DISHES].tested
    assert unit == "mmol/L"
    return float(low), float(high)


def _chosen(system: System) -> float:
    """Dose that a tissue is said to see at face value [mmol/L]."""
    return float(next(g for g in link_gains(system) if g.link.id == LEAP).face[0])


def ratios(data: xr.Dataset, name: str, where: dict[str, str]) -> np.ndarray:
    """(draws,) percent by which the last week's level with the change differs from that on the habitual diet."""
    level = data[name].sel(where).isel(time=data["time"] > data["time"][-1] - 7 * 24).mean("time").values
    return np.asarray(100 * (level[1] / level[0] - 1))


def _at_dose(person: Person, change: Change, system: System, weeks: float, times: float, draws: int, seed: int, jobs: int | None) -> np.ndarray:
    """(draws,) percent of whole receptor of muscle at face value, at so many times the dose that tissues are said to see."""
    people = draw(system, person, draws, seed, reading=FACE_VALUE).modified({LEAP: times})
    own = tuple(getattr(person, "protocol", ()))
    data = run_arms(people, arms_of(person, [change], weeks * 168), habitual=person.diet, protocol=own, jobs=jobs,
                    outputs=["androgen_receptor_total"])  # fmt: skip
    return ratios(data, "androgen_receptor_total", {"tissue": "muscle"})


def _lines(person: Person, change: Change, system: System, weeks: float, draws: int, seed: int, read: dict[str, Any], whys: dict[str, Why],
           doses: Sequence[tuple[float, np.ndarray]]) -> list[str]:  # fmt: skip
    lines = [
        "# Fibre, butyrate and the androgen receptor: one claim, three readings",
        "",
        f"Made by `enterocrine evidence flagship -o docs` (model {system.name}, digest `{system.digest[:16]}`, {draws} draws, "
        f"seed {seed}); do not edit.",
        "",
        "The article says that fibre, through butyrate, raises the number of androgen receptors in muscle and bone, so that a man on testosterone "
        "answers better to it. What that claim comes to, in simulated people:",
        "",
        f"- **{person.name}**: {person.sex}, {person.age_y:g} y, {person.weight_kg:g} kg, weekly testosterone as prescribed "
        "(`examples/person_testosterone.yaml`);",
        f"- **{change.name}** a day more, of kinds that microbes ferment, for {weeks:g} weeks (`examples/change_fibre_30g.yaml`).",
        "",
        "Percent change beside the habitual diet, median (90 % interval over draws). *Established*: only links graded A or B. *Weighted*: each link "
        "acts with the chance of its grade. *Face value*: every link of the article acts, at the article's size: what is claimed, not what is "
        "likely.",
        "",
        "| | " + " | ".join(name.replace("_", " ") for name in read) + " |",
        "|---" * (len(read) + 1) + "|",
    ]
    for name, where, words in SHOWN:
        lines.append(f"| {words} | " + " | ".join(_cell(ratios(data, name, where)) for data in read.values()) + " |")
    lines += ["", "Changes whose interval holds zero or lies within the solver's stated error "
              f"({100 * STATED_ERROR:g} %) are no effect beyond noise.", ""]
    for reading, why in whys.items():
        lines += [f"## Why: {reading.replace('_', ' ')}", ""]
        for one in why.outputs:
            lines += [f"**{one.target.name}**: {facts.heading(why, one)[1]}", ""]
            lines += _table(("part", "grade", "from, to", "acts in", "carried (90 %)", "of the change"), facts.parts_rows(one))
            lines += [f"- {banner}" for banner in facts.banners(why, one)] + [""]
    lines += ["## For and against", "", *_evidence(whys[FACE_VALUE]), "", *_gap(read, doses, _chosen(system))]
    return [line.rstrip() for line in lines]


def _cell(percent: np.ndarray) -> str:
    low, middle, high = np.nanquantile(percent, (0.05, 0.5, 0.95))
    quiet = low <= 0 <= high or max(abs(low), abs(high)) <= 100 * STATED_ERROR
    text = f"{_number(middle)} ({_number(low)} to {_number(high)})"
    return f"no effect beyond noise: {text}" if quiet else f"**{text}**"


def _number(value: float) -> str:
    return ("0" if abs(value) < 0.005 else f"{value:+.2f}" if abs(value) < 1 else f"{value:+.3g}").replace("-", "\N{MINUS SIGN}")


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    return ["| " + " | ".join(header) + " |", "|---" * len(header) + "|", *cells, ""]


def _evidence(why: Why) -> list[str]:
    """Every entry of the links that move the answer at face value, for and against."""
    from .tested import FOR
    from .why import MOVES

    known, lines = ledger(), []
    moving = dict.fromkeys(c.link for one in why.outputs for c in one.links if c.state == MOVES)
    for link in moving:
        lines.append(f"- `{link.id}` (grade {link.grade}: {known.grades[link.grade].meaning}; shown in {link.shown_in})")
        entries = known.entries_of[link.id]
        for word, held in (("for", [e for e in entries if e.verdict in FOR]), ("against", [e for e in entries if e.verdict not in FOR])):
            lines += [f"  - {word}: {e.summary} ({e.system}; {e.verdict}; {known.references[e.reference].text})" for e in held]
            if not held:
                lines.append(f"  - {word}: nothing in the ledger")
    return lines


def _gap(read: dict[str, Any], doses: Sequence[tuple[float, np.ndarray]], chosen: float) -> list[str]:
    data = next(iter(read.values()))
    level = data["arterial_scfa"].sel(scfa="butyrate").isel(time=data["time"] > data["time"][-1] - 7 * 24).mean("time").values
    low, middle, high = np.nanquantile(level[1], (0.05, 0.5, 0.95))
    least, most = (1000 * dose for dose in _tested())  # umol/L
    rows = []
    for dose, values in doses:
        low_, middle_, high_ = np.nanquantile(values, (0.05, 0.5, 0.95))
        seen = f"{dose:g} mmol/L" + (" (the table's)" if dose == chosen else "") if dose else "none: tissues see what arterial blood brings"
        rows.append((seen, f"{_number(middle_)} ({_number(low_)} to {_number(high_)}) %"))  # fmt: skip
    return [
        "## The gap of doses, and the leap that face value needs",
        "",
        f"With the fibre, arterial blood of the simulated men holds {middle:.2g} ({low:.2g} to {high:.2g}) umol/L of butyrate; cultures got "
        f"{least:,.0f} to {most:,.0f} umol/L, {least / middle:.0f} to {most / middle:,.0f} times as much. "
        "The liver and the cells of the colon keep the rest.",
        "",
        "So the claim cannot be had from the experiment's own links alone: at the doses that reach muscle they carry next to nothing, in every "
        "reading. The article makes a leap that it does not name: it reads the culture as if it were the tissue. This leap is a link of its own "
        f"(`{LEAP}`, grade E, no experiment for it, off but at face value), and its size had to be chosen: a tissue is said "
        f"to see {chosen:g} mmol/L where "
        "the colon makes twice the reference adult's butyrate. That is near the middle (on a log scale) of what cultures got. It was chosen because "
        "face value without it gives next to nothing (first row below), which is not what the article says; **it is an assumption about "
        "what the article "
        "means, and no evidence**. "
        "What other choices would give, whole androgen receptor of muscle at face value:",
        "",
        *_table(("dose that a tissue is said to see", "change"), rows),
        "More is not always more, probably because a large dose is there on the habitual diet too where the colon makes much butyrate, so "
        "that fibre adds less. "
        "The size at face value is thus ours within a wide range; that it is far from what is established, and rests on this leap, is not.",
    ]
