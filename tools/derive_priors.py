"""Compute the group statistics that stand in where a food's own nutrient was not measured.

Reads the bundled food table, writes src/enterocrine/food/data/group_statistics.tsv (kind, quantity, low, mid, high, foods) and
group_portions.tsv (median weight of a household measure within a kind). Deterministic; run after tools/build_foods.py.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
from build_foods import DATA, write  # noqa: E402

from enterocrine.food.kinds import kind_of  # noqa: E402
from enterocrine.food.portions import unit_of  # noqa: E402

Frame = pd.DataFrame
CENTRAL = (0.05, 0.95)  # draws read the bounds as a 90 % interval (simulate/meals.py)
# Fibre and starch of a few foods say little of the next one: there the whole range stands, so that a food with a blank is never sure.
# In a larger group one odd food (yeast among cakes) must not set the bound for all.
WHOLE_RANGE, FEW = ("fibre_of_carbohydrate", "starch_of_rest"), 20
# Made for their fibre, or sharing no more than the name of the group: not what a blank stands for.
SPECIAL = re.compile(r"fib(?:er|re)|formulated|protein powder|meatless|\byeast\b|\bgums, seed|\bpectin,", re.IGNORECASE)
MADE_OF_FIBRE = ("cereal_bran", "meat_substitute")
RATIOS: dict[str, Callable[[Frame], pd.Series]] = {
    "starch_of_rest": lambda f: (f.starch / (f.carbohydrate - f.sugars - f.fibre).where(lambda r: r > 1.0)).clip(0, 1.15),
    "sugars_of_carbohydrate": lambda f: (f.sugars / f.carbohydrate.where(f.carbohydrate > 0.5)).clip(0, 1),
    "fibre_of_carbohydrate": lambda f: (f.fibre / f.carbohydrate.where(f.carbohydrate > 0.5)).where(~f.special).clip(0, 1),
    "saturated_of_fat": lambda f: (f.saturated / f.fat.where(f.fat > 0.3)).clip(0, 1),
    "monounsaturated_of_fat": lambda f: (f.monounsaturated / f.fat.where(f.fat > 0.3)).clip(0, 1),
    "omega6_of_fat": lambda f: (f.omega6 / f.fat.where(f.fat > 0.3)).clip(0, 1),
    "omega3_of_fat": lambda f: (f.omega3 / f.fat.where(f.fat > 0.3)).clip(0, 1),
    "protein": lambda f: f.protein,
    "fat": lambda f: f.fat,
    "carbohydrate": lambda f: f.carbohydrate,
}
FEWEST = 5


def statistics(foods: Frame) -> list[tuple[str, str, float, float, float, int]]:
    """Low, median and high of every quantity within every kind that has enough foods, and over all foods."""
    rows = []
    groups = [("any", foods), *foods.groupby("kind")]
    for quantity, ratio in RATIOS.items():
        for kind, group in groups:
            values = ratio(group).dropna()
            if len(values) >= FEWEST:
                low, high = (0.0, 1.0) if quantity in WHOLE_RANGE and len(values) < FEW else CENTRAL
                rows.append((str(kind), quantity, *np.quantile(values, (low, 0.5, high)), len(values)))
    return rows


def portions(foods: Frame, measures: Frame) -> list[tuple[str, str, float, int]]:
    """Median grams of one unit of each household measure within each kind."""
    table = measures.merge(foods[["food_id", "kind"]], on="food_id")
    table["unit"] = [unit_of(m) for m in table.measure]
    table["grams"] = table.grams / table.amount
    table = table[table.unit != ""].drop_duplicates(["food_id", "unit"])
    rows = []
    for (kind, unit), group in table.groupby(["kind", "unit"]):
        if len(group) >= 3 and kind != "mixed_dish":
            rows.append((str(kind), str(unit), float(group.grams.median()), len(group)))
    return rows


def text(rows: list[tuple], header: str, note: str) -> bytes:
    lines = [f"# {note}", header]
    lines += ["\t".join(f"{c:.4g}" if isinstance(c, float) else str(c) for c in row) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def main() -> None:
    foods = pd.read_csv(DATA / "foods.csv.xz", keep_default_na=False, na_values=[""])
    foods["kind"] = [kind_of(re.sub(r"\s+", " ", n), g) for n, g in zip(foods.name, foods.source_group, strict=True)]
    foods["special"] = foods.name.str.contains(SPECIAL) & ~foods.kind.isin(MADE_OF_FIBRE)
    measures = pd.read_csv(DATA / "portions.csv.xz", keep_default_na=False)
    write(DATA / "group_statistics.tsv", text(
        statistics(foods), "kind\tquantity\tlow\tmid\thigh\tfoods",
        "Computed by tools/derive_priors.py from the measured rows of foods.csv.xz: centiles 5, 50, 95 (fibre, starch of under 20 foods: the range).",
    ))  # fmt: skip
    write(DATA / "group_portions.tsv", text(
        portions(foods, measures), "kind\tunit\tgrams\tfoods",
        "Computed by tools/derive_priors.py from portions.csv.xz: median grams of one unit within a kind.",
    ))  # fmt: skip


if __name__ == "__main__":
    main()
