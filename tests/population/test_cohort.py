"""Drawing virtual people."""

import numpy as np
import pytest

from enterocrine.errors import InputError
from enterocrine.models import shipped
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
