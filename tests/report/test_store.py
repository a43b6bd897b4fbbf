"""A run folder: complete or openly incomplete."""

import importlib.util
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pandas
import pytest
import xarray
from synthetic_run import synthetic_run

from enterocrine.errors import OutputError
from enterocrine.report import is_complete, problems, summary_frame, write_run
from enterocrine.report.store import LOCK, STAGING

SMALL = ("stool_mass", "energy_intake")
CALL = {"title": "t", "inputs": {"person.yaml": "cd" * 32}, "command": "enterocrine simulate person.yaml"}


@pytest.fixture
def few():
    return synthetic_run(draws=6, days=7, only=SMALL)


def test_every_file_is_there_and_nothing_else(written):
    folder, files = written
    assert set(files) == {"result.nc", "summary.csv", "summary.parquet", "report.html", "manifest.json"}
    assert {p.name for p in folder.iterdir()} == set(files)
    assert list(files)[-1] == "manifest.json" and is_complete(folder)


def test_result_holds_the_run_with_units(written, comparison):
    with xarray.open_dataset(written[1]["result.nc"]) as found:
        assert set(found.data_vars) == set(comparison.data_vars)
        for name, variable in comparison.data_vars.items():
            assert np.array_equal(found[name].values, variable.values.astype(found[name].dtype))
            assert found[name].attrs["units"] == variable.attrs["units"] and found[name].attrs["long_name"]
        assert found.attrs["model_digest"] == comparison.attrs["model_digest"]
        assert list(found["arm"].values) == ["habitual", "plus inulin"]


def test_tables_can_be_recomputed_from_the_stored_result(written):
    with xarray.open_dataset(written[1]["result.nc"]) as found:
        again = summary_frame(found.load())
    table = pandas.read_parquet(written[1]["summary.parquet"])
    pandas.testing.assert_frame_equal(table, again, check_dtype=False)
    plain = pandas.read_csv(written[1]["summary.csv"])
    assert np.allclose(plain["q95"], table["q95"], rtol=1e-8)


def test_manifest_names_what_made_the_run(written, comparison):
    told = json.loads(written[1]["manifest.json"].read_text())
    assert told["model_digest"] == comparison.attrs["model_digest"] and told["seed"] == 3 and told["draws"] == 60
    assert told["inputs"] == {"person.yaml": "ab" * 32} and told["command"].startswith("enterocrine")
    assert set(told["outputs"]) == {"result.nc", "summary.csv", "summary.parquet", "report.html"}
    assert told["solver"]["rtol"] == 1e-3 and told["platform"]["python"] and told["version"]


def test_files_are_named_without_their_place_on_the_machine(few, tmp_path):
    inputs = {"/far/away/person.yaml": "ab" * 32, "/far/away/diary.csv": "cd" * 32, "/x/diary.csv": "ef" * 32, "y/diary.csv": "cd" * 32}
    files = write_run(few, tmp_path, **{**CALL, "inputs": inputs})
    told, page = files["manifest.json"].read_text(), files["report.html"].read_text()
    assert json.loads(told)["inputs"] == {"person.yaml": "ab" * 32, "diary.csv": "cd" * 32, "diary.csv (2)": "ef" * 32}
    assert "away" not in told + page and f"<dd>diary.csv (2) <code>sha256 {'ef' * 8}</code>" in page


def test_one_changed_byte_is_found(few, tmp_path):
    write_run(few, tmp_path, **CALL)
    content = bytearray((tmp_path / "result.nc").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "result.nc").write_bytes(content)
    assert problems(tmp_path) == ["result.nc differs from what was written"]
    (tmp_path / "summary.csv").unlink()
    assert len(problems(tmp_path)) == 2 and not is_complete(tmp_path)


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"outputs": {}}', '{"outputs": {"../x": {"sha256": "0"}}}'])
def test_a_folder_without_a_valid_manifest_is_incomplete(tmp_path, text):
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    assert not is_complete(tmp_path) and problems(tmp_path)


