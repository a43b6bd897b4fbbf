"""The page on the article is what the ledger says, all of it, and nothing of the article's own words."""

import re
from pathlib import Path

from click.testing import CliRunner

from enterocrine.cli import cli
from enterocrine.evidence import ledger
from enterocrine.evidence.article import counts
from enterocrine.evidence.article import page as made
from enterocrine.studies import asked

KNOWN = ledger()
QUESTIONS = asked.questions()
PAGE = Path(__file__).parents[2] / "docs" / "article.md"


def page(**more):
    """With what the three readings say beside each number, as the command makes it."""
    return made(**{"beside": asked.beside(QUESTIONS, asked.kept()[1])} | more)


def test_each_claim_that_was_asked_has_its_three_readings():
    text = page()
    for one in QUESTIONS:
        part = text.split(f"### {one.claim} ")[1].split("\n### ")[0]
        assert f"`{one.study}`, {one.outcome}" in part and one.about in part
    told = [line for line in text.splitlines() if line.startswith("- Asked as the trial did")]
    assert told and all(f"; {word} " in line for line in told for word in ("weighted", "established", "face value"))


def test_the_page_is_what_the_generator_makes_of_the_ledger():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_claim_link_and_entry_of_a_claim_is_on_it():
    text = page()
    assert re.findall(r"^### (C\d+) ", text, re.M) == list(KNOWN.claims)
    for claim, links in KNOWN.links_of.items():
        part = text.split(f"### {claim} ")[1].split("\n### ")[0]
        for link in links:
            assert f"`{link.id}`" in part
            assert all(e.summary in part for e in KNOWN.entries_of[link.id])


def test_wrong_citations_stand_beside_what_was_found():
    rows = [line for line in page().splitlines() if line.startswith("| Yoo et al. 2001")]
    assert len(rows) == 1 and "Sadar MD, Gleave ME 2000" in rows[0]


def test_nothing_of_the_article_is_copied(shared):
    def words(text):
        return re.findall(r"[a-z0-9]+", text.lower())

    article = words((shared / "article" / "article.txt").read_text(encoding="utf-8").split("References")[0])
    runs = {tuple(article[k : k + 9]) for k in range(len(article))}
    for line in page().splitlines():
        ours = words(line)
        assert line.startswith("| ") or not any(tuple(ours[k : k + 9]) in runs for k in range(len(ours) - 8)), line


def test_lines_of_a_run_stand_under_their_claim():
    text = page(beside={"C42": ["established: nothing"]})
    assert "- established: nothing" in text.split("### C42 ")[1].split("\n### ")[0]


def test_the_command_writes_it(tmp_path):
    done = CliRunner().invoke(cli, ["evidence", "article", "-o", str(tmp_path / "new")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "new" / "article.md").read_text(encoding="utf-8") == page()


def test_the_counts_are_those_of_the_claims():
    rows = [line for line in counts(KNOWN) if re.match(r"\| [A-E] ", line)]
    assert sum(int(n) for row in rows for n in re.findall(r"\d+", row)) == len(KNOWN.claims)
