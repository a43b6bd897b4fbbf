"""The qualification: counting, the page, the picture, and going on where it stopped."""

from dataclasses import replace

import numpy as np
import pytest

from enterocrine.studies import qualification
from enterocrine.studies.judge import judge, not_run
from enterocrine.studies.qualification import agrees, all_rows, from_dict, score, verdict
from enterocrine.studies.qualification_page import natural, observed_text, page
from enterocrine.studies.qualification_plot import draw_plot

from .synthetic import outcome, study

TEN = np.linspace(9.0, 11.0, 201)


def made(key, found=TEN, **keys):
    return judge(study(), outcome(id=key, rows=(key,), system=keys.pop("system", "output"), **keys), np.asarray(found, float), None)


@pytest.fixture
def rows():
    change = {"as_": "change", "versus": "control"}
    return [
        made("T-1", observed=10.5), made("T-2", observed=12.5, use="calibrate"), made("T-3", observed=30.0, read="unverified"),
        made("T-10", observed="up", **change), made("T-11", observed="down", **change),
        made("T-12", observed="none", **change), made("T-13", TEN - 10, observed="none", system="transit", **change),
        made("T-14", observed=10.0, same_as="T-1"), made("T-15", observed=(None, 12.0), system="ph"),
        not_run(study(), outcome(id="T-16", rows=("T-16",), observed=(4.0, None), system="ph"), "no | such pool"),
    ]


def test_counts(rows):
    s = score(rows)
    assert (s.rows, s.run) == (9, 8)  # the repeated row is not counted
    assert (s.inside, s.of_inside) == (2, 4) and (s.within, s.of_within) == (3, 4)
    assert (s.directions, s.of_directions) == (1, 2) and (s.nulls, s.of_nulls) == (1, 2)
    assert (s.twofold, s.of_twofold) == (2, 3)
    assert s.gmfe == pytest.approx(np.exp((np.log(1.05) + np.log(1.25) + np.log(3)) / 3))
    assert score([]).gmfe is None


def test_agreement_with_the_reported_spread(rows):
    s = score(rows)
    assert (s.agree, s.of_agree) == (5, 8)  # 10.5, 12.5, at most 12, up and a null kept; not 30, down and a null broken
    assert agrees(made("x", observed=20.0, spread=(9.0, 31.0), spread_is="sd")) is True
    assert agrees(made("x", observed=20.0, spread=(18.0, 22.0), spread_is="se")) is False
    assert agrees(made("x", observed=-1.0, spread=(-20.0, 18.0), spread_is="sd", as_="change", versus="control")) is False  # its direction is wrong
    assert agrees(made("x", observed=(11.0, 13.0))) is True and agrees(made("x", observed=(14.0, 16.0))) is False  # 30 % of the middle
    assert agrees(made("x", observed=(14.0, None))) is False and agrees(rows[-1]) is None


def test_verdicts(rows):
    assert [verdict(row) for row in rows] == ["within", "within", "miss", "direction right", "direction wrong", "null broken", "null kept",
                                              "within", "within", "not run"]
    assert verdict(made("x", observed=15.0, tolerance=0.01)) == "miss"
    wide = made("x", np.linspace(1, 100, 201), observed=80.0)
    assert verdict(wide) == "inside"


def test_the_page_shows_every_row_misses_and_reasons(rows, monkeypatch):
    monkeypatch.setattr("enterocrine.studies.qualification_page.fitted_studies", lambda: frozenset({"made_up"}))
    text = page([study()], rows, seed=1, worlds=4, people=5)
    for row in rows:
        assert text.count(f"| {row.rows[0]} |") + text.count(f"| {row.rows[0]} (=) |") == 1
    assert "null broken" in text and "| miss |" in text and "no / such pool" in text and "calibrate, fitted" in text and "unverified" in text
    assert text.index("T-3 ") < text.index("T-10 ")
    table = [line for line in text.splitlines() if line.startswith("| T-")]
    assert all(line.count("|") in (7, 10) for line in table)


def test_texts():
    assert observed_text(made("x", observed=(None, 12.0))) == "at most 12" and observed_text(made("x", observed=(3.0, None))) == "at least 3"
    assert observed_text(made("x", observed=5.0, spread=(4.0, 6.0))) == "5 (4 to 6)" and observed_text(made("x", observed=(3.0, 5.0))) == "4 (3 to 5)"
    assert sorted(["T-10", "T-9", "T-2b", "T-2"], key=natural) == ["T-2", "T-2b", "T-9", "T-10"]


def test_the_picture_is_drawn(rows, tmp_path):
    draw_plot(rows, tmp_path / "q.svg")
    text = (tmp_path / "q.svg").read_text()
    assert "<svg" in text and "observed" in text
    draw_plot(rows, tmp_path / "again.svg")
    assert (tmp_path / "again.svg").read_bytes() == (tmp_path / "q.svg").read_bytes()


def test_rows_survive_the_cache(rows):
    import json

    assert [from_dict(json.loads(json.dumps(row.as_dict()))) for row in rows] == rows


def test_only_what_changed_is_run_again(tmp_path, monkeypatch):
    ran = []

    def counted(asked, **keys):
        ran.append(asked.id)
        return [made("T-1", observed=10.5)]

    monkeypatch.setattr("enterocrine.studies.run.run", counted)
    monkeypatch.setattr(qualification, "model_digest", lambda: "model")
    first, second = replace(study(), id="first", digest="a"), replace(study(), id="second", digest="b")

    def go(*studies, seed=1):
        return all_rows(studies, seed=seed, worlds=2, people=2, cache=tmp_path)

    assert len(go(first)) == 1 and len(go(first, second)) == 2 and ran == ["first", "second"]
    go(replace(first, digest="c"), second)
    assert ran == ["first", "second", "first"]
    go(second, seed=2)
    monkeypatch.setattr(qualification, "model_digest", lambda: "another")
    go(second)
    assert ran[3:] == ["second", "second"]
    for path in tmp_path.glob("second-*.json"):
        path.write_text("{half")
    go(second)
    assert len(ran) == 6  # a broken file is run again, never believed
