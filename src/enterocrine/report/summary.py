"""The table of a run: one row per output, label and arm, with intervals, differences and the sentence in words."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import outputs
from .numbers import interval, share, unit_text

if TYPE_CHECKING:
    import pandas
    import rich.table
    import xarray

WEEK_H = 168.0
LEVELS = (0.5, 0.25, 0.75, 0.05, 0.95)
_SHARED = ("arm", "draw", "time")  # axes of every output
LACKING = {"male": ("endometrium",), "female": ("prostate",)}  # tissues
NEAR_ZERO = 0.1  # of the stated error: nearer to zero than that is not told from zero
NO_DIFFERENCE = "no difference"
NO_EFFECT = "no effect beyond noise"

COLUMNS = {
    "output": "name of the variable in result.nc",
    "label": "where or which: region, acid or guild; 'total' is the three acids together",
    "arm": "habitual, or the name of the change",
    "unit": "unit of every value of the row",
    "meaning": "what the output is, in one line",
    "grade": "evidence grade of the output, A (people) to E (hypothesis)",
    "draws": "draws that the row rests on",
    "median": "middle of the draws, mean of the last week",
    "q25": "lower end of the 50 % interval",
    "q75": "upper end of the 50 % interval",
    "q05": "lower end of the 90 % interval",
    "q95": "upper end of the 90 % interval",
    "arm_minus_habitual_median": "middle of the draw-by-draw differences; positive: higher with the change",
    "arm_minus_habitual_q25": "lower end of the 50 % interval of the difference",
    "arm_minus_habitual_q75": "upper end of the 50 % interval of the difference",
    "arm_minus_habitual_q05": "lower end of the 90 % interval of the difference",
    "arm_minus_habitual_q95": "upper end of the 90 % interval of the difference",
    "share_of_draws_rising": "share of draws in which the output is higher with the change",
    "verdict": "rises, falls, 'no effect beyond noise' (the 90 % interval of the difference holds zero, ends as good as at "
    "zero, or lies within the stated error of the solver) or 'no difference' (exactly zero in every draw)",
    "in_words": "the difference as a sentence",
    "established_median": "the same difference with links graded A or B alone: its middle; empty where one reading was run",
    "established_q05": "lower end of its 90 % interval",
    "established_q95": "upper end of its 90 % interval",
    "established_in_words": "it as a sentence",
    "face_value_median": "the same difference with every link of the article at the size that the article claims: its middle",
    "face_value_q05": "lower end of its 90 % interval",
    "face_value_q95": "upper end of its 90 % interval",
    "face_value_in_words": "it as a sentence",
    "spread_person_to_person": "share of the variance of the difference (of its ranks) that differences between persons make alone; empty where it "
    "was not split; errors, and shares with all that a kind does together with others, are in spread.json",
    "spread_parameter": "the same of numbers of the model that are not known well",
    "spread_structural": "the same of links that act in some draws only, by their grade",
    "spread_measurement": "the same of what the food on the plate holds, where nobody measured it",
    "spread_together": "what is left: what these do only together",
}
BESIDE = {"established": "established links alone", "face_value": "the article at face value"}


@dataclass(frozen=True)
class Series:
    """One output at one label, with the words that go with it; its numbers are read when they are looked at.

    Args:
        read: which times -> numbers (arm, draw, those times).
    """

    output: str
    label: str
    unit: str
    grade: str
    meaning: str
    title: str
    read: Callable[[Any], np.ndarray]

    @property
    def values(self) -> np.ndarray:
        """(arm, draw, time) all numbers."""
        return self.read(slice(None))


def arms(dataset: xarray.Dataset) -> list[str]:
    """Names of the arms, habitual first; a single run has one."""
    return [str(a) for a in dataset["arm"].values] if "arm" in dataset.dims else ["habitual"]


def series(dataset: xarray.Dataset, name: str, *, with_total: bool = True) -> Iterator[Series]:
    """Every label of the variable `name` as a Series, and the acids together where there is an acid axis."""
    variable = dataset[name]
    if not is_output(dataset, name):
        return
    labels = [str(d) for d in variable.dims if d not in _SHARED]
    attributes = dict(variable.attrs)
    words = outputs.describe(name, attributes)
    unit, grade = str(attributes.get("units", "")), str(attributes.get("grade", "")).strip().upper()
    meaning = words.meaning or str(attributes.get("long_name", words.title))

    def one(place: dict[str, int], together: str = "") -> Series:
        named = [str(dataset[d].values[i]) if d in dataset.coords else str(i) for d, i in place.items()]
        label = "/".join([*named, outputs.TOTAL] if together else named)
        return Series(name, label, unit, grade, meaning, outputs.full_title(name, label, attributes), _reader(dataset, name, place, together))

    held = json.loads(attributes.get("labels", "{}"))  # labels of a longer axis that this output has
    lacking = LACKING.get(str(dataset.attrs.get("sex", "")), ())
    for index in np.ndindex(*(variable.sizes[d] for d in labels)):
        if any(str(dataset[d].values[i]) in lacking for d, i in zip(labels, index, strict=True)):
            continue
        if any(str(dataset[d].values[i]) not in held[d] for d, i in zip(labels, index, strict=True) if d in held):
            continue
        yield one(dict(zip(labels, index, strict=True)))
    if with_total and words.together and "scfa" in labels:
        others = [d for d in labels if d != "scfa"]
        for index in np.ndindex(*(variable.sizes[d] for d in others)):
            yield one(dict(zip(others, index, strict=True)), "scfa")


def _reader(dataset: xarray.Dataset, name: str, place: dict[str, int], together: str) -> Callable[[Any], np.ndarray]:
    """Reads (arm, draw, time) of one variable at one place of its other axes, summed over the axis `together`."""
    variable = dataset[name].variable
    held = [d for d in _SHARED if d in variable.dims]
    # What the diet fixes has no draws of its own; a single run has no arm.
    lacking = [i for i, d in enumerate(_SHARED) if d not in held]

    def read(times: Any) -> np.ndarray:
        part = variable.isel(place | ({"time": times} if "time" in held else {}))
        values = part.values.transpose([part.dims.index(d) for d in (*held, *([together] if together else []))])
        if together:
            values = values.sum(axis=-1, dtype=np.float64)
        if not lacking:
            return values
        sizes = {d: dataset.sizes.get(d, 1) for d in _SHARED}
        sizes["time"] = len(np.arange(sizes["time"])[times])
        return np.broadcast_to(np.expand_dims(values, tuple(lacking)), tuple(sizes.values()))

    return read


def is_output(dataset: xarray.Dataset, name: str) -> bool:
    """Whether the variable is an answer: it varies over draws and time, or it is a known output that the diet fixes."""
    dims = dataset[name].dims
    return ("draw" in dims and "time" in dims) or (name in outputs.OUTPUTS and set(dims) <= {"arm", "draw", "time"})


def ordered_names(dataset: xarray.Dataset) -> list[str]:
    """The outputs of a run in the order of the report."""
    rank = {name: i for i, name in enumerate(outputs.OUTPUTS)}
    found = [str(n) for n in dataset.data_vars if is_output(dataset, str(n))]
    return sorted(found, key=lambda n: (outputs.ORGANS.index(outputs.organ(n)), rank.get(n, len(rank)), n))


def last_week(dataset: xarray.Dataset) -> np.ndarray:
    """Which times belong to the last week (all of them in a shorter run)."""
    time = np.asarray(dataset["time"].values, dtype=float)
    return time > time[-1] - WEEK_H + 1e-6


def error_of(dataset: xarray.Dataset, output: str) -> float:
    """Stated relative error of the solver for this output (0 where the run states none)."""
    stated = dataset.attrs.get("error_estimate", 0.0)
    if isinstance(stated, str):
        try:
            stated = json.loads(stated)
        except ValueError:
            return 0.0
    if isinstance(stated, dict):
        stated = stated.get(output, 0.0)
    try:
        return max(float(stated), 0.0)
    except (TypeError, ValueError):
        return 0.0


def difference_verdict(difference: np.ndarray, habitual: np.ndarray, error: float = 0.0) -> str:
    """The one rule that says whether a difference is more than noise.

    Args:
        difference: (draws,) change minus habitual, draw by draw (common random numbers).
        habitual: (draws,) values on the habitual diet.
        error: stated relative error of the solver.

    Returns:
        "no difference" if every draw is exactly zero; "no effect beyond noise" if the 90 % interval of the difference holds
        zero or lies wholly within `error` times the habitual median, or where its end nearest to zero lies within a tenth of that (as
        where a link acts in some draws only); else "rises" or "falls".
    """
    if not np.any(difference):
        return NO_DIFFERENCE
    low, high = np.quantile(difference, (0.05, 0.95))
    floor = error * abs(float(np.median(habitual)))
    if low <= 0 <= high or max(abs(low), abs(high)) <= floor or min(abs(low), abs(high)) <= NEAR_ZERO * floor:
        return NO_EFFECT
    return "rises" if low > 0 else "falls"


def sentence(verdict: str, middle: float, low: float, high: float, rising: float, unit: str) -> str:
    """The difference in words, e.g. "rises by 12.1 (4.02 to 21.3) mmol/d in 98 % of draws"."""
    if verdict not in ("rises", "falls"):
        return verdict
    ends = (middle, low, high) if verdict == "rises" else (-middle, -high, -low)
    text = f"{verdict} by {interval(ends)} {unit_text(unit)}".rstrip()
    return f"{text} in {share(rising if verdict == 'rises' else 1 - rising)} of draws"


def _row(item: Series, arm: str, value: np.ndarray, base: np.ndarray | None, error: float) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row.update(output=item.output, label=item.label, arm=arm, unit=item.unit, meaning=item.meaning, grade=item.grade)
    usable = np.isfinite(value) if base is None else np.isfinite(value) & np.isfinite(base)
    value = value[usable].astype(np.float64)
    row["draws"] = int(usable.sum())
    row["verdict"] = row["in_words"] = ""
    if not value.size:
        return row
    row.update(zip(("median", "q25", "q75", "q05", "q95"), map(float, np.quantile(value, LEVELS)), strict=True))
    if base is None:
        return row
    base = base[usable].astype(np.float64)
    difference = value - base
    names = [f"arm_minus_habitual_{q}" for q in ("median", "q25", "q75", "q05", "q95")]
    row.update(zip(names, map(float, np.quantile(difference, LEVELS)), strict=True))
    row["share_of_draws_rising"] = float(np.mean(difference > 0))
    row["verdict"] = difference_verdict(difference, base, error)
    middle, _, _, low, high = (row[n] for n in names)
    row["in_words"] = sentence(row["verdict"], middle, low, high, row["share_of_draws_rising"], item.unit)
    return row


def summary_rows(dataset: xarray.Dataset, beside: Mapping[str, xarray.Dataset] | None = None) -> list[dict[str, Any]]:
    """One row per output, label and arm: median, 50 % and 90 % intervals of the mean of the last week, and differences.

    Args:
        dataset: result of simulate or compare, dims (arm, draw, time [h], region, scfa, guild, ...).
        beside: other readings of the same comparison, `established` and `face_value`, each with its result.

    Returns:
        Rows with the keys of `COLUMNS`; the difference columns are None on the habitual arm.
    """
    names = arms(dataset)
    late = last_week(dataset)
    rows = []
    for name in ordered_names(dataset):
        error = error_of(dataset, name)
        for item in series(dataset, name):
            ends = item.read(late).mean(axis=2, dtype=np.float64)
            rows += [_row(item, arm, ends[i], ends[0] if i else None, error) for i, arm in enumerate(names)]
    for reading, other in (beside or {}).items():
        found = {(r["output"], r["label"], r["arm"]): r for r in summary_rows(other)}
        for row in rows:
            mine = found[row["output"], row["label"], row["arm"]]
            row.update({f"{reading}_{q}": mine[f"arm_minus_habitual_{q}"] for q in ("median", "q05", "q95")})
            row[f"{reading}_in_words"] = mine["in_words"]
    return rows


def read_beside(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Other readings that the rows hold -> what they are called."""
    return {name: words for name, words in BESIDE.items() if any(row[f"{name}_in_words"] is not None for row in rows)}


