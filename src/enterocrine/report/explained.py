"""What `explain` found, shown inside the report of the run: the maps, the parts and the grades, between two marks of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import manifest
from .atomic import write_text

BEGIN, END = "<!-- explanation -->", "<!-- end of the explanation -->"
REPORT = "report.html"
_XML = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>|\s+xmlns(?::\w+)?=\"[^\"]*\"|\s+(?:width|height)=\"[\d.]+pt\"", re.S)
Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Shown:
    """One output: what was asked and found, its banners, its tables (title, header, rows), what stands for and against, and its map."""

    output: str
    heading: Sequence[str]
    banners: Sequence[str]
    tables: Sequence[tuple[str, tuple[str, ...], Rows]]
    evidence: Sequence[str]
    left_over: Sequence[str]
    map: str


def inline(svg: str, name: str) -> str:
    """A drawing as part of a page: without what makes it a file, and with names of its own.

    Args:
        svg: as written by the drawing program.
        name: put before every id, so that two drawings in one page do not mix.
    """
    text = _XML.sub("", svg).strip()
    text = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', text)
    return re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", text)


def section(shown: Sequence[Shown], *, reading: str, method: str) -> str:
    """The part of the page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(loader=PackageLoader("enterocrine.report", "templates"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    maps = {one.output: Markup(inline(one.map, f"map{k}")) for k, one in enumerate(shown)}
    return environment.get_template("explanation.html").render(shown=shown, maps=maps, reading=reading, method=method)


def put_into(folder: Path, text: str) -> Path | None:
    """Show a section in the report of a run, in the place of an older one, and let the manifest know; None where there is no report with a
    place for it."""
    path = folder / REPORT
    try:
        page = path.read_text(encoding="utf-8")
        content = json.loads((folder / manifest.NAME).read_text(encoding="utf-8"))
        listed: Mapping[str, object] = content["outputs"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or REPORT not in listed:
        return None
    write_text(path, f"{before}{BEGIN}\n{text}\n{END}{after}")
    content["outputs"][REPORT] = {"sha256": manifest.sha256(path), "bytes": path.stat().st_size}
    write_text(folder / manifest.NAME, manifest.as_text(content))
    return path
