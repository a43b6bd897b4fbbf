"""Inflammation and the thyroid axis: deiodination and thyrotropin."""

from ...network import Parameter, Reaction, mechanism, ops
from ..immune.contents import nfkb
from .contents import illness, illness_above_rest, inner_ring, outer_ring, thyrotropin_drive

tone_half = Parameter("tone_half", "1")
illness_rate = Parameter("illness_rate", "1/h")
illness_gain = Parameter("illness_gain", "1")
outer_loss = Parameter("outer_loss", "1")
inner_rise = Parameter("inner_rise", "1")
thyrotropin_loss = Parameter("thyrotropin_loss", "1")


@mechanism(reads=[nfkb, illness], changes=[illness], sets=[illness_above_rest],
           parameters=[tone_half, illness_rate, illness_gain], evidence="C")  # fmt: skip
def inflammation_at_the_thyroid_axis(x, p):
    """Enzymes and pituitary are hit by NF-kB within hours, steeply, and recover over a day: a challenge counts, low-grade inflammation hardly does.

    TNF given to people: thyroid hormones still fall ten hours after a bolus, when cytokines are back. Steepness and rates are assumptions.
    """

    def hit(activity):
        square, half = activity * activity, p.tone_half * p.tone_half
        return p.illness_gain * ops.saturating(square * square, half * half)

    return [
        Reaction("falling_ill", p.illness_rate * hit(x.nfkb) * (1 - x.illness), produces={illness: 1}),
        Reaction("recovery", p.illness_rate * x.illness, {illness: 1}),
        illness_above_rest.set(x.illness - hit(1) / (1 + hit(1))),
    ]


@mechanism(reads=[illness_above_rest], sets=[outer_ring, inner_ring], parameters=[outer_loss, inner_rise], evidence="C")
def inflammatory_deiodination(x, p):
    """Inflammation turns deiodination from the outer to the inner ring: less T3, more reverse T3 from the same T4.

    TNF given to people, with saline beside it; driven by the whole inflammatory signal because TNF alone is enough but not the only one.
    """
    above = x.illness_above_rest
    return [outer_ring.times(ops.exp(-p.outer_loss * above)), inner_ring.times(ops.exp(p.inner_rise * above))]


@mechanism(reads=[illness_above_rest], sets=[thyrotropin_drive], parameters=[thyrotropin_loss], evidence="C")
def inflammatory_thyrotropin(x, p):
    """Inflammation lowers thyrotropin although T3 falls: a central arm besides deiodination.

    TNF given to people: thyrotropin down by two thirds in ten hours against less than half with saline.
    """
    return [thyrotropin_drive.times(ops.exp(-p.thyrotropin_loss * x.illness_above_rest))]
