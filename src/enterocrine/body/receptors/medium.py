"""Cells in culture: what their medium holds, and the messages that are read there and in no person."""

from ...network import Input, Output, mechanism
from ..androgen.contents import androgen_free
from ..axes import androgen, androgen_tissue, estrogen, estrogen_tissue, insulin_tissue, tissue
from ..estrogen.contents import estrogen_free
from ..immune.contents import nfkb
from .contents import androgen_receptor_message, estrogen_receptor_message, insulin_at_receptors, tissue_butyrate

medium_androgen = Input("medium_androgen", "mmol/L", (androgen,), "androgens of the medium")
medium_estrogen = Input("medium_estrogen", "mmol/L", (estrogen,), "estrogens of the medium")
medium_butyrate = Input("medium_butyrate", "mmol/L", (tissue,), "butyrate of the medium of each tissue's cells")
medium_insulin = Input("medium_insulin", "mmol/L", (insulin_tissue,), "insulin of the medium of each tissue's cells")
medium_nfkb = Input("medium_nfkb", "1", (), "NF-kB of the cells, relative to the reference adult")

androgen_receptor_mrna = Output(
    "androgen_receptor_mrna", "1", (androgen_tissue,), "message of the androgen receptor, relative to the reference adult", grade="B"
)
estrogen_receptor_mrna = Output(
    "estrogen_receptor_mrna", "1", (estrogen_tissue,), "message of estrogen receptor alpha, relative to the reference adult", grade="B"
)


@mechanism(
    reads=[medium_androgen, medium_estrogen, medium_butyrate, medium_insulin, medium_nfkb],
    sets=[androgen_free, estrogen_free, tissue_butyrate, insulin_at_receptors, nfkb],
    parameters=[],
    evidence="A",
)
def medium(x, p):
    """Cells in culture see what is put into their medium; nothing of it is bound or used up."""
    return [
        androgen_free.set(x.medium_androgen),
        estrogen_free.set(x.medium_estrogen),
        tissue_butyrate.set(x.medium_butyrate),
        insulin_at_receptors.set(x.medium_insulin),
        nfkb.set(x.medium_nfkb),
    ]


@mechanism(
    reads=[androgen_receptor_message, estrogen_receptor_message],
    sets=[androgen_receptor_mrna, estrogen_receptor_mrna],
    parameters=[],
    evidence="A",
)
def messages(x, p):
    """The messages of the receptors as blots show them."""
    return [androgen_receptor_mrna.set(x.androgen_receptor_message), estrogen_receptor_mrna.set(x.estrogen_receptor_message)]
