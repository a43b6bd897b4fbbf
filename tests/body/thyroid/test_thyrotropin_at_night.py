"""Thyrotropin at night."""

import numpy as np
import pytest

from enterocrine.body.thyroid.thyrotropin_at_night import nightly_thyrotropin


def test_the_surge_at_night_doubles_the_afternoon(alone):
    """Romijn 1990: mean from midnight to four over that from fifteen to nineteen, 2.0 (SE 0.18)."""
    rise = alone(nightly_thyrotropin, tsh_level=1.6).set["tsh_at_night"] / 1.6 - 1
    hours = np.linspace(0, 24, 24 * 60, endpoint=False) + 1 / 120
    wave = 1 + rise * np.cos(2 * np.pi * (hours - 2) / 24)
    night, afternoon = wave[hours < 4].mean(), wave[(hours > 15) & (hours < 19)].mean()
    assert night / afternoon == pytest.approx(2.0, abs=0.18) and wave.mean() == pytest.approx(1)
