"""Each strategy acts through named, graded links of the shipped model, each of which a reader can switch off."""

from pathlib import Path

import numpy as np
import pytest

import enterocrine.evidence
from enterocrine.evidence.records import ledger
from enterocrine.models import model, shipped

TABLE = Path(enterocrine.evidence.__file__).parent / "ledger" / "strategies.tsv"
STRATEGIES = {row.split("\t")[0]: row.split("\t")[1].split(";") for row in TABLE.read_text(encoding="utf-8").splitlines()[1:]}
NAMED = {"plant fibres", "polyphenols", "fermented foods", "omega-3", "processed food and sugar", "Akkermansia", "metformin"}


def test_every_strategy_is_there_and_its_links_are_built_and_graded():
    assert set(STRATEGIES) >= NAMED
    for names in STRATEGIES.values():
        for name in names:
            link = ledger().links[name]
            assert link.built and link.grade in "ABCDE" and set(link.mechanisms) <= {m.name for m in shipped().mechanisms}


@pytest.mark.parametrize("name", sorted({n for names in STRATEGIES.values() for n in names if ledger().links[n].gains}))
def test_the_gains_of_a_link_are_parameters_so_that_modify_drops_it(name):
    names = np.array(shipped().parameter_names)
    for gain in ledger().links[name].gains:
        assert any(gain in (full, full.split("[")[0]) for full in names)


@pytest.mark.parametrize("name", sorted({n for names in STRATEGIES.values() for n in names if ledger().links[n].alone}))
def test_a_link_that_stands_alone_is_left_out_by_name_and_the_model_says_so(name):
    mechanism = ledger().links[name].mechanisms[0]
    found = model("", (mechanism,))
    assert [m.name for m in found.dropped] == [mechanism] and mechanism in found.without