def test_killed_before_the_manifest_moves_is_incomplete_and_recoverable(few, tmp_path):
    """A crash while the finished files move leaves a folder that says so; before that the old result is untouched."""
    script = """
        import os, sys
        sys.path.insert(0, sys.argv[2])
        from synthetic_run import synthetic_run
        from enterocrine.report import store
        stop, replace, moved = sys.argv[3], os.replace, []
        def replace_or_die(source, target):
            if str(target) == os.path.join(sys.argv[1], stop):
                os.kill(os.getpid(), 9)
            replace(source, target)
        os.replace = replace_or_die
        run = synthetic_run(draws=6, days=7, seed=9, only=["stool_mass"])
        store.write_run(run, sys.argv[1], title="t", inputs={}, command="c")
    """
    write_run(few, tmp_path, **CALL)
    old = (tmp_path / "result.nc").read_bytes()
    for stop, whole in (("result.nc", True), ("manifest.json", False)):
        args = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path), str(Path(__file__).parent), stop]
        assert subprocess.run(args, timeout=60, check=False).returncode == -9
        assert is_complete(tmp_path) is whole
        assert ((tmp_path / "result.nc").read_bytes() == old) is whole
    write_run(few, tmp_path, **CALL)
    assert is_complete(tmp_path) and not (tmp_path / STAGING).exists()


def test_a_second_writer_is_refused_and_told_who_writes(few, tmp_path):
    from filelock import FileLock

    (tmp_path / ".enterocrine.writer.json").write_text(json.dumps({"pid": 4242, "host": "elsewhere"}))
    with FileLock(tmp_path / LOCK), pytest.raises(OutputError, match="process 4242 on elsewhere"):
        write_run(few, tmp_path, **CALL)
    assert not (tmp_path / "manifest.json").exists()
    write_run(few, tmp_path, **CALL)
    assert is_complete(tmp_path)


def test_a_file_where_the_folder_should_be(few, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError) as caught:
        write_run(few, tmp_path / "out", **CALL)
    assert caught.value.exit_code == 5 and (tmp_path / "out").read_text() == "mine"


def test_names_cannot_become_formulas(tmp_path):
    write_run(synthetic_run(draws=5, days=7, change_names=("=HYPERLINK(1)",), only=SMALL), tmp_path, **CALL)
    arms = set(pandas.read_csv(tmp_path / "summary.csv")["arm"])
    assert arms == {"habitual", "'=HYPERLINK(1)"}


def test_sources_become_a_bibliography_and_leave_with_it(few, tmp_path):
    sources = [
        {"text": "Evans 1988 Gut 29:1035", "doi": "10.1136/gut.29.8.1035"},
        "Cummings 1987 Gut 28:1221",
        "Cummings 1987 Gut 28:1221",
    ]
    named = few.assign_attrs(citations=json.dumps(sources))
    files = write_run(named, tmp_path, **CALL)
    text = files["CITATIONS.bib"].read_text()
    assert text.count("@misc{") == 2 and "doi = {10.1136/gut.29.8.1035}" in text and "evans1988" in text
    assert "CITATIONS.bib" not in write_run(few, tmp_path, **CALL) and not (tmp_path / "CITATIONS.bib").exists()


def test_the_same_run_gives_the_same_bytes(few, tmp_path):
    first, second = (write_run(few, tmp_path / name, **CALL) for name in "ab")
    for name in ("result.nc", "summary.csv", "summary.parquet"):
        assert first[name].read_bytes() == second[name].read_bytes()
    times = [json.loads(files["manifest.json"].read_text())["written"] for files in (first, second)]
    pages = [files["report.html"].read_text().replace(time, "T") for files, time in zip((first, second), times, strict=True)]
    assert pages[0] == pages[1]


