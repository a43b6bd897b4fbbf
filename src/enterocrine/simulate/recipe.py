"""What a comparison was made from, kept beside its result as `recipe.json`, so that it can be taken up again without the files it was read from.

Only plain data and the few kinds of record named here are read back; nothing in the file is ever run.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import Fault, InputError

if TYPE_CHECKING:
    import xarray as xr

    from ..network import System
    from ..person.change import Change
    from ..person.person import Person

NAME = "recipe.json"
FORMAT = 1
_RECORDS = {
    "person.person": ("Person",), "person.change": ("Change", "Added", "Swapped", "Supplemented"), "person.protocol": ("Drug", "Treatment"),
    "food.intake": ("Intake", "Item"),
}  # fmt: skip
_KNOWN = {f"{module}.{name}" for module, names in _RECORDS.items() for name in names}
_AGAIN = "run `enterocrine compare` again into this folder"


@dataclass(frozen=True)
class Recipe:
    """Everything a comparison depends on.

    Args:
        person, changes: as they were read, without the diary's lines and the folders of the files.
        model, without: name of the model, and mechanisms left out of it; `digest` tells whether it is still the same one.
        others: as in `compare`.
    """

    person: Person
    changes: tuple[Change, ...]
    weeks: float
    draws: int
    seed: int
    reading: str
    min_grade: str
    model: str
    without: tuple[str, ...]
    digest: str
    rtol: float

    def system(self) -> System:
        """The model.

        Raises:
            InputError: it is no longer the one that made the run.
        """
        from ..models import model

        found = model(self.model, self.without)
        if found.digest != self.digest:
            why = "its equations differ from those of this version"
            raise InputError(Fault("the run was made with another version of the model", NAME, why, _AGAIN))
        return found


def as_text(person: Person, changes: Sequence[Change], data: xr.Dataset) -> str:
    """The recipe of a dataset that `compare` made from a person and changes."""
    told = data.attrs
    content = {
        "format": FORMAT,
        "person": _packed(replace(person, diary=None, warnings=(), sources=_bare(person.sources))),
        "changes": [_packed(replace(change, warnings=(), sources=_bare(change.sources))) for change in changes],
        "weeks": float(told["weeks"]),
        "draws": int(told["draws"]),
        "seed": int(told["seed"]),
        "reading": str(told["reading"]),
        "min_grade": str(told["min_grade"]),
        "model": str(told["model"]).split()[0],
        "without": list(json.loads(told["without"])),
        "digest": str(told["model_digest"]),
        "rtol": float(told["rtol"]),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def read(folder: str | Path) -> Recipe:
    """The recipe in the folder of a run.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    path = Path(folder) / NAME
    if not Path(folder).is_dir():
        raise InputError(Fault("there is no such folder", str(folder), cure="the folder that `enterocrine compare` wrote (-o)"))
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT:
            raise ValueError("it has another format")
        person = _unpacked(content.pop("person"))
        changes = tuple(_unpacked(one) for one in content.pop("changes"))
        return Recipe(person, changes, **{**content, "without": tuple(content["without"])})
    except FileNotFoundError:
        raise InputError(_lacking(Path(folder))) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise InputError(Fault("the file cannot be read", str(path), str(error), _AGAIN)) from None


def _lacking(folder: Path) -> Fault:
    """Why a folder holds no recipe."""
    try:
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Fault("the folder holds no whole run", str(folder), "nothing was run here, or it was stopped before its end", _AGAIN)
    if isinstance(told, dict) and len(told.get("arms") or ()) < 2:
        return Fault("the run has no change to explain", str(folder), "it holds the habitual diet alone", "a run of `enterocrine compare`")
    return Fault(f"the folder holds no {NAME}", str(folder), "the run was written before runs kept one", _AGAIN)


def _bare(sources: Mapping[str, str]) -> dict[str, str]:
    """Names alone: where files lie on a machine is nobody's business."""
    return {Path(path).name: digest for path, digest in sources.items()}


def _packed(part: Any) -> Any:
    if is_dataclass(part) and not isinstance(part, type):
        name = f"{type(part).__module__.removeprefix('enterocrine.')}.{type(part).__name__}"
        if name not in _KNOWN:
            raise TypeError(f"{name} has no place in a recipe")
        return {"record": name, "of": {f.name: _packed(getattr(part, f.name)) for f in fields(part)}}
    if isinstance(part, np.ndarray):
        return {"array": [_packed(one) for one in part.ravel().tolist()], "shape": list(part.shape)}
    if isinstance(part, np.generic):
        return _packed(part.item())
    if isinstance(part, Mapping):
        return {"map": {str(key): _packed(value) for key, value in part.items()}}
    if isinstance(part, tuple):
        return {"row": [_packed(one) for one in part]}
    if isinstance(part, list):
        return [_packed(one) for one in part]
    if isinstance(part, bool) or part is None:
        return part
    if isinstance(part, str):
        return str(part)
    if isinstance(part, int):
        return int(part)
    if isinstance(part, float):
        return float(part) if math.isfinite(part) else {"number": str(float(part))}
    raise TypeError(f"{type(part).__name__} has no place in a recipe")


def _unpacked(part: Any) -> Any:
    if isinstance(part, list):
        return [_unpacked(one) for one in part]
    if not isinstance(part, dict):
        return part
    if "record" in part:
        if part["record"] not in _KNOWN:
            raise ValueError(f"unknown record {part['record']!r}")
        module, _, name = part["record"].rpartition(".")
        kind = getattr(import_module(f"enterocrine.{module}"), name)
        return kind(**{key: _unpacked(value) for key, value in part["of"].items()})
    if "array" in part:
        return np.array([_unpacked(one) for one in part["array"]]).reshape(part["shape"])
    if "map" in part:
        return {key: _unpacked(value) for key, value in part["map"].items()}
    if "row" in part:
        return tuple(_unpacked(one) for one in part["row"])
    return float(part["number"])
