"""The SBML export: consistent in every unit, complete, annotated, and refused where names collide."""

import xml.etree.ElementTree as ElementTree
from types import SimpleNamespace

import libsbml
import pytest

from enterocrine.errors import AssemblyError, SolveError
from enterocrine.exchange import sbml
from enterocrine.exchange.walk import elements
from enterocrine.models import shipped
from enterocrine.network import Axis, Parameter, Pool, Reaction, assemble, mechanism

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
    meals = sbml.meals_of(shipped(), western_intake, grams, 2.5)
    assert [t for t, _ in meals] == [8.0, 18.0, 32.0, 42.0, 56.0]
    assert meals[0][1] == {f"stomach[{label}]": float(k) for k, label in enumerate(_nutrients()) if k}


def _nutrients():
    from enterocrine.body.axes import nutrient

    return nutrient.labels


@pytest.fixture
def western_intake():
    from types import SimpleNamespace

    return SimpleNamespace(period_h=24.0, meal_h=[8.0, 18.0])


def _tiny(pool_name, table, law):
    side = Axis("side", ("a", "b"))
    pool, rate = Pool(pool_name, "g", (side,)), Parameter("rate", "1/h")

    @mechanism(reads=[pool], changes=[pool], parameters=[rate], table=table)
    def decay(x, p):
        """Everything decays at one rate, whatever it is."""
        return [Reaction("decay", law(getattr(x, pool.name), p), {pool: 1})]

    return assemble((decay,))


@pytest.fixture
def table(tmp_path):
    header = "id\tlabels\tvalue\tunit\tscale\tperson\tknowledge\tsource\tread\tgrade\tnote\n"
    path = tmp_path / "numbers" / "parameters.tsv"
    path.parent.mkdir()
    path.write_text(header + "rate\t\t0.5\t1/h\tfixed\t\t\tnobody PMID: 12345\tderived\tA\t\n")
    return path


def test_powers_quotients_and_sources_of_any_network(table):
    text = sbml.document(_tiny("stuff", table, lambda x, p: p.rate * x * x / (x + x.sum()) - p.rate * x / 2 + p.rate * x))
    assert faults(text) == []
    assert "https://identifiers.org/pubmed:12345" in text
    wrong = text.replace('value="0.5" units="unit_per_h"', 'value="0.5" units="unit_g"')
    assert wrong != text
    assert any("unit" in fault for fault in faults(wrong))


def test_a_person_who_could_not_be_settled_is_not_written(monkeypatch, western_intake):
    from enterocrine.simulate.run import Settled

    monkeypatch.setattr("enterocrine.simulate.run.settle", lambda cohort, intake: Settled(None, {0: "step size fell"}))
    man = SimpleNamespace(name="test", weight_kg=80.0, sex="male", bristol=4, diet=western_intake)
    with pytest.raises(SolveError, match=r"could not be settled.*step size fell"):
        sbml.of_person(shipped(), man, 1)


def test_names_that_sbml_cannot_tell_apart_are_refused(table):
    with pytest.raises(AssemblyError, match="would both be"):
        sbml.document(_clash(table))


def _clash(table):
    one, two, rate = Pool("a_b", "g"), Pool("a-b", "g"), Parameter("rate", "1/h")

    @mechanism(changes=[one, two], reads=[one], parameters=[rate], table=table)
    def decay(x, p):
        """One becomes the other at a constant rate, whatever they are."""
        return [Reaction("decay", p.rate * x.a_b, {one: 1}, {two: 1})]

    return assemble((decay,))
