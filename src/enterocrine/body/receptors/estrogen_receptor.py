"""Estrogen receptor alpha: occupied at once, lost and made less while occupied."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import estrogen, estrogen_tissue
from ..estrogen.contents import estrogen_free
from .contents import (
    estrogen_ceiling,
    estrogen_coupling,
    estrogen_half_dose,
    estrogen_interference,
    estrogen_occupancy,
    estrogen_receptor,
    estrogen_receptor_alpha,
    estrogen_receptor_message,
    estrogen_receptor_transcription,
    estrogen_signal,
)

association = Parameter("estrogen_association", "L/mmol/h", (estrogen,))
dissociation = Parameter("estrogen_dissociation", "1/h", (estrogen,))
in_cells = Parameter("in_cells", "1", (estrogen,))
reference_estrogen = Parameter("reference_estrogen", "mmol/L", (estrogen,))
womens_level = Parameter("womens_level", "1", (estrogen_tissue,))
liganded_loss = Parameter("liganded_loss", "1/h")
unliganded_slowness = Parameter("unliganded_slowness", "1")
occupancy_half = Parameter("occupancy_half", "1")
message_rate = Parameter("estrogen_message_rate", "1/h")
repression = Parameter("estrogen_repression", "1")
response_half = Parameter("estrogen_response_half", "1")

BINDING = (association, dissociation, in_cells, liganded_loss)
OCCUPANCY = (*BINDING, reference_estrogen, womens_level, occupancy_half)


def effective_constant(p):
    """Estrogen at which half of the receptor of cells is held: what leaves it, and what is lost with it, over what finds it."""
    return p.in_cells * (p.estrogen_dissociation + p.liganded_loss) / p.estrogen_association


def occupied(p, free):
    """Share of the receptor that holds any estrogen."""
    held = ops.total(free / effective_constant(p), estrogen)
    return held / (1 + held)


def at_rest(p):
    """The same in the reference adult: a man for bone, a woman before the menopause for breast and endometrium."""
    return occupied(p, p.reference_estrogen * p.womens_level)


@mechanism(reads=[estrogen_free], sets=[estrogen_occupancy], parameters=[*BINDING], evidence="B")
def estrogen_binding(x, p):
    """Estrogens come off estrogen receptor alpha within minutes, so that occupancy follows what is free: estradiol first, estrone and estriol weakly.

    Rates of the ligand-binding domain on a biosensor, with what is lost of the receptor meanwhile; the constant of cells may be another
    (`in_cells`: full-length receptor spans two orders). Tissues see what is free in plasma; local aromatase is left out.
    With the share that holds estradiol followed in time instead (a woman after the menopause, medians), occupancy differs from that at
    balance by: estradiol gel 1.5 mg a day, day 9: mean 0.0 %, peak -0.1 %, at worst -32 % nine minutes after a dose; 2 mg swallowed: mean
    of the day -0.5 %, peak -0.1 %, at worst -40 % in the first quarter of an hour; 0.3 mg into a vein: mean +10 %, peak -45 %. Nothing
    that a receptor does in hours sees this, so that no state is spent on it.
    """
    return [estrogen_occupancy.set(occupied(p, x.estrogen_free).on((estrogen_tissue,)))]


@mechanism(
    reads=[estrogen_occupancy, estrogen_receptor, estrogen_receptor_message, estrogen_receptor_transcription],
    changes=[estrogen_receptor, estrogen_receptor_message],
    sets=[estrogen_receptor_alpha],
    parameters=[*OCCUPANCY, unliganded_slowness, message_rate],
    evidence="B",
)
def estrogen_receptor_turnover(x, p):
    """Occupied receptor is lost within hours, faster than empty receptor.

    MCF-7 and rat uterus with estradiol: half-life 3-4 h; without ligand no measured value, so that slower by a factor is an assumption. One
    occupied receptor in twenty speeds the loss half as much as all: spare receptors, chosen to meet the loss of 60 % in 6 h.
    """

    def loss(occupancy):
        slow = p.unliganded_slowness
        return p.liganded_loss * (slow + (1 - slow) * ops.saturating(occupancy, p.occupancy_half))

    made = loss(at_rest(p))
    rate = p.estrogen_message_rate
    return [
        Reaction("transcription", rate * x.estrogen_receptor_transcription, produces={estrogen_receptor_message: 1}),
        Reaction("loss_of_message", rate * x.estrogen_receptor_message, {estrogen_receptor_message: 1}),
        Reaction("translation", made * x.estrogen_receptor_message, produces={estrogen_receptor: 1}),
        Reaction("loss_of_receptor", loss(x.estrogen_occupancy) * x.estrogen_receptor, {estrogen_receptor: 1}),
        estrogen_receptor_alpha.set(x.estrogen_receptor),
    ]


@mechanism(
    reads=[estrogen_occupancy],
    sets=[estrogen_receptor_transcription],
    parameters=[*OCCUPANCY, repression],
    evidence="D",
)
def estrogen_receptor_self_repression(x, p):
    """Estradiol lowers the message of its own receptor: transcription falls within the hour and the message stays low for two days.

    MCF-7 at 1 nmol/L; the rebound of transcription at 3-6 h is left out.
    """

    def left(occupancy):
        return 1 - p.estrogen_repression * ops.saturating(occupancy, p.occupancy_half)

    return [estrogen_receptor_transcription.times(left(x.estrogen_occupancy) / left(at_rest(p)))]


@mechanism(
    reads=[estrogen_occupancy, estrogen_receptor, estrogen_coupling],
    sets=[estrogen_signal, estrogen_half_dose, estrogen_ceiling, estrogen_interference],
    parameters=[*OCCUPANCY, response_half],
    evidence="B",
)
def estrogen_response(x, p):
    """Tissues answer to occupied receptors and saturate while most receptors are empty.

    Cells in culture answer to estradiol far below its affinity, which is what spare receptors mean; how far is an assumption.
    """
    half = p.estrogen_response_half
    at_reference = ops.saturating(at_rest(p), half)
    most = x.estrogen_receptor * x.estrogen_coupling
    return [
        estrogen_signal.set(ops.saturating(most * x.estrogen_occupancy, half) / at_reference),
        estrogen_ceiling.set(ops.saturating(most, half) / at_reference),
        estrogen_half_dose.set(effective_constant(p).at(estrogen="estradiol") * half / (most + half)),
        estrogen_interference.set(1 / x.estrogen_coupling),
    ]
