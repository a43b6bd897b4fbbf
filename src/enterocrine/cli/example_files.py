"""Where the example files lie: beside the package when installed, else in the checkout's `examples` folder."""

from __future__ import annotations

from pathlib import Path

from enterocrine.errors import Fault, InputError

PACKAGE = Path(__file__).resolve().parents[1]
PLACES = (PACKAGE / "_examples", PACKAGE.parents[1] / "examples")


def example(name: str) -> Path:
    """The path of an example file.

    Raises:
        InputError: the examples did not come with this installation.
    """
    for folder in PLACES:
        if (folder / name).is_file():
            return folder / name
    raise InputError(Fault(f"the example file {name} did not come with this installation", cure="install enterocrine again"))
