"""What goes out: one folder per run with the result, its table, a one-file report and a manifest that says it is whole."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

_WHERE = {
    "atomic_path": "atomic",
    "write_text": "atomic",
    "write_bytes": "atomic",
    "write_run": "store",
    "write_with_rows": "store",
    "only_writer": "store",
    "is_complete": "store",
    "problems": "store",
    "summary_rows": "summary",
    "summary_frame": "summary",
    "summary_table": "summary",
    "signal_table": "hormones",
    "spread_table": "spread",
    "own_changes": "spread",
    "read_beside": "summary",
    "render": "html",
}
__all__ = sorted([*_WHERE, "warm_up"])
_HEAVY = ("xarray", "h5netcdf", "pyarrow.parquet", "jinja2", "rich.table", "enterocrine.report.store", "enterocrine.report.html")


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import enterocrine.report` costs nothing."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_WHERE[name]}", __name__), name)


@cache
def warm_up() -> None:
    """Load in the background, once, what writing a run needs, so that it is there when a long simulation ends."""
    from threading import Thread

    def load() -> None:
        for name in _HEAVY:
            with suppress(Exception):  # what cannot be loaded is told where it is used
                import_module(name)

    Thread(target=load, daemon=True).start()
