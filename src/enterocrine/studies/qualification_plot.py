"""Observed against predicted on one picture, and how each part of the body did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from enterocrine.studies.judge import OutcomeRow
from enterocrine.studies.qualification import is_positive_level, score, verdict
from enterocrine.studies.qualification_page import SYSTEMS

PARTS = {  # of the axis: colour (Okabe-Ito, told apart by colour-blind readers too), what of it the studies measured
    "acids": ("#0072B2", ("luminal_scfa", "scfa_production", "scfa_fate", "ph", "crossfeeding")),
    "transit, volumes, stool": ("#CC79A7", ("transit", "geometry", "output", "time_scale")),
    "what arrives and is fermented": ("#E69F00", ("substrates_in", "fibre_fermentability")),
    "guilds": ("#56B4E9", ("guild_composition",)),
    "barrier, endotoxin, inflammation": ("#D55E00", ("permeability", "plasma_lps", "lbp_scd14", "endotoxin_challenge", "crp", "obesity_inflammation",
                                                     "omega3", "polyphenols", "probiotics", "akkermansia", "processed_food",
                                                     "anti_inflammatory_trials")),
    "sex hormones and receptors": ("#332288", ("gonadal", "inflammation_gonadal", "hpg_feedback", "androgen_levels", "androgen_kinetics", "binding",
                                               "trt_pk", "estrogen_levels", "estrogen_kinetics", "enterohepatic", "glucuronidase",
                                               "diet_estrogen", "microbiome_estrogen", "butyrate_levels", "butyrate_hdac", "receptor_binding",
                                               "receptor_turnover")),
    "other hormones": ("#009E73", ("glucose_insulin", "fibre_insulin", "resistant_starch_insulin", "tnf_insulin", "incretins", "scfa_infusion",
                                   "gh_igf1", "thyroid")),
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

    figure, (left, right) = plt.subplots(1, 2, figsize=(13, 9), gridspec_kw={"width_ratios": [1.25, 1]}, layout="constrained")
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
    told = {system for _, systems in PARTS.values() for system in systems}
    parts = {**PARTS, "other": ("#444444", tuple({row.system for row in shown} - told))}
    for part, (colour, systems) in parts.items():
        mine = [row for row in shown if row.system in systems]
        if not mine:
            continue
        x = [float(row.observed) for row in mine]  # type: ignore[arg-type]
        y = [float(row.predicted or 0) for row in mine]
        down = [max(0.0, b - max(row.low90 or b, low)) for row, b in zip(mine, y, strict=True)]
        up = [max(0.0, (row.high90 or b) - b) for row, b in zip(mine, y, strict=True)]
        axes.errorbar(x, y, yerr=[down, up], fmt="o", ms=4, lw=0.7, alpha=0.75, color=colour, label=f"{part} ({len(mine)})")
    axes.set(xscale="log", yscale="log", xlim=line, ylim=line, xlabel="observed (each in its own unit)",
             ylabel="predicted, median and 90 % interval")
    result = score(rows)
    gmfe = "" if result.gmfe is None else f"; geometric mean fold error {result.gmfe:.2f}, {result.twofold} of {result.of_twofold} within two-fold"
    axes.set_title(f"{len(shown)} positive quantities{gmfe}", fontsize=10)
    axes.legend(fontsize=8, loc="upper left")


def _bars(axes, rows: Sequence[OutcomeRow]) -> None:  # type: ignore[no-untyped-def]
    met = {row.system for row in rows}
    systems = [*(name for name in SYSTEMS if name in met), *sorted(met - set(SYSTEMS))][::-1]
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
    axes.set_yticks(range(len(systems)), [SYSTEMS.get(name, name or "Other") for name in systems], fontsize=8)
    axes.set_xlabel("rows")
    axes.set_title("agreement of every row that was run", fontsize=10)
    handles = [axes.barh(0, 0, color=colour, label=kind) for kind, colour in GOOD.items()]
    axes.legend(handles=handles, fontsize=8, loc="lower right")
    axes.margins(x=0.2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
