"""A stopped run goes on where it was and ends with the same numbers, bit by bit; anything else that changed makes it start anew."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from enterocrine.simulate import Arm, compare, forget, kept, kept_draws, run_arms
from enterocrine.simulate.kept import FOLDER, Kept, Stretch, key_of, missing
from enterocrine.simulate.run import Settled, settle, usable
from enterocrine.simulate.stretches import Task

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
RUN = ["compare", str(EXAMPLES / "person.yaml"), "--change", str(EXAMPLES / "change_inulin.yaml"), "--weeks", "1", "--draws", "144", "--jobs", "1"]
PROGRAM = "import enterocrine.simulate.kept as kept; kept.WORK_H = 1; from enterocrine.cli import main; import sys; main(sys.argv[1:])"


def start(folder):
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *RUN, "-o", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(folder):
    """The number of stretches kept in a folder."""
    return len(list(folder.glob(f"{FOLDER}/*/*.draws")))


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    process = start(folder)
    _, told = process.communicate(timeout=300)
    assert process.returncode == 0, told
    return folder


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)], ids=["Ctrl-C", "kill -9"])
def test_a_run_stopped_in_the_middle_goes_on_to_the_same_numbers(tmp_path, uninterrupted, how, code):
    process = start(tmp_path)
    until = time.monotonic() + 120
    while finished(tmp_path) < 2 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(how)
    _, told = process.communicate(timeout=60)
    assert process.returncode == code and "Traceback" not in told
    held = finished(tmp_path)
    assert 2 <= held < 5 and not (tmp_path / "manifest.json").exists()
    if how == signal.SIGINT:
        assert f"{32 * held} finished draws are kept in {tmp_path}" in told
    again = start(tmp_path)
    _, told = again.communicate(timeout=300)
    assert again.returncode == 0 and f"Going on: {32 * held} of 144 draws" in told
    assert not (tmp_path / FOLDER).exists()
    for name in ("result.nc", "summary.csv", "CITATIONS.bib"):
        assert (tmp_path / name).read_bytes() == (uninterrupted / name).read_bytes(), name


@pytest.fixture(scope="module")
def cohort(man):
    """More people than are solved side by side."""
    from enterocrine.models import shipped
    from enterocrine.population import draw

    return draw(shipped(), man, 72, seed=7)


@pytest.fixture(scope="module")
def settled(cohort, western):
    return settle(cohort, western)


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(kept, "WORK_H", 1)


@pytest.fixture
def arms(western):
    return {"a": Arm(western, 48.0), "b": Arm(western, 24.0, {"colon.pace": 0.7})}


def same(a, b):
    return set(a) == set(b) and all(np.array_equal(a[n].values, b[n].values, equal_nan=True) for n in a)


def test_stretches_change_no_number_and_no_statistic(cohort, settled, arms, tmp_path, small):
    whole = run_arms(cohort, arms, settled=settled)
    cut = run_arms(cohort, arms, settled=settled, keep=tmp_path, jobs=1)
    assert finished(tmp_path) == 2 and same(whole, cut) and whole.attrs == cut.attrs
    assert np.isnan(whole.stool_mass.sel(arm="b").values[:, 1]).all() and np.isfinite(whole.stool_mass.sel(arm="a").values).all()


def test_threads_decide_the_cut_but_not_what_can_be_used(cohort, settled, arms, tmp_path, small):
    whole = run_arms(cohort, arms, settled=settled, keep=tmp_path, jobs=1)
    told = []
    again = run_arms(cohort, arms, settled=settled, keep=tmp_path, jobs=2, note=told.append)
    assert told == ["Going on: 64 of 72 draws were finished by an earlier run of the same command."] and same(whole, again)


def test_a_failed_person_is_kept_as_failed_and_moves_no_one_else(cohort, settled, arms, tmp_path, small):
    states = settled.states.copy()
    states[:, [3, 9]] = np.nan
    ill = Settled(states, {3: "made to fail", 9: "made to fail"})
    whole = run_arms(cohort, arms, settled=ill)
    run_arms(cohort, arms, settled=ill, keep=tmp_path, jobs=1)
    again = run_arms(cohort, arms, settled=ill, keep=tmp_path, jobs=1)
    assert same(whole, again) and whole.attrs == again.attrs and again.attrs["draws_failed"] == 2 and 9 not in again.draw


def test_a_whole_group_that_failed_does_not_look_at_others(cohort, settled):
    states = settled.states.copy()
    states[:, 32:64] = np.nan
    states[:, 65] = np.nan
    found = usable(cohort, states)
    assert np.isfinite(found).all() and np.array_equal(found[:, 65], states[:, 64])
    assert np.array_equal(found[:, 32:64], usable(cohort.take(slice(32, 64)), states[:, 32:64]))


@pytest.mark.parametrize("what", ["flip", "cut", "empty", "stranger"])
def test_a_damaged_stretch_is_solved_anew(cohort, settled, arms, tmp_path, small, what):
    whole = run_arms(cohort, arms, settled=settled, keep=tmp_path, jobs=1).load()
    path = sorted(tmp_path.glob(f"{FOLDER}/*/*.draws"))[0]
    content = bytearray(path.read_bytes())
    if what == "flip":
        content[len(content) // 2] ^= 1
    path.write_bytes({"flip": bytes(content), "cut": bytes(content[:-9]), "empty": b"", "stranger": b"x" * 900}[what])
    told = []
    again = run_arms(cohort, arms, settled=settled, keep=tmp_path, jobs=1, note=told.append)
    assert told[0].startswith("Going on: 32 of 72") and same(whole, again)


def test_anything_that_changed_starts_anew(cohort, settled, western, arms):
    def key(**other):
        usual = {"cohort": cohort, "arms": arms, "habitual": western, "settled": None, "every_h": 24.0, "clock": 0.0, "rtol": 1e-3}
        return Task(**{**usual, **other}).key()

    moved = western.mid.copy()
    moved[2, 3] += 1e-12
    other = type(western)(**{**vars(western), "mid": moved})
    heavier = cohort.parameters.copy()
    heavier[5, 7] *= 1 + 1e-15
    changed = [
        {"settled": settled}, {"every_h": 12.0}, {"clock": 1.0}, {"rtol": 9e-4}, {"habitual": other},
        {"arms": {**arms, "a": Arm(other, 48.0)}}, {"arms": {"c" if k == "a" else k: v for k, v in arms.items()}},
        {"arms": {**arms, "a": replace(arms["a"], hours=72.0)}}, {"arms": {**arms, "a": replace(arms["a"], modify={"colon.pace": 1.1})}},
        {"arms": {**arms, "a": replace(arms["a"], eat=False)}}, {"cohort": replace(cohort, parameters=heavier)},
        {"cohort": replace(cohort, seed=8)}, {"cohort": replace(cohort, number=None)}, {"cohort": cohort.take(slice(0, 23))},
    ]  # fmt: skip
    keys = [key(), *(key(**one) for one in changed)]
    assert key() == keys[0] and len(set(keys)) == len(keys)


def test_the_program_itself_is_part_of_the_name(monkeypatch):
    before = key_of(1)
    monkeypatch.setattr(kept, "_program", lambda: "another program")
    assert key_of(1) != before and key_of(1) == key_of(1) and key_of(1) != key_of("1") and key_of([1, [2]]) != key_of([1], [2])
    with pytest.raises(TypeError, match="object has no digest"):
        key_of(object())


def test_progress_covers_the_whole_and_begins_at_what_is_done(cohort, settled, arms, tmp_path, small):
    first, later = [], []
    run_arms(cohort, arms, settled=settled, keep=tmp_path, jobs=1, progress=lambda *now: first.append(now))
    run_arms(cohort, arms, settled=settled, keep=tmp_path, jobs=1, progress=lambda *now: later.append(now))
    whole = 72 * cohort.size
    for seen in (first, later):
        done = [d for d, _ in seen]
        assert {w for _, w in seen} == {whole} and done == sorted(done) and done[-1] == whole
    assert 0 < first[0][0] <= 32 * cohort.size  # within the first stretch
    assert later[0][0] == 64 * cohort.size  # two stretches of three were kept: the last needs no keeping


def test_a_run_without_a_folder_keeps_nothing(man, tmp_path, monkeypatch, small):
    monkeypatch.chdir(tmp_path)
    compare(man, (), weeks=1, draws=9)
    assert list(tmp_path.iterdir()) == [] and kept_draws(tmp_path) == 0


def test_forget_removes_every_run_of_the_folder(tmp_path):
    stretch = Stretch(0, 8, np.arange(16.0).reshape(1, 1, 2, 8), {3: "x"}, {"steps": 4})
    for key in ("one", "two"):
        Kept(tmp_path, key).save(stretch)
    again = Kept(tmp_path, "two").load(0, 8)
    assert np.array_equal(again.means[:], stretch.means) and again.failed == {3: "x"} and again.statistics == {"steps": 4}
    assert Kept(tmp_path, "two").held() == [(0, 8)] and Kept(tmp_path, "three").held() == [] and kept_draws(tmp_path) == 8
    forget(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    from enterocrine.errors import OutputError

    (tmp_path / FOLDER).write_text("in the way")
    with pytest.raises(OutputError, match="could not be written"):
        Kept(tmp_path, "one").save(Stretch(0, 8, np.zeros((1, 1, 1, 8)), {}, {}))


@pytest.mark.parametrize(("held", "wanted"), [
    ([], [(0, 8), (8, 16), (16, 20)]), ([(0, 8)], [(8, 16), (16, 20)]), ([(8, 16)], [(0, 8), (16, 20)]), ([(0, 16), (16, 20)], []),
    ([(4, 20)], [(0, 4)]),
])  # fmt: skip
def test_what_is_missing(held, wanted, small):
    assert list(missing(20, held, 8, 24.0)) == wanted


@pytest.mark.parametrize("threads", [1, 2, 3, 16])
@pytest.mark.parametrize("hours", [24.0, 4200.0, 1e6])
@pytest.mark.parametrize("size", [1, 200, 1000, 10_000])
def test_stretches_are_even_and_whole_groups_for_every_thread(size, threads, hours):
    found = list(missing(size, [], 8 * threads, hours))
    assert [start for start, _ in found] == [0, *(stop for _, stop in found[:-1])] and found[-1][1] == size
    lengths = [stop - start for start, stop in found]
    assert all(length % (8 * threads) == 0 for length in lengths[:-1]) and lengths[-1] <= lengths[0]
    work = lengths[0] / (8 * threads) * hours
    assert work <= 1.6 * kept.WORK_H + 2 * hours and (len(found) == 1 or work > 0.6 * kept.WORK_H)


def test_the_demo_is_one_stretch_on_two_cores():
    assert list(missing(200, [], 64, 2 * 12 * 168 + 168)) == [(0, 200)]


def test_files_are_whole_or_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    from enterocrine.errors import OutputError

    with pytest.raises(OutputError, match="No space"):
        Kept(tmp_path, "one").save(Stretch(0, 8, np.zeros((1, 1, 1, 8)), {}, {}))
    assert list((tmp_path / FOLDER / "one").iterdir()) == []
