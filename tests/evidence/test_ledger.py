"""The ledger is whole: every mechanism, claim, entry and number has its row, source and grade, and the lint sees what is not."""

import csv
import re
from dataclasses import replace

import pytest

from enterocrine.errors import InputError
from enterocrine.evidence import check, find, ledger
from enterocrine.evidence.lint import BODY, _grades, _references, ceiling
from enterocrine.evidence.records import FOLDER, GRADES
from enterocrine.evidence.records import ledger as read
from enterocrine.evidence.search import as_data
from enterocrine.network import ParameterTable

KNOWN = ledger()


def test_the_ledger_and_the_numbers_are_whole(mechanisms):
    faults = check(mechanisms.values())
    assert not faults, "\n".join(map(str, faults))


def test_every_mechanism_is_a_link_physiology_or_said_to_be_none(mechanisms):
    linked = {name for link in KNOWN.links.values() for name in link.mechanisms}
    left = [m.name for m in mechanisms.values() if m.evidence != "A" and m.name not in linked and m.name not in KNOWN.not_links]
    assert left == []
    graded = [m for m in mechanisms.values() if m.evidence != "A"]
    assert len(graded) > 20 and sum(m.name in linked for m in graded) > 0.85 * len(graded)


def test_every_claim_of_the_article_is_modelled_or_says_why_not(shared):
    with open(shared / "science" / "claims.tsv", encoding="utf-8") as handle:
        rows = {row["id"]: row for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert list(rows) == list(KNOWN.claims) and len(rows) > 100
    for claim in KNOWN.claims.values():
        row = rows[claim.id]
        assert (claim.grade, claim.source, claim.target) == (row["grade"], row["source_node"], row["target_node"]), claim.id
        assert claim.reason or KNOWN.links_of[claim.id], claim.id


def test_no_sentence_of_the_article_is_copied(shared):
    """No run of nine words of the article stands in the ledger, the titles of its references aside."""

    def words(text):
        return re.findall(r"[a-z0-9]+", text.lower())

    article = words((shared / "article" / "article.txt").read_text(encoding="utf-8").split("References")[0])
    runs = {tuple(article[k : k + 9]) for k in range(len(article))}
    for name in ("links", "claims", "entries", "not_links"):
        for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            ours = words(line)
            assert not any(tuple(ours[k : k + 9]) in runs for k in range(len(ours) - 8)), line


def test_every_citation_of_the_article_is_entered():
    cited = {e.cited_as.split()[0] for e in KNOWN.entries.values() if e.cited_as}
    assert cited >= {"Plottel", "Yoo", "Park", "Cani", "Zengul", "Marshall", "Kresser", "Rinninella", "Shin", "Baker"}


def test_chances_fall_with_the_grade():
    chances = [KNOWN.chance(grade) for grade in GRADES]
    assert chances == sorted(chances, reverse=True) and chances[-1] > 0 and chances[0] < 1


def test_a_link_against_which_everything_speaks_is_graded_e():
    link = KNOWN.links["receptors.butyrate_and_androgen_receptor_amount"]
    assert ceiling(KNOWN, link) == "E" and {e.verdict for e in KNOWN.entries_of[link.id]} <= {"contradicts", "does not support"}
    assert ceiling(KNOWN, KNOWN.links["receptors.butyrate_and_androgen_receptor_import"]) == "D"


def _with(known, table, name, **changes):
    rows = dict(getattr(known, table))
    rows[name] = replace(rows[name], **changes)
    return replace(known, **{table: rows})


LINK = "barrier.butyrate_and_junctions"


@pytest.mark.parametrize(
    ("table", "name", "changes", "told"),
    [
        ("entries", "BUT-01", {"reference": "nobody_1900"}, "which is no reference"),
        ("entries", "BUT-01", {"links": ("barrier.butyrate_and_junction",)}, "which there is not"),
        ("entries", "BUT-01", {"verdict": "proves"}, "is not one of"),
        ("entries", "BUT-01", {"system": "horse"}, "is not one of"),
        ("entries", "BUT-01", {"summary": ""}, "has no summary"),
        ("links", LINK, {"grade": "A"}, "carry C at most"),
        ("links", LINK, {"grade": "D"}, "its mechanism C"),
        ("links", LINK, {"claims": ("C999",)}, "the claim `C999`"),
        ("links", LINK, {"mechanisms": ()}, "names no mechanism"),
        ("links", LINK, {"built": False}, "is not built"),
        ("links", LINK, {"mechanisms": ("barrier.magic",)}, "which no model has"),
        ("links", LINK, {"gains": ("barrier.magic",)}, "has no row"),
        ("links", LINK, {"gains": ("barrier.scfa_gain",)}, "is the strength of"),
        ("links", "barrier.scfa_and_junctions", {"claimed": True}, "no size at face value"),
        ("links", LINK, {"tested": (1.0, 2.0, "")}, "has no unit"),
        ("claims", "C125", {"status": "planned"}, "its links say `modelled`"),
        ("claims", "C01", {"reason": ""}, "no reason is given"),
        ("references", "peng_2007", {"doi": KNOWN.references["erridge_2007"].doi}, "two references have the doi"),
        ("references", "peng_2007", {"doi": ""}, "which is no reference"),
    ],
)
def test_the_lint_finds_a_planted_fault(mechanisms, table, name, changes, told):
    faults = [str(f) for f in check(mechanisms.values(), _with(KNOWN, table, name, **changes))]
    assert any(told in fault for fault in faults), faults


@pytest.mark.parametrize("name", sorted({e.reference for e in KNOWN.entries.values()}))
def test_a_source_that_is_struck_out_is_missed(name):
    fewer = replace(KNOWN, references={k: v for k, v in KNOWN.references.items() if k != name})
    told = [str(f) for f in _references(fewer)]
    assert any(f"cites `{name}`, which is no reference" in fault for fault in told)


def test_an_entry_that_alone_carries_a_grade_is_missed():
    """Striking out everything that speaks for a link leaves it with a grade that nothing carries."""
    graded = [link for link in KNOWN.links.values() if link.grade != "E"]
    for link in graded:
        left = {k: v for k, v in KNOWN.entries.items() if link.id not in v.links}
        told = [str(f) for f in _grades(replace(KNOWN, entries=left))]
        assert any(f"it is graded {link.grade}, but its entries carry E" in fault and link.id in fault for fault in told), link.id
    assert len(graded) > 50


def test_every_claim_is_found():
    for name in KNOWN.claims:
        assert [claim.id for claim in find(name).claims] == [name]


def test_the_lint_names_a_mechanism_without_a_row(mechanisms):
    links = {k: v for k, v in KNOWN.links.items() if k != "insulin.inflammatory_resistance"}
    entries = {k: v for k, v in KNOWN.entries.items() if "insulin.inflammatory_resistance" not in v.links}
    faults = [str(f) for f in check(mechanisms.values(), replace(KNOWN, links=links, entries=entries))]
    assert any("insulin.inflammatory_resistance is graded C and no link names it" in fault for fault in faults)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("\tclaim C941\t", "the claim C941"),
        ("\t10.1000/nobody\t", "10.1000/nobody, which is no reference"),
        ("\t\t", "names no source"),
    ],
)
def test_the_lint_finds_a_number_without_its_source(mechanisms, tmp_path, change, told):
    head = (BODY / "barrier" / "parameters.tsv").read_text(encoding="utf-8").splitlines()[0]
    path = tmp_path / "made_up" / "parameters.tsv"
    path.parent.mkdir()
    path.write_text(f"{head}\nnumber\t\t1\t1\tlog\t\t0.1{change}proposal\tC\t\n", encoding="utf-8")
    tables = [*(ParameterTable(p) for p in sorted(BODY.glob("*/parameters.tsv"))), ParameterTable(path)]
    assert any(told in str(fault) for fault in check(mechanisms.values(), tables=tables))


