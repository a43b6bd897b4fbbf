"""Who was measured in a national sample (NHANES 2013-2016), and people like them to draw."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

QUANTILES = (0.05, 0.5, 0.95)
MEDIAN, EXTREME = 0.10, 0.25  # largest relative differences
MENOPAUSE = 51
ESTRADIOL = 3.671  # pmol/L in a pg/mL


@dataclass
class Person:
    sex: str
    age_y: float
    weight_kg: float
    height_m: float
    menopause: str | None
    cycle_day: int | None = None
    cycle_length_d: float | None = None
    bristol: int = 4
    conditions: tuple = ()


def columns(shared: Path, *names: str) -> np.ndarray:
    """(people, names) numbers as they stand in the file, NaN where nothing was measured; skips the test where the file is absent."""
    path = shared / "data" / "validation" / "nhanes" / "nhanes_hormone_diet_2013_2016.csv"
    if not path.is_file():
        pytest.skip("the national sample is not in ../shared")
    with open(path, encoding="utf-8", newline="") as handle:
        return np.array([[float(row[name] or "nan") for name in names] for row in csv.DictReader(handle)])


def quantiles(values, weight=None):
    """Weighted, at `QUANTILES`."""
    order = np.argsort(values)
    weight = np.ones(len(values)) if weight is None else weight
    place = np.cumsum(weight[order]) - weight[order] / 2
    return np.interp(QUANTILES, place / weight.sum(), np.asarray(values)[order])
