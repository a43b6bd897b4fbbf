"""Diaries: units, formats, all faults at once, never a silent match."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enterocrine import food
from enterocrine.errors import InputError
from enterocrine.food import diary
from enterocrine.food.diary import read_number

HEADER = "datetime,meal,food,amount,unit,food_id\n"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "diary.csv"


def write(tmp_path, text, mode="utf-8"):
    path = tmp_path / "diary.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(mode))
    return path


def faults(tmp_path, text):
    with pytest.raises(InputError) as caught:
        diary.load(write(tmp_path, text))
    assert caught.value.exit_code == 3
    return [str(f) for f in caught.value.faults]


def test_all_faults_at_once_with_line_and_nearest(tmp_path):
    found = faults(tmp_path, HEADER + (
        "2026-03-02 08:00,breakfast,bananna rawe,1,medium,\n"
        "2026-03-02 08:00,breakfast,,2,slicez,ndb:18069\n"
        "2026-03-02 08:00,breakfast,,,g,ndb:18069\n"
        "2nd March,breakfast,,1,g,ndb:18069\n"
        "2026-03-02 08:00,breakfast,,-1,g,ndb:18069\n"
        "2026-03-02 08:00,breakfast,,100 g,g,ndb:18069\n"
        "2026-03-02 08:00,breakfast,,1,,ndb:99999\n"
    ))  # fmt: skip
    text = "\n".join(found)
    for line in range(2, 9):
        assert f"diary.csv:{line}:" in text
    assert "ndb:09040" in found[0] and "slice" in text and "blank" in text and "not positive" in text
    assert len(found) >= 8


@pytest.mark.parametrize("text", ["", "\n\n", HEADER, "\ufeff" + HEADER + "\n \n"])
def test_empty_diary_is_a_clear_fault(tmp_path, text):
    assert "empty" in faults(tmp_path, text)[0] or "no entries" in faults(tmp_path, text)[0]


def test_misspelt_column_names_the_nearest(tmp_path):
    found = "\n".join(faults(tmp_path, "datetime,meal,food,amout,unit\n2026-03-02 08:00,b,egg,1,large\n"))
    assert 'unknown column "amout"' in found and "amount" in found


def test_missing_file_and_binary_file(tmp_path):
    with pytest.raises(InputError):
        diary.load(tmp_path / "none.csv")
    with pytest.raises(InputError):
        diary.load(write(tmp_path, b"PK\x00\x03\xff\xfe\x00"))


def test_bom_crlf_semicolon_and_decimal_comma_read_the_same(tmp_path):
    plain = diary.load(write(tmp_path, HEADER + "2026-03-02 08:00,breakfast,egg,1.5,large,\n2026-03-03T09:00,b,,1050,g,ndb:14411\n"))
    other = ("\ufeff" + (HEADER + '2026-03-02 08:00,breakfast,egg,"1,5",large,\n2026-03-03T09:00,b,,1.050,g,ndb:14411\n')
             .replace(",", ";").replace('"1;5"', "1,5").replace("1.050", "1.050,0").replace("\n", "\r\n"))  # fmt: skip
    same = diary.load(write(tmp_path, other))
    assert [(e.when, e.food.id, e.grams) for e in plain.entries] == [(e.when, e.food.id, e.grams) for e in same.entries]


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [("1,050", False, 1050), ("1.5", False, 1.5), ("1/2", False, 0.5), ("1 1/2", False, 1.5), ("1,5", True, 1.5), ("1.050,5", True, 1050.5),
     ("1,5", False, None), ("nan", False, None), ("inf", False, None), ("1e400x", False, None), ("", False, None)],
)  # fmt: skip
def test_numbers_as_people_write_them(text, comma, value):
    assert read_number(text, comma) == value


def test_foods_called_na_or_null_are_text_not_missing(tmp_path):
    found = "\n".join(faults(tmp_path, HEADER + "2026-03-02 08:00,b,NA,1,g,\n2026-03-02 08:00,b,null,1,g,\n"))
    assert '"NA"' in found and '"null"' in found


def test_names_are_never_matched_silently(tmp_path):
    found = faults(tmp_path, HEADER + "2026-03-02 08:00,b,crunchy wholegrain loaf,1,slice,\n")
    assert "no food is called" in found[0] and "nearest" in found[0]


@pytest.mark.parametrize(
    ("food_id", "amount", "unit", "grams"),
    [("ndb:18069", 2, "slices", 56), ("ndb:20045", 1, "cup", 158), ("ndb:09040", 1, "medium", 118), ("ndb:01077", 250, "ml", 257.8),
     ("ndb:04053", 1, "tbsp", 13.5), ("ndb:09040", 0.1, "kg", 100), ("ndb:09040", 500, "mg", 0.5), ("ndb:01129", 2, "large", 100),
     ("ndb:14209", 1, "Cup", 237), ("ndb:01001", 2, "pats", 10)],
)  # fmt: skip
def test_household_measures(food_id, amount, unit, grams):
    assert food.grams(food.show(food_id), amount, unit) == pytest.approx(grams, rel=0.06)


def test_unknown_unit_lists_the_measures_of_this_food():
    with pytest.raises(InputError) as caught:
        food.grams(food.show("ndb:18069"), 2, "furlong")
    assert "slice" in str(caught.value)


@given(st.floats(0.001, 5000))
@settings(max_examples=50, deadline=None)
def test_relabelled_mass_units_weigh_the_same(amount):
    f = food.show("ndb:09040")
    grams = food.grams(f, amount, "g")
    assert food.grams(f, amount * 1000, "mg") == pytest.approx(grams)
    assert food.grams(f, amount / 1000, "kg") == pytest.approx(grams)


def test_absurd_days_are_flagged_not_refused(tmp_path):
    loaded = diary.load(write(tmp_path, HEADER + "2026-03-02 08:00,b,wheat bran,500,g,\n2026-03-02 12:00,l,olive oil,900,g,\n"))
    assert any("fibre" in w for w in loaded.warnings) and any("energy" in w for w in loaded.warnings)
    assert any("fibre" in w for w in food.substrates(loaded).extrapolation)


def test_the_example_week_is_an_ordinary_diet():
    start = time.perf_counter()
    loaded = diary.load(EXAMPLE)
    intake = food.substrates(loaded)
    assert time.perf_counter() - start < 5
    assert loaded.days == 7 and not loaded.warnings and not intake.extrapolation
    day = intake.daily()
    fat = sum(day[k] for k in ("saturated", "monounsaturated", "omega6", "ala", "epa_dha", "other_fat"))
    resistant = sum(day[f"resistant_starch_{s}"] for s in ("raw", "cooked", "cooled"))
    nsp = sum(day[k] for k in ("beta_glucan", "pectin", "arabinoxylan", "gums", "psyllium", "cellulose_lignin", "fibre_unknown"))
    assert 90 <= day["protein"] <= 105 and 90 <= fat <= 100 and 130 <= day["starch"] <= 150
    assert 270 <= day["starch"] + day["sugars"] + resistant <= 300
    assert 3 <= resistant <= 8 and 14 <= nsp <= 18
    assert 18 <= intake.fibre_total.sum() / 7 <= 20.5
    assert 10_300 <= intake.energy_kj.sum() / 7 <= 11_500
    assert 0.5 < intake.known_fibre_share < 0.95


ROW = "2026-03-02 08:00,b,,150,g,ndb:09040\n"


@pytest.mark.parametrize("text", [
    HEADER.replace("\n", "\r") + ROW.replace("\n", "\r"), "\n\n" + HEADER + "\n" + ROW, HEADER.replace(",", "\t") + ROW.replace(",", "\t"),
    (HEADER + ROW.replace(",b,", ",goûter,")).encode("cp1252"),
], ids=["old line ends", "blank lines", "tabs", "Windows letters"])  # fmt: skip
def test_files_as_other_programs_write_them(tmp_path, text):
    entries = diary.load(write(tmp_path, text)).entries
    assert [e.grams for e in entries] == [150] and entries[0].meal in ("b", "goûter")


@pytest.mark.parametrize(("text", "words"), [
    (HEADER + "x" * 200_000, ("diary.csv:2: this cannot be read as a table", "field larger")),
    ((HEADER + ROW).encode("utf-16"), ("is not text",)),
    (HEADER + "\0", ("is not text",)),
    ("\n" + HEADER.replace("amount", "amout") + ROW, ("diary.csv:2", "amount")),
    (HEADER + ROW.replace("150", '"1,5"'), ("write 1.5", "semicolons")),
])  # fmt: skip
def test_what_cannot_be_read_is_a_fault_with_a_cure(tmp_path, text, words):
    found = "\n".join(faults(tmp_path, text))
    assert all(word in found for word in words) and "Try: " in found


def test_days_that_were_left_out_are_flagged(tmp_path):
    assert not any("nothing" in w for w in diary.load(write(tmp_path, HEADER + ROW + ROW.replace("-02 ", "-03 "))).warnings)
    found = diary.load(write(tmp_path, HEADER + ROW + ROW.replace("-02 ", "-04 ") + ROW.replace("-02 ", "-08 ")))
    gaps = [w for w in found.warnings if "nothing is written down" in w]
    assert found.days == 7 and [w.split(":")[0] for w in gaps] == ["on 2026-03-03", "on 2026-03-05 to 2026-03-07 (3 days)"]
    assert set(gaps) <= set(food.substrates(found).extrapolation)
