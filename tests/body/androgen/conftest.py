"""The androgens alone."""

import pytest

from enterocrine import models
from enterocrine.network import assemble


@pytest.fixture(scope="session")
def androgens():
    """Without gut and estrogens, so that they settle quickly; estradiol as the pituitary sees it is then at rest."""
    return assemble(models._androgens(), "androgens")
