"""Made-up runs shared by the tests of reports."""

import pytest
from synthetic_run import synthetic_run


@pytest.fixture(scope="session")
def comparison():
    return synthetic_run(draws=60, days=28, change_names=("plus inulin",))


@pytest.fixture(scope="session")
def written(comparison, tmp_path_factory):
    """A comparison written once, read by many tests."""
    from enterocrine.report import write_run

    folder = tmp_path_factory.mktemp("run")
    files = write_run(
        comparison, folder, title="Inulin", inputs={"person.yaml": "ab" * 32}, command="enterocrine compare person.yaml"
    )
    return folder, files
