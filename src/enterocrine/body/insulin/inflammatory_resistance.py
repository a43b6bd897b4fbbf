"""Inflammation and the response of muscle to insulin."""

from ...network import Parameter, Reaction, mechanism
from ..immune.contents import cytokines, nfkb
from ..immune.cytokine_release import rest_level
from .contents import irs1_serine, muscle_response, serine_phosphorylation

nfkb_weight = Parameter("nfkb_weight", "1")
serine_room = Parameter("serine_room", "1")
serine_gain = Parameter("serine_gain", "1")
serine_turnover = Parameter("serine_turnover", "1/h")
resistance_per_serine = Parameter("resistance_per_serine", "1")


@mechanism(
    reads=[nfkb, cytokines, serine_phosphorylation],
    changes=[serine_phosphorylation],
    sets=[muscle_response, irs1_serine],
    parameters=[rest_level, nfkb_weight, serine_room, serine_gain, serine_turnover, resistance_per_serine],
    evidence="C",
)
def inflammatory_resistance(x, p):
    """Inflammation phosphorylates IRS-1 in muscle at inhibitory serines, and muscle takes up less at the same insulin; the liver does not.

    TNF and endotoxin given to people, with biopsies; a leg infused with TNF did not become resistant, and blocking one cytokine for weeks
    changed little. So NF-kB counts with interleukin-6, no single cytokine; sites are taken fast by a challenge, are lost within days, and run
    out, so that the effect is partial and saturates.
    """
    tone = p.nfkb_weight * x.nfkb + (1 - p.nfkb_weight) * x.cytokines.at(cytokine="il6") / p.rest_level.at(cytokine="il6")
    kinases = 1 - p.serine_gain + p.serine_gain * tone
    return [
        Reaction("phosphorylation", p.serine_turnover * kinases * (1 + p.serine_room - x.serine_phosphorylation),
                 produces={serine_phosphorylation: 1}),
        Reaction("dephosphorylation", p.serine_turnover * p.serine_room * x.serine_phosphorylation, {serine_phosphorylation: 1}),
        muscle_response.times((1 + p.resistance_per_serine) / (1 + p.resistance_per_serine * x.serine_phosphorylation)),
        irs1_serine.set(x.serine_phosphorylation),
    ]
