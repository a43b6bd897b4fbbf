"""Models small enough to be solved on paper, compiled once for the whole session."""

import numpy as np
import pytest

from enterocrine import engine


@pytest.fixture(scope="session", autouse=True)
def kernel_folder(tmp_path_factory):
    """Kernels of these tests are built afresh, away from the user's cache."""
    folder = tmp_path_factory.mktemp("kernels")
    patch = pytest.MonkeyPatch()
    patch.setenv("ENTEROCRINE_CACHE", str(folder))
    yield folder
    patch.undo()


@pytest.fixture(scope="session")
def bateman(kernel_folder):
    """Gut -> blood -> urine with rates ka, ke and a constant infusion into blood: every curve is known."""
    import symengine as se

    gut, blood, urine, ka, ke, infusion = se.symbols("gut blood urine ka ke infusion")
    rates = [-ka * gut, ka * gut - ke * blood + infusion, ke * blood]
    return engine.load(engine.Expressions([gut, blood, urine], [ka, ke], [infusion], rates, [gut, blood, urine, ke * blood]))


class Doses:
    """Schedules for the `bateman` model, with the exact curves."""

    @staticmethod
    def at(times, amounts, stop, infusion=((0.0, 0.0),)):
        """amounts (kinds, persons), dose k given at times[k]; infusion: (start, rate) pairs."""
        amounts = np.asarray(amounts, float)
        return engine.Schedule(
            0.0, stop, np.asarray(times, float), np.arange(len(times)), np.array([0]), amounts[:, None, :],
            np.array([t for t, _ in infusion]), np.array([[[r]] for _, r in infusion]))

    @staticmethod
    def blood(t, times, amounts, ka, ke):
        """Blood after doses (superposition of Bateman functions); t (T,), result (T, persons)."""
        t, amounts = np.asarray(t, float)[:, None], np.asarray(amounts, float)
        total = np.zeros((t.shape[0], amounts.shape[1]))
        for when, dose in zip(times, amounts, strict=True):
            since = np.maximum(t - when, 0.0)
            total += dose * ka / (ka - ke) * (np.exp(-ke * since) - np.exp(-ka * since))
        return total


@pytest.fixture(scope="session")
def doses():
    return Doses
