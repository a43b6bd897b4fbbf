"""Inflammation and L-cells."""

from ...network import Parameter, mechanism, ops
from ..immune.contents import cytokines
from ..immune.cytokine_release import rest_level
from .contents import l_cell_response

il6_gain = Parameter("il6_gain", "1")
il6_half = Parameter("il6_half", "1")


@mechanism(reads=[cytokines], sets=[l_cell_response], parameters=[rest_level, il6_gain, il6_half], evidence="B")
def inflammatory_release(x, p):
    """Interleukin-6 makes L-cells release more GLP-1: inflammation raises it.

    Mice, where interleukin-6 is needed for it; in intensive care GLP-1 goes with CRP. Assumed to saturate.
    """
    level = x.cytokines.at(cytokine="il6") / p.rest_level.at(cytokine="il6")
    return [l_cell_response.times(ops.exp(p.il6_gain * (ops.saturating(level, p.il6_half) - ops.saturating(1, p.il6_half))))]
