"""The one-file report: what was asked, the answer with its interval, the pictures, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import enterocrine

from . import citations, numbers, outputs, summary
from .facts import RunFacts, read
from .manifest import file_names

if TYPE_CHECKING:
    import xarray


@dataclass(frozen=True)
class AnswerRow:
    """One line of the answer table."""

    title: str
    meaning: str
    unit: str
    grade: str
    cells: tuple[Mapping[str, Any], ...]
    organ: str = ""


def answer_rows(rows: list[dict[str, Any]], *, everything: bool = False) -> list[AnswerRow]:
    """Rows of the summary as lines of the answer table, one cell per arm.

    Args:
        rows: from `summary_rows`.
        everything: all rows instead of the headline ones.
    """
    lines = []
    others = summary.read_beside(rows)
    for group in summary.by_label(rows):
        first = group[0]
        if not everything and not outputs.headlines(first["output"], first["label"]):
            continue
        cells = [
            {
                "arm": row["arm"],
                "level": numbers.interval((row["median"], row["q05"], row["q95"])),
                "words": row["in_words"],
                "difference": numbers.interval(
                    tuple(row[f"arm_minus_habitual_{q}"] for q in ("median", "q05", "q95")), sign=True
                ),
                "quiet": row["verdict"] in (summary.NO_EFFECT, summary.NO_DIFFERENCE),
                "verdict": row["verdict"],
                "others": {name: row[f"{name}_in_words"] or "" for name in others},
            }
            for row in group
        ]
        title = outputs.full_title(first["output"], first["label"])
        if first["output"] not in outputs.OUTPUTS:
            title = first["meaning"] + (f": {first['label'].replace('/', ', ')}" if first["label"] else "")
        lines.append(AnswerRow(title, first["meaning"], numbers.unit_text(first["unit"]), first["grade"], tuple(cells),
                               outputs.organ(first["output"])))
    return lines


def moves(rows: list[dict[str, Any]], arm: str) -> dict[str, list[str]]:
    """Headline outputs by what happens to them under `arm` (rises, falls, quiet), labels of one output together."""
    found: dict[str, dict[str, list[str]]] = {"rises": {}, "falls": {}, "quiet": {}}
    for row in rows:
        if row["arm"] == arm and row["verdict"] and outputs.headlines(row["output"], row["label"]):
            kind = row["verdict"] if row["verdict"] in found else "quiet"
            title, label = outputs.split_title(row["output"], row["label"])
            found[kind].setdefault(title, []).append(label)
    return {
        kind: [f"{title} ({', '.join(labels)})" if any(labels) else title for title, labels in titles.items()]
        for kind, titles in found.items()
    }


def fibre_rows(facts: RunFacts, arm: str) -> list[dict[str, Any]]:
    """Fibre classes of one arm, largest first, with grams per day and a bar length in percent of the largest of all arms."""
    classes = {k: v for k, v in facts.fibre.get(arm, {}).items() if v[2] > 0}
    most = max((v[1] for arm_classes in facts.fibre.values() for v in arm_classes.values()), default=0.0) or 1.0
    return [
        {
            "name": outputs.SUBSTRATE_NAMES.get(name, name.replace("_", " ")),
            "grams": numbers.interval((mid, low, high)),
            "length": f"{100 * mid / most:.0f}",
            "unknown": name == "fibre_unknown",
        }
        for name, (low, mid, high) in sorted(classes.items(), key=lambda item: -item[1][1])
    ]


def spread_words(dataset: xarray.Dataset, facts: RunFacts) -> list[str]:
    """How the width of the intervals divides between persons and what is not known about the model's numbers."""
    if "world" not in dataset.coords:
        return []
    found = []
    for name in ("scfa_production", "faecal_butyrate", "portal_scfa"):
        if name not in dataset.data_vars:
            continue
        for item in summary.series(dataset, name):
            if outputs.headlines(name, item.label) and (item.label in ("", outputs.TOTAL)):
                part = summary.spread_split(dataset, item)
                if part is not None:
                    known = f"{numbers.share(part)} of the variance comes from uncertain numbers of the model"
                    found.append(f"{item.title}: {known}, the rest from differences between persons.")
    return found


def _in_turn(lines: Iterable[Any], by: str) -> list[tuple[str, list[Any]]]:
    """Neighbours that share an attribute together, in the order in which they stand."""
    return [(key, list(held)) for key, held in groupby(lines, attrgetter(by))]


def _without_scheme(text: str) -> str:
    """Addresses in words only: nothing in the page can be mistaken for something to load."""
    return text.replace("https://", "").replace("http://", "")


def render(
    dataset: xarray.Dataset,
    *,
    title: str,
    inputs: Mapping[str, str],
    command: str,
    written: str,
    rows: list[dict[str, Any]] | None = None,
    spread: Sequence[Mapping[str, Any]] = (),
) -> str:
    """The report as one HTML page that needs nothing else: no script, no font, no picture file, no network.

    Args:
        dataset: result of simulate or compare.
        title: title of the page.
        inputs: path -> sha256 of the files read; only names are shown.
        command: the command line that made the run.
        written: time of writing, ISO 8601.
        rows: from `summary_rows`, where they are at hand.
        spread: shares of the spread of each change.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from .hormones import HEADS, signal_lines
    from .panels import sections
    from .spread import HEADS as SPREAD_HEADS
    from .spread import MEANING, NOTE, spread_lines

    facts = read(dataset)
    rows = summary.summary_rows(dataset) if rows is None else rows
    lines = answer_rows(rows)
    environment = Environment(
        loader=PackageLoader("enterocrine.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["in_turn"] = _in_turn
    environment.globals.update(share=numbers.share, number=numbers.number, count=numbers.count)
    sheet, _, _ = environment.loader.get_source(environment, "report.css")  # type: ignore[union-attr]
    changes = facts.arm_names[1:]
    return environment.get_template("report.html").render(
        title=title,
        facts=facts,
        lines=lines,
        others=summary.read_beside(rows),
        everything=answer_rows(rows, everything=True),
        signals=signal_lines(rows),
        signal_heads=HEADS,
        columns=summary.COLUMNS,
        moves={arm: moves(rows, arm) for arm in changes},
        sections=sections(dataset, rows),
        fibre={arm: fibre_rows(facts, arm) for arm in facts.arm_names},
        spread=spread_words(dataset, facts),
        split=spread_lines(spread, rows),
        split_heads=SPREAD_HEADS,
        split_meaning=MEANING,
        split_note=NOTE,
        sources=[_without_scheme(citations.as_text(c)) for c in facts.citations],
        grades=outputs.GRADES,
        style=Markup(sheet),  # our own file, shipped with the package
        inputs=file_names(inputs),
        command=command,
        written=written,
        version=enterocrine.__version__,
        purpose=enterocrine.PURPOSE,
        error=facts.attributes.get("error_estimate"),
        rtol=facts.attributes.get("rtol"),
    )
