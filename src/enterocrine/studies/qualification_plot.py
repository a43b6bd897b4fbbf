"""Observed against predicted on one picture, and how each part of the body did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from enterocrine.studies.judge import OutcomeRow
from enterocrine.studies.qualification import is_positive_level, score, verdict

COLOURS = {  # Okabe-Ito, told apart by colour-blind readers too
    "luminal_scfa": "#0072B2", "scfa_fate": "#D55E00", "scfa_production": "#E69F00", "output": "#009E73", "transit": "#CC79A7",
    "guild_composition": "#56B4E9", "ph": "#999999", "substrates_in": "#8C6D31", "fibre_fermentability": "#000000",
    "geometry": "#6A3D9A", "time_scale": "#B15928", "crossfeeding": "#666666",
}
GOOD = {"within": "#009E73", "inside": "#8FD3B6", "direction right": "#56B4E9", "null kept": "#0072B2", "miss": "#D55E00",
        "miss, direction wrong": "#8B2500", "direction wrong": "#CC79A7", "null broken": "#000000"}


def draw_plot(rows: Sequence[OutcomeRow], path: Path) -> None:
    """Write the picture as SVG (or PNG, by the name of the file)."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "enterocrine"
    import matplotlib.pyplot as plt

    from enterocrine.report.atomic import atomic_path

    figure, (left, right) = plt.subplots(1, 2, figsize=(13, 6.6), gridspec_kw={"width_ratios": [1.25, 1]}, layout="constrained")
    _scatter(left, [row for row in rows if not row.same_as])
    _bars(right, [row for row in rows if not row.same_as])
    with atomic_path(path) as temporary:
        figure.savefig(temporary, format=path.suffix.lstrip(".") or "svg", metadata={"Date": None} if path.suffix == ".svg" else None, dpi=110)
    plt.close(figure)


def _scatter(axes, rows: Sequence[OutcomeRow]) -> None:  # type: ignore[no-untyped-def]
    shown = [row for row in rows if is_positive_level(row)]
    numbers = [abs(float(row.observed)) for row in shown] + [float(row.predicted or 1) for row in shown]  # type: ignore[arg-type]
    low, high = (min(numbers) / 2, max(numbers) * 2) if numbers else (0.1, 10.0)
    line = (low, high)
    axes.fill_between(line, (low / 2, high / 2), (low * 2, high * 2), color="#DDDDDD", lw=0, label="two-fold")
    axes.plot(line, line, color="#555555", lw=1)
    for system in dict.fromkeys(row.system for row in shown):
        mine = [row for row in shown if row.system == system]
        x = [float(row.observed) for row in mine]  # type: ignore[arg-type]
        y = [float(row.predicted or 0) for row in mine]
        down = [max(0.0, b - max(row.low90 or b, low)) for row, b in zip(mine, y, strict=True)]
        up = [max(0.0, (row.high90 or b) - b) for row, b in zip(mine, y, strict=True)]
        axes.errorbar(x, y, yerr=[down, up], fmt="o", ms=4, lw=0.7, alpha=0.75, color=COLOURS.get(system, "#444444"),
                      label=f"{system.replace('_', ' ')} ({len(mine)})")
    axes.set(xscale="log", yscale="log", xlim=line, ylim=line, xlabel="observed (each in its own unit)",
             ylabel="predicted, median and 90 % interval")
    result = score(rows)
    gmfe = "" if result.gmfe is None else f"; geometric mean fold error {result.gmfe:.2f}, {result.twofold} of {result.of_twofold} within two-fold"
    axes.set_title(f"{len(shown)} positive quantities{gmfe}", fontsize=10)
    axes.legend(fontsize=8, loc="upper left")


def _bars(axes, rows: Sequence[OutcomeRow]) -> None:  # type: ignore[no-untyped-def]
    systems = [name for name in COLOURS if any(row.system == name for row in rows)][::-1]
    for place, system in enumerate(systems):
        start = 0
        verdicts = [verdict(row) for row in rows if row.system == system and row.predicted is not None]
        for kind, colour in GOOD.items():
            count = verdicts.count(kind)
            axes.barh(place, count, left=start, color=colour)
            if count > 3:
                axes.text(start + count / 2, place, str(count), ha="center", va="center", fontsize=7,
                          color="white" if kind not in ("inside", "direction right") else "black")
            start += count
        missing = sum(row.system == system and row.predicted is None for row in rows)
        axes.text(start + 0.8, place, f"+ {missing} not run" if missing else "", va="center", fontsize=8, color="#555555")
    axes.set_yticks(range(len(systems)), [name.replace("_", " ") for name in systems])
    axes.set_xlabel("rows")
    axes.set_title("agreement of every row that was run", fontsize=10)
    handles = [axes.barh(0, 0, color=colour, label=kind) for kind, colour in GOOD.items()]
    axes.legend(handles=handles, fontsize=8, loc="lower right")
    axes.margins(x=0.2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
