"""A run of ten thousand draws fits into a gigabyte: its numbers lie on disk, and only a part of them is in memory at a time."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from enterocrine.errors import SolveError
from enterocrine.network import Axis
from enterocrine.simulate import forget, label, room, stretches
from enterocrine.simulate.kept import Kept, Stretch
from enterocrine.simulate.stretches import Task

REGION, ACID = Axis("region", ("proximal", "distal")), Axis("scfa", ("acetate", "propionate", "butyrate"))


def output(name, *axes):
    shape = tuple(len(a) for a in axes)
    return SimpleNamespace(name=name, axes=axes, shape=shape, size=int(np.prod(shape)), unit="1", about=name, grade="A")


SYSTEM = SimpleNamespace(name="small", digest="0", outputs=[output("one"), output("lumen_scfa", REGION, ACID), output("scfa_production", ACID)])


@pytest.fixture
def result(tmp_path):
    """The same numbers in memory and on disk, in three stretches, with draws that failed; and as they should be."""
    rng = np.random.default_rng(5)
    people = SimpleNamespace(size=70, seed=1, world=np.arange(70) % 5, member=np.arange(70) // 5, links=None)
    means, shelf, failed = rng.normal(size=(2, 9, 10, 70)), Kept(tmp_path, "key"), {3: "ill", 32: "ill", 69: "ill"}
    parts = [Stretch(a, b, means[..., a:b], {k: v for k, v in failed.items() if a <= k < b}, {}) for a, b in ((0, 32), (32, 64), (64, 70))]
    for part in parts[:2]:
        shelf.save(part)
    far = [shelf.load(*place) for place in shelf.held()] + parts[2:]
    one, two = (label(SYSTEM, people, ["a", "b"], these, np.arange(1.0, 10.0), failed=failed) for these in (parts, far))
    return one, two, np.delete(means, [*failed], axis=3)


def test_what_lies_on_disk_is_what_was_solved(result):
    near, far, means = result
    assert far.identical(near) and list(far.draw.values) == [k for k in range(70) if k not in (3, 32, 69)]
    assert np.array_equal(far.one.values, np.moveaxis(means[:, :, 0], 2, 1))
    assert np.array_equal(far.lumen_scfa.sel(region="distal", scfa="propionate").values, np.moveaxis(means[:, :, 5], 2, 1))
    assert np.array_equal(far.scfa_production.sel(scfa="butyrate").values, np.moveaxis(means[:, :, 9], 2, 1))


@pytest.mark.parametrize("part", [
    {"arm": 1}, {"draw": 40, "time": -1}, {"draw": slice(20, 50, 7)}, {"draw": [60, 3, 33], "scfa": [2, 0]}, {"scfa": slice(None, None, -1)},
    {"region": slice(0, 1), "scfa": slice(0, 3, 2)}, {"draw": slice(0, 0)}, {"time": np.arange(9) > 6, "arm": 0}, {"region": 1},
])  # fmt: skip
def test_any_part_can_be_looked_at(result, part):
    near, far, _ = result
    assert far.isel(part, missing_dims="ignore").identical(near.isel(part, missing_dims="ignore"))
    assert np.array_equal(far.lumen_scfa.isel(part).values, near.lumen_scfa.isel(part).values)


def test_the_numbers_outlive_the_name_of_their_file(result, tmp_path):
    near, far, _ = result
    forget(tmp_path)
    assert not list(tmp_path.iterdir()) and far.identical(near)


LARGE = """
import sys
from pathlib import Path
import numpy as np
sys.path[:0] = sys.argv[2:4]
from test_large_runs import output
from types import SimpleNamespace
from enterocrine.network import Axis
from enterocrine import report
from enterocrine.body.axes import guild
from enterocrine.report import write_run, summary_rows
from enterocrine.simulate import label
from enterocrine.simulate.kept import Kept, Stretch
import h5netcdf, pyarrow.parquet, jinja2, pandas, xarray

def peak():
    return 1024 * next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))

