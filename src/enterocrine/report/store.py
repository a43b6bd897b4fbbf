"""One folder per run: everything is made ready beside it, checked, moved into place, and the manifest comes last."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import platform
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from enterocrine.errors import Fault, OutputError

from ..simulate.recipe import NAME as RECIPE
from . import citations, manifest, summary
from .atomic import atomic_path, make_folder, output_error, sync_folder, write_bytes, write_text
from .facts import decode, read
from .spread import NAME as SPREAD
from .spread import as_file, into_rows

if TYPE_CHECKING:
    import pandas
    import xarray

PACKING, PACKERS = 1, 2  # level of zlib; threads
LOCK, HOLDER, STAGING = ".enterocrine.lock", ".enterocrine.writer.json", ".enterocrine.staging"
_held: set[Path] = set()  # folders that this process holds
_UNREADABLE = (OSError, ValueError, RuntimeError, KeyError)  # HDF5 has no single word for a file that it cannot make sense of
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_run(
    dataset: xarray.Dataset, folder: str | os.PathLike[str], *, beside: Mapping[str, xarray.Dataset] | None = None, **about: Any
) -> dict[str, Path]:
    """Write a run: result.nc, summary.csv, summary.parquet, report.html, CITATIONS.bib (where sources are named), manifest.json.

    An older result in the folder stays whole until every new file lies ready and checked. Values are stored as 32-bit
    floats, and the table and the pictures are made from the stored values, so that they can be recomputed exactly.

    Args:
        dataset: result of simulate or compare, dims (arm, draw, time [h], region, scfa, guild, ...).
        folder: made if it is missing.
        title: title of the report; command: the command line that made the run.
        inputs: path -> sha256 of every file that was read; only names are kept.
        beside: other readings of the same comparison (result_NAME.nc, and columns of the table).

    Returns:
        Name -> path of every file written.

    Raises:
        OutputError: the folder is in use by another process, or something could not be written or read back.
    """
    return write_with_rows(dataset, folder, beside=beside, **about)[0]


def write_with_rows(
    dataset: xarray.Dataset, folder: str | os.PathLike[str], *, title: str, inputs: Mapping[str, str], command: str,
    beside: Mapping[str, xarray.Dataset] | None = None, recipe: str = "", spread: Sequence[Mapping[str, Any]] = (),
) -> tuple[dict[str, Path], list[dict[str, Any]]]:
    """As `write_run`; returns the rows of the summary as well. `recipe`: the text of recipe.json, with which a run is taken up again; `spread`:
    shares of the spread of each change, from `explain.shares`, into spread.json, the table and the report."""
    from .html import render
    target = make_folder(Path(folder))
    written = datetime.now(UTC).isoformat(timespec="seconds")
    with only_writer(target), _staging(target) as ready, ThreadPoolExecutor(1) as packer:
        stored = as_stored(dataset)
        others = {name: as_stored(other) for name, other in (beside or {}).items()}
        results = {"result.nc": stored, **{f"result_{name}.nc": other for name, other in others.items()}}
        packed = [packer.submit(_write_result, one, ready / name) for name, one in results.items()]
        rows = summary.summary_rows(stored, others)
        into_rows(rows, spread)
        frame = summary.as_frame(rows)
        files = {**{name: ready / name for name in results}, "summary.csv": write_text(ready / "summary.csv", csv_text(frame))}
        files["summary.parquet"] = _write_parquet(frame, ready / "summary.parquet")
        files.update({RECIPE: write_text(ready / RECIPE, recipe)} if recipe else {})
        files.update({SPREAD: write_text(ready / SPREAD, as_file(spread))} if spread else {})
        facts = read(stored)
        about: dict[str, Any] = {"title": title, "inputs": inputs, "command": command, "written": written}
        files["report.html"] = write_text(ready / "report.html", render(stored, **about, rows=rows, spread=spread))
        if facts.citations:
            files["CITATIONS.bib"] = write_text(ready / "CITATIONS.bib", citations.bibtex(facts.citations))
        for one in packed:
            one.result()
        content = manifest.build(facts, **about, outputs=files, beside=list(others))
        write_text(ready / manifest.NAME, manifest.as_text(content))
        return _move(ready, target, [*files, manifest.NAME]), rows


def is_complete(folder: str | os.PathLike[str]) -> bool:
    """Whether the folder holds a whole result: a manifest, and every file as the manifest says."""
    return not problems(folder)


def problems(folder: str | os.PathLike[str]) -> list[str]:
    """What keeps the folder from being a whole result, in words; empty if nothing does."""
    return list(manifest.faults_of(Path(folder)))


def csv_text(frame: pandas.DataFrame) -> str:
    """The table as CSV in which no text can be taken for a formula by a spreadsheet."""
    safe = frame.copy()
    for column in safe.columns:
        if safe[column].dtype.kind not in "fiub":
            safe[column] = [f"'{v}" if isinstance(v, str) and v.startswith(_FORMULA) else v for v in safe[column]]
    return safe.to_csv(index=False, lineterminator="\n", float_format="%.9g")


def as_stored(dataset: xarray.Dataset) -> xarray.Dataset:
    """The dataset as result.nc holds it: 32-bit trajectories, attributes that a file can hold, sizes of the axes named.

    Trajectories are made when they are looked at, and only the part that is looked at.
    """
    import xarray

    from ..simulate.on_demand import on_demand

    made = {}
    for name, variable in dataset.data_vars.items():
        values = variable.variable.copy(deep=False)
        if variable.dtype == np.float64 and "time" in variable.dims:
            values = xarray.Variable(variable.dims, on_demand(_rounded(values), variable.shape, np.float32))
        usual = {"units": "", "long_name": str(name).replace("_", " ")}
        values.attrs = usual | _plain(variable.attrs) | {"axis_sizes": json.dumps(dict(variable.sizes))}
        made[name] = values
    stored = dataset.assign(made)  # one by one, xarray would align all with all each time
    for coordinate in stored.coords.values():
        coordinate.attrs = _plain(coordinate.attrs)
    stored.attrs = _plain(dataset.attrs)
    return stored


def _rounded(variable: xarray.Variable) -> Callable[[tuple[Any, ...]], np.ndarray]:
    return lambda key: variable[key].values.astype(np.float32)


def _plain(attributes: Mapping[Any, Any]) -> dict[str, Any]:
    """Attributes as text and numbers; anything with structure becomes JSON."""
    plain: dict[str, Any] = {}
    for key, value in attributes.items():
        value = value.item() if isinstance(value, np.generic) else value
        if isinstance(value, bool):
            value = str(value).lower()
        elif value is None:
            value = ""
        elif not isinstance(value, (str, int, float)):
            value = json.dumps(decode(value), default=str)
        plain[str(key)] = value
    return plain


def _write_result(dataset: xarray.Dataset, path: Path) -> Path:
    """result.nc, read back and compared part by part; no more than a part is in memory."""
    import h5netcdf
    import h5py

    large = [name for name, v in dataset.data_vars.items() if v.dtype.kind == "f" and v.size > 64]
    frame = dataset.drop_vars(large)
    with atomic_path(path) as temporary:
        temporary.write_bytes(bytes(frame.to_netcdf(None, engine="h5netcdf")))
        small = _raw(temporary, frame)
        with _Disk(temporary) as disk:
            with h5netcdf.File(disk, "r+") as file:
                for axis in [d for d in dataset.sizes if d not in file.dimensions]:
                    file.dimensions[axis] = dataset.sizes[axis]
                for name in large:
                    _declare(file, name, dataset[name])
            with h5py.File(disk, "r+") as file, ThreadPoolExecutor(PACKERS) as packers:
                sums = [_write_chunks(file[name], dataset[name].variable, disk, packers) for name in large]
        if small is None or not _reads_back(temporary, small, dict(zip(large, sums, strict=True))):
            fault = Fault("the file read back differs from what was written", str(path), cure="check the disk, or choose another with -o")
            raise OutputError(fault)
    return path


def _raw(path: Path, frame: xarray.Dataset) -> dict[Any, np.ndarray] | None:
    """The numbers and words of all variables as the file holds them; None where they are not those of `frame`."""
    import h5py
    import xarray

    try:
        with xarray.open_dataset(path, engine="h5netcdf", cache=False) as found:
            if not found.equals(frame):
                return None
        with h5py.File(path, "r") as file:
            return {name: file[name][()] for name in frame.variables}
    except _UNREADABLE:
        return None


def _declare(file: Any, name: Any, values: xarray.DataArray) -> None:
    """One variable with its attributes and without its numbers."""
    kind = {"chunks": _chunk(values), "compression": "gzip", "compression_opts": PACKING, "shuffle": True}
    variable = file.create_variable(name, values.dims, values.dtype, fillvalue=values.dtype.type("nan"), **kind)
    others = [str(c) for c in values.coords if c not in values.dims]
    variable.attrs.update(values.attrs | ({"coordinates": " ".join(others)} if others else {}))


def _write_chunks(place: Any, values: xarray.Variable, disk: _Disk, packers: ThreadPoolExecutor) -> list[int]:
    """Write the numbers of one variable, packed in threads because HDF5 packs in one; the checksum of each chunk."""

    def packed(part: tuple[slice, ...]) -> tuple[int, bytes]:
        block = np.ascontiguousarray(values[part].values)
        whole = np.full(place.chunks, np.nan, block.dtype)  # a chunk at the edge is stored as long as the others
        whole[tuple(slice(0, size) for size in block.shape)] = block
        shuffled = np.ascontiguousarray(whole.view(np.uint8).reshape(-1, block.itemsize).T)
        return zlib.crc32(block.data), zlib.compress(shuffled.data, PACKING)

    sums: list[int] = []
    ahead = _parts(place.shape, place.chunks)
    while parts := list(itertools.islice(ahead, 2 * PACKERS)):
        for part, (checksum, content) in zip(parts, packers.map(packed, parts), strict=True):
            place.id.write_direct_chunk(tuple(along.start for along in part), content)
            disk.check()
            sums.append(checksum)
    return sums


def _reads_back(path: Path, small: Mapping[Any, np.ndarray], sums: Mapping[Any, list[int]]) -> bool:
    """Whether the file holds what was written.

    Args:
        small: whole variables, from `_raw`.
        sums: checksums of the chunks of the others.
    """
    import h5py

    try:
        with h5py.File(path, "r") as file:
            for name, wanted in sums.items():
                stored = file[name]
                found = (zlib.crc32(stored[part].data) for part in _parts(stored.shape, stored.chunks))
                if any(a != b for a, b in zip(found, wanted, strict=True)):
                    return False
            return all(_same(file[name][()], values) for name, values in small.items())
    except _UNREADABLE:
        return False


def _same(found: Any, wanted: Any) -> bool:
    """Whether two arrays hold the same, missing numbers included."""
    found, wanted = np.asarray(found), np.asarray(wanted)
    return found.dtype == wanted.dtype and np.array_equal(found, wanted, equal_nan=wanted.dtype.kind == "f")


def _parts(shape: Sequence[int], chunks: Sequence[int]) -> Iterator[tuple[slice, ...]]:
    """The places of all chunks."""
    starts = (range(0, size, step) for size, step in zip(shape, chunks, strict=True))
    for corner in itertools.product(*starts):
        yield tuple(slice(at, min(at + step, size)) for at, step, size in zip(corner, chunks, shape, strict=True))


class _Disk:
    """A file for HDF5 to write to, which can crash the whole process when its disk fills up: it is told that all went well, and
    `check` and the end of the block raise what did not."""

    def __init__(self, path: Path):
        self.stream, self.problem = open(path, "r+b"), None  # noqa: SIM115 - closed at the end of the block
        self.read, self.readinto, self.seek, self.tell = (getattr(self.stream, n) for n in ("read", "readinto", "seek", "tell"))

    def __enter__(self) -> _Disk:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept(self.stream.close)
        self.check()

    def check(self) -> None:
        """Raise the first failure."""
        if self.problem is not None:
            raise self.problem

    def write(self, content: Any) -> int:
        """Write, or remember why not."""
        self._kept(self.stream.write, content)
        return len(content)

    def truncate(self, size: int) -> int:
        """Cut or extend."""
        self._kept(self.stream.truncate, size)
        return size

    def flush(self) -> None:
        """Hand on to the system."""
        self._kept(self.stream.flush)

    def _kept(self, action: Callable[..., Any], *arguments: Any) -> None:
        try:
            action(*arguments)
        except OSError as problem:
            self.problem = self.problem or problem


def _chunk(variable: xarray.DataArray) -> tuple[int, ...]:
    """What is packed together: one arm and as many draws as are read at once; larger pieces pack smaller and sooner than HDF5's own."""
    most = {"arm": 1, "draw": 256}
    return tuple(min(size, most.get(str(dim), size)) for dim, size in variable.sizes.items())


