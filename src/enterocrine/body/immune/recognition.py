"""Endotoxin on TLR4."""

from ...network import Parameter, mechanism, ops
from ..blood.endotoxin import endotoxin_active
from .contents import toll_drive

toll_half = Parameter("toll_half", "g/L", table="immune")


@mechanism(reads=[endotoxin_active], sets=[toll_drive], parameters=[toll_half], evidence="A")
def toll_like_receptor(x, p):
    """LBP and CD14 hand free endotoxin to TLR4-MD2, which it occupies in proportion until the receptors are taken.

    Human challenge, 0.4 to 4 ng/kg. One molecule a receptor: at the far lower exposure from the gut the answer is proportional, which no
    one has measured in people.
    """
    return [toll_drive.set(ops.saturating(x.endotoxin_active, p.toll_half))]
