"""Arrays that are read a part at a time: what xarray holds in the place of numbers that would not fit into memory together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from xarray.backends import BackendArray
from xarray.core import indexing

Read = Callable[[tuple[Any, ...]], np.ndarray]


class _Parts(BackendArray):
    def __init__(self, read: Read, shape: tuple[int, ...], dtype: Any):
        self.read, self.shape, self.dtype = read, shape, np.dtype(dtype)

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.BASIC, self.read)


def on_demand(read: Read, shape: tuple[int, ...], dtype: Any) -> Any:
    """Data for an `xarray.Variable` that are read whenever they are looked at, and only the part that is looked at.

    Args:
        read: a tuple with a whole number or a slice for each axis -> the numbers there.
        shape, dtype: of all of it.
    """
    return indexing.LazilyIndexedArray(_Parts(read, shape, dtype))
