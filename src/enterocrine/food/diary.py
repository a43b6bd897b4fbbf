"""A food diary read from CSV: datetime, meal, food, amount, unit, food_id. All faults at once, each with file and line."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from ..errors import Fault, FaultList, InputError, nearest
from .portions import grams
from .search import exact, search
from .table import Food, exists, show

COLUMNS = ("datetime", "meal", "food", "amount", "unit", "food_id")
_IGNORED = ("note", "notes", "db", "comment")
# Totals of one day beyond which a diary is flagged: key, name, limit, unit, factor to that unit.
DAY_LIMITS = (("energy", "energy", 30.0, "MJ", 1e-3), ("fibre_total", "fibre", 150.0, "g", 1.0), ("alcohol", "alcohol", 250.0, "g", 1.0),
              ("protein", "protein", 400.0, "g", 1.0))  # fmt: skip
_LARGEST_FILE = 20_000_000


@dataclass(frozen=True)
class Entry:
    """One food eaten at one time.

    Args:
        when: date and time; meal: its name; food: the food; amount, unit: as written; grams: weight; line: line of the file.
    """

    when: datetime
    meal: str
    food: Food
    amount: float
    unit: str
    grams: float
    line: int


@dataclass(frozen=True)
class Diary:
    """What was eaten over whole days.

    Args:
        path: file it came from; entries: in order of time; warnings: flags on totals outside what people eat.
    """

    path: str
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """Whole days from the first to the last entry, both counted."""
        return (self.entries[-1].when.date() - self.entries[0].when.date()).days + 1


def load(path: str | Path) -> Diary:
    """Read a diary.

    Args:
        path: CSV file with the columns datetime, meal, food, amount, unit, food_id; comma, semicolon or tab between them. Of food and
            food_id one is enough; a food without an id must carry the exact name of a food of the table.

    Returns:
        The diary, entries in order of time.

    Raises:
        InputError: every fault of the file at once, each with file:line and, for foods and units, the nearest that exist.
    """
    path = Path(path)
    text = _text(path)
    delimiter = _delimiter(text)
    lines, rows = _records(text, delimiter, path)
    faults = FaultList()
    columns = _header(rows, f"{path}:{lines[0]}" if lines else str(path), faults)
    faults.raise_if_any()
    decimal_comma = delimiter == ";"
    entries = []
    for line, row in zip(lines[1:], rows[1:], strict=False):
        cells = {name: row[i].strip() if i < len(row) else "" for name, i in columns.items()}
        if len(row) > len(rows[0]) and any(c.strip() for c in row[len(rows[0]) :]):
            faults.add(f"{len(row)} cells for {len(rows[0])} columns", f"{path}:{line}", cure="put quotes around a cell that holds the separator")
            continue
        entry = _entry(cells, path, line, decimal_comma, faults)
        if entry is not None:
            entries.append(entry)
    if not entries and not faults.faults:
        faults.add("the diary has no entries", str(path), cure="add rows below the header: when, which food, how much")
    faults.raise_if_any()
    entries.sort(key=lambda e: (e.when, e.line))
    if (entries[-1].when - entries[0].when).days > 400:
        raise InputError(Fault("the diary spans more than 400 days", str(path), cure="check the years of the dates"))
    return Diary(str(path), tuple(entries), day_warnings(entries))


def day_warnings(entries: list[Entry]) -> tuple[str, ...]:
    """Days whose totals nobody eats, in words: they are run, but flagged."""
    days: dict[str, list[float]] = {}
    for e in entries:
        total = days.setdefault(e.when.date().isoformat(), [0.0] * len(DAY_LIMITS))
        for i, (key, *_) in enumerate(DAY_LIMITS):
            total[i] += e.food.per100[key].mid * e.grams / 100.0
    found = _gaps(sorted(date.fromisoformat(day) for day in days))
    for day, totals in days.items():
        for total, (_, name, limit, unit, scale) in zip(totals, DAY_LIMITS, strict=True):
            if total * scale > limit:
                found.append(f"on {day}: {name} {total * scale:.0f} {unit} is above {limit:.0f}, beyond what people eat")
        if totals[0] / 1000 < 1.5:
            found.append(f"on {day}: energy {totals[0] / 1000:.1f} MJ is below 1.5; was the whole day written down?")
    return tuple(found)


def _gaps(days: list[date]) -> list[str]:
    """Days between others on which nothing is written down: a fast, or a day that was forgotten."""
    found = []
    for before, after in pairwise(days):
        gap = (after - before).days - 1
        if gap:
            first, last = before + timedelta(days=1), after - timedelta(days=1)
            when = f"on {first}" + (f" to {last} ({gap} days)" if gap > 1 else "")
            found.append(f"{when}: nothing is written down, which is run as nothing eaten; were these days forgotten?")
    return found


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError(Fault("the file is too large for a diary", str(path)))
        content = path.read_bytes()
    except OSError as error:
        raise InputError(Fault("the diary cannot be read", str(path), error.strerror or str(error), "check the path")) from error
    if b"\0" in content:
        raise InputError(Fault("the file is not text", str(path), cure="save it as CSV in UTF-8"))
    try:
        text = content.decode("utf-8-sig").lstrip("\ufeff")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # as spreadsheets on Windows write it
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _delimiter(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=head.count) if any(d in head for d in ",;\t") else ","


def _records(text: str, delimiter: str, path: Path) -> tuple[list[int], list[list[str]]]:
    """Every record that is not blank and the line on which it begins, also where a quoted cell spans lines."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    starts, rows, last = [], [], 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                starts.append(last + 1)
                rows.append(row)
            last = reader.line_num
    except csv.Error as error:
        fault = Fault("this cannot be read as a table", f"{path}:{last + 1}", str(error), "save it as CSV: one row per food, plain quotes")
        raise InputError(fault) from None
    return starts, rows


