"""No promise to a reader: nothing a user sees claims to help with a condition or to find one; only the purpose names them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from project_files import PACKAGE, ROOT, sources, text_of, tracked

import enterocrine

PROMISES = re.compile(
    r"\bdiagnos\w*|\bcur(?:e|es|ed|ing|ative)\b|\bguarant\w*|\boptimal (?:dose|dosing|range|level)s?\b|\bboost\w*|\bdetox\w*"
    r"|\bheal(?:s|ed|ing)?\b|\bclinically (?:proven|validated|tested)\b|\bmiracle\w*|\bsuperfood\w*"
    r"|\bdysbiosis detected\b|\bleaky gut\b"
    r"|\bhealth score\b|\b(?:FDA|CE|EU)[- ](?:approved|cleared|marked|compliant)\b"
    r"|\byour (?:testosterone|estradiol|hormones?|microbiome|butyrate) (?:will|is going to)\b|\bsafe (?:dose|to take)\b",
    re.IGNORECASE,
)
# Sentences that may hold such a word because they say what the program does not do. Exact, and each must still be in use.
ALLOWED = (enterocrine.PURPOSE,)

TEMPLATES = {".html", ".j2", ".jinja", ".js", ".css"}
# Readable text for users; tables of foods, claims and studies quote names and titles of others and are left out.
PAGES = {".md", ".cff", ".rst"}


def squeeze(text: str) -> str:
    """Text on one line, so that a sentence broken over lines is still the same sentence (block quote marks do not count)."""
    return " ".join(re.sub(r"^\s*>\s?", "", text, flags=re.M).split())


def promises(text: str) -> list[str]:
    """Words of promise in a text, with the words around them, outside the allowed sentences."""
    line = squeeze(text)
    for sentence in ALLOWED:
        line = line.replace(squeeze(sentence), "")
    return [line[max(0, m.start() - 40) : m.end() + 40] for m in PROMISES.finditer(line)]


def shown_strings(path: Path) -> list[str]:
    """String literals of a file that a user may get to see: all but docstrings; those of the command line too (its help)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    outermost = path.relative_to(PACKAGE).parts[0].removesuffix(".py") in {"cli", "web"}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (outermost or id(node) not in docstrings)
    ]


def identifier(text: str) -> bool:
    """Whether a string is a name for the program rather than words for a person."""
    return text.isidentifier()


def test_no_string_of_the_program_promises_anything() -> None:
    faults = [
        f"{path.relative_to(ROOT)}: …{fault}…"
        for path in sources()
        for text in shown_strings(path)
        if not identifier(text)
        for fault in promises(text)
    ]
    assert not faults, "\n".join(faults)


def test_no_template_or_page_promises_anything() -> None:
    pages = [p for p in tracked() if p.suffix in PAGES or (p.suffix in TEMPLATES and p.is_relative_to(PACKAGE))]
    assert ROOT / "README.md" in pages
    faults = [f"{path.relative_to(ROOT)}: …{fault}…" for path in pages for fault in promises(text_of(path) or "")]
    assert not faults, "\n".join(faults)


def test_the_readme_states_the_purpose_word_for_word() -> None:
    assert squeeze(enterocrine.PURPOSE) in squeeze((ROOT / "README.md").read_text())


@pytest.mark.parametrize(
    "bad",
    ["boosts it", "it heals", "Diagnosis: low", "a cure for", "guaranteed", "the optimal dose", "clinically proven", "detox"],
)
def test_the_search_finds_a_promise(bad: str) -> None:
    assert promises(bad)


@pytest.mark.parametrize("good", ["health-care", "healthy adults", "curve", "secure", "current", enterocrine.PURPOSE])
def test_the_search_leaves_plain_words_alone(good: str) -> None:
    assert not promises(good)


def test_allowed_sentences_do_not_hide_a_promise_beside_them() -> None:
    assert promises(enterocrine.PURPOSE + " It heals.")