def test_the_lint_finds_a_fitted_number_without_its_fit(mechanisms, tmp_path):
    fits = tmp_path / "body" / "posteriors"
    fits.mkdir(parents=True)
    (fits / "made_up.tsv").write_text("# fit made_up\nparameter\tvalue\nbarrier.magic\t1\n", encoding="utf-8")
    told = [str(f) for f in check(mechanisms.values(), fits=fits)]
    assert any("its plan is missing" in f for f in told) and any("which study made it" in f for f in told)
    assert any("barrier.magic is fitted and stands in no table" in f for f in told)


def test_a_broken_table_is_told_with_its_lines(tmp_path):
    for path in FOLDER.glob("*.tsv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "grades.tsv").write_text("id\tchance\tmeaning\nA\t2\tsure\nA\t1\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read(tmp_path)
    assert "between 0 and 1" in str(error.value) and "grades.tsv:3" in str(error.value)


def test_things_are_found_by_id_mechanism_and_words():
    assert [link.id for link in find("C42").links] == ["receptors.dish_for_tissue"]
    assert find("c1").claims[0].id == "C01"
    assert {link.id for link in find("incretins.free_fatty_acid_receptors").links} == {"incretins.acids_and_glp1", "incretins.acids_and_pyy"}
    assert find("barrier.butyrate_gain").links[0].id == LINK
    assert {e.reference for e in find("sadar_2000").entries} == {"sadar_2000"}
    assert "receptors.butyrate_and_androgen_receptor_import" in {link.id for link in find("androgen receptor").links}
    data = as_data(find("C41"))
    assert data["links"][0]["grade"] == "E" and {r["id"] for r in data["references"]} >= {"sadar_2000", "kim_2007"}


def test_what_is_not_found_names_the_nearest():
    with pytest.raises(InputError) as error:
        find("inflamatory_resistance")
    assert "insulin.inflammatory_resistance" in error.value.faults[0].nearest
