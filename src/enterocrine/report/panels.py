"""Which pictures a report holds: each with its title, unit, grade, number of draws and a text for those who cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import figures, outputs, summary
from .figures import Line, Whisker
from .numbers import interval, unit_text

if TYPE_CHECKING:
    import xarray
    from markupsafe import Markup

    from .picture import Picture
    from .summary import Series

ARMS_AT_ONCE = 3

# Output and label of the panels over time, by organ; the first ones stay where many changes are compared.
_OVER_TIME = {
    "Colon": (
        ("fibre_fermented", ""),
        ("scfa_production", "butyrate"),
        ("stool_mass", ""),
        ("scfa_production", "acetate"),
        ("scfa_production", "propionate"),
        ("portal_scfa", "butyrate"),
        ("faecal_butyrate", ""),
        ("faecal_bcfa", ""),
        ("colonic_transit", ""),
    ),
    "Barrier": (("permeability", ""), ("small_bowel_permeability", ""), ("mucus_thickness", "")),
    "Endotoxin and inflammation": (
        ("endotoxin_measured", ""), ("crp", ""), ("il6", ""), ("tnf", ""), ("lbp", ""), ("cortisol", ""),
    ),
    "Glucose and insulin": (("insulin_sensitivity", ""), ("fasting_insulin", ""), ("fasting_glucose", "")),
    "Gut hormones": (("glp1", ""), ("pyy", ""), ("appetite", "")),
    "Growth hormone": (("igf1", ""), ("gh", "")),
    "Thyroid": (("tsh", ""), ("ft4", ""), ("t3", ""), ("rt3", "")),
    "Sex hormones": (
        ("testosterone_free", ""), ("estradiol_free", ""), ("shbg", ""), ("estrone_sulfate", ""), ("lh", ""), ("estrogen_reabsorbed_fraction", ""),
    ),
    "Receptors": (("androgen_signal", "muscle"), ("androgen_receptor_total", "muscle"), ("hdac_activity", "muscle"), ("hdac_activity", "colon")),
}  # fmt: skip
_KEPT = {"Colon": 4}  # panels of an organ that stay where many changes are compared; else one
_RELATIVE = (*_OVER_TIME["Colon"], ("faecal_acetate", ""), ("faecal_propionate", ""), ("faecal_total_scfa", ""), ("portal_scfa", "acetate"),
             ("portal_scfa", "propionate"))
_BEYOND = tuple(pair for organ, pairs in _OVER_TIME.items() if organ != "Colon" for pair in pairs)
_LEVELS = (
    ("lumen_scfa", "proximal/total"),
    ("lumen_scfa", "transverse/total"),
    ("lumen_scfa", "distal/total"),
    ("lumen_ph", "proximal"),
    ("lumen_ph", "transverse"),
    ("lumen_ph", "distal"),
)


@dataclass(frozen=True)
class Panel:
    """One picture of the page."""

    title: str
    alt: str
    grade: str
    draws: int
    svg: Markup
    size: str = "small"


@dataclass(frozen=True)
class Section:
    """A group of pictures with a heading, a line on how to read them, and the arms whose colours they use."""

    heading: str
    reading: str
    key: tuple[tuple[str, int], ...]
    panels: tuple[Panel, ...]


class Studio:
    """Makes the panels of one page and gives each picture its own number."""

    def __init__(self, dataset: xarray.Dataset, rows: list[dict[str, Any]]):
        self.dataset = dataset
        self.arms = summary.arms(dataset)
        self.hours = np.asarray(dataset["time"].values, dtype=float)
        self.late = summary.last_week(dataset)
        self.rows = {(r["output"], r["label"], r["arm"]): r for r in rows}
        self._series: dict[str, dict[str, Series]] = {}
        self._count = 0

    def series(self, output: str, label: str) -> Series | None:
        """One output at one label, or None if the run does not have it."""
        if output not in self._series:
            held = output in self.dataset.data_vars
            self._series[output] = {s.label: s for s in summary.series(self.dataset, output)} if held else {}
        return self._series[output].get(label)

    def panel(self, title: str, alt: str, grade: str, draws: int, picture: Picture, size: str = "small") -> Panel:
        from markupsafe import Markup

        self._count += 1
        # Safe: `svg` escapes every text it writes.
        return Panel(title, alt, grade, draws, Markup(picture.svg(f"f{self._count}")), size)

    def words(self, item: Series, chosen: list[int]) -> str:
        """The end of the run in words, for the text beside a picture."""
        unit = unit_text(item.unit)
        told = []
        for i in chosen:
            row = self.rows[item.output, item.label, self.arms[i]]
            level = f"{self.arms[i]} {interval((row['median'], row['q05'], row['q95']))} {unit}".rstrip()
            told.append(f"{level}, {row['in_words']}" if row["in_words"] else level)
        return f"{item.title} over time. Median and 90 % interval in the last week: {'; '.join(told)}."

    def draws(self, item: Series) -> int:
        return int(np.isfinite(item.values).all(axis=(0, 2)).sum())

    def chunks(self) -> list[list[int]]:
        """The changes, a few at a time, so that bands stay readable."""
        changes = list(range(1, len(self.arms)))
        return [changes[i : i + ARMS_AT_ONCE] for i in range(0, len(changes), ARMS_AT_ONCE)]

    def fewer(self, wanted: tuple[tuple[str, str], ...], most: int) -> tuple[tuple[str, str], ...]:
        """All the panels wanted, or the first `most` of them where many changes would make the page too long."""
        return wanted if len(self.arms) <= ARMS_AT_ONCE + 1 else wanted[:most]


def axis_label(item: Series, *, difference: bool = False) -> str:
    """Label of the value axis: what is counted, in which unit."""
    unit = unit_text(item.unit)
    words = "difference" if difference else outputs.describe(item.output).quantity
    if item.output == "lumen_ph":
        return "difference [pH units]" if difference else "pH"
    return f"{words} [{unit}]" if unit else words


def _differences(studio: Studio, organ: str) -> Iterator[Panel]:
    for chunk in studio.chunks():
        for output, label in studio.fewer(_OVER_TIME[organ], _KEPT.get(organ, 1)):
            item = studio.series(output, label)
            if item is None:
                continue
            values = item.values
            base = values[0].astype(np.float64)
            lines = [Line(values[i] - base, i) for i in chunk]
            figure = figures.fan(studio.hours, lines, axis_label(item, difference=True), difference=True)
            yield studio.panel(
                item.title, "Difference from habitual. " + studio.words(item, chunk), item.grade, studio.draws(item), figure
            )


def _levels(studio: Studio, wanted: tuple[tuple[str, str], ...]) -> Iterator[Panel]:
    for chunk in studio.chunks() or [[]]:
        for output, label in studio.fewer(wanted, 3):
            item = studio.series(output, label)
            if item is None:
                continue
            chosen = [0, *chunk]
            values = item.values
            figure = figures.fan(studio.hours, [Line(values[i], i) for i in chosen], axis_label(item))
            yield studio.panel(item.title, studio.words(item, chosen), item.grade, studio.draws(item), figure)


def _ends(studio: Studio, item: Series, arm: int) -> np.ndarray:
    return item.read(studio.late)[arm].mean(axis=1, dtype=np.float64)


def _quiet(studio: Studio, item: Series, arm: int) -> bool:
    return arm > 0 and studio.rows[item.output, item.label, studio.arms[arm]]["verdict"] in (
        summary.NO_EFFECT,
        summary.NO_DIFFERENCE,
    )


def _relative(studio: Studio, title: str, wanted: tuple[tuple[str, str], ...]) -> Iterator[Panel]:
    """Amounts on one axis as change in percent, draw by draw."""
    found: dict[str, list[Whisker]] = {}
    grades: set[str] = set()
    draws = studio.dataset.sizes["draw"]
    rank = {name: i for i, name in enumerate(outputs.OUTPUTS)}
    acid = {name: i for i, name in enumerate(("acetate", "propionate", "butyrate"))}
    for output, label in sorted(wanted, key=lambda pair: (rank[pair[0]], acid.get(pair[1], 0))):
        item = studio.series(output, label)
        if item is None or not outputs.describe(output).ratio:
            continue
        base = _ends(studio, item, 0)
        marks = []
        for i in range(1, len(studio.arms)):
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = _ends(studio, item, i) / base
            ratio = ratio[np.isfinite(ratio) & (ratio > 0)]
            if ratio.size:
                marks.append(Whisker.of(ratio, i, _quiet(studio, item, i)))
        if len(marks) == len(studio.arms) - 1:
            found[outputs.short_title(output, label)] = marks
            grades.add(item.grade)
            draws = min(draws, studio.draws(item))
    if found:
        figure = figures.whiskers(found, "change (logarithmic)", scale="ratio", zero=1.0)
        told = "; ".join(
            f"{name} ×{marks[0].median:.3g} ({marks[0].q05:.3g} to {marks[0].q95:.3g})" for name, marks in found.items()
        )
        yield studio.panel(
            title,
            f"Change as a ratio to habitual: {told}.",
            _grades(grades),
            draws,
            figure,
            "half",
        )


def _ph(studio: Studio) -> Iterator[Panel]:
    """Differences in pH, which has no ratio."""
    found: dict[str, list[Whisker]] = {}
    item = None
    for region in studio.dataset["region"].values if "region" in studio.dataset.dims else ():
        item = studio.series("lumen_ph", str(region))
        if item is None:
            return
        gaps = [(i, _ends(studio, item, i) - _ends(studio, item, 0)) for i in range(1, len(studio.arms))]
        found[outputs.short_title(item.output, item.label)] = [
            Whisker.of(gap, i, _quiet(studio, item, i)) for i, gap in gaps if np.isfinite(gap).any()
        ]
    if found and item is not None:
        figure = figures.whiskers(found, "difference [pH units]", zero=0.0)
        told = "; ".join(
            f"{name} {marks[0].median:+.2f} ({marks[0].q05:+.2f} to {marks[0].q95:+.2f})"
            for name, marks in found.items()
            if marks
        )
        yield studio.panel(
            "Change in pH of the colon contents", f"Median difference: {told}.", item.grade, studio.draws(item), figure, "half"
        )


def _grades(found: set[str]) -> str:
    return "-".join(sorted({min(found - {""}, default=""), max(found - {""}, default="")} - {""}))


def _guilds(studio: Studio) -> Iterator[Panel]:
    from enterocrine.body.axes import GUILD_NAMES

    if "guild_fraction" not in studio.dataset.data_vars or "guild" not in studio.dataset.dims:
        return
    items = [studio.series("guild_fraction", str(g)) for g in studio.dataset["guild"].values]
    held = [i for i in items if i is not None]
    for chunk in studio.chunks() or [[]]:
        levels: dict[str, list[Whisker]] = {}
        changed: dict[str, list[Whisker]] = {}
        for item in held:
            ends = {i: 100 * _ends(studio, item, i) for i in [0, *chunk]}
            usable = np.isfinite(np.stack(list(ends.values()))).all(axis=0)
            absent = float(np.mean(ends[0][usable] < 1e-4)) if usable.any() else 0.0
            name = GUILD_NAMES.get(item.label, "").split(" (")[0].split(",")[0].removesuffix(" muciniphila")
            name = f"{name} ({item.label})" if name else item.label
            row = name + (f"\nabsent in {100 * absent:.0f} % of draws" if absent > 0.03 else "")
            levels[row] = [Whisker.of(values[usable], i) for i, values in ends.items()]
            changed[name] = [Whisker.of((ends[i] - ends[0])[usable], i, _quiet(studio, item, i)) for i in chunk]
        tall = 0.6 + len(held) * max(0.1 + 0.11 * (len(chunk) + 1), 0.31)
        told = "; ".join(f"{name} {marks[0].median:.2g} %" for name, marks in levels.items())
        figure = figures.whiskers(levels, "share [%], logarithmic", scale="log", floor=0.01, height=tall)
        grade = held[0].grade if held else ""
        draws = studio.draws(held[0]) if held else 0
        yield studio.panel(
            f"Guilds: {held[0].meaning}", f"Median share on the habitual diet: {told}.", grade, draws, figure, "half"
        )
        if chunk:
            figure = figures.whiskers(changed, "difference [% points]", zero=0.0, height=tall)
            told = "; ".join(f"{name} {marks[0].median:+.2g}" for name, marks in changed.items())
            yield studio.panel(
                "Guilds: change in the share",
                f"Median difference in percentage points: {told}.",
                grade,
                draws,
                figure,
                "half",
            )


def _by_acid(
    studio: Studio, wanted: tuple[tuple[str, str], ...], title: str, label: str, scale: str, total: bool
) -> Iterator[Panel]:
    acids = [str(a) for a in studio.dataset["scfa"].values] if "scfa" in studio.dataset.dims else []
    for chunk in studio.chunks() or [[]]:
        found: dict[str, list[Whisker]] = {}
        grades, draws = set(), 0
        for output, place in wanted:
            for acid in [*acids, *([outputs.TOTAL] if total else [])]:
                item = studio.series(output, acid)
                if item is None:
                    continue
                name = f"{place}{acid}" if acid != outputs.TOTAL else f"{place}all three"
                found[name] = [
                    Whisker.of(_ends(studio, item, i), i) for i in [0, *chunk] if np.isfinite(_ends(studio, item, i)).any()
                ]
                grades.add(item.grade)
                draws = studio.draws(item)
        if found:
            figure = figures.whiskers(found, label, scale=scale, names=1.35, width=3.6, height=2.6)
            told = "; ".join(f"{n} " + ", ".join(f"{m.median:.3g}" for m in marks) for n, marks in found.items())
            yield studio.panel(title, f"Medians, habitual first: {told}.", _grades(grades), draws, figure)


def _dose_responses(studio: Studio) -> Iterator[Panel]:
    """Receptors before and after: habitual in its colour, the change in its own."""
    from enterocrine.explain.dose_response import dose_responses

    for number, arm in enumerate(studio.arms[1 : ARMS_AT_ONCE + 1], start=1):
        for found in dose_responses(studio.dataset, arm):
            label = f"{found.hormone} [{unit_text(found.unit)}]"
            lines = [Line(found.before, 0), Line(found.after, number)]
            figure = figures.dose_curves(found.doses, lines, "response (reference adult 1)", label)
            verdict = " and ".join(found.verdicts) or "nothing beyond noise"
            title = f"{found.receptor[:1].upper()}{found.receptor[1:]}, {found.tissue}: {verdict}"
            yield studio.panel(title, f"Response against {found.hormone}, habitual and {arm}. {found.words}.", "C", len(found.shift), figure)


_FAN_KEY = "Dark band: half of the draws; next bands: 80 and 95 %. Thick line: median. Thin lines: single draws."
_DOT_KEY = "Dot: median. Thick bar: half of the draws. Thin bar: 90 %."


def sections(dataset: xarray.Dataset, rows: list[dict[str, Any]]) -> list[Section]:
    """The pictures of the report in the order of reading; a comparison starts with differences."""
    studio = Studio(dataset, rows)
    comparison = len(studio.arms) > 1
    colours = tuple((name, i) for i, name in enumerate(studio.arms))
    changes = colours[1:]
    plan: list[tuple[str, str, tuple[tuple[str, int], ...], list[Callable[[], Iterator[Panel]]]]] = []
    if comparison:
        hollow = " A hollow dot: no effect beyond noise."
        plan.append(
            (
                "The differences at the end",
                _DOT_KEY + " Each draw is compared with itself on the habitual diet." + hollow,
                changes,
                [
                    lambda: _relative(studio, "Relative change: colon and short-chain acids", _RELATIVE),
                    lambda: _relative(studio, "Relative change: barrier, inflammation and hormones", _BEYOND),
                    lambda: _ph(studio),
                ],
            )
        )

    def over_time(organ: str, heading: str) -> None:
        if comparison:
            reading = ("Change minus habitual, draw by draw. Dark band: half of the draws; light band: 90 %. "
                       "Thick line: median. Thin lines: single draws. Dashed: no difference.")
            plan.append((heading.format("The differences over time"), reading, changes, [lambda: _differences(studio, organ)]))
        else:
            plan.append((heading.format("Over time"), _FAN_KEY, colours, [lambda: _levels(studio, _OVER_TIME[organ])]))

    over_time("Colon", "{}: colon")
    plan.append(("Inside the colon, part by part", _FAN_KEY, colours, [lambda: _levels(studio, _LEVELS)]))
    blood = (("arterial_scfa", "arterial "), ("venous_scfa", "venous "))
    plan.append(
        (
            "Acids made, and acids that reach the blood",
            _DOT_KEY,
            colours,
            [
                lambda: _by_acid(
                    studio, (("scfa_production", ""),), "Acid made in the colon", "made per day [mmol/d]", "linear", True
                ),
                lambda: _by_acid(
                    studio, (("portal_scfa", ""),), "Acid in portal blood", "concentration [µmol/L]", "linear", True
                ),
                lambda: _by_acid(studio, blood, "Acid in arterial and venous blood", "[µmol/L], logarithmic", "log", False),
            ],
        )
    )
    hollow = " A hollow dot in the right picture: no effect beyond noise." if comparison else ""
    plan.append(("Microbes", _DOT_KEY + hollow, colours, [lambda: _guilds(studio)]))
    for organ in _OVER_TIME:
        if organ != "Colon":
            over_time(organ, f"{{}}: {organ[:1].lower()}{organ[1:]}")
    if comparison:
        reading = ("Response to the hormone at the receptors that are there at the end. Dark band: half of the draws; light band: 90 %. "
                   "Thick line: median. A shift to the right or a lower ceiling is named where its 90 % interval leaves out no change.")
        plan.append(("Dose-response of receptors, before and after", reading, colours, [lambda: _dose_responses(studio)]))
    made = []
    for heading, reading, key, makers in plan:
        panels = tuple(p for maker in makers for p in maker())
        if panels:
            made.append(Section(heading, reading, key, panels))
    return made
