"""Estrogens as androgens' links read them, where no model sets them."""

import pytest

from enterocrine import models
from enterocrine.body.androgen.contents import shbg_level
from enterocrine.body.androgen.gonadotropins import estradiol_and_gonadotropins
from enterocrine.body.androgen.shbg_links import hepatic_estrogen_and_shbg
from enterocrine.body.estrogen.contents import estrogen_free, hepatic_estrogen
from enterocrine.network import assemble, mechanism


@mechanism(reads=[shbg_level], sets=[estrogen_free, hepatic_estrogen])
def no_estrogen(x, p):
    """Nothing at all, in the unit of a level."""
    nothing = 0 * x.shbg_level
    return [estrogen_free.set(nothing), hepatic_estrogen.set(nothing)]


@pytest.fixture(scope="session")
def everything(everything):
    """The same, with the links between androgens and estrogens."""
    links = [m for m in (estradiol_and_gonadotropins, hepatic_estrogen_and_shbg) if m not in everything.mechanisms]
    return assemble([*everything.mechanisms, *links, *([no_estrogen] if links else [])], "everything") if links else everything


@pytest.fixture(scope="session")
def androgens():
    """The androgens alone: quickly settled."""
    return assemble(models._androgens(), "androgens")