def test_attributes_of_any_kind_can_be_stored(few, tmp_path):
    odd = few.assign_attrs(nothing=None, flag=True, many=[1, 2], nested={"a": [1]}, counted=np.int64(3))
    write_run(odd, tmp_path, **CALL)
    with xarray.open_dataset(tmp_path / "result.nc") as found:
        assert found.attrs["flag"] == "true" and json.loads(found.attrs["nested"]) == {"a": [1]} and found.attrs["counted"] == 3


def test_the_caller_keeps_its_dataset(few, tmp_path):
    before = few.copy(deep=True)
    write_run(few, tmp_path, **CALL)
    xarray.testing.assert_identical(few, before)


def test_a_standard_run_is_small(tmp_path):
    files = write_run(synthetic_run(draws=200, days=84), tmp_path, **CALL)
    assert os.path.getsize(files["report.html"]) < 1_500_000 and os.path.getsize(files["result.nc"]) < 12_000_000
    with xarray.open_dataset(files["result.nc"]) as found:
        assert found.guild_biomass.encoding["chunksizes"] == (1, 200, 84, 3, 13) and found.guild_biomass.encoding["zlib"]


def test_writing_a_run_needs_no_plotting_library(tmp_path):
    """It took longer to load and draw than all the rest of the writing."""
    script = """
        import sys
        sys.path.insert(0, sys.argv[2])
        from synthetic_run import synthetic_run
        from enterocrine.report import write_run
        write_run(synthetic_run(draws=6, days=7), sys.argv[1], title="t", inputs={}, command="c")
        sys.exit("matplotlib" in sys.modules)
    """
    args = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path), str(Path(__file__).parent)]
    assert subprocess.run(args, timeout=60, check=False).returncode == 0


def test_what_is_loaded_ahead_is_what_writing_needs():
    """After `warm_up` nothing large is left to load; a name that does not exist would be passed over in silence."""
    from enterocrine import report

    for name in report._HEAVY:
        assert importlib.util.find_spec(name) is not None, name


@pytest.mark.parametrize("damage", ["one bit of a packed part", "a part left out"])
def test_a_disk_that_returns_other_bytes_is_found(comparison, tmp_path, monkeypatch, damage):
    from enterocrine.report.store import _Disk

    write, done = _Disk.write, []

    def badly(disk, content):
        if len(content) > 200 and bytes(content[:1]) == b"\x78" and not done:  # the first part that was packed
            done.append(len(content))
            if damage.startswith("one"):
                return write(disk, bytes(content[:100]) + bytes([content[100] ^ 4]) + bytes(content[101:]))
            return len(content)
        return write(disk, content)

    monkeypatch.setattr(_Disk, "write", badly)
    with pytest.raises(OutputError, match="read back differs"):
        write_run(comparison[list(SMALL)], tmp_path, **CALL)
    assert done and not (tmp_path / "result.nc").exists() and not is_complete(tmp_path)


def test_numbers_on_disk_give_the_same_files_and_are_never_read_together(comparison, tmp_path):
    """As for a large run, whose numbers are read when they are looked at."""
    from enterocrine.simulate.on_demand import on_demand

    exact = comparison.map(lambda v: v.astype(float), keep_attrs=True)
    looks = []

    def reader(name):
        def read(key):
            part = exact[name].variable[key].values
            looks.append(part.nbytes)
            return part

        return read

    far = exact.copy()
    for name, v in exact.data_vars.items():
        far[name] = xarray.Variable(v.dims, on_demand(reader(name), v.shape, float), v.attrs)
    files, others = write_run(exact, tmp_path / "a", **CALL), write_run(far, tmp_path / "b", **CALL)
    for name in ("result.nc", "summary.csv", "summary.parquet"):
        assert files[name].read_bytes() == others[name].read_bytes()
    one_label = exact.guild_biomass.nbytes / 39
    assert max(looks) < exact.guild_biomass.nbytes and len(looks) > 200
    assert sorted(set(looks))[-1] == exact.guild_biomass.isel(arm=0).nbytes > 9 * one_label  # a chunk of the file: 60 draws of one arm
    del looks[:]
    summary_frame(far)
    assert max(looks) <= 3 * one_label  # the three acids together
