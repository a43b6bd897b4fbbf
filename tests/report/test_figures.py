"""Pictures: the spread is drawn, the axes are named, the words have room, the bytes repeat."""

import re

import numpy as np
import pytest

from enterocrine.report import figures, scales
from enterocrine.report.figures import Line, Whisker

HOURS = 24.0 * np.arange(1, 29)


@pytest.fixture
def values():
    return np.random.default_rng(0).lognormal(3, 0.2, (50, 1)) * np.linspace(1, 1.5, 28)


def marks(picture, kind):
    return [m for m in picture.marks if m.kind == kind]


def test_a_fan_is_never_a_lone_line(values):
    picture = figures.fan(HOURS, [Line(values, 0)], "amount [g/d]")
    bands = marks(picture, "band")
    assert len(bands) == 3 and len(marks(picture, "thin")) == figures.THIN_DRAWS
    assert picture.y_label == "amount [g/d]" and picture.x_label == "time [weeks]" and picture.y.low == 0
    assert np.allclose(marks(picture, "line")[0].y, np.median(values, axis=0))
    assert np.allclose([bands[0].y, bands[0].y2], np.quantile(values, [0.025, 0.975], axis=0))


def test_everything_drawn_lies_on_the_axes(values):
    for picture in (figures.fan(HOURS, [Line(values, 0)], "g"), figures.fan(HOURS, [Line(values - 25, 0)], "g", difference=True)):
        for mark in picture.marks:
            for edge in (mark.y, mark.y2):
                assert edge is None or (picture.y.low <= edge.min() and edge.max() <= picture.y.high)
            assert mark.x.min() >= picture.x.low and mark.x.max() <= picture.x.high


def test_no_band_hides_a_median(values):
    picture = figures.fan(HOURS, [Line(values, 0), Line(values * 1.1, 1)], "g")
    kinds = [m.kind for m in picture.marks]
    assert kinds.index("line") > max(k for k, kind in enumerate(kinds) if kind == "band")
    assert [m.colour for m in marks(picture, "line")] == [0, 1]


def test_a_difference_shows_its_zero_line(values):
    picture = figures.fan(HOURS, [Line(values, 1)], "difference [g/d]", difference=True)
    flat = figures.fan(HOURS, [Line(values * 0, 1)], "difference [g/d]", difference=True)
    assert picture.zero_y == 0 and picture.y.low < 0 < picture.y.high
    assert (flat.y.low, flat.y.high) == (-1, 1)
    _, _, top, bottom = picture.box
    assert top < float(picture.down(0.0)) < bottom and picture.svg("f1").count("stroke-dasharray") == 1


def test_draws_that_are_not_finite_are_left_out(values):
    values[3, 5] = np.nan
    median = marks(figures.fan(HOURS, [Line(values, 0)], "g"), "line")[0].y
    assert np.allclose(median, np.median(np.delete(values, 3, axis=0), axis=0))
    assert figures.fan(HOURS, [Line(values * np.nan, 0)], "g").marks == []


def test_days_for_short_runs_and_the_middle_of_each_day():
    x, name, end = figures.time_axis(24.0 * np.arange(1, 8))
    assert name == "time [days]" and list(x) == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5] and end == 7
    assert figures.time_axis(np.array([24.0]))[0] == pytest.approx([0.5])


def test_whiskers_are_the_quantiles():
    mark = Whisker.of(np.arange(101.0), 0)
    assert (mark.q05, mark.q25, mark.median, mark.q75, mark.q95) == (5, 25, 50, 75, 95)
    picture = figures.whiskers({"one": [mark], "two\nsmall": [Whisker(5, 25, 50, 75, 95, 1, quiet=True)]}, "x [g]", zero=0.0)
    thin, thick = marks(picture, "bar")[:2]
    assert list(thin.x) == [5, 95] and list(thick.x) == [25, 75] and thin.width < thick.width
    assert [(m.kind, m.x[0], m.y[0]) for m in picture.marks if m.kind in ("dot", "hollow")] == [("dot", 50, 0), ("hollow", 50, 1)]
    assert [w.text for w in picture.words() if w.role == "y"] == ["one", "two", "small"]
    assert float(picture.down(0)) < float(picture.down(1)), "the first row stands on top"


def test_what_lies_below_the_floor_is_drawn_at_the_edge():
    picture = figures.whiskers({"a": [Whisker(0.0, 0.001, 1, 5, 10, 0)]}, "x", scale="log", floor=0.01)
    assert min(m.x.min() for m in picture.marks) == 0.01 and picture.x.low < 0.01 and picture.x.log


