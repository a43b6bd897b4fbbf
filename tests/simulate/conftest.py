"""A small cohort on a western diet, solved once."""

from types import SimpleNamespace

import pytest
from western_diet import eat


@pytest.fixture(scope="session")
def western():
    return eat()


@pytest.fixture(scope="session")
def diet():
    """What people of the studies eat where nothing else is known."""
    from enterocrine.studies.virtual_trial import habitual

    return habitual("western")


@pytest.fixture(scope="session")
def man(western):
    return SimpleNamespace(name="test", weight_kg=80.0, sex="male", bristol=4, diet=western)


@pytest.fixture(scope="session")
def cohort(man):
    from enterocrine.models import shipped
    from enterocrine.population import draw

    return draw(shipped(), man, 24, seed=7)


@pytest.fixture(scope="session")
def settled(cohort, western):
    from enterocrine.simulate import settle

    return settle(cohort, western)
