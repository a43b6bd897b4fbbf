"""Reference rows of the tables: what the reference adult shows, and renewed by one command."""

import shutil

import numpy as np
import pytest

from enterocrine.models import MODELS
from enterocrine.population.cohort import BODY
from enterocrine.studies import references
from enterocrine.studies.references import derive, reference_adult, renew, watching
from enterocrine.studies.references import references as wanted_of


def rows(model):
    system = MODELS[model]()
    names = [key for key in system.parameter_names if key.split("[")[0] in wanted_of()[model]]
    return {name: float(system.parameter_values[system.parameter_names.index(name)]) for name in names}


@pytest.mark.parametrize("model", list(wanted_of()))
def test_the_tables_hold_what_the_present_fits_give(model):
    """Where this fails after a fit: `make references`."""
    stored, found = rows(model), derive(model)
    assert set(found) == set(stored)
    for name, value in found.items():
        assert stored[name] == pytest.approx(value, rel=0.01), name


@pytest.mark.parametrize("model", list(wanted_of()))
def test_what_is_watched_is_the_quantity_itself(model):
    """On any contents of the pools the added output is the sum, over the axes that the row lacks, of the quantity it stands for."""
    watched = watching(MODELS[model](), wanted_of()[model])
    rng = np.random.default_rng(1)
    values = watched.evaluate(watched.split(watched.pools, rng.uniform(0.5, 2.0, len(watched.states))),
                              watched.parameters(list(watched.parameter_values)),
                              watched.split(watched.inputs, np.ones(len(watched.input_names))))[0]  # fmt: skip
    for key, quantity in wanted_of()[model].items():
        seen = np.array(values[references._observed(key)].flat(), float)
        whole = np.array(values[quantity.name].flat(), float)
        assert seen.sum() == pytest.approx(whole.sum()) and seen.sum() != 0, key


def test_every_row_says_how_it_is_renewed_and_is_no_free_number():
    for model, wanted in wanted_of().items():
        system = MODELS[model]()
        for name, row in zip(system.parameter_names, system.parameter_rows, strict=True):
            if name.split("[")[0] in wanted:
                assert "make references" in row.source and row.scale == "fixed" and row.read == "derived", name


def test_no_other_row_claims_to_be_renewed_here():
    listed = {key for wanted in wanted_of().values() for key in wanted}
    for model in MODELS.values():
        system = model()
        for name, row in zip(system.parameter_names, system.parameter_rows, strict=True):
            if "make references" in row.source:
                assert name.split("[")[0] in listed, name


def test_the_reference_adult_is_the_one_of_the_tables():
    system = MODELS["endotoxemia"]()
    adult = reference_adult(system)
    of = dict(zip(system.parameter_names, adult.parameters[:, 0], strict=True))
    assert adult.size == 1 and of["host.weight"] == 75_000 and of["host.fat_mass"] == of["host.reference_fat_mass"]
    assert all(of[name] == 1 for name in of if name.startswith("microbiome.presence"))


def test_only_the_values_of_the_rows_are_written(tmp_path):
    shutil.copytree(BODY / "barrier", tmp_path / "barrier")
    path = tmp_path / "barrier" / "parameters.tsv"
    before = path.read_text().split("\n")
    unit = {"barrier.butyrate_reference": "mmol/L", "barrier.reference_density": "g/L"}
    moved = renew({"barrier.butyrate_reference": 12.34567, "barrier.reference_density[ENT]": 0.5}, unit, tmp_path)
    after = path.read_text().split("\n")
    changed = [(a.split("\t"), b.split("\t")) for a, b in zip(before, after, strict=True) if a != b]
    assert [b[2] for _, b in changed] == ["12.35", "0.5"] and [m[2] for m in moved] == ["12.35", "0.5"]
    assert all(a[:2] + a[3:] == b[:2] + b[3:] for a, b in changed)
    assert renew({"barrier.butyrate_reference": 12.34567}, unit, tmp_path) == []


def test_a_row_in_another_unit_than_the_model_computes_in_is_converted(tmp_path):
    (tmp_path / "growth").mkdir()
    (tmp_path / "growth" / "parameters.tsv").write_text("id\tlabels\tvalue\tunit\nigf1_rest\t\t1\tng/mL\n")
    assert renew({"growth.igf1_rest": 2e-4}, {"growth.igf1_rest": "g/L"}, tmp_path) == [("growth.igf1_rest", "1", "200")]
