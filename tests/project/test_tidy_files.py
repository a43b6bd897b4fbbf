"""Nothing in the checkout points at one machine, one registry or an unfinished piece; files stay short and well named."""

from __future__ import annotations

import re

import pytest
from project_files import PACKAGE, ROOT, sources, text_of, tracked

# Written in pieces, so that this file does not match itself.
FORBIDDEN = {
    "a registry's address": re.compile(r"\bpypi\b\.org|pythonhosted\b\.org|\bnpmjs\b\.(?:org|com)|\bdeb\b\.debian\.org"),
    "a path of one machine": re.compile(r"(?<![\w.~}*])/(?:work|root|home|Users)\b/[\w.-]"),
    "a secret": re.compile(r"-----BEGIN [A-Z ]*PRIVATE[ ]KEY|\bgh[ps]_[A-Za-z0-9]{30,}|\bAKIA[0-9A-Z]{16}\b"),
    "an unfinished piece": re.compile(r"\b(?:TO[D]O|FIX[M]E|X[X]X)\b|<{7} |>{7} "),
}
POOR_NAMES = {"utils", "util", "base", "manager", "helper", "helpers", "misc", "common"}


def faults_of(text: str) -> list[str]:
    return [
        f"{text[: match.start()].count(chr(10)) + 1}: {what}: {match.group()!r}"
        for what, pattern in FORBIDDEN.items()
        for match in pattern.finditer(text)
    ]


def test_no_tracked_file_names_a_machine_a_registry_or_a_gap() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{fault}"
        for path in tracked()
        if path.name != "LICENSE" and (text := text_of(path)) is not None
        for fault in faults_of(text)
    ]
    assert not faults, "\n".join(faults[:50])


@pytest.mark.parametrize(
    "bad",
    [
        "https://py" + "pi.org/simple", "files.python" + "hosted.org", "see /wo" + "rk/main", "'/ro" + "ot/.cache'",
        "FIX" + "ME later", "-----BEGIN RSA PRI" + "VATE KEY-----",
    ],
)  # fmt: skip
def test_the_search_finds_what_it_is_for(bad: str) -> None:
    assert faults_of(bad)


@pytest.mark.parametrize("good", ["https://doi.org/10.1136/gut.28.10.1221", "../home/page", "guild/root/x", "~/work/x"])
def test_the_search_leaves_the_rest_alone(good: str) -> None:
    assert not faults_of(good)


def test_the_package_needs_nothing_outside_its_checkout() -> None:
    faults = [str(p.relative_to(ROOT)) for p in tracked() if p.is_relative_to(PACKAGE) and "../shared" in (text_of(p) or "")]
    assert faults == []


def test_no_source_file_is_long() -> None:
    files = [*sources(), *PACKAGE.rglob("*.h"), *PACKAGE.rglob("*.c")]
    long = {str(p.relative_to(PACKAGE)): n for p in files if (n := len(p.read_text().splitlines())) >= 400}
    assert long == {}


def test_names_say_what_is_inside() -> None:
    assert [str(p.relative_to(PACKAGE)) for p in sources() if POOR_NAMES & {p.stem, p.parent.name}] == []


def test_no_part_is_only_announced() -> None:
    faults = [str(p.relative_to(PACKAGE)) for p in sources() if "NotImplemented" + "Error" in p.read_text()]
    assert faults == []


def test_lines_end_the_same_way_everywhere() -> None:
    faults = [str(p.relative_to(ROOT)) for p in tracked() if text_of(p) is not None and b"\r\n" in p.read_bytes()]
    assert faults == []
