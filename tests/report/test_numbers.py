"""Numbers as people read them."""

import pytest

from enterocrine.report.numbers import count, interval, number, share, unit_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0123456, "0.0123"),
        (6.0512, "6.05"),
        (12.34, "12.3"),
        (123.4, "123"),
        (1234.0, "1230"),
        (12345.0, "12,300"),
        (0.0, "0"),
        (-4.2, "−4.20"),
        (9.999, "10.0"),
        (0.00012, "1.20 × 10⁻⁴"),
        (3e-18, "0"),
        (-1e-12, "0"),
        (None, "–"),
        (float("nan"), "–"),
    ],
)
def test_three_significant_figures(value, text):
    assert number(value) == text


def test_intervals_share_their_decimals():
    assert interval((12.12, 4.02, 21.3)) == "12.1 (4.0 to 21.3)"
    assert interval((0.0012, -3.41, 3.5), sign=True) == "0.00 (−3.41 to +3.50)"
    assert interval((6.05, 5.9, 6.2)) == "6.05 (5.900 to 6.200)" or interval((6.05, 5.9, 6.2)) == "6.05 (5.90 to 6.20)"
    assert interval((None, 1, 2)) == "–"
    assert interval((1e-15, 0.0, 1.1e-13)) == interval((0, 0, 0)) == "0 (0 to 0)"


def test_shares_never_round_to_certainty():
    assert [share(v) for v in (1.0, 0.999, 0.93, 0.004, 0.0)] == ["100 %", "more than 99 %", "93 %", "fewer than 1 %", "0 %"]


def test_units_and_counts():
    assert [unit_text(u) for u in ("umol/L", "1", "percent", "mmol/d")] == ["µmol/L", "", "%", "mmol/d"]
    assert [count(v) for v in (12.0, 1.5, None)] == ["12", "1.5", "–"]
