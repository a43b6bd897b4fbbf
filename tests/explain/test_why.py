"""What links carried of a change: a toy whose parts are known, and a small real run."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner

from enterocrine.cli import cli
from enterocrine.errors import InputError
from enterocrine.evidence import ledger
from enterocrine.explain import axis_map, facts, why
from enterocrine.explain.targets import Target, every, targets
from enterocrine.explain.tested import AGAINST, FOR, Beyond, _side, strongest
from enterocrine.models import full_axis
from enterocrine.simulate import recipe

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PERSON, CHANGE = str(EXAMPLES / "person.yaml"), str(EXAMPLES / "change_oats_and_beans.yaml")
OUTPUTS = ("crp", "faecal_butyrate", "hormone_signal[insulin,response]")
FIRST, SECOND, IDLE = "immune.toll_share", "growth.receptor_loss", "thyroid.fibre_hold"
ALONE, ALSO, BOTH, PLAIN = 2.0, 3.0, 5.0, 1.0


def run(*args):
    result = CliRunner().invoke(cli, [str(a) for a in args])
    assert "Traceback" not in result.output
    return result


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explained")
    result = run("compare", PERSON, "--change", CHANGE, "--weeks", "1", "--draws", "6", "--reading", "weighted", "-o", folder)
    assert result.exit_code == 0, result.output
    told = run("explain", folder, *OUTPUTS, "--draws", "4", "--json")
    assert told.exit_code == 0, told.output
    return SimpleNamespace(folder=folder, told=json.loads(told.stdout))


@pytest.fixture(scope="module")
def toy(made):
    """A body whose only output is made of two gains: each alone, and both together."""
    system = full_axis()
    place = {name: k for k, name in enumerate(system.parameter_names)}
    usual = dict(zip(system.parameter_names, system.parameter_values, strict=True))

    def means(cohort, arms):
        a, b = (cohort.parameters[place[name]] / usual[name] for name in (FIRST, SECOND))
        level = 10 + 0 * a
        change = PLAIN + ALONE * a + ALSO * b + BOTH * a * b
        return [np.broadcast_to(values, (7, 1, cohort.size)) for values in (level, level + change)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(why, "last_week", lambda cohort, habitual, arms, **_: (means(cohort, arms), {}))
        patch.setattr(why, "fed_evenly", lambda cohort, habitual, arms, **_: means(cohort, arms))
        patch.setattr(why, "targets", lambda *_: [Target("toy", "toy", "", "a toy", "1", ((0, 1),))])
        found = why.explain(replace(recipe.read(made.folder), draws=60), ["toy"])
    return SimpleNamespace(found=found, one=found.outputs[0], place=place, usual=usual)


def test_the_parts_of_a_toy_are_those_it_was_made_of(toy):
    from enterocrine.population import draw
    assert toy.found.draws == 60
    held = {c.link.id: c for c in toy.one.links if c.state == why.MOVES}
    assert set(held) == {"immune.endotoxin_at_rest", "growth.receptor_loss_by_cytokines"}
    made = toy.found
    people = draw(full_axis(), _person(), 60, made.seed, reading="weighted")
    a, b = (people.parameters[toy.place[name]] / toy.usual[name] for name in (FIRST, SECOND))
    assert held["immune.endotoxin_at_rest"].draws == pytest.approx(ALONE * a + BOTH * a * b, abs=1e-9)
    assert held["growth.receptor_loss_by_cytokines"].draws == pytest.approx(ALSO * b + BOTH * a * b, abs=1e-9)
    assert toy.one.plain == pytest.approx(np.full(60, PLAIN)) and toy.one.together == pytest.approx(-BOTH * a * b, abs=1e-9)
    assert (a == 0).any() and np.all(held["immune.endotoxin_at_rest"].draws[a == 0] == 0.0)


def test_what_rests_on_each_grade_of_the_toy(toy):
    from enterocrine.population import draw

    people = draw(full_axis(), _person(), 60, toy.found.seed, reading="weighted")
    a, b = (people.parameters[toy.place[name]] / toy.usual[name] for name in (FIRST, SECOND))
    known = ledger().links
    assert (known["immune.endotoxin_at_rest"].grade, known["growth.receptor_loss_by_cytokines"].grade) == ("C", "B")
    assert toy.one.by_grade["A"] == pytest.approx(np.full(60, PLAIN)) and toy.one.by_grade["B"] == pytest.approx(PLAIN + ALSO * b)
    for grade in "CDE":
        assert toy.one.by_grade[grade] == pytest.approx(PLAIN + ALONE * a + ALSO * b + BOTH * a * b)


def _person():
    from enterocrine import person

    return person.load(PERSON)


def test_the_parts_of_a_real_run_add_up_and_links_that_are_off_carry_exactly_nothing(made):
    import xarray

    with xarray.open_dataset(made.folder / "result.nc", engine="h5netcdf") as found:
        on = {str(link): found["link_on"].sel(link=link).values[:4] for link in found["link"].values}
        change = found["crp"].sel(arm="oats and beans") - found["crp"].sel(arm="habitual")
        run_change, level = change.mean("time").values[:4], float(found["crp"].mean())
    assert made.told["draws"] == 4 and made.told["draws_of_run"] == 6
    seen_off = 0
    for one in made.told["outputs"]:
        draws = one["per_draw"]
        total = np.array(draws["plain"]) + np.array(draws["together"]) + sum(np.array(v) for v in draws["links"].values())
        size = np.abs(draws["change"]).max() + sum(np.abs(v).max() for v in draws["links"].values())
        assert total == pytest.approx(draws["change"], abs=1e-12 * size)
        for link, carried in draws["links"].items():
            off = on[link] == 0
            seen_off += off.sum()
            assert np.all(np.array(carried)[off] == 0.0)
        parts = sum(v["carried"]["mean"] for v in one["links"] if v["link"] in draws["links"])
        assert parts + one["rest"]["mean"] == pytest.approx(one["change"]["mean"], abs=1e-9 * size)
        assert one["by_grade"]["E"] == one["change"]
        for row in (row for row in one["links"] if row["state"] == "off"):
            assert row["carried"] == {"mean": 0.0, "low90": 0.0, "high90": 0.0} and row["share"] == 0 and row["acts"] == 0
    assert seen_off > 0
    crp = made.told["outputs"][0]
    assert crp["per_draw"]["change"] == pytest.approx(run_change, abs=2e-3 * level)  # the run itself, whose draws shared other steps
    assert any(row["state"] == "moves" and abs(row["carried"]["mean"]) > 0 for row in crp["links"])


def test_no_link_carries_anything_of_what_microbes_make(made):
    one = made.told["outputs"][1]
    assert one["output"] == "faecal_butyrate" and one["verdict"] in ("rises", "no effect beyond noise")
    assert all(row["state"] != "moves" for row in one["links"])
    assert one["plain"]["mean"] == pytest.approx(one["change"]["mean"], rel=1e-4)  # what the solver leaves: steps follow hormones too


def test_the_answer_has_its_keys_and_its_files(made):
    assert set(made.told) == {"format", "arm", "reading", "weeks", "draws", "draws_of_run", "draws_through_meals",
                              "seed", "model", "model_digest", "lanes", "method",
                              "outputs", "links", "files"}  # fmt: skip
    for one in made.told["outputs"]:
        assert set(one) == {"output", "about", "unit", "verdict", "habitual", "change", "plain", "links", "together", "rest", "by_grade",
                            "typical_change", "meals_error", "per_draw"}  # fmt: skip
        assert list(one["by_grade"]) == list("ABCDE")
        for row in one["links"]:
            assert set(row) == {"link", "grade", "state", "acts", "typical", "carried", "share"} and row["state"] in ("moves", "little", "off")
    links = {row["link"]: row for row in made.told["links"]}
    assert {row["link"] for row in made.told["outputs"][0]["links"]} == set(links)
    tested = links["barrier.butyrate_and_junctions"]["tested"]
    assert tested["unit"] == "mmol/L" and (tested["tested_low"], tested["tested_high"]) == (2, 8) and tested["low"] < tested["high"]
    assert links["immune.omega3"]["tested"]["what"] == "omega3 eaten" and links["barrier.alcohol_and_junctions"]["tested"] is None
    assert links["insulin.fermentation_and_insulin_response"]["against"]["verdict"] in AGAINST
    names = {"map_crp", "map_faecal_butyrate", "map_hormone_signal_insulin_response"}
    assert set(made.told["files"]) == {f"{name}.{kind}" for name in names for kind in ("svg", "png")}
    folder = made.folder / "explain"
    assert json.loads((folder / "explain.json").read_text()) == made.told
    assert (folder / "map_crp.png").read_bytes().startswith(b"\x89PNG") and "<svg" in (folder / "map_crp.svg").read_text()
    text = (folder / "explain.txt").read_text()
    assert text.count("Why does ") == 3 and "Extrapolation: " in text and "A to C" in text


def test_a_run_explained_at_face_value_has_every_link_on(made):
    found = why.explain(recipe.read(made.folder), ["crp"], reading="face_value", draws=2)
    assert found.reading == "face_value" and all(c.acts == 1 or c.state == why.OFF for c in found.outputs[0].links)
    fruit = {c.link.id: c.state for c in found.outputs[0].links}["immune.anthocyanins"]
    assert fruit != why.OFF
    assert "face" in facts.heading(found, found.outputs[0])[1] and axis_map.drawn(found, found.outputs[0])["svg"]


def test_refusals(made, tmp_path):
    wrong = run("explain", made.folder, "cpr", "androgen_receptor_nuclear", "androgen_receptor_nuclear[mussle]", "energy_intake", "--json")
    assert wrong.exit_code == 3 and json.loads(wrong.stdout)["error"]["exit_code"] == 3
    for words in ("no output called `cpr`; nearest: crp", "one of androgen_receptor_nuclear[", "nearest: androgen_receptor_nuclear[muscle]",
                  "no link carries it"):  # fmt: skip
        assert words in wrong.stderr, words
    other = run("explain", made.folder, "crp", "--arm", "oats and peas", "-o", tmp_path / "not_made")
    assert "no change called `oats and peas`; nearest: oats and beans" in other.stderr and not (tmp_path / "not_made").exists()
    assert run("explain", made.folder).exit_code == 2 and run("explain", made.folder, "crp", "--reading", "best").exit_code == 2
    nowhere = run("explain", tmp_path / "none", "crp")
    assert nowhere.exit_code == 3 and "no such folder" in nowhere.stderr
    empty = run("explain", tmp_path, "crp")
    assert empty.exit_code == 3 and "no whole run" in empty.stderr and not (tmp_path / "explain").exists()
    assert run("explain", "--help").output.count("enterocrine explain run") == 2


def test_a_run_without_a_change_is_refused(tmp_path):
    assert run("simulate", PERSON, "--weeks", "1", "--draws", "1", "--model", "colon_only", "-o", tmp_path).exit_code == 0
    result = run("explain", tmp_path, "stool_mass")
    assert result.exit_code == 3 and "no change to explain" in result.stderr and "enterocrine compare" in result.stderr


def test_several_changes_need_a_name(made):
    whole = recipe.read(made.folder)
    twice = replace(whole, changes=(whole.changes[0], replace(whole.changes[0], name="again")))
    with pytest.raises(InputError, match="2 changes, of which one must be named.*oats and beans, again"):
        why.explain(twice, ["crp"])
    with pytest.raises(InputError, match="no change to explain"):
        why.explain(replace(whole, changes=()), ["crp"])


def test_a_recipe_comes_back_as_it_was_and_holds_no_folders(made, tmp_path):
    from enterocrine import person

    text, found = (made.folder / recipe.NAME).read_text(), recipe.read(made.folder)
    own, change = _person(), person.load_change(CHANGE)
    assert str(EXAMPLES) not in text and found.person.diary is None
    assert found.changes[0] == replace(change, sources=found.changes[0].sources, warnings=())
    assert np.array_equal(found.person.diet.mid, own.diet.mid) and found.person.diet.items == own.diet.items
    assert (found.weeks, found.draws, found.reading, found.model) == (1, 6, "weighted", "full_axis")
    content = json.loads(text)
    for bad in ({**content, "digest": "other"}, {**content, "person": {"record": "cli.Talk", "of": {}}}, {"format": 2}):
        (tmp_path / recipe.NAME).write_text(json.dumps(bad))
        with pytest.raises(InputError):
            recipe.read(tmp_path).system()


def test_names_of_what_can_be_asked():
    known = every(full_axis())
    assert {"crp", "androgen_receptor_nuclear[muscle]", "lumen_scfa[distal,butyrate]", "hormone_signal[androgen,response]"} <= set(known)
    assert [t.name for t in targets(full_axis(), ["lumen_scfa[distal/butyrate]", "crp", "crp"])] == ["lumen_scfa[distal,butyrate]", "crp"]
    before, after = np.array([[[2.0], [4.0]]]), np.array([[[3.0], [2.0]]])
    assert Target("r", "r", "", "", "1", ((0, 1), (1, -1)), True).ends(before, after) == (1.0, 3.0)
    assert Target("v", "v", "", "", "1", ((1, 1),)).ends(before, after) == (4.0, 2.0)


@pytest.mark.parametrize(("found", "side", "times"), [
    ((4, 9), "below", 100 / 9), ((4, 4000), "partly below", 25), ((200, 900), "inside", 1), ((96, 900), "inside", 1),
    ((200, 20_000), "partly above", 4), ((10_000, 20_000), "above", 2),
])  # fmt: skip
def test_doses_beside_those_that_were_tested(found, side, times):
    assert _side(*found, 100, 5000) == (side, pytest.approx(times))


def test_a_gap_is_told_in_numbers():
    link = replace(next(iter(ledger().links.values())), shown_in="dishes")
    told = Beyond(link, "arterial_scfa, butyrate", "umol/L", 4.0, 4.0, 100.0, 5000.0, "below", 25.0).words
    assert told == "arterial_scfa, butyrate 4 umol/L against 100 to 5000 umol/L in dishes: 25 times below"


def test_the_strongest_entry_is_the_one_shown_in_people():
    known = ledger()
    order = ("textbook", "human trial", "human experiment", "human observation", "animal", "cells")
    for link in known.links.values():
        for entry, verdicts in zip(strongest(link), (FOR, AGAINST), strict=True):
            held = [e for e in known.entries_of[link.id] if e.verdict in verdicts]
            assert (entry is None) == (not held)
            assert entry is None or all(order.index(entry.system) <= order.index(e.system) for e in held)


def test_every_link_has_its_place_on_the_map():
    for link in ledger().links.values():
        assert set(axis_map.ends(link)) <= set(axis_map.nodes())
    known = ledger().links
    assert axis_map.ends(known["barrier.butyrate_and_junctions"]) == ("acids", "barrier")
    assert axis_map.ends(known["immune.endotoxin_at_rest"]) == ("endotoxin", "immune")
    assert axis_map.node_of("butyrate") == "blood_acids" and axis_map.node_of("nothing of this") == ""
