"""What capsules of lactobacilli and bifidobacteria do to inflammation and barrier."""

from ...network import Parameter, mechanism, ops
from ..axes import strain
from ..barrier.contents import colonic_loosening, small_bowel_loosening
from ..immune.contents import restraint
from .akkermansia_links import cells_half
from .contents import strain_level

calming_gain = Parameter("calming_gain", "1", (strain,), sparse=True)
tightening_gain = Parameter("tightening_gain", "1", (strain,), sparse=True)


@mechanism(reads=[strain_level], sets=[restraint], parameters=[calming_gain, cells_half], evidence="C")
def probiotics_and_inflammation(x, p):
    """Lactobacilli and bifidobacteria lower CRP a little in pooled trials, mostly of ill people, and TNF not for sure.

    Small trials with many strains and doses; one number for both kinds of bacteria.
    """
    return [restraint.times(ops.exp(-ops.total(p.calming_gain * ops.saturating(x.strain_level, p.cells_half), strain)))]


@mechanism(
    reads=[strain_level],
    sets=[colonic_loosening, small_bowel_loosening],
    parameters=[tightening_gain, cells_half],
    evidence="C",
)
def probiotics_and_junctions(x, p):
    """Lactobacilli and bifidobacteria lower zonulin and endotoxin of pooled trials with little certainty; permeability was not measured.

    Zonulin is no measure of permeability, so that the median is nothing.
    """
    tighter = ops.exp(-ops.total(p.tightening_gain * ops.saturating(x.strain_level, p.cells_half), strain))
    return [colonic_loosening.times(tighter), small_bowel_loosening.times(tighter)]
