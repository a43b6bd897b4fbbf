"""YAML 1.2 files with the line of every key: no YAML 1.1 magic, no aliases, no duplicate keys, no tags, 1 MB at most.

`load` gives ordinary dicts, lists and scalars (`YamlMap` is a dict, `YamlList` a list) that also remember their lines, so that a
fault found later can still name file and line. One addition to YAML: a range with a unit, `[30, 60] y`, is read as that text.
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Any

from enterocrine.errors import Fault, InputError

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_DIGITS = 300
MAX_VALUES = 50_000
_NEVER_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_RANGE_WITH_UNIT = re.compile(
    r"\[[ \t]*[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?[ \t]*,[ \t]*[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?[ \t]*\][ \t]+[A-Za-z\u00b5\u03bc%][\w/*^.%-]*"
    r"(?=[ \t]*(?:[,}\]\r\n\0]|$|[ \t]#))"
)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


class YamlMap(dict[str, Any]):
    """A mapping that knows its file, its own line and the line of each key."""

    def __init__(self, file: str, line: int):
        super().__init__()
        self.file, self.line = file, line
        self.lines: dict[str, int] = {}


class YamlList(list[Any]):
    """A list that knows its file, its own line and the line of each entry."""

    def __init__(self, file: str, line: int):
        super().__init__()
        self.file, self.line = file, line
        self.lines: list[int] = []


def place(container: Any, key: str | int | None = None, fallback: str = "") -> str:
    """`file:line` of a key of a `YamlMap` (or entry of a `YamlList`), of the container itself, or `fallback` for plain dicts."""
    if isinstance(container, YamlMap):
        return f"{container.file}:{container.lines.get(str(key), container.line) if key is not None else container.line}"
    if isinstance(container, YamlList):
        known = isinstance(key, int) and 0 <= key < len(container.lines)
        return f"{container.file}:{container.lines[key] if known else container.line}"  # type: ignore[index]
    return fallback


def read_bytes(path: str | Path, where: str = "", limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file of at most `limit` bytes.

    Raises:
        InputError: missing, a folder, unreadable or too large.
    """
    path = Path(path)
    shown = where or str(path)
    named = f" {path}" if where else ""
    try:
        if path.is_dir():
            raise InputError(Fault(f"a file is needed, but{named or ' this'} is a folder", shown, cure="name the file itself"))
        if not path.exists():
            raise InputError(Fault(f"no such file{':' + named if named else ''}", shown, cure="check the path", nearest=_siblings(path)))
        if not path.is_file():
            raise InputError(Fault(f"{named.strip() or 'this'} is not an ordinary file", shown))
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(Fault(f"the file{named} cannot be read", shown, why=reason)) from error
    if len(data) > limit:
        raise InputError(Fault(f"the file{named} is larger than {limit // 1000} kB", shown, cure="split it or remove what is not needed"))
    return data


def load(path: str | Path) -> YamlMap:
    """Read a YAML file whose top level is a mapping.

    Args:
        path: the file; UTF-8, at most 1 MB.

    Returns:
        The mapping, with the line of every key.

    Raises:
        InputError: every way in which the file is not such a mapping, with file and line.
    """
    return parse(read_bytes(path), str(path))


def sha256(data: bytes) -> str:
    """Checksum by which a run names its inputs."""
    return hashlib.sha256(data).hexdigest()


def parse(data: bytes | str, file: str = "text") -> YamlMap:
    """As `load`, from bytes or text; `file` is the name used in faults."""
    text = _decode(data, file) if isinstance(data, bytes) else data
    bad = _NEVER_TEXT.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise InputError(Fault("the file holds a character that text never holds", f"{file}:{line}", why=f"U+{ord(bad.group()):04X}",
                               cure="save it as plain UTF-8 text"))
    return _compose(text.removeprefix("\ufeff"), file)


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        binary = b"\0" in data[:4096]
        why = "it looks like a binary file" if binary else f"byte {error.start + 1} is not UTF-8"
        raise InputError(Fault("the file is not UTF-8 text", f"{file}:{line}", why=why, cure="save it as UTF-8 text")) from None


def _siblings(path: Path) -> tuple[str, ...]:
    from enterocrine.errors import nearest

    try:
        names = [entry.name for entry in list(path.parent.iterdir())[:2000] if entry.is_file()]
    except OSError:
        return ()
    return nearest(path.name, names)


# ---------------------------------------------------------------------------------------------------------------- composing


