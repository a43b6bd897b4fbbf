"""The food table is unpacked once per test session, into a temporary cache."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def food_cache(tmp_path_factory):
    if "ENTEROCRINE_CACHE" not in os.environ:
        os.environ["ENTEROCRINE_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    return os.environ["ENTEROCRINE_CACHE"]
