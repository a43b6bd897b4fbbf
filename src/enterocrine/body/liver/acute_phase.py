"""Acute-phase proteins: CRP and LBP, made by the liver when interleukin-6 calls."""

from ...network import Parameter, Pool, Reaction, mechanism, ops
from ..immune.contents import crp, cytokines, lbp
from ..immune.cytokine_release import rest_level

crp_level = Pool("crp_level", "g/L", about="C-reactive protein in plasma")
lbp_level = Pool("lbp_level", "g/L", about="lipopolysaccharide-binding protein in plasma")

crp_rest = Parameter("crp_rest", "g/L")
crp_loss = Parameter("crp_loss", "1/h")
crp_order = Parameter("crp_order", "1")
crp_ceiling = Parameter("crp_ceiling", "1")
lbp_rest = Parameter("lbp_rest", "g/L")
lbp_loss = Parameter("lbp_loss", "1/h")
lbp_gain = Parameter("lbp_gain", "1")
lbp_half = Parameter("lbp_half", "1")


@mechanism(
    reads=[cytokines, crp_level, lbp_level],
    changes=[crp_level, lbp_level],
    sets=[crp, lbp],
    parameters=[crp_rest, crp_loss, crp_order, crp_ceiling, lbp_rest, lbp_loss, lbp_gain, lbp_half, rest_level],
    evidence="A",
)
def acute_phase(x, p):
    """Interleukin-6 sets how much CRP and LBP the liver makes; both are lost at a constant rate, so that level follows synthesis.

    Labelled CRP in people: half-life 19 h at any level. That LBP follows with a lower gain is read from health, obesity and sepsis.
    """
    call = x.cytokines.at(cytokine="il6") / p.rest_level.at(cytokine="il6")
    called = ops.power(call, p.crp_order)
    made = called * (p.crp_ceiling + 1) / (p.crp_ceiling + called)
    lbp_call = (1 + p.lbp_gain * ops.saturating(call, p.lbp_half)) / (1 + p.lbp_gain * ops.saturating(1, p.lbp_half))
    return [
        Reaction("synthesis_of_crp", p.crp_loss * p.crp_rest * made, produces={crp_level: 1}),
        Reaction("loss_of_crp", p.crp_loss * x.crp_level, {crp_level: 1}),
        Reaction("synthesis_of_lbp", p.lbp_loss * p.lbp_rest * lbp_call, produces={lbp_level: 1}),
        Reaction("loss_of_lbp", p.lbp_loss * x.lbp_level, {lbp_level: 1}),
        crp.set(x.crp_level),
        lbp.set(x.lbp_level),
    ]
