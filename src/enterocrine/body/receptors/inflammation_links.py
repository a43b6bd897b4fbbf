"""Links from inflammation to receptors of sex hormones: each can be dropped, each is off at a gain of zero."""

from ...network import Parameter, mechanism, ops
from ..axes import androgen_tissue, estrogen_tissue
from ..immune.contents import nfkb
from .contents import androgen_coupling, androgen_receptor_transcription, estrogen_coupling

nfkb_half = Parameter("nfkb_half", "1")
inflamed_amount_gain = Parameter("inflamed_amount_gain", "1")
inflamed_androgen_gain = Parameter("inflamed_androgen_gain", "1")
inflamed_estrogen_gain = Parameter("inflamed_estrogen_gain", "1")


def _acting(gain, x, p, tissues):
    above = ops.saturating(x.nfkb, p.nfkb_half) - ops.saturating(1, p.nfkb_half)
    return ops.exp(gain * above).on((tissues,))


@mechanism(reads=[nfkb], sets=[androgen_receptor_transcription], parameters=[nfkb_half, inflamed_amount_gain], evidence="D")
def inflammation_and_androgen_receptor_amount(x, p):
    """Inflammation changes how much androgen receptor is made: down within days of TNF, up where NF-kB is forced.

    LNCaP at nanograms of TNF per millilitre, a thousand times what blood holds; prostate of mice; sign open, so that the median is nothing.
    """
    return [androgen_receptor_transcription.times(_acting(p.inflamed_amount_gain, x, p, androgen_tissue))]


@mechanism(reads=[nfkb], sets=[androgen_coupling], parameters=[nfkb_half, inflamed_androgen_gain], evidence="E")
def inflammation_and_androgen_response(x, p):
    """Inflammation is said to blunt what androgen receptors do, also under testosterone treatment.

    Untested in people; after months of TNF cells in culture had become more sensitive to dihydrotestosterone. Median nothing.
    """
    return [androgen_coupling.times(_acting(p.inflamed_androgen_gain, x, p, androgen_tissue))]


@mechanism(reads=[nfkb], sets=[estrogen_coupling], parameters=[nfkb_half, inflamed_estrogen_gain], evidence="E")
def inflammation_and_estrogen_response(x, p):
    """Inflammation is said to blunt what estrogen receptors do.

    A hypothesis without an experiment at hand. Median nothing.
    """
    return [estrogen_coupling.times(_acting(p.inflamed_estrogen_gain, x, p, estrogen_tissue))]
