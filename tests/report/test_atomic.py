"""Files stay whole: old or new, never half."""

import errno
import os
import resource
import signal
import subprocess
import sys
import textwrap

import pytest

from enterocrine.errors import OutputError
from enterocrine.report.atomic import atomic_path, make_folder, write_bytes, write_text


def test_writes_and_replaces(tmp_path):
    path = tmp_path / "a.txt"
    assert write_text(path, "old") == path
    write_text(path, "new µ\n")
    assert path.read_bytes() == "new µ\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_fault_inside_the_block_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(ValueError), atomic_path(path) as temporary:
        temporary.write_text("half")
        raise ValueError
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_killed_between_writing_and_renaming_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.txt"
    write_text(path, "old")
    script = """
        import os, signal, sys
        from enterocrine.report.atomic import atomic_path
        with atomic_path(sys.argv[1]) as temporary:
            temporary.write_text("new, but never finished")
            os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(path)], timeout=20, check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == "old"


def test_a_file_in_the_place_of_a_folder(tmp_path):
    (tmp_path / "run").write_text("I am a file")
    with pytest.raises(OutputError) as caught:
        make_folder(tmp_path / "run")
    assert caught.value.exit_code == 5
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path / "run" / "a.txt", "x")
    assert (
        str(tmp_path / "run" / "a.txt") in str(caught.value) and "free there" in str(caught.value) and "Try:" in str(caught.value)
    )


def test_a_folder_that_may_not_be_written(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    write_text(closed / "a.txt", "old")
    closed.chmod(0o500)
    try:
        if os.access(closed, os.W_OK):
            pytest.skip("this user may write everywhere (root)")
        with pytest.raises(OutputError, match="may write to"):
            write_text(closed / "a.txt", "new")
    finally:
        closed.chmod(0o700)
    assert (closed / "a.txt").read_text() == "old"


def test_a_write_that_the_system_refuses_midway(tmp_path):
    """A limit on file size stops the write like a full disk does: after some of it has gone out."""
    path = tmp_path / "a.bin"
    write_bytes(path, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(OutputError) as caught:
            write_bytes(path, b"x" * 50_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert isinstance(caught.value.__cause__, OSError) and caught.value.__cause__.errno == errno.EFBIG
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]


@pytest.fixture
def small_disk(tmp_path):
    """A real disk of 200 KiB, where the system lets us mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("no right to mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=False)


def test_a_full_disk(small_disk):
    write_bytes(small_disk / "a.bin", b"old")
    with pytest.raises(OutputError, match="free some space"):
        write_bytes(small_disk / "a.bin", b"x" * 500_000)
    assert (small_disk / "a.bin").read_bytes() == b"old"


def test_a_full_disk_leaves_the_old_run(small_disk, comparison):
    from enterocrine.report import is_complete, write_run

    few = comparison.isel(draw=slice(0, 3), time=slice(0, 7))[["stool_mass"]]
    call = {"title": "t", "inputs": {}, "command": "c"}
    write_run(few, small_disk, **call)
    assert is_complete(small_disk)
    old = (small_disk / "manifest.json").read_bytes()
    with pytest.raises(OutputError) as caught:
        write_run(comparison, small_disk, **call)
    assert caught.value.exit_code == 5 and "free there" in str(caught.value)
    assert is_complete(small_disk) and (small_disk / "manifest.json").read_bytes() == old
