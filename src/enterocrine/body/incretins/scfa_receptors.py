"""Short-chain fatty acids at the receptors of colonic L-cells."""

from ...network import Parameter, mechanism, ops
from ..axes import acid, ffar, region, scfa
from ..blood.circulation import arterial_scfa
from ..colon.contents import absorbed_acids
from ..host.covariates import weight
from .contents import receptor_occupancy, scfa_call, scfa_call_relative

mucosal_flow = Parameter("mucosal_flow", "L/g/h", (region,))
receptor_half = Parameter("receptor_half", "mmol/L", (ffar, scfa))
l_cell_share = Parameter("l_cell_share", "1", (region,))
receptor_weight = Parameter("receptor_weight", "1", (ffar,))
scfa_rest = Parameter("scfa_rest", "1")


@mechanism(
    reads=[absorbed_acids, arterial_scfa],
    sets=[receptor_occupancy, scfa_call, scfa_call_relative],
    parameters=[weight, mucosal_flow, receptor_half, l_cell_share, receptor_weight, scfa_rest],
    evidence="C",
)
def free_fatty_acid_receptors(x, p):
    """Propionate, acetate and butyrate occupy FFAR2 and FFAR3 of L-cells from the side of the blood, more in each region the more is absorbed there.

    Human receptors in cells. Against what the lumen holds they would always be full; what leaves the mucosa lies on their slope. Their
    affinities differ tenfold between assays, and L-cells grow denser towards the rectum.
    """
    crossing = x.absorbed_acids.take(acid, scfa) / (p.mucosal_flow * p.weight)
    bound = ops.total((crossing + x.arterial_scfa) / p.receptor_half, scfa)
    occupied = bound / (1 + bound)
    call = ops.total(occupied * p.l_cell_share * p.receptor_weight, region, ffar)
    return [receptor_occupancy.set(occupied), scfa_call.set(call), scfa_call_relative.set(call / p.scfa_rest)]
