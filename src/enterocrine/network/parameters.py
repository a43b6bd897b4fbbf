"""Numbers live in tables: one row per number with unit, spread, source, read level and grade."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from ..errors import AssemblyError, Fault, nearest
from .arrays import labels_of
from .quantities import Parameter
from .units import UnitError, convert

COLUMNS = ("id", "labels", "value", "unit", "scale", "person", "knowledge", "source", "read", "grade", "note")
SCALES = ("fixed", "normal", "log", "logit", "presence")
READ_LEVELS = ("fulltext", "abstract", "data", "secondary", "derived", "proposal", "unverified", "definition")
GRADES = ("A", "B", "C", "D", "E", "-")


@dataclass(frozen=True)
class Row:
    """One number and what is known of it.

    `person` and `knowledge` are standard deviations on the row's scale (log: of the natural logarithm; logit: of the log odds;
    normal: in the row's unit): how much people differ, and how well the typical value is known. One row is one random number.
    """

    id: str
    labels: tuple[str, ...]
    value: float
    unit: str
    scale: str
    person: float
    knowledge: float
    source: str
    read: str
    grade: str
    note: str
    where: str

    @property
    def key(self) -> str:
        return f"{self.id}[{','.join(self.labels)}]" if self.labels else self.id


class ParameterTable:
    """The `parameters.tsv` beside a folder's mechanisms.

    Args:
        path: the table, or any file of its folder.
    """

    def __init__(self, path: str | Path):
        path = Path(path)
        self.path = path if path.suffix == ".tsv" else path.parent / "parameters.tsv"
        self.name = self.path.parent.name

    @cached_property
    def rows(self) -> list[Row]:
        faults: list[Fault] = []
        rows = []
        with open(self.path, encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise AssemblyError(Fault(f"columns must be {' '.join(COLUMNS)}", f"{self.name}/parameters.tsv:1"))
            for number, raw in enumerate(reader, start=2):
                where = f"{self.name}/parameters.tsv:{number}"
                if not raw["id"] or raw["id"].startswith("#"):
                    continue
                row = self._row(raw, where, faults)
                if row:
                    rows.append(row)
        seen: dict[str, Row] = {}
        for row in rows:
            if row.key in seen:
                faults.append(Fault(f"{row.key} has two rows", row.where, f"the other is {seen[row.key].where}", "keep one"))
            seen[row.key] = row
        if faults:
            raise AssemblyError(faults)
        return rows

    def _row(self, raw: dict, where: str, faults: list[Fault]) -> Row | None:
        before = len(faults)
        numbers = {}
        for column in ("value", "person", "knowledge"):
            text = (raw[column] or "").strip()
            try:
                numbers[column] = float(text) if text or column == "value" else 0.0
            except ValueError:
                faults.append(Fault(f"{column} {text!r} of {raw['id']} is not a number", where))
        for column, valid in (("scale", SCALES), ("read", READ_LEVELS), ("grade", GRADES)):
            if raw[column] not in valid:
                faults.append(
                    Fault(
                        f"{column} {raw[column]!r} of {raw['id']} is not one of {', '.join(valid)}",
                        where,
                        nearest=nearest(raw[column], valid),
                    )
                )
        if not (raw["source"] or "").strip():
            faults.append(Fault(f"{raw['id']} names no source", where, cure="cite the paper, data set or derivation"))
        if len(faults) > before:
            return None
        labels = tuple(t.strip() for t in raw["labels"].split(",")) if raw["labels"] else ()
        return Row(
            raw["id"],
            labels,
            numbers["value"],
            raw["unit"],
            raw["scale"],
            numbers["person"],
            numbers["knowledge"],
            raw["source"],
            raw["read"],
            raw["grade"],
            raw["note"] or "",
            where,
        )

    def resolve(self, parameter: Parameter) -> Resolved:
        """Values of a parameter in its own unit, and which row each element came from; raises AssemblyError with every fault."""
        ids = {row.id for row in self.rows}
        where = f"{self.name}/parameters.tsv"
        if parameter.name not in ids:
            raise AssemblyError(
                Fault(
                    f"parameter {parameter.name} has no row",
                    where,
                    cure="add a row with unit and source",
                    nearest=nearest(parameter.name, ids),
                )
            )
        values = np.zeros(parameter.size)
        source: list[Row | None] = [None] * parameter.size
        best = [-1] * parameter.size
        faults = []
        all_labels = labels_of(parameter.axes)
        position = {have: k for k, have in enumerate(all_labels)}
        for row in (r for r in self.rows if r.id == parameter.name):
            labels = row.labels or ("*",) * len(parameter.axes)
            if len(labels) != len(parameter.axes):
                faults.append(
                    Fault(
                        f"{row.key} needs {len(parameter.axes)} labels ({', '.join(a.name for a in parameter.axes)})", row.where
                    )
                )
                continue
            for label, axis in zip(labels, parameter.axes, strict=True):
                if label != "*" and label not in axis.labels:
                    faults.append(Fault(f"{label!r} is not on axis {axis.name}", row.where, nearest=nearest(label, axis.labels)))
            try:
                value = 1.0 if row.scale == "presence" else convert(row.value, row.unit, parameter.unit)
            except UnitError as error:
                faults.append(Fault(f"{row.key}: {error}", row.where, cure=f"give it in a unit of the kind {parameter.unit}"))
                continue
            weight = sum(label != "*" for label in labels)
            hits = (
                [position[labels]]
                if labels in position
                else [k for have, k in position.items() if all(w in ("*", h) for w, h in zip(labels, have, strict=True))]
            )
            for k in hits:
                if weight > best[k]:
                    values[k], source[k], best[k] = value, row, weight
        if not parameter.sparse:
            missing = [",".join(have) for have, row in zip(all_labels, source, strict=True) if row is None]
            if missing:
                faults.append(
                    Fault(
                        f"parameter {parameter.name} has no row for {'; '.join(missing[:6])}",
                        where,
                        cure="add rows, or a row with * labels",
                    )
                )
        if faults:
            raise AssemblyError(faults)
        return Resolved(parameter, self.name, values, source)


@dataclass(frozen=True)
class Resolved:
    """A parameter with its numbers: `values` (size,) in the parameter's unit; `rows` the row behind each element (None: structural zero)."""

    parameter: Parameter
    table: str
    values: np.ndarray
    rows: list[Row | None]

    @property
    def present(self) -> list[int]:
        return [k for k, row in enumerate(self.rows) if row is not None]

    @property
    def flat_names(self) -> list[str]:
        return [f"{self.table}.{n}" for n in self.parameter.flat_names]
