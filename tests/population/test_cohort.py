"""Drawing virtual people."""

import numpy as np
import pytest

from enterocrine.errors import InputError
from enterocrine.models import estrobolome, shipped
from enterocrine.population import draw


class Man:
    weight_kg, sex, bristol = 88.0, "male", 4


class SlowWoman:
    weight_kg, sex, bristol = 60.0, "female", 1


def test_first_draws_do_not_depend_on_how_many():
    system = shipped()
    few, many = draw(system, Man(), 5, seed=3), draw(system, Man(), 40, seed=3)
    assert np.array_equal(few.parameters, many.parameters[:, :5])
    assert np.array_equal(few.food, many.food[:, :5])
    assert not np.array_equal(few.parameters, draw(system, Man(), 5, seed=4).parameters)


def test_worlds_share_knowledge_and_persons_differ():
    system = shipped()
    cohort = draw(system, Man(), 40, seed=1, worlds=4)
    names = list(system.parameter_names)
    known = cohort.parameters[names.index("colon.buffer_capacity")]  # no person-to-person spread
    assert len(np.unique(known)) == 4
    assert len(np.unique(cohort.parameters[names.index("colon.pace")])) == 40
    assert sorted(set(cohort.world)) == [0, 1, 2, 3] and cohort.member.max() == 9


def test_no_spread_is_the_reference_person():
    system = shipped()
    cohort = draw(system, Man(), 3, seed=1, worlds=0)
    assert np.ptp(cohort.parameters, axis=1).max() == 0
    names = list(system.parameter_names)
    assert cohort.parameters[names.index("host.weight"), 0] == 88_000
    assert cohort.parameters[names.index("microbiome.presence[RSD]"), 0] == 1


def test_keystone_degraders_are_absent_in_about_a_fifth():
    system = shipped()
    cohort = draw(system, Man(), 2000, seed=1)
    carried = cohort.parameters[list(system.parameter_names).index("microbiome.presence[RSD]")]
    assert set(np.unique(carried)) == {0.0, 1.0}
    assert 0.77 < carried.mean() < 0.83


def test_stool_form_and_sex_slow_transit():
    system = shipped()
    k = list(system.parameter_names).index("colon.pace")
    man, woman = draw(system, Man(), 1, worlds=0), draw(system, SlowWoman(), 1, worlds=0)
    assert woman.parameters[k, 0] < 0.6 * man.parameters[k, 0]


def test_modify_by_name():
    system = shipped()
    cohort = draw(system, Man(), 2, seed=1)
    k = [i for i, n in enumerate(system.parameter_names) if n.startswith("colon.residence")]
    assert np.allclose(cohort.modified({"colon.residence": 2.0}).parameters[k], 2 * cohort.parameters[k])
    with pytest.raises(InputError, match="nearest: colon.residence"):
        cohort.modified({"colon.residense": 2.0})


def test_a_spread_in_the_rows_unit_is_converted_with_its_median():
    """Permeability per kilogram of fat mass: held per gram, spread stated per kilogram."""
    from enterocrine.models import endotoxemia

    system = endotoxemia()
    k = list(system.parameter_names).index("barrier.leak_of_fat")
    values = draw(system, Man(), 400, seed=1).parameters[k]
    assert np.median(values) == pytest.approx(1e-5, rel=0.1) and values.std() == pytest.approx(5e-6, rel=0.15)


def test_fat_mass_is_that_of_the_person():
    from types import SimpleNamespace

    from enterocrine.models import endotoxemia

    system = endotoxemia()
    lean = SimpleNamespace(weight_kg=70.0, height_m=1.8, age_y=30.0, sex="male", bristol=4)
    stout = SimpleNamespace(weight_kg=110.0, height_m=1.7, age_y=50.0, sex="female", bristol=4)
    k = list(system.parameter_names).index("host.fat_mass")
    light, heavy = (draw(system, person, 1, worlds=0).parameters[k, 0] for person in (lean, stout))
    assert 8_000 < light < 16_000 and 45_000 < heavy < 62_000


def test_a_fit_counts_for_models_that_have_its_folders(tmp_path, monkeypatch):
    from enterocrine.errors import AssemblyError
    from enterocrine.models import colon_only, endotoxemia
    from enterocrine.population import posterior

    monkeypatch.setattr(posterior, "FOLDER", tmp_path)
    (tmp_path / "immune.tsv").write_text("# a fit\nparameter\tvalue\nimmune.toll_gain\t5\ncolon.holding\t0.002\n")
    place = {name: k for k, name in enumerate(endotoxemia().parameter_names)}
    assert posterior.medians(endotoxemia())[place["immune.toll_gain"]] == 5
    assert np.array_equal(posterior.medians(endotoxemia(), without="immune"), endotoxemia().parameter_values)
    assert np.array_equal(posterior.medians(colon_only()), colon_only().parameter_values)
    (tmp_path / "immune.tsv").write_text("parameter\tvalue\nimmune.toll_gian\t5\n")
    with pytest.raises(AssemblyError, match="toll_gain"):
        posterior.medians(endotoxemia())


class TallMan(Man):
    weight_kg, height_m, age_y = 100.0, 1.96, 50.0


class FailingTestis(TallMan):
    conditions = ("primary_hypogonadism",)


class FailingPituitary(TallMan):
    conditions = ("secondary_hypogonadism",)


def test_surface_age_and_hypogonadism_are_the_persons_own():
    system = estrobolome()
    cohort = draw(system, [TallMan(), FailingTestis(), FailingPituitary(), Man()], 4, worlds=0)
    found = {name: cohort.parameters[system.parameter_names.index(name)] for name in (
        "host.surface", "host.age", "androgen.gonadal_capacity[male]", "androgen.gonadal_capacity[female]", "androgen.pituitary_drive")}  # fmt: skip
    assert found["host.surface"] == pytest.approx([23_333, 23_333, 23_333, 19_100], rel=1e-4)  # cm2; who tells no height has the reference
    assert found["host.age"][0] == 50 * 8766
    testis, pituitary = found["androgen.gonadal_capacity[male]"], found["androgen.pituitary_drive"]
    assert testis[1] < 0.4 * testis[0] == 0.4 * testis[2] and pituitary[2] < 0.4 * pituitary[0] == 0.4 * pituitary[1]
    assert np.ptp(found["androgen.gonadal_capacity[female]"]) == 0
