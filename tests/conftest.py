"""Shared fixtures."""

import signal
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder beside the checkout; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("reference folder ../shared is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Programs that tests start hear Ctrl-C, also where a shell started the tests in the background and made them deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
