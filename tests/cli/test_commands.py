"""The command line as a user meets it: exit codes, messages with file and line, no traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from enterocrine.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PERSON = (EXAMPLES / "person.yaml").read_text()


def call(capsys, *arguments):
    """Run in this process; returns exit code, standard output and standard error."""
    with pytest.raises(SystemExit) as stop:
        main([str(a) for a in arguments])
    out = capsys.readouterr()
    assert "Traceback" not in out.err + out.out
    return stop.value.code or 0, out.out, out.err


def person_file(folder, old="", new="", diary=None):
    """The example person with one thing changed."""
    (folder / "diary.csv").write_text((EXAMPLES / "diary.csv").read_text() if diary is None else diary)
    path = folder / "person.yaml"
    path.write_text(PERSON.replace(old, new) if old else PERSON)
    return path


def test_the_packaged_examples_are_the_ones_in_the_checkout():
    import enterocrine

    packaged = Path(enterocrine.__file__).parent / "examples"
    assert sorted(p.name for p in packaged.iterdir() if p.is_file()) == sorted(p.name for p in EXAMPLES.iterdir() if p.is_file())
    for path in packaged.iterdir():
        assert path.read_bytes() == (EXAMPLES / path.name).read_bytes(), path.name


@pytest.mark.parametrize("command", ["demo", "simulate", "compare", "validate", "foods search", "foods show", "foods check", "study run", "study list",
                                     "study qualify", "doctor"])
def test_every_command_has_help_with_two_examples(capsys, command):
    code, out, _ = call(capsys, *command.split(), "--help")
    assert code == 0 and out.count(f"enterocrine {command}") >= 2, out


def test_misspelt_command_and_option(capsys):
    code, _, err = call(capsys, "simulat", "x.yaml")
    assert code == 2 and "nearest: simulate" in err
    code, _, err = call(capsys, "simulate", "x.yaml", "--drawz", "3")
    assert code == 2 and "--draws" in err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight: 88 kg", "weight: 88 L", "weight"),
        ("weight: 88 kg", "weight: 88", "weight"),
        ("bristol: 4", "bristle: 4", "bristol"),
        ("height: 180 cm", "height: 180 cm\nheight: 181 cm", "height"),
        ("sex: male ", "sex: mal ", "male"),
        ("age: 46 y", "age: 3 y", "age"),
        ("diet: diary.csv", "diet: dairy.csv", "dairy.csv"),
        ("diet: diary.csv", "diet: diary.csv\nlabs: labs.csv", "labs"),
    ],
)
def test_faults_of_a_person_name_file_line_and_cure(capsys, tmp_path, old, new, said):
    path = person_file(tmp_path, old, new)
    code, _, err = call(capsys, "validate", path)
    assert code == 3, err
    assert "person.yaml:" in err and said in err


def test_all_faults_come_at_once(capsys, tmp_path):
    path = person_file(tmp_path, "weight: 88 kg", "weight: 88 L\nshoe: 43")
    text = (tmp_path / "diary.csv").read_text().splitlines()
    text[3] = text[3].replace("Banana", "Bananana").replace("ndb:09040", "")
    (tmp_path / "diary.csv").write_text("\n".join(text))
    code, _, err = call(capsys, "validate", path)
    assert code == 3
    assert "weight" in err and "shoe" in err and "diary.csv:4" in err and "anana" in err


@pytest.mark.parametrize("diary", ["", "datetime,meal,food,amount,unit,food_id\n"])
def test_empty_diary(capsys, tmp_path, diary):
    code, _, err = call(capsys, "validate", person_file(tmp_path, diary=diary))
    assert code == 3 and "diary.csv" in err


def test_hostile_files(capsys, tmp_path):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + k)}: &{chr(98 + k)} [" + ",".join(["*" + chr(97 + k)] * 9) + "]\n" for k in range(7))
    (tmp_path / "bomb.yaml").write_text(bomb)
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)))
    for path in (tmp_path / "bomb.yaml", tmp_path / "binary.yaml", tmp_path, tmp_path / "absent.yaml"):
        code, _, err = call(capsys, "validate", path)
        assert code == 3 and err.strip(), path


def test_simulate_writes_a_whole_run_and_speaks_json(capsys, tmp_path):
    folder = tmp_path / "run"
    code, out, _ = call(capsys, "simulate", person_file(tmp_path), "-o", folder, "--weeks", 1, "--draws", 8, "--json")
    said = json.loads(out)
    assert code == 0 and {row["output"] for row in said["summary"]} >= {"faecal_butyrate", "scfa_production", "portal_scfa", "stool_mass"}
    from enterocrine.report import is_complete

    assert is_complete(folder)
    import xarray as xr

    with xr.open_dataset(folder / "result.nc", engine="h5netcdf") as data:
        assert data.faecal_butyrate.attrs["units"] == "mmol/kg" and data.sizes["draw"] == 8 and data.sizes["time"] == 7


def test_much_fibre_and_three_years_are_flagged_not_refused(capsys, tmp_path):
    change = tmp_path / "much.yaml"
    change.write_text("name: much fibre\nsupplement:\n  - {substance: inulin, amount: 500 g, per: day}\n")
    code, out, err = call(capsys, "compare", person_file(tmp_path), "--change", change, "-o", tmp_path / "run", "--weeks", 156, "--draws", 1)
    assert code == 0, err
    assert "156 weeks" in err and "fibre" in err.lower()
    assert "nan" not in (tmp_path / "run" / "summary.csv").read_text().lower()


def test_bad_change_and_impossible_length(capsys, tmp_path):
    change = tmp_path / "change.yaml"
    change.write_text("name: x\nmodify: {colon.paec: 2}\n")
    code, _, err = call(capsys, "compare", person_file(tmp_path), "--change", change, "-o", tmp_path / "run", "--draws", 1, "--weeks", 1)
    assert code == 3 and "colon.pace" in err
    code, _, err = call(capsys, "simulate", person_file(tmp_path), "--weeks", 9999, "-o", tmp_path / "run")
    assert code == 3 and "9999" in err


def test_unwritable_output_is_exit_5(capsys, tmp_path):
    (tmp_path / "file").write_text("in the way")
    code, _, err = call(capsys, "simulate", person_file(tmp_path), "-o", tmp_path / "file" / "run", "--weeks", 1, "--draws", 1)
    assert code == 5 and "file" in err


def test_foods_and_doctor(capsys):
    code, out, _ = call(capsys, "foods", "search", "oat", "bran", "--json")
    assert code == 0 and "Oat bran" in json.loads(out)[0]["name"]
    code, out, _ = call(capsys, "foods", "show", "ndb:20033", "--json")
    assert code == 0 and json.loads(out)["per100"]["beta_glucan"]["mid"] > 3
    code, out, _ = call(capsys, "foods", "check", EXAMPLES / "diary.csv", "--json")
    assert code == 0 and 60 < json.loads(out)["g_per_day"]["protein"][1] < 130
    code, out, _ = call(capsys, "doctor", "--json")
    assert code == 0 and "compiled" in json.loads(out)["kernel"]


def test_a_real_process_ends_with_the_right_code(tmp_path):
    done = subprocess.run([sys.executable, "-m", "enterocrine", "validate", str(tmp_path / "absent.yaml")], capture_output=True, text=True)
    assert done.returncode == 3 and "Traceback" not in done.stderr
