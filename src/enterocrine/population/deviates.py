"""Standard deviates by name and draw: any stretch of draws can be had without drawing those before it."""

from __future__ import annotations

import zlib

import numpy as np

FURTHEST = 3.0  # standard deviations: what lies beyond is not plausible
_BLOCK = 64  # draws that share one stretch of a stream


def by_draw(seed: int, name: str, draws: np.ndarray, size: int) -> np.ndarray:
    """Standard normal numbers, cut at three standard deviations.

    Args:
        seed: of the run.
        name: of the stream; a new name does not move the others.
        draws: (n,) numbers of the draws; each has its own numbers whatever else is asked for.
        size: numbers per draw.

    Returns:
        (n, size) deviates.
    """
    draws = np.asarray(draws, int)
    found = np.empty((len(draws), size))
    key = [seed, zlib.crc32(name.encode())]
    for block in np.unique(draws // _BLOCK):
        stream = np.random.Generator(np.random.Philox(key=key, counter=[0, 0, 0, int(block) + 1]))
        chosen = draws // _BLOCK == block
        found[chosen] = stream.standard_normal((_BLOCK, size))[draws[chosen] % _BLOCK]
    return np.clip(found, -FURTHEST, FURTHEST)