def summary_frame(dataset: xarray.Dataset) -> pandas.DataFrame:
    """`summary_rows` as a data frame with the columns of `COLUMNS`."""
    return as_frame(summary_rows(dataset))


def as_frame(rows: list[dict[str, Any]]) -> pandas.DataFrame:
    """Rows from `summary_rows` as a data frame with the columns of `COLUMNS`."""
    import pandas

    frame = pandas.DataFrame(rows, columns=list(COLUMNS))
    numeric = [c for c in COLUMNS if c.endswith(("median", "q25", "q75", "q05", "q95", "share_of_draws_rising")) or c.startswith("spread_")]
    frame[numeric] = frame[numeric].astype("float64")
    return frame


def summary_table(dataset: xarray.Dataset, *, everything: bool = False, rows: list[dict[str, Any]] | None = None) -> rich.table.Table:
    """The headline rows as a table for the terminal.

    Args:
        dataset: result of simulate or compare.
        everything: all rows instead of the headline ones.
        rows: from `summary_rows`, where they are at hand.
    """
    from rich.table import Table
    from rich.text import Text

    names = arms(dataset)
    rows = summary_rows(dataset) if rows is None else rows
    others = read_beside(rows)
    table = Table(title="Mean of the last week: median (90 % interval)", title_justify="left", header_style="bold")
    table.add_column("Output")
    table.add_column("Unit")
    for name in names:
        table.add_column(Text(name), justify="right")
        if name != names[0]:
            table.add_column(Text(f"{name} \N{MINUS SIGN} habitual"))
            for reading in others:
                table.add_column(Text(reading.replace("_", " ")))
    organ = ""
    for group in by_label(rows):
        first = group[0]
        if not everything and not outputs.headlines(first["output"], first["label"]):
            continue
        if outputs.organ(first["output"]) != organ:
            organ = outputs.organ(first["output"])
            table.add_section()
            table.add_row(Text(organ, style="bold"))
        cells: list[Text] = [Text(outputs.full_title(first["output"], first["label"])), Text(unit_text(first["unit"]))]
        for row in group:
            cells.append(Text(interval((row["median"], row["q05"], row["q95"]))))
            if row is not first:
                quiet = row["verdict"] in (NO_EFFECT, NO_DIFFERENCE)
                cells.append(Text(row["in_words"], style="dim" if quiet else ""))
                cells += [Text(_short(row, reading), style="dim") for reading in others]
        table.add_row(*cells)
    return table


