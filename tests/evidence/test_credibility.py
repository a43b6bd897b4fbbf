"""The counted part of CREDIBILITY.md is what the tables say, and its thirteen factors and ten rules are all there."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from enterocrine.cli import cli
from enterocrine.errors import InputError
from enterocrine.evidence import credibility, doubts, ledger
from enterocrine.evidence.records import UNVERIFIED

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CREDIBILITY.md").read_text(encoding="utf-8")


def test_the_page_is_current():
    assert credibility.renewed(PAGE, credibility.counted()) == PAGE, "enterocrine evidence credibility -o ."


def test_all_factors_and_rules_are_told_with_goal_evidence_and_gap():
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in PAGE.splitlines() if re.match(r"\| (\d+ \||R\d+ )", line)]
    assert [row[0] for row in rows if row[0].isdigit()] == [str(n) for n in range(1, 14)]
    assert [row[0].split()[0] for row in rows if row[0].startswith("R")] == [f"R{n}" for n in range(1, 11)]
    for row in rows:
        assert all(row) and re.match(r"(have|partly|have not)", row[-2]), row[0]


def test_what_is_counted_is_counted_from_the_tables():
    known, text = ledger(), credibility.counted()
    unseen = sum(r.title == UNVERIFIED for r in known.references.values())
    assert f"title not verified {unseen}" in text and f"| {len(known.entries)} entries" in text
    grade_d = [link for link in known.links.values() if link.grade == "D"]
    assert f"| D | 0.15 | {len(grade_d)} | {sum(k.built for k in grade_d)} |" in text


def test_the_command_writes_the_part_and_leaves_the_rest(tmp_path):
    before = PAGE.replace("| D | 0.15 |", "| D | 0.99 |").replace("None declared.", "Kept as it was.")
    (tmp_path / "CREDIBILITY.md").write_text(before, encoding="utf-8")
    done = CliRunner().invoke(cli, ["evidence", "credibility", "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    after = (tmp_path / "CREDIBILITY.md").read_text(encoding="utf-8")
    assert "0.99" not in after and "Kept as it was." in after and credibility.counted() in after
    printed = CliRunner().invoke(cli, ["evidence", "credibility"])
    assert printed.exit_code == 0 and credibility.counted() in printed.output


def test_a_page_without_a_place_and_no_page_are_told(tmp_path):
    with pytest.raises(InputError):
        credibility.renewed("nothing", "x")
    done = CliRunner().invoke(cli, ["evidence", "credibility", "-o", str(tmp_path)])
    assert done.exit_code == 3 and "CREDIBILITY.md" in done.output and "Traceback" not in done.output


def test_doubts_are_named():
    open_ = doubts()
    assert "kim_2007" in open_["record in doubt for another reason"] and "sadar_2000" not in [n for names in open_.values() for n in names]
    assert all(UNVERIFIED in ledger().references[name].title for name in open_["title not verified"])
    done = CliRunner().invoke(cli, ["evidence", "check"])
    assert done.exit_code == 0 and f"title not verified: {len(open_['title not verified'])} of" in done.output
