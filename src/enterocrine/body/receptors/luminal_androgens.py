"""Androgens that reach the colon's receptors from its lumen: an option, a hypothesis."""

from ...network import Parameter, mechanism, only, ops
from ..androgen.contents import androgen_free
from ..androgen.gut import luminal_androgens
from ..axes import region
from ..estrogen.contents import luminal_uptake
from ..host.covariates import weight
from .androgen_receptor import conversion, where_receptors_are
from .contents import local_androgen

uptake_rate = Parameter("uptake_rate", "1/h", (region,), table="estrogen")
mucosal_flow = Parameter("mucosal_flow", "L/g/h")
free_in_mucosa = Parameter("free_in_mucosa", "1")


@mechanism(
    reads=[androgen_free, luminal_androgens, luminal_uptake],
    sets=[local_androgen],
    parameters=[conversion, uptake_rate, mucosal_flow, free_in_mucosa, weight],
    evidence="E",
)
def androgens_of_tissues_and_lumen(x, p):
    """Receptors meet free androgens of plasma and, in the colon, those that cross its mucosa on their way from the lumen to blood.

    A hypothesis: no receptor of a human colon was ever looked at for it. How much of what crosses is free where the receptors are lies
    between the hundredth of plasma and all of it. Stands in for `receptors.tissue_androgens`.
    """
    crossing = ops.total(p.uptake_rate * x.luminal_uptake * x.luminal_androgens, region)
    added = crossing / (p.mucosal_flow * p.weight) * p.free_in_mucosa
    return [local_androgen.set(where_receptors_are(p, x.androgen_free) + added * only(local_androgen, tissue="colon"))]
