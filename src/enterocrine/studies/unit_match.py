"""Bring a model output into the unit a paper reports, for units of the same kind.

Faecal water and lumen are taken at a density of 1 kg/L, so mmol/kg, umol/g and mmol/L agree: the error (a few percent) is far below
the spread between people, and papers use the three as if they were one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterocrine.errors import nearest

if TYPE_CHECKING:
    from enterocrine.person.quantity import Unit

# kind -> unit -> size in the kind's first unit
_KINDS: dict[str, dict[str, float]] = {
    "time": {"h": 1, "min": 1 / 60, "s": 1 / 3600, "d": 24, "day": 24, "days": 24, "week": 168, "weeks": 168, "y": 8766, "years": 8766},
    "content": {"mmol/L": 1, "mmol/kg": 1, "umol/g": 1, "umol/L": 1e-3, "mol/L": 1e3, "nmol/L": 1e-6, "pmol/L": 1e-9},
    "share": {"fraction": 1, "1": 1, "": 1, "dimensionless": 1, "ratio": 1, "mol/mol": 1, "g/g": 1, "percent": 1e-2, "%": 1e-2, "% of SCFA": 1e-2,
              "relative": 1, "fold": 1, "r": 1, "SMD": 1, "index": 1, "sign": 1},
    "amount flow": {"mmol/d": 1, "mol/d": 1e3, "umol/d": 1e-3, "mmol/h": 24, "umol/h": 0.024, "mmol/min": 1440},
    "amount flow per body mass": {"umol/kg/h": 1, "umol/kg/min": 60, "mmol/kg/d": 1000 / 24},
    "mass flow": {"g/d": 1, "g/h": 24, "mg/d": 1e-3, "kg/d": 1e3},
    "water flow": {"L/d": 1, "mL/d": 1e-3, "L/h": 24, "mL/h": 0.024, "mL/min": 1.44},
    "volume": {"mL": 1, "L": 1000},
    "mass": {"g": 1, "mg": 1e-3, "kg": 1e3},
    "amount": {"mmol": 1, "mol": 1e3, "umol": 1e-3},
    "amount per mass": {"mmol/g": 1, "mol/kg": 1, "umol/mg": 1},
    "rate": {"1/h": 1, "1/d": 1 / 24, "1/min": 60, "1/s": 3600},
    "rate of association": {"1/(M s)": 1},
    "energy flow": {"kJ/d": 1, "kcal/d": 4.184, "kJ/h": 24, "MJ/d": 1000},
    "acidity": {"pH": 1, "1": 1, "": 1, "dimensionless": 1},
    "count": {"log10 cells/g": 1, "log10": 1, "log10 fold": 1},
    "number": {"count": 1},
    "body mass index": {"kg/m2": 1},
}


def _kinds_of(unit: str) -> dict[str, float]:
    return {kind: sizes[unit] for kind, sizes in _KINDS.items() if unit in sizes}


def known_units() -> tuple[str, ...]:
    """Every unit that an outcome may be given in."""
    return tuple(unit for sizes in _KINDS.values() for unit in sizes if unit)


def is_unit(unit: str) -> bool:
    """Whether a unit is known here or can be read as one, such as `pg/mL` or `umol/L h`."""
    return bool(_kinds_of(unit)) or _read(unit) is not None


def _read(unit: str) -> Unit | None:
    """Units beyond the table, by the reader of the person's files."""
    from enterocrine.errors import InputError
    from enterocrine.person.quantity import unit as read

    try:
        return read(unit.replace(" ", "*"))
    except InputError:
        return None


def factor(source: str, target: str) -> float:
    """What to multiply a number in `source` by to have it in `target`.

    Raises:
        ValueError: an unknown unit, or units of different kinds.
    """
    if source == target:
        return 1.0
    have, want = _kinds_of(source), _kinds_of(target)
    shared = [kind for kind in have if kind in want]
    if shared:
        return have[shared[0]] / want[shared[0]]
    for unit in (source, target):
        if not is_unit(unit):
            close = nearest(unit, known_units())
            raise ValueError(f"unknown unit {unit!r}" + (f", nearest: {', '.join(close)}" if close else ""))
    one, other = _read(source), _read(target)
    if one is None or other is None or one.powers != other.powers:
        raise ValueError(f"{source!r} cannot become {target!r}")
    return one.size / other.size
