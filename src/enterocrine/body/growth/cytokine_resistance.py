"""Cytokines and the liver's answer to growth hormone."""

from ...network import Parameter, mechanism, ops
from ..immune.contents import cytokines
from ..immune.cytokine_release import rest_level
from .contents import igf1_loss, receptor_coupling, receptor_number

receptor_loss = Parameter("receptor_loss", "1")
receptor_loss_half = Parameter("receptor_loss_half", "1")
socs3_gain = Parameter("socs3_gain", "1")
socs3_half = Parameter("socs3_half", "1")
binding_loss = Parameter("binding_loss", "1")
binding_loss_half = Parameter("binding_loss_half", "1")


def above(level, half):
    """Saturating rise above the resting level, 0 at rest."""
    return ops.saturating(level, half) - ops.saturating(1, half)


@mechanism(reads=[cytokines], sets=[receptor_number], parameters=[rest_level, receptor_loss, receptor_loss_half], evidence="B")
def receptor_loss_by_cytokines(x, p):
    """TNF and interleukin-1 beta lower the number of growth hormone receptors in the liver, so that less IGF-1 can be called.

    Human liver cells and mice; endotoxaemic rats lose nine tenths of the message. The stronger of relative rises is meant by their mean.
    """
    tnf, il1b = (x.cytokines.at(cytokine=n) / p.rest_level.at(cytokine=n) for n in ("tnf", "il1b"))
    call = above(tnf, p.receptor_loss_half) + above(il1b, p.receptor_loss_half)
    return [receptor_number.times(ops.exp(-p.receptor_loss * call))]


@mechanism(reads=[cytokines], sets=[receptor_coupling], parameters=[rest_level, socs3_gain, socs3_half], evidence="B")
def socs3_by_interleukin_6(x, p):
    """Interleukin-6 raises SOCS3, which blocks what growth hormone does behind its receptor: more hormone is needed for the same IGF-1.

    Human liver cells and mice; SOCS3 message rises eightfold in endotoxaemic rats. Reversible with the cytokine, as IGF-1 of children on
    infliximab.
    """
    il6 = x.cytokines.at(cytokine="il6") / p.rest_level.at(cytokine="il6")
    return [receptor_coupling.times(ops.exp(-p.socs3_gain * above(il6, p.socs3_half)))]


@mechanism(reads=[cytokines], sets=[igf1_loss], parameters=[rest_level, binding_loss, binding_loss_half], evidence="C")
def igf1_loss_by_binding_protein(x, p):
    """Under acute inflammation IGF-1 leaves plasma faster: IGFBP-1 rises fivefold within hours and carries it out.

    Endotoxin in people: IGF-1 falls by a fifth in five hours, which no stop of production could do. The carrier is an assumption.
    """
    tnf = x.cytokines.at(cytokine="tnf") / p.rest_level.at(cytokine="tnf")
    return [igf1_loss.times(1 + p.binding_loss * above(tnf, p.binding_loss_half))]
