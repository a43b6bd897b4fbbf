"""The androgen receptor in its tissues: made, bound, taken into the nucleus, lost."""

from ...network import Parameter, Reaction, mechanism, ops
from ..androgen.contents import androgen_free
from ..axes import androgen, androgen_ligand, androgen_tissue
from .contents import (
    androgen_receptor_message,
    androgen_receptor_nuclear,
    androgen_receptor_total,
    androgen_receptor_transcription,
    bound_androgen_receptor,
    free_androgen_receptor,
    local_androgen,
    nuclear_liganded,
    nuclear_unliganded,
    unliganded_import,
)

conversion = Parameter("conversion", "1", (androgen_tissue,))
reference_androgen = Parameter("reference_androgen", "mmol/L", (androgen,))
association = Parameter("association", "L/mmol/h", (androgen_ligand,))
dissociation = Parameter("dissociation", "1/h", (androgen_ligand,))
receptor_loss = Parameter("androgen_receptor_loss", "1/h")
stabilisation = Parameter("stabilisation", "1")
message_rate = Parameter("androgen_message_rate", "1/h")
import_rate = Parameter("import_rate", "1/h")
export_rate = Parameter("export_rate", "1/h")
unliganded_share = Parameter("unliganded_share", "1")
self_repression = Parameter("self_repression", "1", (androgen_tissue,), sparse=True)
repression_half = Parameter("repression_half", "1")

BINDING = (conversion, reference_androgen, association, dissociation, receptor_loss, stabilisation, import_rate, export_rate)


def where_receptors_are(p, free):
    """Free androgens at the receptors, from those of plasma: testosterone as it comes, dihydrotestosterone with what the tissue makes."""
    ligands = free.take(androgen, androgen_ligand)
    made = free.at(androgen="testosterone") * p.conversion
    return ligands + (made * _is_dihydrotestosterone())


def effective_constant(p):
    """Androgen at which half of the receptor is held when making and losing are in balance."""
    return (p.dissociation + p.androgen_receptor_loss / p.stabilisation) / p.association


def at_rest(p):
    """Receptor without and with ligand in the reference adult; together they are 1."""
    held = where_receptors_are(p, p.reference_androgen) / effective_constant(p)
    free = 1 / (1 + ops.total(held, androgen_ligand))
    return free, held * free


def in_nucleus(p):
    """Share of the receptor with ligand that is in the nucleus."""
    return p.import_rate / (p.import_rate + p.export_rate)


@mechanism(reads=[androgen_free], sets=[local_androgen], parameters=[conversion], evidence="B")
def tissue_androgens(x, p):
    """Tissues take up free androgens and turn part of the testosterone into dihydrotestosterone: prostate mostly, muscle hardly.

    5-alpha-reductase by tissue: textbook. How much dihydrotestosterone meets the receptor for each testosterone is an assumption.
    """
    return [local_androgen.set(where_receptors_are(p, x.androgen_free))]


@mechanism(
    reads=[local_androgen, androgen_receptor_message, free_androgen_receptor, bound_androgen_receptor, androgen_receptor_transcription,
           unliganded_import],
    changes=[androgen_receptor_message, free_androgen_receptor, bound_androgen_receptor],
    sets=[androgen_receptor_total, androgen_receptor_nuclear, nuclear_liganded, nuclear_unliganded],
    parameters=[*BINDING, message_rate, unliganded_share],
    evidence="B",
)  # fmt: skip
def androgen_receptor_turnover(x, p):
    """Receptor without ligand is lost within hours; an androgen that stays on it protects it, dihydrotestosterone longer than testosterone.

    LNCaP (loss, stabilisation), rat prostate (binding). Entry into the nucleus takes less than an hour and pairing is fast beside binding,
    so both are at balance; where receptor without ligand is does not change how fast it is lost. Other tissues as prostate cells: assumed.
    """
    loss, protected = p.androgen_receptor_loss, p.androgen_receptor_loss / p.stabilisation
    free_rest, bound_rest = at_rest(p)
    made = loss * free_rest + protected * ops.total(bound_rest, androgen_ligand)
    bound = ops.total(x.bound_androgen_receptor, androgen_ligand)
    entering = p.unliganded_share * x.unliganded_import
    liganded, alone = in_nucleus(p) * bound, x.free_androgen_receptor * entering / (entering + 1 - p.unliganded_share)
    rest = in_nucleus(p) * ops.total(bound_rest, androgen_ligand) + p.unliganded_share * free_rest
    return [
        Reaction("transcription", p.androgen_message_rate * x.androgen_receptor_transcription, produces={androgen_receptor_message: 1}),
        Reaction("loss_of_message", p.androgen_message_rate * x.androgen_receptor_message, {androgen_receptor_message: 1}),
        Reaction("translation", made * x.androgen_receptor_message, produces={free_androgen_receptor: 1}),
        Reaction("loss_of_free_receptor", loss * x.free_androgen_receptor, {free_androgen_receptor: 1}),
        Reaction("binding", p.association * x.local_androgen * x.free_androgen_receptor, {free_androgen_receptor: 1}, {bound_androgen_receptor: 1}),
        Reaction("release", p.dissociation * x.bound_androgen_receptor, {bound_androgen_receptor: 1}, {free_androgen_receptor: 1}),
        Reaction("loss_of_bound_receptor", protected * x.bound_androgen_receptor, {bound_androgen_receptor: 1}),
        androgen_receptor_total.set(x.free_androgen_receptor + bound),
        androgen_receptor_nuclear.set((liganded + alone) / rest),
        nuclear_liganded.set(liganded),
        nuclear_unliganded.set(alone),
    ]


@mechanism(
    reads=[bound_androgen_receptor],
    sets=[androgen_receptor_transcription],
    parameters=[*BINDING, self_repression, repression_half],
    evidence="D",
)
def androgen_receptor_self_repression(x, p):
    """Androgens lower the message of their own receptor in prostate cells, while the protein rises because it lives longer.

    LNCaP: message to about a third in two days. Only prostate has it here; no number for other tissues is at hand.
    """

    def left(bound):
        nuclear = in_nucleus(p) * ops.total(bound, androgen_ligand)
        return 1 - p.self_repression * ops.saturating(nuclear, p.repression_half)

    return [androgen_receptor_transcription.times(left(x.bound_androgen_receptor) / left(at_rest(p)[1]))]


def _is_dihydrotestosterone():
    from ...network import Labelled

    return Labelled([0 if label == "testosterone" else 1 for label in androgen_ligand.labels], (androgen_ligand,))
