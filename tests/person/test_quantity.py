"""Text with units: every conversion exact, every doubt refused."""

import pytest

from enterocrine.errors import InputError
from enterocrine.person.quantity import measure, measure_range


@pytest.mark.parametrize(("text", "unit", "value"), [
    ("46 y", "y", 46), ("180 cm", "m", 1.8), ("88 kg", "kg", 88), ("-12 weeks", "h", -2016), ("2000 kcal", "kJ", 8368), ("8.4 MJ/d", "kJ/d", 8400),
    ("200 lb", "kg", 90.718474), ("2 ng/kg", "ng/kg", 2), ("50 %", "1", 0.5), ("0.5", "1", 0.5), (0.5, "1", 0.5), ("30 g/d", "g/h", 1.25),
    ("1 ug", "g", 1e-6), ("30 g per day", "g/d", 30), ("5e-3 mol/L", "mmol/L", 5),
])  # fmt: skip
def test_conversions(text, unit, value):
    assert measure(text, unit) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(("value", "unit", "word"), [
    (30, "g", "no unit"), ("30", "g", "no unit"), ("30 cm", "g", "unit of length"), ("30 gm", "g", "not a known unit"), ("1,050 g", "g", "comma"),
    ("12:30", "h", "clock time"), ("many g", "g", "not a number"), (None, "g", "nothing"), (True, "g", "not a quantity"), ([1], "g", "list"),
    ("1e999 g", "g", "finite"), ("5 ft 11 in", "m", "not a known unit"),
])  # fmt: skip
def test_refusals(value, unit, word):
    with pytest.raises(InputError, match=word):
        measure(value, unit)


def test_a_wrong_unit_is_told_which_would_do():
    with pytest.raises(InputError) as caught:
        measure("30 cm", "g")
    assert "g" in caught.value.faults[0].nearest and "kg" in caught.value.faults[0].nearest


def test_ranges():
    assert measure_range("[30, 60] y", "y") == (30, 60)
    assert measure_range([30, 40], "1") == (30, 40)
    assert measure_range(["30 d", "2 y"], "d") == (30, 730.5)
    for bad in ("[60, 30] y", "[30] y", [30, 60], "30 y"):
        with pytest.raises(InputError):
            measure_range(bad, "y")
