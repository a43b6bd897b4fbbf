"""Each guild works within its own range of pH."""

from ...network import Parameter, mechanism, ops
from ..axes import guild
from ..colon.contents import ph
from .guilds import tolerance

lowest_ph = Parameter("lowest_ph", "pH", (guild,))
highest_ph = Parameter("highest_ph", "pH", (guild,))
ph_slope = Parameter("ph_slope", "pH", (guild,))


@mechanism(reads=[ph], sets=[tolerance], parameters=[lowest_ph, highest_ph, ph_slope])
def acid_limits(x, p):
    """Growth falls to half at a guild's lowest and highest pH.

    Pure cultures and fermentors between pH 5.2 and 7.2: Bacteroides and E. coli are held back at 5.5, most gram-positives less so; how
    steeply differs between guilds.
    """
    return [tolerance.set(ops.rising(x.ph, p.lowest_ph, p.ph_slope) * ops.falling(x.ph, p.highest_ph, p.ph_slope))]
