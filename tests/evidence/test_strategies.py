"""Each strategy acts through named, graded links of the shipped model, each of which a reader can switch off."""

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from enterocrine.cli import cli
from enterocrine.evidence import check
from enterocrine.evidence.records import ledger
from enterocrine.models import model, shipped

STRATEGIES = ledger().strategies
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


def test_a_strategy_of_a_link_that_is_not_there_is_a_fault():
    known = replace(ledger(), strategies={"plant fibres": ("barrier.butyrate_and_junction",)})
    (fault,) = [f for f in check({m.name: m for m in shipped().mechanisms}.values(), known) if "strategies" in f.where]
    assert "barrier.butyrate_and_junctions" in fault.nearest


def test_the_command_shows_each_link_with_what_leaves_it_out():
    found = CliRunner().invoke(cli, ["evidence", "strategies", "--json"])
    data = json.loads(found.stdout)
    assert {name: [one["link"] for one in links] for name, links in data.items()} == {name: list(links) for name, links in STRATEGIES.items()}
    ways = {one["link"]: one["left_out_by"] for links in data.values() for one in links}
    assert ways["barrier.butyrate_and_junctions"] == "--without barrier.butyrate_and_junctions"
    assert ways["immune.omega3"].startswith("modify: {immune.")