def _header(rows: list[list[str]], where: str, faults: FaultList) -> dict[str, int]:
    names = [c.strip().lower().replace(" ", "_") for c in rows[0]] if rows else []
    if not any(names):
        faults.add("the diary is empty", where, cure=f"first line: {','.join(COLUMNS)}; then one row per food")
        return {}
    columns: dict[str, int] = {}
    for i, name in enumerate(names):
        if name in COLUMNS and name not in columns:
            columns[name] = i
        elif name in columns:
            faults.add(f'column "{name}" stands twice', where)
        elif name and name not in _IGNORED:
            faults.add(f'unknown column "{name}"', where, nearest=nearest(name, COLUMNS), cure=f"columns are {', '.join(COLUMNS)}")
    missing = [c for c in ("datetime", "amount", "unit") if c not in columns]
    if "food" not in columns and "food_id" not in columns:
        missing.append("food")
    for name in missing:
        faults.add(f'column "{name}" is missing', where, cure=f"columns are {', '.join(COLUMNS)}")
    return columns


def _entry(cells: dict[str, str], path: Path, line: int, decimal_comma: bool, faults: FaultList) -> Entry | None:
    where = f"{path}:{line}"
    before = len(faults.faults)
    when = _when(cells.get("datetime", ""), where, faults)
    amount = _amount(cells.get("amount", ""), decimal_comma, where, faults)
    food = _food(cells.get("food_id", ""), cells.get("food", ""), where, faults)
    unit = cells.get("unit", "")
    if not unit:
        faults.add("the unit is blank", where, cure="g, ml, or a household measure such as slice, cup, medium")
    weight = 0.0
    if food is not None and amount is not None and unit:
        try:
            weight = grams(food, amount, unit)
            if weight > 20_000:
                faults.add(f"{amount:g} {unit} of {food.name} is {weight / 1000:.0f} kg", where, cure="check the amount and unit")
        except InputError as error:
            faults.faults.extend(Fault(f.what, where, f.why, f.cure, f.nearest) for f in error.faults)
    if len(faults.faults) > before or when is None or food is None or amount is None:
        return None
    return Entry(when, cells.get("meal", "") or "meal", food, amount, unit, weight, line)


def _when(text: str, where: str, faults: FaultList) -> datetime | None:
    if not text:
        faults.add("the date and time are blank", where, cure="such as 2026-03-02 08:00")
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        faults.add(f'"{text}" has no time of day', where, why="when a meal is eaten matters to the model", cure=f"{text} 13:00")
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        faults.add(f'"{text}" is not a date and time', where, cure="ISO form, such as 2026-03-02 08:00")
        return None


def read_number(text: str, decimal_comma: bool) -> float | None:
    """A positive or negative number as people write it: 1.5, "1,050" (thousands), 1/2; with decimal commas 1,5 and 1.050,5."""
    if match := re.fullmatch(r"(?:(\d+) )?(\d+)/([1-9]\d*)", text):
        return float(match[1] or 0) + int(match[2]) / int(match[3])
    if decimal_comma and "," in text:
        text = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", text).replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text):
        return None
    return float(text)


def _amount(text: str, decimal_comma: bool, where: str, faults: FaultList) -> float | None:
    if not text:
        faults.add("the amount is blank", where, why="a blank is not zero", cure="give how much was eaten, or remove the row")
        return None
    number = read_number(text, decimal_comma)
    if number is None or not math.isfinite(number):
        cure = "a number such as 1.5"
        if re.search(r"\d\s*[a-zA-Z]", text):
            cure = "put the unit into its own column"
        elif re.fullmatch(r"[+-]?\d+,\d+", text):
            cure = f"write {text.replace(',', '.')}, or separate the columns by semicolons"
        faults.add(f'amount "{text}" is not a number', where, cure=cure)
        return None
    if number <= 0:
        faults.add(f"amount {text} is not positive", where, cure="give how much was eaten, or remove the row")
        return None
    return number


def _food(food_id: str, name: str, where: str, faults: FaultList) -> Food | None:
    if food_id:
        if exists(food_id):
            return show(food_id)
        text = name or re.sub(r"^[a-z]+:", "", food_id).replace("-", " ")
        faults.add(f'no food has the id "{food_id}"', where, nearest=_near(text), cure="enterocrine foods search NAME")
        return None
    if not name:
        faults.add("neither food nor food_id is given", where)
        return None
    found = exact(name)
    if found:
        return show(found[0].food_id)
    faults.add(f'no food is called "{name}"', where, nearest=_near(name), cure="put one of these ids into food_id, or the exact name into food")
    return None


def _near(text: str) -> list[str]:
    return [f"{h.food_id} ({h.name})" for h in search(text, 3)]