folder, draws, step = Path(sys.argv[1]), 10_000, 500
region = Axis("region", ("proximal", "transverse", "distal"))
outputs = [output("guild_biomass", region, guild), output("guild_fraction", guild), output("stool_mass"), output("fibre_fermented")]
values = sum(q.size for q in outputs)
rng, shelf = np.random.default_rng(1), Kept(folder, "key")
for start in range(0, draws, step):
    shelf.save(Stretch(start, start + step, rng.lognormal(size=(2, 14, values, step)), {}, {}))
people = SimpleNamespace(size=draws, seed=1, world=np.arange(draws), member=np.arange(draws), links=None)
system = SimpleNamespace(name="large", digest="0", outputs=outputs)
before = peak()
data = label(system, people, ["habitual", "other"], [shelf.load(*one) for one in shelf.held()], 24.0 * np.arange(1, 15))
write_run(data, folder, title="t", inputs={}, command="c")
summary_rows(data)
print(peak() - before, data.nbytes, float(data.guild_biomass.isel(arm=1, draw=9999, time=13, region=2, guild=12)))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell the largest memory of a process")
def test_a_large_result_is_written_and_summed_up_a_part_at_a_time(tmp_path):
    import xarray

    here = Path(__file__).resolve().parent
    done = subprocess.run([sys.executable, "-c", LARGE, str(tmp_path), str(here), str(here.parents[1] / "src")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    grown, size, last = done.stdout.split()
    assert int(size) > 120e6 and int(grown) < 60e6, (grown, size)
    with xarray.open_dataset(tmp_path / "result.nc") as stored:
        assert stored.guild_biomass.isel(arm=1, draw=9999, time=13, region=2, guild=12).item() == np.float32(last)


@pytest.mark.parametrize(("arms", "days", "jobs"), [(2, 84, 1), (2, 84, 16), (6, 364, 2), (2, 3640, 64)])
def test_stretches_are_cut_so_that_one_is_small(arms, days, jobs, monkeypatch):
    device = SimpleNamespace(device="cpu")
    monkeypatch.setattr(stretches, "kernel_of", lambda system: device)
    system = SimpleNamespace(outputs=[SimpleNamespace(size=155)])
    plan = {str(k): SimpleNamespace(hours=24.0 * days) for k in range(arms)}
    task = Task(SimpleNamespace(system=system), plan, None, None, 24.0, 0.0, 1e-3)
    at_once, most = task.together(jobs)
    assert at_once % 32 == most % 32 == 0 and 32 <= at_once <= most and at_once <= 32 * jobs
    assert 8 * 155 * arms * days * most <= 128e6 or most == 32
    assert room.bytes_needed(arms, 10_000, days, 155, most) < 1e9 or arms * days > 1000
    device.device = "gpu"
    assert task.together(jobs) == (4 * most, 4 * most)


def test_what_does_not_fit_is_refused_and_what_lies_on_disk_needs_less(monkeypatch):
    monkeypatch.setattr(room, "free_memory", lambda: 1_000_000_000)
    room.check_room(2, 10_000, 84, 155, 608)
    with pytest.raises(SolveError, match="about 5.2 GB, of which 1.0 GB are free"):
        room.check_room(2, 10_000, 84, 155, 10_000)


def test_a_run_that_keeps_nothing_is_asked_for_all_of_its_memory(man, monkeypatch, tmp_path):
    from enterocrine.simulate import simulate

    asked = []
    monkeypatch.setattr(room, "free_memory", lambda: asked.append(1) or 2_000_000)
    with pytest.raises(SolveError, match="not enough memory"):
        simulate(man, weeks=1, draws=400)
    assert asked and not list(tmp_path.iterdir())


def test_a_kept_stretch_says_its_size_and_is_read_in_parts(tmp_path):
    means = np.arange(2 * 3 * 5 * 8.0).reshape(2, 3, 5, 8)
    shelf = Kept(tmp_path, "key")
    shelf.save(Stretch(0, 8, means, {}, {}))
    stored = shelf.load(0, 8).means
    assert stored.shape == means.shape and np.array_equal(stored[:, 1:, [0, 4], 2:3], means[:, 1:, [0, 4], 2:3])
    head = next(tmp_path.glob("*/*/*.draws")).read_bytes()[64:].split(b"\n")[0]
    assert json.loads(head)["shape"] == [2, 3, 5, 8]
