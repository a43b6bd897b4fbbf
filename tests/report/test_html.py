"""The page: inert, self-contained, and it says what the table says."""

import json
import re
from html.parser import HTMLParser

import pytest
from synthetic_run import synthetic_run

import enterocrine
from enterocrine.report import render, summary_rows
from enterocrine.report.numbers import interval

CALL = {
    "title": "A run",
    "inputs": {"person.yaml": "ab" * 32},
    "command": "enterocrine compare",
    "written": "2000-01-01T00:00:00+00:00",
}
SMALL = ("stool_mass",)
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Collects tags, attributes, ids and the text of a page, and checks that tags close."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words, self.open, self.faults = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, k, v) for k, v in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, k, v) for k, v in attrs]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def text(written):
    return written[1]["report.html"].read_text()


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


@pytest.mark.parametrize(("draws", "said"), [(1, "1 draw cannot"), (19, "19 draws cannot"), (20, "")])
def test_few_draws_are_said_first(draws, said):
    first = render(synthetic_run(draws=draws, days=7, only=SMALL), **CALL).split('id="asked"')[0]
    assert ("Few draws:" in first) == bool(said) and said in first


def test_what_was_asked_is_told_for_every_diet(text):
    asked = text[text.index('id="asked"') : text.index('id="answer"')]
    assert "the diary as it is" in asked and "the diary with plus inulin per day" in asked


def test_tags_close(page):
    assert not page.faults and not page.open


def test_nothing_comes_from_outside(text, page):
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", text)
    assert not {"script", "link", "iframe", "img", "object", "form"} & set(page.tags)
    assert all(v.startswith("#") for _, k, v in page.attributes if k in ("src", "href"))
    policy = next(v for _, k, v in page.attributes if k == "content" and "default-src" in v)
    assert "default-src 'none'" in policy and "script-src" not in policy


def test_references_between_parts_hold(page):
    ids = [v for _, k, v in page.attributes if k == "id"]
    assert len(ids) == len(set(ids))
    used = {m for _, _, v in page.attributes for m in re.findall(r"^#(\S+)$|url\(#([^)]+)\)", v or "") for m in m if m}
    used |= {v for _, k, v in page.attributes if k == "aria-labelledby"}
    assert used <= set(ids)


def test_names_given_by_users_are_inert():
    evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    flags = json.dumps([{"what": evil, "arm": evil}])
    run = synthetic_run(
        draws=8,
        days=7,
        change_names=(evil,),
        only=("stool_mass", "scfa_production", "guild_fraction"),
        person=evil,
        extrapolation=flags,
        citations=json.dumps([evil, {"text": evil}]),
    )
    page = Page(render(run, title=evil, inputs={evil: "00"}, command=evil, written="now"))
    assert not {"img", "script"} & set(page.tags) and not page.faults
    assert not [k for _, k, _ in page.attributes if k.startswith("on")]
    assert evil in page.text


def test_every_picture_has_words_and_a_grade(page, text):
    pictures = [v for _, k, v in page.attributes if k == "aria-label"]
    assert len(pictures) == page.tags.count("svg") == page.tags.count("figure") >= 15
    assert all(len(words) > 30 for words in pictures)
    assert text.count('<span class="badge">grade ') == page.tags.count("figure") and "n = 60 draws" in page.text


def test_axes_carry_units(text):
    for words in ("difference [mmol/d]", "time [weeks]", "concentration [mmol/L]", "difference [pH units]", "[µmol/L]"):
        assert words in text


def test_table_headers_have_a_scope(page):
    assert page.tags.count("th") == sum(1 for tag, k, _ in page.attributes if (tag, k) == ("th", "scope"))


def test_the_answer_stands_in_the_page(page, comparison):
    row = next(
        r
        for r in summary_rows(comparison)
        if (r["output"], r["label"], r["arm"]) == ("scfa_production", "butyrate", "plus inulin")
    )
    assert row["in_words"].startswith("rises by ") and row["in_words"] in page.text
    assert interval((row["median"], row["q05"], row["q95"])) in page.text
    assert "no effect beyond noise" in page.text and "no difference" in page.text  # energy is equal
    assert page.text.index("The answer") < page.text.index("The differences over time") < page.text.index("How sure is this")


def test_it_says_where_the_fibre_came_from_and_who_it_is_for(page, comparison):
    assert "62 % of the fibre had a known type" in page.text and "fibre of no known type" in page.text
    assert enterocrine.PURPOSE in page.text and comparison.attrs["model_digest"] in page.text


def test_no_words_of_medicine_or_selling(page):
    said = page.text.replace(enterocrine.PURPOSE, "").lower()
    for word in ("diagnos", "cure", "treat", "guarantee", "optimal", "boost", "detox", "heal", "clinically", "score", "safe"):
        assert not re.search(rf"\b{word}", said), word


def test_failures_and_extrapolation_come_first(page):
    flags = json.dumps(["bran: 500 g/d of fibre is far above any trial"])
    run = synthetic_run(
        draws=20, days=7, draws_failed=3, failures=json.dumps({"7": "step too small at 400 h"}), extrapolation=flags
    )
    text = Page(render(run, **CALL)).text
    assert "3 of 23 draws could not be solved (13 %)" in text and "draw 7: step too small at 400 h" in text
    assert text.index("far above any trial") < text.index("What was asked")
    assert "Read this first" not in page.text


def test_a_single_run_is_shown_as_levels():
    text = Page(render(synthetic_run(draws=12, days=7, change_names=(), only=SMALL), **CALL)).text
    assert "Over time" in text and "minus habitual" not in text and "time [days]" in text


def test_a_run_with_little_in_it_still_makes_a_page():
    run = synthetic_run(draws=5, days=2)[["stool_mass"]]
    run.attrs = {}
    text = Page(render(run, **CALL)).text
    assert "Stool mass" in text and "does not state how much of the fibre" in text


def test_one_draw_and_one_day():
    assert "Fibre fermented" in render(synthetic_run(draws=1, days=1, only=("fibre_fermented", "guild_fraction")), **CALL)


def test_many_changes_stay_within_size():
    run = synthetic_run(draws=10, days=84, change_names=tuple(f"change {i}" for i in range(1, 7)))
    text = render(run, **CALL)
    assert len(text.encode()) < 1_500_000 and all(f"change {i}" in text for i in range(1, 7))
