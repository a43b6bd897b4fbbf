"""The bundled food table as an SQLite file in the user's cache, built once from the packed CSV and keyed by its digest."""

from __future__ import annotations

import csv
import hashlib
import io
import lzma
import os
import re
import sqlite3
import tempfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..errors import Fault, InputError, OutputError
from .classes import Interval
from .composition import compose
from .curated import data_file
from .portions import Portion

NUTRIENTS = (
    "energy_kcal", "water", "protein", "fat", "carbohydrate", "fibre", "starch", "sugars", "alcohol", "saturated", "monounsaturated",
    "polyunsaturated", "omega3", "omega6", "ala", "epa", "dha",
)  # fmt: skip
_LAYOUT = "3"


@dataclass(frozen=True)
class Food:
    """One food with its substrate classes per 100 g.

    Args:
        id, name, group, source: as in the table; group is the source's food group.
        kind: the kind whose priors apply; state: of its starch (raw, cooked, cooled).
        per100: class or extra -> interval, grams per 100 g (energy in kJ, live_microbes in CFU, fermented in servings, nova 1-4).
        basis: class -> measured, literature, group prior or derived.
        citations: class -> where the number comes from.
        portions: household measures of the source.
    """

    id: str
    name: str
    group: str
    source: str
    kind: str
    state: str
    per100: dict[str, Interval]
    basis: dict[str, str]
    citations: dict[str, str]
    portions: list[Portion] = field(default_factory=list)

    @property
    def nova(self) -> int:
        """Processing class 1-4, our own classification."""
        return int(self.per100["nova"].mid)

    @property
    def known_fibre_share(self) -> float:
        """Share of the fibre grams whose type is known."""
        return self.per100["known_fibre_share"].mid


def cache_folder() -> Path:
    """The user's cache folder; ENTEROCRINE_CACHE overrides."""
    override = os.environ.get("ENTEROCRINE_CACHE")
    if override:
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_cache_dir("enterocrine"))


@lru_cache(maxsize=1)
def digest() -> str:
    """SHA-256 over the bundled table, its measures and the layout of the cache (first 16 digits)."""
    content = _LAYOUT.encode() + data_file("foods.csv.xz").read_bytes() + data_file("portions.csv.xz").read_bytes()
    return hashlib.sha256(content).hexdigest()[:16]


def _rows(name: str) -> csv.DictReader:
    return csv.DictReader(io.StringIO(lzma.decompress(data_file(name).read_bytes()).decode("utf-8")))


def plain_words(name: str) -> str:
    """Name in lower case with every run of other characters as one blank, for exact and fuzzy matching."""
    return re.sub(r"[^a-z0-9%]+", " ", name.lower()).strip()


def _fill(path: Path) -> None:
    """Build the cache file."""
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode=OFF")
        columns = ", ".join(f"{n} REAL" for n in NUTRIENTS)
        db.execute(f"CREATE TABLE foods (food_id TEXT PRIMARY KEY, name TEXT, source_group TEXT, source TEXT, plain TEXT, {columns})")
        db.execute("CREATE TABLE portions (food_id TEXT, measure TEXT, grams REAL)")
        db.execute("CREATE VIRTUAL TABLE words USING fts5(name, content='', tokenize='porter unicode61')")
        db.execute("CREATE VIRTUAL TABLE letters USING fts5(name, content='', tokenize='trigram')")
        foods = [
            (r["food_id"], r["name"], r["source_group"], r["source"], plain_words(r["name"]))
            + tuple(float(r[n]) if r[n] else None for n in NUTRIENTS)
            for r in _rows("foods.csv.xz")
        ]
        db.executemany(f"INSERT INTO foods VALUES ({','.join('?' * (5 + len(NUTRIENTS)))})", foods)
        for index in ("words", "letters"):
            db.execute(f"INSERT INTO {index}(rowid, name) SELECT rowid, name FROM foods")
            db.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        measures = ((r["food_id"], r["measure"], float(r["grams"]) / float(r["amount"])) for r in _rows("portions.csv.xz"))
        db.executemany("INSERT INTO portions VALUES (?,?,?)", measures)
        db.execute("CREATE INDEX by_food ON portions(food_id)")
        db.execute("CREATE INDEX by_plain ON foods(plain)")
    db.close()


def _whole(path: Path) -> bool:
    """Whether the cache file is there and readable; a damaged one is built anew."""
    if not path.exists():
        return False
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM foods").fetchone()[0] > 0 and db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        return False


@lru_cache(maxsize=4)
def _open(folder: str, pid: int) -> sqlite3.Connection:
    path = Path(folder) / f"foods-{digest()}.sqlite"
    if not _whole(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".foods-", suffix=".part")
            os.close(handle)
            os.unlink(name)
            try:
                _fill(Path(name))
                with open(name, "rb") as written:
                    os.fsync(written.fileno())
                os.replace(name, path)
            finally:
                Path(name).unlink(missing_ok=True)
        except OSError as error:
            why = error.strerror or str(error)
            raise OutputError(
                Fault("the food table cannot be unpacked", str(path.parent), why, "set ENTEROCRINE_CACHE to a writable folder")
            ) from error
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)


def database() -> sqlite3.Connection:
    """The open food table; unpacked into the cache on first use."""
    return _open(str(cache_folder()), os.getpid())


def exists(food_id: str) -> bool:
    """Whether an id is in the table."""
    return database().execute("SELECT 1 FROM foods WHERE food_id=?", (food_id,)).fetchone() is not None


def count() -> int:
    """Number of foods."""
    return int(database().execute("SELECT count(*) FROM foods").fetchone()[0])


@lru_cache(maxsize=4096)
def show(food_id: str) -> Food:
    """One food by its id.

    Args:
        food_id: id with its prefix, such as ndb:09040.

    Returns:
        The food with its substrate classes per 100 g.

    Raises:
        InputError: no food of that id.
    """
    row = database().execute("SELECT * FROM foods WHERE food_id=?", (food_id,)).fetchone()
    if row is None:
        from .search import search

        text = re.sub(r"^[a-z]+:", "", food_id).replace("-", " ")
        near = tuple(f"{h.food_id} {h.name}" for h in search(text, 3)) if re.search("[a-z]{3}", text) else ()
        raise InputError(Fault(f'no food has the id "{food_id}"', nearest=near, cure="enterocrine foods search NAME"))
    identity, nutrients = row[:4], dict(zip(NUTRIENTS, row[5:], strict=True))
    composition, kind, state = compose(identity[1], identity[2], nutrients, f"USDA {identity[3]}")
    measures = database().execute("SELECT measure, grams FROM portions WHERE food_id=? ORDER BY rowid", (food_id,)).fetchall()
    return Food(
        *identity, kind=kind, state=state, per100=composition.per100, basis=composition.basis, citations=composition.citations,
        portions=[Portion(m, g) for m, g in measures],
    )  # fmt: skip
