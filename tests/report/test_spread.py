"""Where the spread comes from, in the table, the file, the page and on the terminal."""

import json
import re

import numpy as np
import pandas
import pytest
from synthetic_run import synthetic_run

from enterocrine.report import is_complete, spread_table, summary_rows, write_run
from enterocrine.report.spread import HEADS, NAME, own_changes, spread_lines

CALL = {"title": "t", "inputs": {}, "command": "enterocrine compare p.yaml"}


def share(alone, whole):
    return {"alone": alone, "alone_error": 0.08, "whole": whole, "whole_error": 0.1}


def split(arm="plus inulin", **more):
    of = {"person_to_person": share(0.42, 0.6), "parameter": share(0.3, 0.45), "structural": share(-0.02, 0.01), "measurement": share(0.1, 0.12)}
    return {"output": "stool_mass", "label": "", "arm": arm, "unit": "g/d", "sd": 12.345, "draws": 40, "follows": 0.97, "of": of, "together": 0.2,
            "together_error": 0.11} | more  # fmt: skip


@pytest.fixture(scope="module")
def run():
    return synthetic_run(draws=12, days=14, change_names=("plus inulin", "other"), only=("stool_mass", "faecal_butyrate"))


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory):
    return write_run(run, tmp_path_factory.mktemp("spread"), spread=[split(), split("other", sd=1.0)], **CALL)


def test_the_table_holds_what_each_kind_makes_alone(folder):
    table = pandas.read_csv(folder["summary.csv"])
    row = table[(table.output == "stool_mass") & (table.arm == "plus inulin")].iloc[0]
    assert [row[f"spread_{k}"] for k in ("person_to_person", "parameter", "structural", "measurement", "together")] == [0.42, 0.3, -0.02, 0.1, 0.2]
    assert table[table.output == "faecal_butyrate"].spread_structural.isna().all() and table[table.arm == "habitual"].spread_structural.isna().all()


def test_the_file_holds_all_of_it_and_belongs_to_the_run(folder):
    content = json.loads(folder[NAME].read_text())
    assert content["spread"] == [split(), split("other", sd=1.0)] and set(content["kinds"]) == set(HEADS)
    assert is_complete(folder[NAME].parent)
    assert NAME in json.loads(folder["manifest.json"].read_text())["outputs"]


def test_a_run_without_it_leaves_no_old_one(run, tmp_path):
    write_run(run, tmp_path, spread=[split()], **CALL)
    files = write_run(run, tmp_path, **CALL)
    assert NAME not in files and not (tmp_path / NAME).exists() and is_complete(tmp_path)
    assert "Where the spread of the change comes from" not in files["report.html"].read_text()


def test_the_page_shows_the_four_and_what_they_do_together(folder):
    page = folder["report.html"].read_text()
    part = page.split('id="spread"')[1].split("What the picture leaves out")[0]
    for words in (*HEADS.values(), "42 ± 8 % (60)", "0 ± 8 % (1)", "20 ± 11 %", "12.3 g/d", "plus inulin", "other"):
        assert words in part, words
    widths = [float(w) for w in re.findall(r"width:([\d.]+)%", part)[:5]]
    assert sum(widths) == pytest.approx(100, abs=0.3) and widths[2] == 0.0
    assert "does not separate them" not in page


def test_headline_outputs_alone_are_told_in_the_order_of_the_answer(run):
    rows = summary_rows(run)
    hidden = split(output="no_such_output")
    lines = spread_lines([hidden, split("other"), split()], rows)
    assert [(line.arm, line.title) for line in lines] == [("other", "Stool mass"), ("plus inulin", "Stool mass")] or len(lines) == 2
    assert spread_table([], rows) is None and spread_table([split()], rows).row_count == 2


def test_own_changes_are_those_of_the_run(run):
    found = own_changes(run)("stool_mass", "", "plus inulin")
    late = run["stool_mass"].isel(time=run["time"] > run["time"][-1] - 7 * 24).mean("time")
    assert np.allclose(found, (late.sel(arm="plus inulin") - late.sel(arm="habitual")).values)
    assert own_changes(run)("stool_mass", "", "none") is None and own_changes(run)("no_such", "", "other") is None
