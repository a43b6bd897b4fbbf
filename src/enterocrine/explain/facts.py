"""The answer as plain data, and as lines and tables of words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..evidence.readings import WORDS
from ..evidence.records import Entry, Ledger, ledger
from .answer import Carried, Explanation, Spread, Why
from .tested import beyond, strongest
from .why import LITTLE, MOVES, OFF

FORMAT = 1
NOTHING_BESIDE = 1e-4
METHOD = ("What a link carried is the change with all links as drawn, less the change with this link's gains at 0 in both arms, person by person "
          "with the same random numbers. Two links in a row each carry the whole of what passes through both. Parts and what links do together "
          "add up to the change. Numbers are means over draws (90 % interval).")  # fmt: skip


def as_data(why: Why) -> dict[str, Any]:
    """Everything as plain data; `docs/explain.md` names the keys."""
    return {
        "format": FORMAT, "arm": why.arm, "reading": why.reading, "weeks": why.weeks, "draws": why.draws, "draws_of_run": why.of,
        "seed": why.seed, "model": why.system.name, "model_digest": why.system.digest, "lanes": why.solved, "draws_through_meals": why.through_meals,
        "method": METHOD,
        "outputs": [_output(why, one) for one in why.outputs],
        "links": [_link(why, c) for c in why.outputs[0].links],
    }  # fmt: skip


def _output(why: Why, one: Explanation) -> dict[str, Any]:
    total = float(one.total.mean())
    return {
        "output": one.target.name, "about": one.target.about, "unit": one.target.unit, "verdict": one.verdict,
        "habitual": asdict(Spread.of(one.habitual)), "change": asdict(Spread.of(one.total)), "plain": asdict(Spread.of(one.plain)),
        "links": [{"link": c.link.id, "grade": c.link.grade, "state": c.state, "acts": c.acts, "typical": c.typical,
                   "carried": asdict(c.spread) if c.spread else {"mean": 0.0, "low90": 0.0, "high90": 0.0} if c.state == OFF else None,
                   "share": _share(c, total)} for c in one.links],
        "together": asdict(Spread.of(one.together)),
        "rest": asdict(Spread.of(one.plain + one.together)),
        "by_grade": {grade: asdict(Spread.of(values)) for grade, values in one.by_grade.items()},
        "typical_change": one.typical, "meals_error": one.meals_error,
        "per_draw": {"draw": why.number.tolist(), "change": one.total.tolist(), "plain": one.plain.tolist(), "together": one.together.tolist(),
                     "links": {c.link.id: c.draws.tolist() for c in one.links if c.draws is not None}},
    }  # fmt: skip


def _share(c: Carried, total: float) -> float | None:
    if c.state == OFF:
        return 0.0
    return float(c.draws.mean()) / total if c.draws is not None and total else None


def _link(why: Why, c: Carried) -> dict[str, Any]:
    known, link = ledger(), c.link
    backed, opposed = strongest(link, known)
    dose = beyond(why, link)
    return {
        "link": link.id, "from": link.source, "to": link.target, "grade": link.grade, "chance": known.chance(link.grade), "shown_in": link.shown_in,
        "acts": c.acts, "for": _entry(backed, known), "against": _entry(opposed, known),
        "tested": None if dose is None else {
            "what": dose.what, "unit": dose.unit, "low": dose.low, "high": dose.high, "tested_low": dose.tested_low,
            "tested_high": dose.tested_high, "side": dose.side, "times": dose.times, "words": dose.words},
    }  # fmt: skip


def _entry(entry: Entry | None, known: Ledger) -> dict[str, str] | None:
    if entry is None:
        return None
    value = " ".join((entry.value, entry.unit)).strip()
    return {"id": entry.id, "summary": entry.summary, "value": value, "verdict": entry.verdict, "system": entry.system, "dose": entry.dose,
            "n": entry.n, "source": known.references[entry.reference].text}  # fmt: skip


def heading(why: Why, one: Explanation) -> list[str]:
    """What was asked, and the answer in two lines."""
    unit = "" if one.target.unit == "1" else f" {one.target.unit}"
    change, level = Spread.of(one.total), Spread.of(one.habitual)
    through = [] if why.through_meals == why.draws else [
        f"{why.through_meals} of these draws were followed through every meal, the others with food and frequent doses spread "
        f"evenly over the day and then corrected: a part of such a draw is off by about {one.meals_error:.2g}{unit}."]  # fmt: skip
    return [
        f"Why does {one.target.name} change with `{why.arm}` over {why.weeks:g} weeks? ({one.target.about})",
        f"On the habitual diet {_text(level)}{unit}; change {_text(change, sign=True)}{unit}: {one.verdict}. "
        f"Means (90 %) over {why.draws} of {why.of} draws, {WORDS.get(why.reading, why.reading).split(':')[0]}.",
        *through,
    ]


def parts_rows(one: Explanation) -> list[tuple[str, ...]]:
    """Rows (part, grade, from - to, acts in, carried, share) that add up to the last one."""
    total = float(one.total.mean())

    def row(name: str, grade: str, way: str, acts: str, values: Any) -> tuple[str, ...]:
        share = f"{100 * float(values.mean()) / total:+.0f} %".replace("-", "\N{MINUS SIGN}") if total else ""
        return (name, grade, way, acts, _text(Spread.of(values), sign=True), share)

    rows = [row(c.link.id, c.link.grade, f"{c.link.source} -> {c.link.target}", f"{100 * c.acts:.0f} %", c.draws)
            for c in one.links if c.state == MOVES]
    few = [c.draws for c in one.links if c.state == LITTLE and c.draws is not None]
    if few:
        rows.append(row(f"{len(few)} more links", "", "each carried less than a hundredth of the largest part", "", sum(few)))
    rows.append(row("plain physiology", "", "links that no reading switches, and those that carry little in a typical person", "100 %", one.plain))
    rows.append(row("together", "", "what links do together beyond what each carried", "", one.together))
    rows.append(row("the change", "", "", "", one.total))
    return rows


def grade_rows(one: Explanation) -> list[tuple[str, ...]]:
    """Rows (links on, change, what this grade adds)."""
    rows = [("none that a reading switches", _text(Spread.of(one.plain), sign=True), "")]
    before = one.plain
    for grade, values in one.by_grade.items():
        rows.append(("A" if grade == "A" else f"A to {grade}", _text(Spread.of(values), sign=True), _text(Spread.of(values - before), sign=True)))
        before = values
    return rows


def banners(why: Why, one: Explanation) -> list[str]:
    """Where a link that moves the output is used outside the doses at which it was shown."""
    found = [(c, beyond(why, c.link)) for c in one.links if c.state == MOVES]
    return [f"Extrapolation: {c.link.id} (grade {c.link.grade}): {dose.words}" for c, dose in found if dose is not None and dose.outside]


def evidence_lines(one: Explanation, most: int = 6) -> list[str]:
    """The strongest entry for and against each of the links that carry most."""
    known, lines = ledger(), []
    for c in [c for c in one.links if c.state == MOVES][:most]:
        lines.append(f"{c.link.id} (grade {c.link.grade})")
        for word, entry in zip(("for", "against"), strongest(c.link, known), strict=True):
            told = "nothing in the ledger" if entry is None else (
                f"{entry.summary} ({entry.system}{f', n = {entry.n}' if entry.n else ''}; {entry.verdict}; {known.references[entry.reference].text})")
            lines.append(f"  {word}: {told}")
    return lines


def left_over(one: Explanation) -> list[str]:
    """Links that carry little, and links that act in no draw."""
    little = [c for c in one.links if c.state == LITTLE]
    off = [c.link.id for c in one.links if c.state == OFF]
    lines = []
    if little:
        lines.append(f"Little, under a hundredth of the largest part: {', '.join(c.link.id for c in little)}.")
    if off:
        lines.append(f"Off in every draw, so exactly 0: {', '.join(off)}.")
    return lines


def _text(spread: Spread, sign: bool = False) -> str:
    """Mean and interval; what is nothing beside the largest of the three is written 0."""
    largest = max(abs(v) for v in (spread.mean, spread.low90, spread.high90))

    def form(value: float) -> str:
        return "0" if abs(value) <= NOTHING_BESIDE * largest else f"{value:+.3g}" if sign else f"{value:.3g}"

    return f"{form(spread.mean)} ({form(spread.low90)} to {form(spread.high90)})".replace("-", "\N{MINUS SIGN}")
