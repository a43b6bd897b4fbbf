"""Butyrate and histone deacetylases, tissue by tissue."""

import numpy as np
import pytest

from enterocrine.body.axes import tissue
from enterocrine.body.receptors.deacetylase import butyrate_in_tissues, deacetylases_and_receptor_genes, histone_deacetylases
from enterocrine.network import ParameterTable
from enterocrine.population.cohort import BODY
from enterocrine.population.deviates import FURTHEST

HABITUAL, RAISED = 4.2e-3, 8.4e-3  # mmol/L in arterial blood; twice of it is more than any diet reached
MUSCLE, COLON = tissue.index("muscle"), tissue.index("colon")


def prior(name):
    row = _row(name)
    return row.value * np.exp(np.linspace(-FURTHEST, FURTHEST, 13) * row.knowledge)


def _row(name):
    return next(r for r in ParameterTable(BODY / "receptors" / "parameters.tsv").rows if r.id == name)


def test_the_prior_of_the_potency_in_cells_spans_what_cells_answer_to():
    low, *_, high = prior("cell_potency")
    assert low == pytest.approx(0.1, rel=0.05) and high == pytest.approx(5, rel=0.05)


def test_diet_inhibits_deacetylases_of_muscle_by_a_few_percent_at_most_at_every_potency_of_the_prior(alone):
    """Arterial butyrate of people, and twice of it, which is more than a diet does; tail of the prior: three standard deviations."""
    row = _row("cell_potency")
    for potency in prior("cell_potency"):
        times = {"cell_potency": potency / row.value}
        none, habitual, raised = (alone(histone_deacetylases, changed=times, tissue_butyrate=np.full(len(tissue), level)).set["hdac_activity"][MUSCLE]
                                  for level in (1e-12, HABITUAL, RAISED))
        assert 0 < 1 - raised / habitual < 0.04 and 0 < 1 - habitual / none < 0.042


def test_the_enzyme_alone_would_be_inhibited_by_a_fifth_and_more(alone):
    """The upper scenario: 21-32 % at 4.3 umol/L from the potency of the purified enzyme."""
    few, none = (alone(histone_deacetylases, tissue_butyrate=np.full(len(tissue), level)).set["hdac_activity_of_enzyme"][MUSCLE]
                 for level in (4.3e-3, 1e-12))
    assert 0.21 < 1 - few / none < 0.32


def test_millimolar_butyrate_acetylates_most_histone(alone):
    """G-D01.6: 70-80 %."""
    (share,) = {_row("acetylated_share").value}
    most = alone(histone_deacetylases, tissue_butyrate=np.full(len(tissue), 20.0)).set["histone_acetylation"]
    assert 0.65 < share * most[MUSCLE] < 0.9 and 1 < most[COLON] < most[MUSCLE]


def test_each_tissue_sees_its_own_butyrate(alone):
    lumen = np.full((3, 3), 10.0)
    found = alone(butyrate_in_tissues, lumen_scfa=lumen, portal_scfa=[0.2, 0.05, 0.03], arterial_scfa=[0.1, 0.005, 0.004]).set["tissue_butyrate"]
    seen = dict(zip(tissue.labels, found, strict=True))
    assert 1 < seen["colon"] < 10 and seen["liver"] == pytest.approx(0.03)
    assert {v for k, v in seen.items() if k not in ("colon", "liver")} == {0.004}


def test_receptor_genes_feel_what_is_above_the_reference_adult(alone, number):
    rest = np.array([number(f"receptors.reference_butyrate[{name}]") for name in tissue.labels])
    seen = [alone(deacetylases_and_receptor_genes, tissue_butyrate=k * rest, dish_butyrate=0.0) for k in (1, 2, 0.5)]
    same, more, less = (one.set["deacetylase_change"] for one in seen)
    assert np.allclose(same, 0) and np.all(more > 0) and np.all(less < 0)
    assert more[MUSCLE] < 0.01 < more[COLON]
