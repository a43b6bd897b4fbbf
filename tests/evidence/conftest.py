"""The mechanisms of all models, each once, and one model whose links can be switched."""

import pytest

from enterocrine.models import MODELS, full_axis


@pytest.fixture(scope="session")
def mechanisms():
    return {m.name: m for make in reversed(MODELS.values()) for m in make().mechanisms}


@pytest.fixture(scope="session")
def axis():
    return full_axis()
