"""The command line: exit codes, readable faults, JSON alone on standard output, and never a traceback."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import enterocrine
from enterocrine.cli import cli
from enterocrine.cli.options import Talk

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PERSON = str(EXAMPLES / "person.yaml")
COMMANDS = (["demo"], ["simulate"], ["compare"], ["validate"], ["foods"], ["foods", "search"], ["foods", "show"], ["foods", "check"], ["study"],
            ["study", "run"], ["study", "list"], ["study", "qualify"], ["export"], ["export", "sbml"],
            ["explain"], ["evidence"], ["doctor"])


def run(*args):
    result = CliRunner().invoke(cli, [str(a) for a in args])
    assert "Traceback" not in result.output
    return result


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_two_examples(command):
    result = run(*command, "--help")
    assert result.exit_code == 0 and result.output.count("enterocrine ", result.output.index("Examples:")) >= 2


def test_version_tells_the_purpose():
    assert enterocrine.PURPOSE in run("--version").output


@pytest.mark.parametrize(("args", "near"), [(["simulat", "x"], "simulate"), (["simulate", "x", "--week", "3"], "--weeks"),
                                            (["foods", "serch", "x"], "search"),
                                            (["simulate", PERSON, "--draws", "0"], "draws"), (["simulate", PERSON, "--weeks", "521"], "520"),
                                            (["compare", PERSON], "--change"), (["simulate", PERSON, "--reading", "best"], "weighted"),
                                            (["simulate", PERSON, "--reading", "all"], "name one reading"),
                                            (["simulate", PERSON, "--min-grade", "F"], "'A', 'B'"),
                                            (["simulate", PERSON, "--weeks", "nan"], "not a finite number"),
                                            (["simulate", PERSON, "--draws", "x"], "not a whole number. Try"),
                                            (["simulate", PERSON, "-o", ""], "the name is empty"), (["simulate"], "'PERSON.yaml'. Try"),
                                            (["simulate", PERSON, "--model", "ful_axis"], "nearest: full_axis; there are colon_only"),
                                            (["study", "run", "duncan_2007", "--without", "x"], "--without needs --model"),
                                            (["export", "smbl"], "sbml"), (["export", "sbml", "--days", "nan"], "not a finite number"),
                                            (["foods"], "search")])  # fmt: skip
def test_usage_faults_name_what_is_near(args, near):
    result = run(*args)
    assert result.exit_code == 2 and near in result.stderr and ".." not in result.stderr.replace("...", "") and not result.stdout


def test_a_length_that_is_no_whole_number_of_days_is_answered_with_one_that_is():
    result = run("simulate", PERSON, "--weeks", "1.1")
    assert result.exit_code == 3 and "1.14286 for 8 days" in result.stderr
    from enterocrine.simulate.arms import _check

    _check(1.14286, 1, [])


@pytest.mark.parametrize(("text", "where", "word"), [
    ("sex: male\nsex: male\n", ":2", "twice"), ("sex: mal\n", ":1", "nearest: male"), ("age: 46 kg\n", ":1", "unit of mass"),
    ("age: 46\n", ":1", "no unit"),
    ("wieght: 80 kg\n", ":1", "nearest: weight"), ("a: &a [x]\nb: *a\n", ":1", "anchor"), ("diet: no.csv\n", ":1", "no such file"),
    ("\x00\x01", ":1", "text"),
])  # fmt: skip
def test_faults_of_a_person(tmp_path, text, where, word):
    path = tmp_path / "p.yaml"
    path.write_text(text)
    for command in ("validate", "simulate"):
        result = run(command, path)
        assert result.exit_code == 3 and f"{path}{where}" in result.stderr and word in result.stderr and not result.stdout


def test_missing_file_and_folder(tmp_path):
    assert run("validate", tmp_path).exit_code == 3
    assert run("validate", tmp_path / "none.yaml", "--json").exit_code == 3


def test_json_faults_are_alone_on_standard_output(tmp_path):
    result = run("validate", tmp_path / "none.yaml", "--json")
    told = json.loads(result.stdout)["error"]
    assert told["exit_code"] == 3 and "no such file" in told["faults"][0]["what"]


def test_validate_says_what_will_be_run():
    result = run("validate", PERSON, "--change", EXAMPLES / "change_low_carb.yaml")
    assert result.exit_code == 0 and "can be run" in result.output and "low carbohydrate" in result.output
    assert json.loads(run("validate", PERSON, "--json").stdout)["valid"] is True


def test_faults_that_only_the_whole_shows_are_told_before_anything_runs(tmp_path):
    change = tmp_path / "change.yaml"
    change.write_text("name: inulin\nmodify: {transit: 2}\nadd: [{food_id: ndb:20033, amount: 40 g, meal: brunch}]\n")
    for command in (["validate"], ["compare", "-o", tmp_path / "run"]):
        result = run(command[0], PERSON, "--change", EXAMPLES / "change_inulin.yaml", "--change", change, *command[1:])
        assert result.exit_code == 3 and not result.stdout and not (tmp_path / "run").exists()
        for words in ("`inulin` is used twice", "no parameter is called `transit`", "upper_gut.small_bowel_transit", "brunch"):
            assert any(line.startswith(str(change)) and words in line for line in result.stderr.splitlines()), words


def test_every_model_is_named_in_the_help():
    from enterocrine.models import MODELS, shipped

    for command in (["simulate"], ["compare"], ["validate"], ["study", "run"]):
        said = " ".join(run(*command, "--help").output.split())
        assert all(name in said for name in MODELS) and f"{shipped().name} (the default)" in said


def test_what_cannot_be_left_out_is_told_with_the_faults_of_the_files(tmp_path):
    change = tmp_path / "change.yaml"
    change.write_text("name: leak\nmodify: {barrier.leak_habit: 2}\n")
    wrong = ("--without", "inflammatory_resistance", "--without", "blood.plasma_endotoxin")
    for command in (["validate"], ["compare", "-o", tmp_path / "run"]):
        result = run(command[0], PERSON, "--change", change, "--model", "full_axis", *wrong, *command[1:])
        assert result.exit_code == 3 and not (tmp_path / "run").exists() and "2 faults; nothing was run" in result.stderr
        assert "nearest: insulin.inflammatory_resistance" in result.stderr and "leave out immune.toll_like_receptor too" in result.stderr
    assert "no parameter is called `barrier.leak_habit`" in run("validate", PERSON, "--change", change, "--model", "colon_only").stderr
    told = json.loads(run("validate", PERSON, "--change", change, "--model", "full_axis", "--without", "immune.tolerance", "--json").stdout)
    assert told["model"] == "full_axis" and told["without"] == ["immune.tolerance"]


def test_the_whole_axis_is_written_by_organ_with_units(tmp_path):
    import xarray

    from enterocrine.report.outputs import ORGANS

    change = tmp_path / "change.yaml"
    change.write_text("name: leaky\nmodify: {barrier.leak_habit: 4}\n")
    result = run("compare", PERSON, "--change", change, "--model", "full_axis", "--weeks", "1", "--draws", "2", "--jobs", "1", "-o", tmp_path)
    assert result.exit_code == 0 and "Left out" not in result.stderr
    organs = ORGANS[: ORGANS.index("Food")]
    page = (tmp_path / "report.html").read_text()
    headings = [re.search(rf'<th scope="rowgroup" colspan="\d+">{organ}</th>', page).start() for organ in organs]
    assert headings == sorted(headings) and all(f"The differences over time: {o[:1].lower()}{o[1:]}" in page for o in organs[2:])
    rows = [" ".join(line.replace("\u2502", " ").split()) for line in result.stdout.splitlines()]
    told = [organ for organ in organs if organ != "Receptors"]  # the terminal tells of them in the table of hormone signals
    firsts = [next(k for k, row in enumerate(rows) if row and organ.startswith(row)) for organ in told]  # a long name goes on below
    assert firsts == sorted(firsts)
    with xarray.open_dataset(tmp_path / "result.nc", engine="h5netcdf") as found:
        assert found.attrs["model"] == "full_axis" and {found[n].attrs["units"] for n in ("tsh", "crp", "glp1")} == {"mIU/L", "mg/L", "pmol/L"}
        assert float(found.crp.sel(arm="leaky").mean()) > 1.2 * float(found.crp.sel(arm="habitual").mean())
    told = json.loads((tmp_path / "manifest.json").read_text())
    assert told["model"] == "full_axis" and told["without"] == [] and "--model full_axis" in told["command"]


@pytest.mark.slow
def test_a_run_says_what_was_left_out_of_it(tmp_path):
    """Compiles a model of its own. Without the links from inflammation the leak that raises CRP leaves the thyroid alone, exactly."""
    import xarray

    change = tmp_path / "change.yaml"
    change.write_text("name: leaky\nmodify: {barrier.leak_habit: 4}\n")
    names = ("thyroid.inflammatory_deiodination", "thyroid.inflammatory_thyrotropin")
    left_out = [word for name in names for word in ("--without", name)]
    options = ("--model", "full_axis", "--weeks", "1", "--draws", "2", "--jobs", "1", "-o", tmp_path)
    result = run("compare", PERSON, "--change", change, *left_out, *options)
    assert result.exit_code == 0 and all(f"Left out: {name}: Inflammation" in result.stderr for name in names)
    told = json.loads((tmp_path / "manifest.json").read_text())
    assert told["without"] == list(names) and told["model"] == f"full_axis without {', '.join(names)}" and " ".join(left_out) in told["command"]
    page = (tmp_path / "report.html").read_text()
    assert all(0 < page.index(f"Left out of the model: {name}.") < page.index('id="asked"') for name in names)
    with xarray.open_dataset(tmp_path / "result.nc", engine="h5netcdf") as found:
        gap = {name: float(abs(found[name].sel(arm="leaky") / found[name].sel(arm="habitual") - 1).max()) for name in ("crp", "tsh", "t3", "rt3")}
    assert gap["crp"] > 0.2 and gap["tsh"] == gap["t3"] == gap["rt3"] == 0


def test_json_holds_no_number_that_json_has_no_word_for(capsys):
    Talk(True, True).result("", {"a": [1.5, float("nan"), (float("inf"), None)], "b": float("-inf")})
    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail) == {"a": [1.5, None, [None, None]], "b": None}


def test_foods():
    hits = json.loads(run("foods", "search", "oat", "bran", "--json").stdout)
    assert any("Oat bran" in hit["name"] for hit in hits)
    assert "beta_glucan" in run("foods", "show", hits[0]["food_id"]).output
    assert run("foods", "show", "ndb:00000").exit_code == 3
    assert json.loads(run("foods", "check", EXAMPLES / "diary.csv", "--json").stdout)["days"] == 7


@pytest.mark.parametrize("command", [["study", "qualify"], ["study", "run", "duncan_2007"], ["simulate", PERSON]], ids=lambda c: " ".join(c[:2]))
def test_a_folder_that_cannot_be_written_to_is_told_before_the_run(tmp_path, monkeypatch, command):
    def late(*_, **__):
        raise AssertionError("the run began")

    monkeypatch.setattr("enterocrine.studies.run.run", late)
    monkeypatch.setattr("enterocrine.simulate.arms.compare", late)
    (tmp_path / "afile").write_text("kept")
    result = run(*command, "-o", tmp_path / "afile")
    assert result.exit_code == 5 and "a file stands where a folder is needed" in result.stderr and not result.stdout
    assert (tmp_path / "afile").read_text() == "kept"


def test_sbml_is_written_with_its_folder(tmp_path):
    result = run("export", "sbml", "-o", tmp_path / "new" / "model.xml", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0 and told["species"] > 100 and (tmp_path / "new" / "model.xml").read_text().startswith("<?xml")


def test_doctor_ends_well():
    found = json.loads(run("doctor", "--json").stdout)
    assert found["python"]["state"] == "ok" and found["foods"]["state"] == "ok" and found["examples"]["state"] == "ok"


def test_a_fault_inside_is_one_sentence_and_a_file(tmp_path, monkeypatch):
    monkeypatch.setenv("ENTEROCRINE_CACHE", str(tmp_path))
    monkeypatch.setattr("enterocrine.cli.runs.load_all", lambda *_: 1 / 0)
    result = run("simulate", PERSON)
    assert result.exit_code == 4 and "last-error.log" in result.stderr
    assert "ZeroDivisionError" in (tmp_path / "last-error.log").read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("command", ["doctor", "doctor --json", "validate none.yaml --json"])
def test_standard_output_that_takes_nothing(command):
    program = f"{sys.executable} -m enterocrine {command} > /dev/full"
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == (3 if "none" in command else 5) and "Traceback" not in done.stderr and done.stderr


def test_a_run_too_large_for_memory_is_refused_before_it_begins(tmp_path, monkeypatch):
    monkeypatch.setattr("enterocrine.simulate.room.free_memory", lambda: 1_000_000)
    result = run("simulate", PERSON, "--draws", "64", "-o", tmp_path, "--json")
    fault = json.loads(result.stdout)["error"]["faults"][0]
    assert result.exit_code == 4 and "not enough memory" in fault["what"] and "0.0 GB are free" in fault["why"] and fault["try"]


@pytest.mark.parametrize("command", ["simulate PERSON -o FOLDER", "demo -o FOLDER", "study run duncan_2007", "study qualify -o FOLDER"])
def test_without_a_gpu_a_sentence_says_so_and_nothing_is_written(tmp_path, monkeypatch, command):
    monkeypatch.setitem(sys.modules, "cupy", None)
    folder = tmp_path / "run"
    words = command.replace("PERSON", str(PERSON)).replace("FOLDER", str(folder)).split()
    result = run(*words, "--device", "gpu")
    said = [line for line in result.stderr.splitlines() if "GPU" in line]
    assert result.exit_code == 4 and len(said) == 1 and "CuPy is not installed" in said[0] and "--device cpu" in said[0]
    assert not folder.exists()


def test_doctor_names_a_cache_that_cannot_be_written_to(tmp_path, monkeypatch):
    (tmp_path / "afile").write_text("")
    monkeypatch.setenv("ENTEROCRINE_CACHE", str(tmp_path / "afile"))
    assert json.loads(run("doctor", "--json").stdout)["cache"]["state"] == "not writable"


def test_interruption_of_the_qualification_says_what_is_kept(tmp_path, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("enterocrine.studies.run.run", stop)
    monkeypatch.setenv("ENTEROCRINE_CACHE", str(tmp_path / "cache"))
    result = run("study", "qualify", "-o", tmp_path / "docs")
    assert result.exit_code == 130 and "goes on from there" in result.stderr and not list((tmp_path / "docs").iterdir())


def test_interruption(monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("enterocrine.cli.runs.load_all", stop)
    assert run("simulate", PERSON).exit_code == 130


def test_a_closed_pipe_is_no_fault():
    program = f"{sys.executable} -m enterocrine foods search bread --limit 200 | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Traceback" not in done.stderr and "Exception" not in done.stderr


def test_a_short_run_end_to_end(tmp_path):
    args = ["compare", PERSON, "--change", EXAMPLES / "change_inulin.yaml", "--weeks", "1", "--draws", "4", "-o", tmp_path / "run", "--json"]
    result = run(*args)
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert "Few draws: 4 cannot show" in result.stderr
    assert list(told["asked"]) == ["habitual", "inulin"] and told["asked"]["inulin"].startswith("+10 g/d inulin")
    assert told["weeks"] == 1 and any(row["arm"] == "inulin" for row in told["rows"])
    for name in ("result.nc", "summary.csv", "summary.parquet", "report.html", "manifest.json"):
        assert (tmp_path / "run" / name).stat().st_size > 0
    manifest, page = (tmp_path / "run" / "manifest.json").read_text(), (tmp_path / "run" / "report.html").read_text()
    assert set(json.loads(manifest)["inputs"]) == {"person.yaml", "diary.csv", "change_inulin.yaml"}
    assert str(EXAMPLES) not in manifest + page, "where files lie on this machine is nobody's business"
    assert "+10 g/d inulin; from week 0 for 1 week (its file names 12 weeks)" in page


def test_the_ledger_is_shown_and_searched():
    told = json.loads(run("evidence", "C41", "--json").stdout)
    assert told["claims"][0]["id"] == "C41" and told["links"][0]["grade"] == "E" and told["entries"] and told["references"]
    shown = run("evidence", "barrier.butyrate_and_junctions").stdout
    assert "Caco-2" in shown and "grade C" in shown and "50 %" in shown
    whole = json.loads(run("evidence", "--json").stdout)
    assert whole["claims"] > 100 and {grade["grade"]: grade["chance"] for grade in whole["grades"]}["D"] == 0.15
    assert "Nothing to mend" in run("evidence", "check").stdout
    result = run("evidence", "inflamatory_resistance")
    assert result.exit_code == 3 and "nearest: insulin.inflammatory_resistance" in result.stderr and not result.stdout


def test_a_comparison_prints_three_readings_beside_each_other(tmp_path):
    import xarray

    change = tmp_path / "change.yaml"
    change.write_text("name: more fibre\nsupplement: [{substance: inulin, amount: 20 g, per: day}]\n")
    common = ("compare", PERSON, "--change", change, "--model", "full_axis", "--weeks", "0.142857", "--draws", "8", "--jobs", "1")
    result = run(*common, "-o", tmp_path / "run")
    assert result.exit_code == 0, result.output
    heads = result.stdout.splitlines()[2]
    assert "established" in heads and "face value" in heads
    page = (tmp_path / "run" / "report.html").read_text()
    assert "The same, established links alone" in page and "Read at face value" not in page
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert manifest["reading"] == "weighted" and manifest["readings_beside"] == ["established", "face_value"]
    assert set(manifest["outputs"]) >= {"result.nc", "result_established.nc", "result_face_value.nc"} and len(manifest["links"]) > 30
    with xarray.open_dataset(tmp_path / "run" / "result.nc") as data:
        assert data["link_on"].dims == ("link", "draw") and data["link_on"].shape[1] == 8
    one = run(*common, "--reading", "face_value", "--json", "-o", tmp_path / "run")
    told = json.loads(one.stdout)
    assert told["reading"] == "face_value" and told["readings_beside"] == [] and not (tmp_path / "run" / "result_established.nc").exists()
    page = (tmp_path / "run" / "report.html").read_text()
    assert "Read at face value" in page and "the article at face value</span>" in page
    alone = {(r["output"], r["label"], r["arm"]): r["in_words"] for r in told["rows"]}
    import csv

    run(*common, "-o", tmp_path / "run")
    with open(tmp_path / "run" / "summary.csv", newline="") as table:
        for row in csv.DictReader(table):
            assert row["face_value_in_words"] == (alone[row["output"], row["label"], row["arm"]] or ""), row["output"]
