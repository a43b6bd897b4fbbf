"""The table says what the draws say."""

import numpy as np
import pytest
from synthetic_run import synthetic_run

from enterocrine.report import summary_frame, summary_rows, summary_table
from enterocrine.report.summary import COLUMNS, NO_DIFFERENCE, NO_EFFECT, difference_verdict, sentence, series, spread_split


def row_of(rows, output, label, arm):
    return next(r for r in rows if (r["output"], r["label"], r["arm"]) == (output, label, arm))


def test_numbers_equal_recomputed_quantiles(comparison):
    rows = summary_rows(comparison)
    ends = comparison["lumen_scfa"].isel(time=slice(-7, None)).sel(region="distal", scfa="butyrate").astype(float).mean("time")
    change = row_of(rows, "lumen_scfa", "distal/butyrate", "plus inulin")
    low, middle, high = np.quantile(ends.sel(arm="plus inulin"), (0.05, 0.5, 0.95))
    assert (change["q05"], change["median"], change["q95"]) == pytest.approx((low, middle, high), rel=1e-12)
    gap = (ends.sel(arm="plus inulin") - ends.sel(arm="habitual")).values
    found = [change[f"arm_minus_habitual_{q}"] for q in ("q05", "q25", "median", "q75", "q95")]
    assert found == pytest.approx(list(np.quantile(gap, (0.05, 0.25, 0.5, 0.75, 0.95))), rel=1e-12)
    assert change["share_of_draws_rising"] == np.mean(gap > 0)


def test_acids_together_are_summed_within_a_draw(comparison):
    row = row_of(summary_rows(comparison), "scfa_production", "total", "habitual")
    ends = comparison["scfa_production"].sel(arm="habitual").astype(float).sum("scfa").isel(time=slice(-7, None)).mean("time")
    assert row["median"] == pytest.approx(float(np.median(ends)), rel=1e-12)


def test_one_row_for_each_output_arm_and_label(comparison):
    rows = summary_rows(comparison)
    keys = [(r["output"], r["label"], r["arm"]) for r in rows]
    assert len(set(keys)) == len(keys)
    assert {r["output"] for r in rows} == set(map(str, comparison.data_vars))
    assert sum(r["output"] == "guild_biomass" for r in rows) == 2 * 3 * 13
    assert all(set(r) == set(COLUMNS) and r["unit"] is not None and r["meaning"] for r in rows)
    assert all(r["arm_minus_habitual_median"] is None and r["verdict"] == "" for r in rows if r["arm"] == "habitual")


def test_equal_arms_say_no_difference_and_nothing_else():
    rows = summary_rows(synthetic_run(draws=20, days=14, effect=0.0))
    changed = [r for r in rows if r["arm"] != "habitual"]
    assert changed and {r["in_words"] for r in changed} == {NO_DIFFERENCE}
    assert all(r["arm_minus_habitual_q95"] == 0 and r["share_of_draws_rising"] == 0 for r in changed)


def test_the_rule_for_noise():
    base = np.linspace(90, 110, 101)
    assert difference_verdict(np.zeros(101), base) == NO_DIFFERENCE
    assert difference_verdict(np.linspace(-1, 20, 101), base) == "rises"  # fewer than 5 % below zero
    assert difference_verdict(np.linspace(-3, 20, 101), base) == NO_EFFECT
    assert difference_verdict(np.linspace(-20, -1, 101), base) == "falls"
    assert (
        difference_verdict(np.full(101, 0.5), base, error=0.01) == NO_EFFECT
    )  # half a percent, where one percent is the solver's
    assert difference_verdict(np.full(101, 2.0), base, error=0.01) == "rises"
    acting_in_half = np.append(np.full(50, 0.05), np.linspace(1, 20, 51))  # one end nearer to zero than a tenth of the error
    assert difference_verdict(acting_in_half, base, error=0.01) == NO_EFFECT
    assert difference_verdict(acting_in_half + 1, base, error=0.01) == "rises"


def test_sentences():
    assert sentence("rises", 12.12, 4.02, 21.3, 0.97, "mmol/d") == "rises by 12.1 (4.0 to 21.3) mmol/d in 97 % of draws"
    assert sentence("falls", -6.4, -13.5, -2.7, 0.01, "h") == "falls by 6.4 (2.7 to 13.5) h in 99 % of draws"
    assert sentence(NO_EFFECT, 1, -1, 2, 0.6, "h") == NO_EFFECT


def test_draws_that_are_not_finite_are_left_out_and_counted(comparison):
    broken = comparison.copy(deep=True)
    broken["stool_mass"][1, 4, -1] = np.nan
    row = row_of(summary_rows(broken), "stool_mass", "", "plus inulin")
    assert row["draws"] == 59 and np.isfinite(row["q95"])


def test_a_single_run_has_no_differences():
    rows = summary_rows(synthetic_run(draws=10, days=7, change_names=()))
    assert {r["arm"] for r in rows} == {"habitual"} and all(r["verdict"] == "" for r in rows)


def test_frame_has_numbers_where_numbers_belong(comparison):
    frame = summary_frame(comparison)
    assert list(frame.columns) == list(COLUMNS)
    assert frame["arm_minus_habitual_median"].dtype == "float64" and frame["draws"].dtype.kind == "i"


def test_terminal_table_shows_names_as_they_are():
    from rich.console import Console

    run = synthetic_run(draws=10, days=7, change_names=("[red]boo[/red]",))
    console = Console(width=240, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(summary_table(run))
    text = console.export_text()
    assert "[red]boo[/red]" in text and "Fibre fermented" in text and "µmol/L" in text


def test_spread_between_worlds_is_told_apart_where_worlds_repeat():
    rng = np.random.default_rng(1)
    run = synthetic_run(draws=200, days=7)
    world = np.arange(200) % 20
    effect = rng.normal(size=20)
    effect *= 3 / effect.std(ddof=1)
    values = 10 + effect[world] + rng.normal(size=200)
    run["stool_mass"] = run["stool_mass"] * 0 + run["draw"].copy(data=values)
    item = next(series(run, "stool_mass"))
    assert spread_split(run, item) is None
    assert spread_split(run.assign_coords(world=("draw", world)), item) == pytest.approx(0.9, abs=0.04)
    assert spread_split(run.assign_coords(world=("draw", np.arange(200))), item) is None


def test_shares_are_never_summed_over_acids(comparison):
    share = (comparison["portal_scfa"] * 0 + 12).assign_attrs(
        units="%", long_name="share of absorbed acid that reaches the circulation"
    )
    rows = summary_rows(comparison[["stool_mass"]].assign(systemic_availability=share))
    assert {r["label"] for r in rows if r["output"] == "systemic_availability"} == {"acetate", "propionate", "butyrate"}