@pytest.mark.parametrize(("low", "high"), [(0.95, 1.05), (0.6, 2.2), (0.02, 40.0)])
def test_ratio_axis_always_shows_no_change(low, high):
    picture = figures.whiskers({"a": [Whisker(low, low, 1.0, high, high, 1)]}, "change", scale="ratio", zero=1.0)
    assert "0" in [text for _, text in picture.x.ticks] and len(picture.x.ticks) >= 3
    assert picture.x.share([0.96, 1 / 0.96]).sum() == pytest.approx(2 * float(picture.x.share(1.0))), "equal ratios are equally far"


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-3e-4, 9e-4), (12.2, 12.9), (-1, 1), (0, 87_000), (2e6, 9e6), (-40, -3), (1e-9, 2e-9)])
def test_ticks_are_round_even_and_few(low, high):
    ticks = scales.linear(low, high).ticks
    values = [v for v, _ in ticks]
    assert 3 <= len(values) <= 6 and low - 1e-9 <= values[0] and values[-1] <= high * (1 + 1e-9) + 1e-12
    assert np.ptp(np.diff(values)) < 1e-9 * (high - low) + 1e-18
    read = [float(text.replace("−", "-")) for _, text in ticks]
    assert read == pytest.approx(values, rel=1e-6, abs=1e-15) and len({text for _, text in ticks}) == len(ticks)


def test_whole_weeks_only():
    assert [text for _, text in scales.linear(0, 12, most=7, whole=True).ticks] == ["0", "2", "4", "6", "8", "10", "12"]
    assert [text for _, text in scales.linear(0, 2, most=7, whole=True).ticks] == ["0", "1", "2"]


def test_a_range_of_no_width_gets_some():
    for value in (0.0, 5.0, -1e-12, 3e8):
        low, high = scales.padded(value, value)
        assert low < value < high


def test_svg_is_small_clean_and_repeats(values):
    def draw():
        return figures.fan(HOURS, [Line(values, 0), Line(values * 1.2, 1)], "amount [g/d] <b>").svg("f1")

    text = draw()
    assert text == draw() and len(text) < 20_000
    assert text.startswith("<svg viewBox=") and "http" not in text and "<b>" not in text and "&lt;b&gt;" in text
    assert "var(--series-0)" in text and not re.search(r"#[0-9a-f]{6}", text)


def test_paths_lead_where_the_values_are():
    """The steps of a path, added up, end at the place of the last value to a tenth of a point."""
    rising = np.linspace(1, 9, 28)[None] * np.ones((5, 1))
    picture = figures.fan(HOURS, [Line(rising, 0)], "g")
    path = next(p for p in re.findall(r' d="([^"]+)"', picture.svg("f1")) if "l" in p and not p.endswith("Z"))
    numbers = [int(n) for n in re.findall(r"-?\d+", path)]
    x, y = sum(numbers[0::2]), sum(numbers[1::2])
    last = picture.marks[-1]
    assert (x / 10, y / 10) == pytest.approx((float(picture.across(last.x[-1])), float(picture.down(last.y[-1]))), abs=0.06)


@pytest.mark.parametrize("arms", [("inulin", "resistant starch"), ()])
def test_no_words_are_cut_or_overlap(arms, monkeypatch):
    """Measured with the letters of DejaVu Sans, the widest of the fonts that the page asks for."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath
    from synthetic_run import synthetic_run

    from enterocrine.report.panels import sections
    from enterocrine.report.picture import Picture
    from enterocrine.report.summary import summary_rows

    run = synthetic_run(draws=30, days=28, change_names=arms)
    font, drawn = FontProperties(family="DejaVu Sans"), []

    def box(word):
        wide = TextPath((0, 0), word.text, size=word.size, prop=font).get_extents().x1
        before = wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[word.anchor]
        if word.turned:
            return word.x - word.size, word.y - before, word.x + 0.2 * word.size, word.y - before + wide
        return word.x - before, word.y - 0.75 * word.size, word.x - before + wide, word.y + 0.2 * word.size

    def keep(picture, prefix):
        drawn.append(prefix)
        placed = [(word, box(word)) for word in picture.words()]
        for word, (x0, y0, x1, y1) in placed:
            assert x0 >= 0 and y0 >= 0 and x1 <= picture.width * 72 and y1 <= picture.height * 72, word
        for i, (one, a) in enumerate(placed):
            for other, b in placed[:i]:
                assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3], (one, other)
        return "<svg></svg>"

    monkeypatch.setattr(Picture, "svg", keep)
    sections(run, summary_rows(run))
    assert len(drawn) >= 15
