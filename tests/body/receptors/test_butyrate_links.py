"""What butyrate may do to receptors, and what it may not."""

import numpy as np
import pytest

from enterocrine.body.axes import tissue
from enterocrine.body.receptors import butyrate_links
from enterocrine.network.mechanism import Mechanism
from enterocrine.network.parameters import ParameterTable
from enterocrine.population.cohort import BODY

DOSES = (0.0, 0.1, 0.5, 1.0, 5.0, 20.0)  # mmol/L
NOTHING = 1e-14
GAINS = ("import_gain", "androgen_amount_gain", "androgen_coupling_gain", "estrogen_amount_gain")


def everywhere(dose):
    return {"butyrate": dict.fromkeys(tissue.labels, dose)}


def test_butyrate_moves_receptor_into_the_nucleus_and_leaves_its_amount(dish):
    """B-1: no androgen; whole-cell receptor unchanged at any dose, nuclear receptor up."""
    total, nuclear = [], []
    for dose in DOSES:
        found = type(dish)().run(200, 0.25, testosterone=NOTHING, dihydrotestosterone=0.0, **everywhere(dose))
        total.append(found["androgen_receptor_total"]["prostate"])
        nuclear.append(found["androgen_receptor_nuclear"]["prostate"])
    assert total == pytest.approx([total[0]] * len(DOSES), rel=1e-9)
    assert nuclear == sorted(nuclear) and nuclear[-1] > 2 * nuclear[0]


def test_response_without_androgen_rises_with_butyrate_but_stays_below_that_to_androgen(dish):
    with_androgen = dish.run(200, 0.25)["androgen_signal"]["prostate"]
    none, much = (dish.run(200, 0.25, testosterone=NOTHING, dihydrotestosterone=0.0, **everywhere(dose))["androgen_signal"]["prostate"]
                  for dose in (0.0, 5.0))
    assert none < much < with_androgen


def test_estrogen_receptor_falls_under_millimolar_butyrate(dish):
    """B-10, B-11: MCF-7 at 5 mmol/L."""
    rest = dish.run(100, 0.25)["estrogen_receptor_alpha"]["breast"]
    assert dish.run(24, 0.1, **everywhere(5.0))["estrogen_receptor_alpha"]["breast"] < 0.7 * rest


def test_arterial_butyrate_of_a_diet_moves_no_receptor_of_muscle(dish):
    rest = dish.run(200, 0.25)
    fed = type(dish)().run(200, 0.25, butyrate={name: 2 * dish.rest("butyrate", name) for name in tissue.labels if name != "colon"})
    for name in ("androgen_receptor_total", "androgen_receptor_nuclear", "androgen_signal"):
        assert fed[name]["muscle"] == pytest.approx(rest[name]["muscle"], rel=0.01)


def test_with_every_gain_at_nothing_butyrate_is_without_effect(dish):
    assert len(dish.off(*GAINS).run(50, 0.25, **everywhere(5.0))["androgen_signal"]) == 4
    with_butyrate, without = dish.outputs, type(dish)().run(50, 0.25)
    for name in ("androgen_receptor_total", "androgen_receptor_nuclear", "androgen_signal", "estrogen_receptor_alpha", "estrogen_signal"):
        assert with_butyrate[name] == without[name]


def face_value(dish):
    for row in ParameterTable(BODY / "receptors" / "parameters.tsv").rows:
        if row.id == "link" and f"receptors.{row.labels[1]}" in dish.parameters:
            dish.parameters[f"receptors.{row.labels[1]}"] = row.value
    return dish


def test_at_face_value_the_same_diet_raises_receptors_of_muscle_and_bone(dish):
    fed = {"butyrate": {name: 2 * dish.rest("butyrate", name) for name in tissue.labels}}
    rest = face_value(dish).run(200, 0.25)
    assert rest["androgen_receptor_total"]["muscle"] == pytest.approx(1.0, rel=1e-3)
    claimed = dish.run(200, 0.25, **fed)
    assert claimed["androgen_receptor_total"]["muscle"] > 1.05 < claimed["androgen_receptor_total"]["bone"]
    assert claimed["androgen_receptor_nuclear"]["muscle"] > claimed["androgen_receptor_total"]["muscle"]


def test_every_link_has_a_gain_and_its_size_at_face_value():
    rows = {row.labels[0]: row.labels[1] for row in ParameterTable(BODY / "receptors" / "parameters.tsv").rows if row.id == "link"}
    for m in vars(butyrate_links).values():
        if isinstance(m, Mechanism):
            assert rows[m.name.split(".")[1]] in {p.name for p in m.parameters}


def test_the_dish_counts_what_the_colon_has_above_the_reference_adult(alone, number):
    """Nothing at the reference adult's butyrate, the dish's dose where the colon has twice as much, less than nothing where it has less."""
    rest = np.array([number(f"receptors.reference_butyrate[{name}]") for name in tissue.labels])
    colon, muscle = tissue.labels.index("colon"), tissue.labels.index("muscle")

    def dose(times, said=1.0):
        level = np.where(np.arange(len(tissue)) == colon, times * rest, rest)
        return alone(butyrate_links.dish_for_tissue, put={"dish_dose": said}, tissue_butyrate=level).set["dish_butyrate"]

    assert np.allclose(dose(1.0), 0) and dose(2.0)[muscle] == pytest.approx(1.0) and dose(0.5)[muscle] == pytest.approx(-0.5)
    assert dose(2.0)[colon] == 0 and np.all(dose(2.0, 0.0) == 0)
