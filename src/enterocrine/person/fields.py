"""Reads the keys of one mapping and notes every fault with its place, so that a file is refused once, with all that is wrong."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from enterocrine.errors import EnterocrineError, FaultList, nearest
from enterocrine.person.quantity import measure, measure_range
from enterocrine.person.yaml_file import YamlMap, place


class Fields:
    """The keys of one mapping of a file.

    Args:
        data: the mapping (a `YamlMap`, or a plain dict whose place is then `where`).
        faults: where faults are collected.
        known: the valid keys; any other is noted as a fault with the nearest valid ones.
        path: the path of this mapping inside its file, such as `arms[1].diet`.
        where: place used for plain dicts.
    """

    def __init__(self, data: Mapping[str, Any], faults: FaultList, known: Iterable[str], path: str = "", where: str = ""):
        self.data, self.faults, self.path, self.where = data, faults, path, where
        self.known = tuple(known)
        for key in data:
            if str(key) not in self.known:
                close = nearest(str(key), self.known) or self.known[:6]
                self.fault(str(key), "this key is not known here", nearest=close)

    def place(self, key: str | None = None) -> str:
        return place(self.data, key, self.where)

    def name(self, key: str | None) -> str:
        return ".".join(part for part in (self.path, key) if part)

    def fault(self, key: str | None, what: str, why: str = "", cure: str = "", nearest: Iterable[str] = ()) -> None:
        name = self.name(key)
        self.faults.add(f"{name[:80]}: {what}" if name else what, self.place(key), why, cure, tuple(nearest))

    def adopt(self, key: str | None, error: EnterocrineError) -> None:
        """Take over the faults of a part; those that know no place get the place of `key`."""
        for fault in error.faults:
            if fault.where:
                self.faults.faults.append(fault)
            else:
                self.fault(key, fault.what, fault.why, fault.cure, fault.nearest)

    def has(self, key: str) -> bool:
        """Whether the key is there; a key left blank counts as missing and is noted as a fault."""
        if key not in self.data:
            return False
        if self.data[key] is None:
            self.fault(key, "the key has no value", cure="give a value or remove the key")
            return False
        return True

    def require(self, *keys: str) -> None:
        """Note every key of `keys` that is missing."""
        for key in keys:
            if key not in self.data:
                spelt = nearest(key, [str(k) for k in self.data if str(k) not in self.known], 1)
                self.fault(None, f"the key `{key}` is missing", cure=f"is `{spelt[0]}` meant to be `{key}`?" if spelt else f"add `{key}:`")

    def quantity(self, key: str, unit: str, low: float = -math.inf, high: float = math.inf, example: str = "",
                 limits: str = "") -> float | None:
        """A quantity in `unit` inside [low, high], or None where the key is missing or at fault."""
        if not self.has(key):
            return None
        try:
            value = measure(self.data[key], unit, example=example)
        except EnterocrineError as error:
            self.adopt(key, error)
            return None
        if not low <= value <= high:
            shown = limits or f"{low:g} to {high:g} {unit}"
            self.fault(key, f"{self.data[key]} is outside {shown}", cure="check the number and its unit")
            return None
        return value

    def range(self, key: str, unit: str) -> tuple[float, float] | None:
        """A range such as `[30, 60] y`, in `unit`."""
        if not self.has(key):
            return None
        try:
            return measure_range(self.data[key], unit)
        except EnterocrineError as error:
            self.adopt(key, error)
            return None

    def number(self, key: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """A plain finite number inside [low, high]."""
        if not self.has(key):
            return None
        value = self.data[key]
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            self.fault(key, f"{_shown(value)} is not a plain number", cure="write a number without quotes or unit")
            return None
        if not low <= value <= high:
            self.fault(key, f"{value} is outside {low:g} to {high:g}")
            return None
        return float(value)

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number inside [low, high]."""
        value = self.number(key, low, high)
        if value is not None and value != int(value):
            self.fault(key, f"{value:g} is not a whole number")
            return None
        return None if value is None else int(value)

    def text(self, key: str, longest: int = 200) -> str | None:
        """A short text."""
        if not self.has(key):
            return None
        value = self.data[key]
        if not isinstance(value, str):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return str(value)
            self.fault(key, f"text is needed, not {_shown(value)}")
            return None
        if not value.strip() or len(value) > longest:
            self.fault(key, f"text of 1 to {longest} characters is needed")
            return None
        return value.strip()

    def choice(self, key: str, options: Iterable[str]) -> str | None:
        """One of `options`."""
        if not self.has(key):
            return None
        value, options = self.data[key], tuple(options)
        if isinstance(value, str) and value in options:
            return value
        close = nearest(str(value).lower(), options)
        self.fault(key, f"{_shown(value)} is not one of {', '.join(options[:12])}", nearest=close)
        return None

    def section(self, key: str, known: Iterable[str]) -> Fields | None:
        """The mapping under `key`."""
        if not self.has(key):
            return None
        value = self.data[key]
        if not isinstance(value, Mapping):
            self.fault(key, f"keys and values are needed here, not {_shown(value)}", nearest=tuple(known)[:6])
            return None
        return Fields(value, self.faults, known, self.name(key), self.place(key))

    def entries(self, key: str, known: Iterable[str]) -> list[Fields]:
        """The mappings of the list under `key`."""
        if not self.has(key):
            return []
        value, known = self.data[key], tuple(known)
        if not isinstance(value, (list, tuple)):
            self.fault(key, f"a list is needed here, not {_shown(value)}", cure=f"start each entry with `- {{{known[0]}: ...}}`")
            return []
        found = []
        for number, entry in enumerate(value):
            if isinstance(entry, Mapping):
                found.append(Fields(entry, self.faults, known, f"{self.name(key)}[{number + 1}]", place(value, number, self.place(key))))
            else:
                self.faults.add(f"{self.name(key)}[{number + 1}]: keys and values are needed here, not {_shown(entry)}",
                                place(value, number, self.place(key)), nearest=known[:6])
        return found

    def file(self, key: str) -> Path | None:
        """A file named by the mapping, found beside the file that names it."""
        name = self.text(key, 1000)
        if name is None:
            return None
        path = Path(name).expanduser() if name.startswith("~/") else Path(name)
        return path if path.is_absolute() or not isinstance(self.data, YamlMap) else Path(self.data.file).parent / path


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "a set of keys"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    text = "nothing" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    return f"`{text[:60]}`"