def _write_parquet(frame: pandas.DataFrame, path: Path) -> Path:
    """The table with the meaning of every column in the column's own metadata."""
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.Table.from_pandas(frame, preserve_index=False)
    fields = [f.with_metadata({"meaning": summary.COLUMNS[f.name]}) for f in table.schema]
    table = table.cast(pyarrow.schema(fields, metadata=table.schema.metadata))
    buffer = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(table, buffer)
    return write_bytes(path, buffer.getvalue().to_pybytes())


def _move(ready: Path, target: Path, names: list[str]) -> dict[str, Path]:
    """Put the finished files in place, the manifest last: a crash in between leaves a folder that says it is incomplete."""
    moved = {}
    for name in names:
        try:
            os.replace(ready / name, target / name)
        except OSError as problem:
            raise output_error(target / name, problem) from problem
        moved[name] = target / name
        if name == names[-2]:
            with contextlib.suppress(OSError):
                sync_folder(target)
    for stale in ("CITATIONS.bib", RECIPE, SPREAD, *(f"result_{reading}.nc" for reading in summary.BESIDE)):
        if stale not in names:
            (target / stale).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        sync_folder(target)
    return moved


@contextlib.contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder inside `target` in which files are made ready; what a killed process left there goes first."""
    ready = target / STAGING
    try:
        shutil.rmtree(ready, ignore_errors=True)
        ready.mkdir()
    except OSError as problem:
        raise output_error(target, problem) from problem
    try:
        yield ready
    finally:
        shutil.rmtree(ready, ignore_errors=True)


@contextlib.contextmanager
def only_writer(folder: str | os.PathLike[str]) -> Iterator[None]:
    """Hold the folder, which is made if it is missing, for this process; a second one is refused and told who writes.

    The lock of a dead process is free. Within the block `write_run` and this function may be used again on the same folder.

    Raises:
        OutputError: another process holds it, or it cannot be written to.
    """
    from filelock import FileLock, Timeout

    target = make_folder(Path(folder)).resolve()
    if target in _held:
        yield
        return
    lock = FileLock(target / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise OutputError(
            Fault("another process is writing here", str(target), _holder(target), "wait for it to end, or choose another folder with -o")
        ) from None
    except OSError as problem:
        raise output_error(target, problem) from problem
    holder = target / HOLDER
    _held.add(target)
    try:
        write_text(holder, json.dumps({"pid": os.getpid(), "host": platform.node()}))
        yield
    finally:
        _held.discard(target)
        with contextlib.suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()
        with contextlib.suppress(OSError):
            (target / LOCK).unlink(missing_ok=True)


def _holder(target: Path) -> str:
    try:
        told = json.loads((target / HOLDER).read_text(encoding="utf-8"))
        return f"process {told['pid']} on {told['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "its process number is unknown"
