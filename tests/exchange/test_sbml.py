"""The SBML export: consistent in every unit, complete, annotated, and refused where names collide."""

import xml.etree.ElementTree as ElementTree
from types import SimpleNamespace

import libsbml
import pytest

from enterocrine.exchange import sbml
from enterocrine.exchange.walk import elements
from enterocrine.models import colon_only, shipped
from enterocrine.network import assemble

CORE = "{http://www.sbml.org/sbml/level3/version2/core}"


def faults(text, units=True):
    """What libSBML finds wrong; its check of units takes minutes on the whole model."""
    document = libsbml.readSBMLFromString(text)
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, units)
    document.checkConsistency()
    return [document.getError(k).getMessage() for k in range(document.getNumErrors())]


@pytest.fixture(scope="module")
def text():
    system = shipped()
    meals = [(0.5, {"stomach[inulin]": 4.0, "stomach[protein]": 20.0}), (6.25, {"stomach[starch]": 31.5})]
    return sbml.document(system, states=range(len(system.states)), meals=meals, title="shipped")


@pytest.fixture(scope="module")
def model(text):
    return ElementTree.fromstring(text).find(f"{CORE}model")


def test_no_fault_but_of_units_is_looked_for(text):
    assert faults(text, units=False) == []


@pytest.mark.slow
def test_no_fault_of_any_kind_units_too(text):
    assert faults(text) == []


def test_units_of_one_organ_agree():
    """The quick check of units: the mechanisms of the upper gut alone."""
    from enterocrine.body.upper_gut.digestion import digestion

    assert faults(sbml.document(assemble((digestion,), "upper gut"), title="upper gut")) == []


def test_everything_is_there(model):
    system = shipped()
    names = {e.get("name") for e in model.iter(f"{CORE}species")}
    assert names == set(system.states)
    parameters = {e.get("name"): e for e in model.iter(f"{CORE}parameter")}
    assert {*system.parameter_names, *system.input_names, *system.observable_names} <= set(parameters)
    assert all(e.get("units") for e in parameters.values())
    reactions = list(model.iter(f"{CORE}reaction"))
    assert len(reactions) == len(elements(system).laws)
    assert all(e.find(f"{CORE}kineticLaw") is not None for e in reactions)
    assert {e.get("name").split("_")[0] for e in reactions} == {m.name.split(".")[0].split("_")[0] for m in system.mechanisms if m.changes}


def test_values_are_those_given(model):
    system = shipped()
    amounts = {e.get("name"): float(e.get("initialAmount")) for e in model.iter(f"{CORE}species")}
    assert [amounts[s] for s in system.states] == list(range(len(system.states)))
    values = {e.get("name"): float(e.get("value")) for e in model.iter(f"{CORE}parameter") if e.get("value") is not None}
    assert [values[p] for p in system.parameter_names] == list(system.parameter_values)


def test_meals_are_events(model):
    events = list(model.iter(f"{CORE}event"))
    assert len(events) == 2
    assert [a.get("variable") for a in events[0].iter(f"{CORE}eventAssignment")] == ["stomach_inulin", "stomach_protein"]


def test_annotations_name_acids_guilds_organs_and_sources(text, model):
    def resources(ident):
        return [e.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource") for e in model.iter() if e.get("id") == ident for e in e.iter()
                if e.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource")]

    assert "https://identifiers.org/CHEBI:17968" in resources("acids_distal_butyrate")
    assert "https://identifiers.org/taxonomy:239935" in resources("biomass_transverse_AKK")
    assert resources("compartment_stomach") == ["https://identifiers.org/UBERON:0000945"]
    assert "https://identifiers.org/doi:10.1111/j.1365-2036.1989.tb00254.x" in resources("upper_gut_emptying")
    assert "bqbiol:isDescribedBy" in text


def test_meals_of_a_diary_repeat_and_stop(western_intake):
    import numpy as np

    grams = np.arange(30.0).reshape(2, 15)
    meals = sbml.meals_of(colon_only(), western_intake, grams, 2.5)
    assert [t for t, _ in meals] == [8.0, 18.0, 32.0, 42.0, 56.0]
    assert meals[0][1] == {f"stomach[{label}]": float(k) for k, label in enumerate(_nutrients()) if k}
    more = sbml.meals_of(shipped(), western_intake, grams, 2.5)
    assert more[1][1]["exposures[saturated]"] == 9.0 and more[1][1].items() > meals[1][1].items()


def _nutrients():
    from enterocrine.body.axes import nutrient

    return nutrient.labels


@pytest.fixture
def western_intake():
    import numpy as np

    from enterocrine.food.classes import SUBSTRATES

    eaten = np.zeros((2, len(SUBSTRATES)))
    eaten[:, SUBSTRATES.index("saturated")] = (7.0, 9.0)
    none = np.zeros(2)
    return SimpleNamespace(period_h=24.0, meal_h=[8.0, 18.0], mid=eaten, fructose=none, fermented=none, processed=none, energy_kj=none)
