"""Links from butyrate, through histone deacetylases, to receptors: each can be dropped, each is off at a gain of zero."""

from ...network import Parameter, mechanism, ops
from ..axes import androgen_tissue, estrogen_tissue, tissue
from .contents import (
    androgen_coupling,
    androgen_receptor_transcription,
    deacetylase_change,
    dish_butyrate,
    estrogen_receptor_transcription,
    tissue_butyrate,
    unliganded_import,
)
from .deacetylase import only_in, reference_butyrate

import_gain = Parameter("import_gain", "1")
androgen_amount_gain = Parameter("androgen_amount_gain", "1")
androgen_coupling_gain = Parameter("androgen_coupling_gain", "1")
estrogen_amount_gain = Parameter("estrogen_amount_gain", "1")
dish_dose = Parameter("dish_dose", "mmol/L")


def acting(gain, change, tissues):
    """Factor by which full inhibition acts as the exponential of the gain."""
    return ops.exp(gain * change.take(tissue, tissues))


@mechanism(reads=[deacetylase_change], sets=[unliganded_import], parameters=[import_gain], evidence="D")
def butyrate_and_androgen_receptor_import(x, p):
    """Butyrate moves androgen receptor without ligand into the nucleus and leaves its total amount as it is.

    LNCaP prostate cancer cells without androgen, at a dose and by a factor that the abstract does not give; bicalutamide blocks what follows.
    Size assumed.
    """
    return [unliganded_import.times(acting(p.import_gain, x.deacetylase_change, androgen_tissue))]


@mechanism(reads=[deacetylase_change], sets=[androgen_receptor_transcription], parameters=[androgen_amount_gain], evidence="E")
def butyrate_and_androgen_receptor_amount(x, p):
    """Inhibited deacetylases change how much androgen receptor is made: up as claimed, unchanged in the study cited for it.

    LNCaP: whole-cell receptor unchanged under butyrate, lowered by other inhibitors; raised only where the gene had been silenced.
    """
    return [androgen_receptor_transcription.times(acting(p.androgen_amount_gain, x.deacetylase_change, androgen_tissue))]


@mechanism(reads=[deacetylase_change], sets=[androgen_coupling], parameters=[androgen_coupling_gain], evidence="D")
def deacetylases_and_androgen_response(x, p):
    """Inhibited deacetylases change what a given amount of androgen receptor does: less transcription, or more sensitivity.

    Prostate cancer cells: other inhibitors block target genes at constant receptor, valproate raised sensitivity. Sign open.
    """
    return [androgen_coupling.times(acting(p.androgen_coupling_gain, x.deacetylase_change, androgen_tissue))]


@mechanism(reads=[deacetylase_change], sets=[estrogen_receptor_transcription], parameters=[estrogen_amount_gain], evidence="D")
def butyrate_and_estrogen_receptor_amount(x, p):
    """Inhibited deacetylases lower estrogen receptor alpha, by a message that lives less long; little butyrate may raise the message.

    MCF-7: receptor falls at 5 mmol/L, message rises at 0.1-0.2 mmol/L with protein unchanged; message half-life 4 to 1.5 h under two inhibitors.
    """
    return [estrogen_receptor_transcription.times(acting(p.estrogen_amount_gain, x.deacetylase_change, estrogen_tissue))]


@mechanism(reads=[tissue_butyrate], sets=[dish_butyrate], parameters=[dish_dose, reference_butyrate], evidence="E")
def dish_for_tissue(x, p):
    """The leap from dish to body: where the colon makes twice the reference adult's butyrate, other tissues are said to see a culture's dose.

    No study of people or animals; arterial blood holds micromoles, cultures got 0.1-5 mmol/L. Nothing unless taken at face value.
    """
    colon, usual = x.tissue_butyrate.at(tissue="colon"), p.reference_butyrate.at(tissue="colon")
    return [dish_butyrate.set(p.dish_dose * (colon / usual - 1) * (1 - only_in("colon")))]