def _short(row: dict[str, Any], reading: str) -> str:
    """The difference of another reading: its interval where it moves, else the words that say that it does not."""
    words = row[f"{reading}_in_words"] or ""
    if not words.startswith(("rises", "falls")):
        return words
    return interval(tuple(row[f"{reading}_{q}"] for q in ("median", "q05", "q95")), sign=True)


def by_label(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Rows of the same output and label together, one per arm."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["output"], row["label"]), []).append(row)
    return list(groups.values())


def spread_split(dataset: xarray.Dataset, item: Series) -> float | None:
    """Share of the variance of an output that lies between parameter worlds rather than between persons.

    Needs a coordinate `world` on the draws that repeats; None where the run does not tell the two apart.
    """
    if "world" not in dataset.coords or dataset["world"].dims != ("draw",):
        return None
    worlds = dataset["world"].values
    kinds, counts = np.unique(worlds, return_counts=True)
    ends = item.read(last_week(dataset))[0].mean(axis=1)
    if len(kinds) < 3 or counts.min() < 2 or not np.all(np.isfinite(ends)):
        return None
    means = np.array([ends[worlds == k].mean() for k in kinds])
    within = float(np.mean([ends[worlds == k].var(ddof=1) for k in kinds]))
    between = max(float(means.var(ddof=1)) - within / float(counts.mean()), 0.0)
    return between / (between + within) if math.isfinite(within) and between + within > 0 else None
