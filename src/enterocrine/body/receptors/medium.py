"""Cells in culture: what their medium holds, and what is read there and in no person."""

from ...network import Input, Output, mechanism, ops
from ..androgen.contents import androgen_free
from ..axes import androgen, androgen_tissue, estrogen, estrogen_tissue, insulin_tissue, tissue
from ..estrogen.contents import estrogen_free
from ..immune.contents import nfkb
from .contents import (
    androgen_receptor_message,
    androgen_receptor_transcription,
    estrogen_occupancy,
    estrogen_receptor_message,
    estrogen_receptor_transcription,
    histone_acetylation,
    insulin_at_receptors,
    tissue_butyrate,
)
from .deacetylase import histone_deacetylases

medium_androgen = Input("medium_androgen", "mmol/L", (androgen,), "androgens of the medium")
medium_estrogen = Input("medium_estrogen", "mmol/L", (estrogen,), "estrogens of the medium")
medium_butyrate = Input("medium_butyrate", "mmol/L", (tissue,), "butyrate of the medium of each tissue's cells")
medium_insulin = Input("medium_insulin", "mmol/L", (insulin_tissue,), "insulin of the medium of each tissue's cells")
medium_nfkb = Input("medium_nfkb", "1", (), "NF-kB of the cells, relative to the reference adult")
medium_transcription = Input("medium_transcription", "1", (), "transcription that an inhibitor in the medium leaves")

androgen_receptor_mrna = Output(
    "androgen_receptor_mrna", "1", (androgen_tissue,), "message of the androgen receptor, relative to the reference adult", grade="B"
)
estrogen_receptor_mrna = Output(
    "estrogen_receptor_mrna", "1", (estrogen_tissue,), "message of estrogen receptor alpha, relative to the reference adult", grade="B"
)
estrogen_receptor_run_on = Output(
    "estrogen_receptor_run_on", "1", (estrogen_tissue,), "transcription of estrogen receptor alpha, relative to the reference adult", grade="B"
)
estrogens_at_half_occupancy = Output(
    "estrogens_at_half_occupancy", "nmol/L", (estrogen_tissue,), "estrogens of the medium at which half of the receptor would be held", grade="B"
)
acetylated_histone = Output("acetylated_histone", "1", (tissue,), "share of histone that is acetylated", grade="D")


@mechanism(
    reads=[medium_androgen, medium_estrogen, medium_butyrate, medium_insulin, medium_nfkb, medium_transcription],
    sets=[androgen_free, estrogen_free, tissue_butyrate, insulin_at_receptors, nfkb, androgen_receptor_transcription,
          estrogen_receptor_transcription],
    parameters=[],
    evidence="A",
)  # fmt: skip
def medium(x, p):
    """Cells in culture see what is put into their medium; nothing of it is bound or used up."""
    return [
        androgen_free.set(x.medium_androgen),
        estrogen_free.set(x.medium_estrogen),
        tissue_butyrate.set(x.medium_butyrate),
        insulin_at_receptors.set(x.medium_insulin),
        nfkb.set(x.medium_nfkb),
        androgen_receptor_transcription.times(x.medium_transcription),
        estrogen_receptor_transcription.times(x.medium_transcription),
    ]


@mechanism(
    reads=[androgen_receptor_message, estrogen_receptor_message, estrogen_receptor_transcription],
    sets=[androgen_receptor_mrna, estrogen_receptor_mrna, estrogen_receptor_run_on],
    parameters=[],
    evidence="A",
)
def messages(x, p):
    """The messages of the receptors as blots show them, and their making as nuclear run-on does."""
    return [
        androgen_receptor_mrna.set(x.androgen_receptor_message),
        estrogen_receptor_mrna.set(x.estrogen_receptor_message),
        estrogen_receptor_run_on.set(x.estrogen_receptor_transcription),
    ]


@mechanism(reads=[estrogen_free, estrogen_occupancy], sets=[estrogens_at_half_occupancy], parameters=[], evidence="A")
def binding_curve(x, p):
    """Affinity as it is read from one point of a binding curve: ligand times empty over held receptor."""
    empty = 1 - x.estrogen_occupancy
    return [estrogens_at_half_occupancy.set(ops.total(x.estrogen_free, estrogen) * empty / x.estrogen_occupancy)]


@mechanism(
    reads=histone_deacetylases.reads, sets=[acetylated_histone], parameters=histone_deacetylases.parameters, evidence=histone_deacetylases.evidence
)
def histones(x, p):
    """Histone that is acetylated as gels show it: what the mechanism of the model says relative to rest, times the share at rest."""
    relative = next(one.value for one in histone_deacetylases.equation(x, p) if one.quantity is histone_acetylation)
    return [acetylated_histone.set(p.acetylated_share * relative)]
