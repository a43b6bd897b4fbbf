"""Pictures: the spread is drawn, the axes are named, the bytes repeat."""

import numpy as np
import pytest

from enterocrine.report import figures
from enterocrine.report.figures import Line, Whisker

HOURS = 24.0 * np.arange(1, 29)


@pytest.fixture
def values():
    return np.random.default_rng(0).lognormal(3, 0.2, (50, 1)) * np.linspace(1, 1.5, 28)


def test_a_fan_is_never_a_lone_line(values):
    with figures.drawing():
        figure = figures.fan(HOURS, [Line(values, 0)], "amount [g/d]")
    axes = figure.axes[0]
    bands = [c for c in axes.collections if type(c).__name__ == "FillBetweenPolyCollection"]
    thin = [c for c in axes.collections if type(c).__name__ == "LineCollection"]
    assert len(bands) == 3 and len(thin[0].get_segments()) == figures.THIN_DRAWS
    assert axes.get_ylabel() == "amount [g/d]" and axes.get_xlabel() == "time [weeks]" and axes.get_ylim()[0] == 0
    median = axes.lines[0].get_ydata()
    assert np.allclose(median, np.median(values, axis=0))
    box = bands[0].get_paths()[0].vertices[:, 1]
    assert box.max() == pytest.approx(np.quantile(values, 0.975, axis=0).max())


def test_a_difference_shows_its_zero_line(values):
    with figures.drawing():
        figure = figures.fan(HOURS, [Line(values, 1)], "difference [g/d]", difference=True)
        flat = figures.fan(HOURS, [Line(values * 0, 1)], "difference [g/d]", difference=True)
    assert [0, 0] in [list(line.get_ydata()) for line in figure.axes[0].lines]
    assert figure.axes[0].get_ylim()[0] < 0 < figure.axes[0].get_ylim()[1]
    assert flat.axes[0].get_ylim() == (-1, 1)


def test_days_for_short_runs_and_the_middle_of_each_day():
    x, name, end = figures.time_axis(24.0 * np.arange(1, 8))
    assert name == "time [days]" and list(x) == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5] and end == 7
    assert figures.time_axis(np.array([24.0]))[0] == pytest.approx([0.5])


def test_whiskers_are_the_quantiles():
    mark = Whisker.of(np.arange(101.0), 0)
    assert (mark.q05, mark.q25, mark.median, mark.q75, mark.q95) == (5, 25, 50, 75, 95)
    with figures.drawing():
        figure = figures.whiskers({"one": [mark], "two": [mark]}, "x [g]", zero=0.0)
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["one", "two"]


@pytest.mark.parametrize(("low", "high"), [(0.95, 1.05), (0.6, 2.2), (0.02, 40.0)])
def test_ratio_axis_always_shows_no_change(low, high):
    with figures.drawing():
        figure = figures.whiskers({"a": [Whisker(low, low, 1.0, high, high, 1)]}, "change", scale="ratio", zero=1.0)
    assert "0" in [t.get_text() for t in figure.axes[0].get_xticklabels()] and len(figure.axes[0].get_xticks()) >= 3


def test_svg_is_small_clean_and_repeats(values):
    def draw():
        with figures.drawing():
            return figures.to_svg(figures.fan(HOURS, [Line(values, 0), Line(values * 1.2, 1)], "amount [g/d] <b>"), "f1")

    text = draw()
    assert text == draw() and len(text) < 30_000
    assert text.startswith("<svg viewBox=") and "http" not in text and "<metadata" not in text and "<b>" not in text
    assert "var(--series-0)" in text and "#0072b2" not in text


def test_drawing_leaves_the_settings_of_others_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    with figures.drawing():
        assert matplotlib.rcParams["svg.fonttype"] == "none"
    after = dict(matplotlib.rcParams)
    assert {k for k in before if before[k] != after[k]} <= {"backend", "backend_fallback"}


@pytest.mark.parametrize("arms", [("inulin", "resistant starch"), ()])
def test_no_words_are_cut_or_overlap(arms, monkeypatch):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from synthetic_run import synthetic_run

    from enterocrine.report.panels import sections
    from enterocrine.report.summary import summary_rows

    run = synthetic_run(draws=30, days=28, change_names=arms)
    drawn = []

    def keep(figure, prefix):
        renderer = FigureCanvasAgg(figure).get_renderer()
        figure.draw(renderer)
        axes = figure.axes[0]
        labels = [axes.xaxis.label, axes.yaxis.label]
        boxes = {t.get_text(): t.get_window_extent(renderer) for t in labels if t.get_text()}
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, sorted(axes.get_ylim()))):
            shown = [
                t for t, at in zip(axis.get_ticklabels(), axis.get_ticklocs(), strict=True) if low <= at <= high and t.get_text()
            ]
            placed = [t.get_window_extent(renderer) for t in shown]
            boxes |= {f"{t.get_text()} ({axis.axis_name})": box for t, box in zip(shown, placed, strict=True)}
            for one, other in zip(placed, placed[1:], strict=False):
                assert not one.overlaps(other), (axes.get_xlabel(), [t.get_text() for t in shown])
        for words, box in boxes.items():
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1
            assert inside, (axes.get_xlabel(), words, box, figure.bbox)
        drawn.append(prefix)
        return "<svg></svg>"

    monkeypatch.setattr(figures, "to_svg", keep)
    sections(run, summary_rows(run))
    assert len(drawn) >= 15
