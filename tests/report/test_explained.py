"""What explain found, inside the report."""

import json

import pytest
from synthetic_run import synthetic_run
from test_html import Page

from enterocrine.report import explained, is_complete, write_run

SVG = ('<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD" "http://www.w3.org/x.dtd">\n<svg xmlns:xlink="http://www.w3.org/1999/xlink" '
       'width="972pt" height="720pt" viewBox="0 0 972 720" xmlns="http://www.w3.org/2000/svg" version="1.1"><metadata><a href="http://x"></a></metadata>'
       '<defs><path id="p"/><clipPath id="c"><rect/></clipPath></defs><use xlink:href="#p" clip-path="url(#c)"/></svg>')  # fmt: skip


def shown(output="crp", words="C <b> D"):
    tables = (("Parts", ("part", "carried"), [("barrier.x", "+1"), ("the change", "+2")]),)
    evidence = ("barrier.x (grade D)", "  for: a", "  against: b")
    return explained.Shown(output, (f"Why does {output} change?", words), ("Extrapolation: x",), tables, evidence,
                           ("Little: y.",), SVG)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    run = synthetic_run(draws=6, days=7, change_names=("plus",), only=("stool_mass",))
    write_run(run, tmp_path, title="t", inputs={}, command="enterocrine compare")
    return tmp_path


def test_a_drawing_becomes_part_of_a_page():
    text = explained.inline(SVG, "map0")
    assert text.startswith("<svg") and "http" not in text and "metadata" not in text and "DOCTYPE" not in text
    assert 'id="map0-p"' in text and 'xlink:href="#map0-p"' in text and "url(#map0-c)" in text and 'viewBox="0 0 972 720"' in text
    assert "972pt" not in text


def test_it_stands_in_the_report_and_the_run_stays_whole(folder):
    before = (folder / "report.html").read_text()
    path = explained.put_into(folder, explained.section([shown(), shown("lbp")], reading="weighted", method="How."))
    page = path.read_text()
    assert is_complete(folder) and len(page) > len(before)
    parsed = Page(page)
    assert not parsed.faults and not {"script", "img"} & set(parsed.tags)
    ids = [value for _, key, value in parsed.attributes if key == "id"]
    assert len(ids) == len(set(ids)), "two drawings share a name"
    for words in ("Why it changed", "Extrapolation: x", "barrier.x", "for: a", "against: b", "C <b> D", "How.", "Little: y."):
        assert words in parsed.text, words
    assert "default-src 'none'" in page and "http:" not in page


def test_a_second_explanation_takes_the_place_of_the_first(folder):
    explained.put_into(folder, explained.section([shown()], reading="weighted", method="How."))
    page = explained.put_into(folder, explained.section([shown("lbp")], reading="face_value", method="How.")).read_text()
    assert page.count("Why it changed") == 1 and "Why does lbp" in page and "Why does crp" not in page and "Read at face value" in page
    assert is_complete(folder)


@pytest.mark.parametrize("harm", ["no report", "no mark", "no manifest"])
def test_where_there_is_no_place_for_it_nothing_is_touched(folder, harm):
    report = folder / "report.html"
    if harm == "no report":
        report.unlink()
    elif harm == "no mark":
        report.write_text(report.read_text().replace(explained.BEGIN, ""))
    else:
        (folder / "manifest.json").unlink()
    held = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert explained.put_into(folder, "x") is None
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == held
    assert harm != "no mark" or json.loads(held["manifest.json"])["outputs"]["report.html"]