def _events(text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.scanner import Scanner
    from ruamel.yaml.tokens import ScalarToken

    class RangeScanner(Scanner):
        def fetch_flow_sequence_start(self) -> None:
            # Asked only where a value may begin, so quoted text and comments are never touched.
            found = _RANGE_WITH_UNIT.match(self.reader.buffer, self.reader.pointer)
            if not found:
                super().fetch_flow_sequence_start()
                return
            self.save_possible_simple_key()
            self.allow_simple_key = False
            start = self.reader.get_mark()
            self.reader.forward(len(found.group()))
            self.tokens.append(ScalarToken(found.group(), False, start, self.reader.get_mark()))

    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = RangeScanner
    return yaml.parse(io.StringIO(text))


def _compose(text: str, file: str) -> YamlMap:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        top = _Composer(_events(text), file).document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark is not None else ""
        raise InputError(Fault("the YAML text cannot be read", file + line, why=_yaml_reason(error), cure=_yaml_cure(error))) from None
    except (YAMLError, ValueError, IndexError, AssertionError, RecursionError) as error:
        # The scanner of ruamel.yaml answers some malformed text with plain Python errors.
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(Fault("the YAML text cannot be read", f"{file}:1", why=reason)) from None
    if not isinstance(top, YamlMap):
        what = "the file is empty" if top is None else "the file must hold keys and values"
        raise InputError(Fault(what, f"{file}:1", cure="write one `key: value` a line"))
    return top


def _yaml_reason(error: Any) -> str:
    parts = [part for part in (error.context, error.problem) if part]
    return ", ".join(parts) if parts else "malformed"


def _yaml_cure(error: Any) -> str:
    problem = f"{error.context or ''} {error.problem or ''}"
    if "\\t" in problem or "tab" in problem:
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in problem:
        return 'put text that holds a colon in quotes: "..."'
    return "check indentation, quotes and brackets around this line"


class _Composer:
    """Builds the tree from the event stream; stops at the first alias, anchor, tag or too deep nesting, before anything grows."""

    def __init__(self, events: Any, file: str):
        self.events = events
        self.file = file
        self.duplicates: list[Fault] = []
        self.values = 0

    def document(self) -> Any:
        top, seen = None, 0
        for event in self.events:
            name = type(event).__name__
            if name == "DocumentStartEvent":
                seen += 1
                if seen > 1:
                    raise self.refuse(event, "the file holds more than one document", cure="keep one and remove the `---` lines")
                if event.version not in (None, (1, 2)):
                    raise self.refuse(event, "only YAML 1.2 is read", cure="remove the %YAML line")
            elif name not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                top = self.value(event, 0)
        if self.duplicates:
            raise InputError(self.duplicates)
        return top

    def value(self, event: Any, depth: int) -> Any:
        name = type(event).__name__
        self.values += 1
        if self.values > MAX_VALUES:
            raise self.refuse(event, f"the file holds more than {MAX_VALUES} values", cure="split it")
        if name == "AliasEvent":
            raise self.refuse(event, f"the alias *{event.anchor} is not read", why="aliases can make a small file explode in memory",
                              cure="write the value out")
        if event.anchor:
            raise self.refuse(event, f"the anchor &{event.anchor} is not read", why="aliases can make a small file explode in memory",
                              cure="remove it, or put text that starts with & in quotes")
        if str(getattr(event, "tag", None) or "!") != "!":
            raise self.refuse(event, f"the tag {event.tag} is not read", cure="remove it, or put text that starts with ! in quotes")
        if depth > MAX_DEPTH:
            raise self.refuse(event, f"more than {MAX_DEPTH} levels are nested in each other")
        if name == "ScalarEvent":
            return self.scalar(event)
        return self.mapping(event, depth) if name == "MappingStartEvent" else self.sequence(event, depth)

    def mapping(self, start: Any, depth: int) -> YamlMap:
        found = YamlMap(self.file, _line(start))
        for event in self.events:
            if type(event).__name__ == "MappingEndEvent":
                break
            if type(event).__name__ != "ScalarEvent":
                self.value(event, depth + 1)
                raise self.refuse(event, "a key must be plain text")
            self.value(event, depth + 1)
            key = event.value
            if key in found:
                self.duplicates.append(Fault(f"the key `{_short(key)}` is written twice", f"{self.file}:{_line(event)}",
                                             why=f"first on line {found.lines[key]}", cure="keep one of them"))
            value = self.value(next(self.events), depth + 1)
            found[key] = value
            found.lines.setdefault(key, _line(event))
        return found

    def sequence(self, start: Any, depth: int) -> YamlList:
        found = YamlList(self.file, _line(start))
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            found.append(self.value(event, depth + 1))
            found.lines.append(_line(event))
        return found

    def scalar(self, event: Any) -> Any:
        text = event.value
        bad = _NEVER_TEXT.search(text)  # an escape such as "\\ud800" can still make one
        if bad:
            raise self.refuse(event, "the text holds a character that text never holds", why=f"U+{ord(bad.group()):04X}")
        # implicit[0] is true for unquoted text only; the range token above is made as quoted text.
        if not event.implicit[0]:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if len(text) > MAX_DIGITS:
            return text
        if _INTEGER.fullmatch(text):
            return int(text)
        if _OCTAL.fullmatch(text):
            return int(text, 8)
        if _HEXADECIMAL.fullmatch(text):
            return int(text, 16)
        return float(text) if _FLOAT.fullmatch(text) else text

    def refuse(self, event: Any, what: str, why: str = "", cure: str = "") -> InputError:
        return InputError([*self.duplicates, Fault(what, f"{self.file}:{_line(event)}", why=why, cure=cure)])


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
