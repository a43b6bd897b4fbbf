"""The three readings of a comparison beside each other, on the same virtual people, the same kernel and the same random numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ..evidence.readings import READINGS, link_gains

if TYPE_CHECKING:
    import xarray as xr

    from ..network import System
    from ..person.change import Change
    from ..person.person import Person


def side_by_side(
    person: Person,
    changes: Sequence[Change],
    *,
    system: System | None = None,
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> dict[str, xr.Dataset]:
    """A comparison read in three ways.

    People differ only in which links act in them, and how strongly. Three readings cost three runs; a model without a link that a
    reading could switch is run once, because the three coincide.

    Args:
        person, changes, system, progress, options: as in `compare`, without `reading`.

    Returns:
        Reading -> dataset; the weighted one first, and alone where the three coincide.
    """
    from ..models import shipped
    from .arms import compare

    system = system or shipped()
    readings = READINGS if link_gains(system) else READINGS[:1]

    def part(before: int) -> Callable[[int, int], None] | None:
        if progress is None:
            return None
        tell = progress
        return lambda done, whole: tell(before * whole + done, len(readings) * whole)

    return {name: compare(person, changes, system=system, reading=name, progress=part(k), **options) for k, name in enumerate(readings)}
