"""Cortisol against insulin: within minutes at the beta cell, within hours at liver and muscle."""

from ...network import Parameter, Reaction, mechanism, ops
from ..immune.contents import cortisol_level
from .contents import cortisol_felt, liver_response, muscle_response, secretory_response

cortisol_rest = Parameter("cortisol_rest", "mmol/L", table="immune")
cortisol_memory = Parameter("cortisol_memory", "1/h")
liver_and_cortisol = Parameter("liver_and_cortisol", "1")
muscle_and_cortisol = Parameter("muscle_and_cortisol", "1")
secretion_and_cortisol = Parameter("secretion_and_cortisol", "1")


@mechanism(
    reads=[cortisol_level, cortisol_felt],
    changes=[cortisol_felt],
    sets=[liver_response, muscle_response],
    parameters=[cortisol_rest, cortisol_memory, liver_and_cortisol, muscle_and_cortisol],
    evidence="A",
)
def cortisol_and_insulin_response(x, p):
    """Cortisol makes liver and muscle need more insulin, hours after it rose and for most of a day after it fell.

    A day of cortisol infused in volunteers (liver shifted more than muscle), single doses by mouth (from four hours on, for more than
    sixteen). One delay of first order is assumed.
    """
    return [
        Reaction("transcription", p.cortisol_memory * x.cortisol_level / p.cortisol_rest, produces={cortisol_felt: 1}),
        Reaction("fading", p.cortisol_memory * x.cortisol_felt, {cortisol_felt: 1}),
        liver_response.times(ops.exp(p.liver_and_cortisol * (1 - x.cortisol_felt))),
        muscle_response.times(ops.exp(p.muscle_and_cortisol * (1 - x.cortisol_felt))),
    ]


@mechanism(reads=[cortisol_level], sets=[secretory_response], parameters=[cortisol_rest, secretion_and_cortisol], evidence="A")
def cortisol_and_insulin_secretion(x, p):
    """Cortisol holds insulin secretion back at once, before glucose moves.

    Hydrocortisone by mouth and releasing hormone by vein in men under constant glucose; the size is not in the abstract and assumed.
    """
    return [secretory_response.times(ops.exp(p.secretion_and_cortisol * (1 - x.cortisol_level / p.cortisol_rest)))]
