"""The pages hold together: links lead somewhere, commands and targets that they name exist, the credibility table is whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from project_files import ROOT, tracked

PAGES = [p for p in tracked() if p.suffix == ".md"]
LINK = re.compile(r"\]\(([^)\s#]+)")
COMMAND = re.compile(r"`enterocrine\s+([a-z]+)\b")
TARGET = re.compile(r"\bmake\s+([a-z][a-z-]*)\b")
FIRST_SCREEN = 40


def readme() -> str:
    return (ROOT / "README.md").read_text()


def dead_links(page: Path, text: str) -> list[str]:
    """Relative links of a page that lead to nothing."""
    links = (m.group(1) for m in LINK.finditer(text))
    return [link for link in links if "://" not in link and not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    assert dead_links(page, page.read_text()) == []


def test_a_dead_link_is_seen() -> None:
    assert dead_links(ROOT / "README.md", "[x](docs/no-such-page.md) [y](LICENSE)") == ["docs/no-such-page.md"]


def test_the_first_screen_says_what_for_whom_what_not_and_how_to_start() -> None:
    screen = "\n".join(readme().splitlines()[:FIRST_SCREEN])
    for needed in ("**For** ", "**What it is not:**", "not a medical device", "![", "make demo", "make test"):
        assert needed in screen


def test_targets_that_the_pages_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    # In code only: "make sure" in a sentence is no target.
    code = [c for p in PAGES for c in re.findall(r"```.*?```|`[^`]+`", p.read_text(), re.S)]
    named = {m.group(1) for c in code for m in TARGET.finditer(c)}
    assert {"demo", "test", "setup"} <= named
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.M)} == set()


def test_commands_that_the_readme_names_exist() -> None:
    named = set(COMMAND.findall(readme()))
    assert {"demo", "simulate", "compare", "validate", "foods", "study", "doctor"} <= named
    program = "import sys; from enterocrine.cli import main; sys.argv = ['enterocrine', *sys.argv[1:]]; main()"
    for name in sorted(named):
        done = subprocess.run([sys.executable, "-c", program, name, "--help"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{name}: {done.stderr}"


def test_the_credibility_table_is_whole() -> None:
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in (ROOT / "CREDIBILITY.md").read_text().splitlines()]
    factors = [row for row in rows if row[0].strip().isdigit()]
    assert [int(row[0]) for row in factors] == list(range(1, 14))
    for number, factor, goal, evidence, gap in factors:
        assert factor and goal and gap, number
        assert evidence.startswith(("have", "have not", "partly")), number
