"""Inflammation and the thyroid axis: deiodination and thyrotropin."""

from ...network import Parameter, mechanism, ops
from ..immune.contents import nfkb
from .contents import inner_ring, outer_ring, thyrotropin_drive

tone_half = Parameter("tone_half", "1")
outer_loss = Parameter("outer_loss", "1")
inner_rise = Parameter("inner_rise", "1")
thyrotropin_loss = Parameter("thyrotropin_loss", "1")


def above(p, x):
    """Saturating rise of NF-kB activity above rest, 0 at rest."""
    return ops.saturating(x.nfkb, p.tone_half) - ops.saturating(1, p.tone_half)


@mechanism(reads=[nfkb], sets=[outer_ring, inner_ring], parameters=[tone_half, outer_loss, inner_rise], evidence="C")
def inflammatory_deiodination(x, p):
    """Inflammation turns deiodination from the outer to the inner ring: less T3, more reverse T3 from the same T4.

    TNF given to people, with saline beside it; driven by the whole inflammatory signal because TNF alone is enough but not the only one.
    """
    tone = above(p, x)
    return [outer_ring.times(ops.exp(-p.outer_loss * tone)), inner_ring.times(ops.exp(p.inner_rise * tone))]


@mechanism(reads=[nfkb], sets=[thyrotropin_drive], parameters=[tone_half, thyrotropin_loss], evidence="C")
def inflammatory_thyrotropin(x, p):
    """Inflammation lowers thyrotropin although T3 falls: a central arm besides deiodination.

    TNF given to people: thyrotropin down by two thirds in ten hours against less than half with saline.
    """
    return [thyrotropin_drive.times(ops.exp(-p.thyrotropin_loss * above(p, x)))]
