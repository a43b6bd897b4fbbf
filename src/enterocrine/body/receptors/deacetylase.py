"""Histone deacetylases and the butyrate that each tissue sees."""

from ...network import Labelled, Parameter, mechanism, ops
from ..axes import region, tissue
from ..blood.circulation import arterial_scfa, portal_scfa
from ..colon.contents import lumen_scfa
from .contents import (
    deacetylase_change,
    dish_butyrate,
    hdac_activity,
    hdac_activity_of_enzyme,
    histone_acetylation,
    tissue_butyrate,
)

mucosal_share = Parameter("mucosal_butyrate_share", "1")
cell_potency = Parameter("cell_potency", "mmol/L")
enzyme_potency = Parameter("enzyme_potency", "mmol/L")
reference_butyrate = Parameter("reference_butyrate", "mmol/L", (tissue,))
acetylated_share = Parameter("acetylated_share", "1")


def only_in(*places):
    """1 in the named tissues, 0 elsewhere."""
    return Labelled([1 if label in places else 0 for label in tissue.labels], (tissue,))


def activity(butyrate, potency):
    """Share of the activity that butyrate leaves."""
    return potency / (butyrate + potency)


@mechanism(reads=[lumen_scfa, portal_scfa, arterial_scfa], sets=[tissue_butyrate], parameters=[mucosal_share], evidence="A")
def butyrate_in_tissues(x, p):
    """The colon's own cells see a share of what the lumen holds, the liver portal blood, every other tissue arterial blood.

    People: millimoles in the colon, tens of micromoles in portal and a few in arterial blood. The share that the mucosa sees, and that
    the regions count alike, are assumptions.
    """
    regions = ops.total(x.lumen_scfa.at(scfa="butyrate"), region) / len(region)
    colon, liver = only_in("colon"), only_in("liver")
    arterial = x.arterial_scfa.at(scfa="butyrate") * (1 - colon - liver)
    return [tissue_butyrate.set(colon * (regions * p.mucosal_butyrate_share) + liver * x.portal_scfa.at(scfa="butyrate") + arterial)]


@mechanism(
    reads=[tissue_butyrate],
    sets=[hdac_activity, hdac_activity_of_enzyme, histone_acetylation],
    parameters=[cell_potency, enzyme_potency, reference_butyrate, acetylated_share],
    evidence="C",
)
def histone_deacetylases(x, p):
    """Butyrate inhibits histone deacetylases; cells respond from a tenth of a millimole to millimoles, the purified enzyme at a hundredth of that.

    Cells in culture, nuclear extracts, mouse colon. Why cells need more is not known, so that both potencies are kept apart and only that of
    cells steers anything. Acetylation is a balance with a making that butyrate leaves as it is.
    """
    rest = activity(p.reference_butyrate, p.cell_potency)
    left = activity(x.tissue_butyrate, p.cell_potency) / rest
    turnover = (1 - p.acetylated_share) / p.acetylated_share
    enzyme = activity(x.tissue_butyrate, p.enzyme_potency) / activity(p.reference_butyrate, p.enzyme_potency)
    return [
        hdac_activity.set(left),
        hdac_activity_of_enzyme.set(enzyme),
        histone_acetylation.set((1 + turnover) / (1 + turnover * left)),
    ]


@mechanism(
    reads=[tissue_butyrate, dish_butyrate],
    sets=[deacetylase_change],
    parameters=[cell_potency, reference_butyrate],
    evidence="D",
)
def deacetylases_and_receptor_genes(x, p):
    """What links from butyrate to receptors are driven by: inhibition in the tissue's own cells, above that of the reference adult.

    Cells in culture: genes follow the deacetylases within hours, at once beside a diet. Nothing acts beyond what the tissue's butyrate
    inhibits; where a dish is read as if it were the tissue, its butyrate adds or lacks, and inhibition stays between none and all.
    """
    above = x.tissue_butyrate - p.reference_butyrate + x.dish_butyrate
    dosed = x.dish_butyrate / p.cell_potency
    most = p.cell_potency * ops.power(dosed * dosed + 1, 1 / 2)
    return [deacetylase_change.set(activity(p.reference_butyrate, p.cell_potency) * above / (x.tissue_butyrate + most))]
