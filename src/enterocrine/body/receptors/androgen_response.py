"""What androgen receptors in the nucleus do, and the dose-response curve that they make."""

from ...network import Parameter, mechanism, ops
from ..androgen.contents import androgen_free
from ..axes import androgen_ligand
from .androgen_receptor import BINDING, at_rest, effective_constant, in_nucleus, unliganded_share
from .contents import (
    androgen_ceiling,
    androgen_coupling,
    androgen_half_dose,
    androgen_interference,
    androgen_receptor_total,
    androgen_signal,
    nuclear_liganded,
    nuclear_unliganded,
)

response_half = Parameter("androgen_response_half", "1")
unliganded_potency = Parameter("unliganded_potency", "1")


@mechanism(
    reads=[nuclear_liganded, nuclear_unliganded, androgen_receptor_total, androgen_coupling, androgen_free],
    sets=[androgen_signal, androgen_half_dose, androgen_ceiling, androgen_interference],
    parameters=[*BINDING, unliganded_share, response_half, unliganded_potency],
    evidence="B",
)
def androgen_response(x, p):
    """Target genes answer to receptor with ligand in the nucleus and saturate; receptor without ligand counts for little.

    Textbook; butyrate without androgen raises PSA in LNCaP. From number and affinity of the receptors follow the greatest response and the
    free testosterone at half of it, with dihydrotestosterone in proportion. Where it saturates is an assumption.
    """
    half, share = p.androgen_response_half, in_nucleus(p)
    free_rest, bound_rest = at_rest(p)
    rest = share * ops.total(bound_rest, androgen_ligand) + p.unliganded_potency * p.unliganded_share * free_rest
    at_reference = ops.saturating(rest, half)
    active = (x.nuclear_liganded + p.unliganded_potency * x.nuclear_unliganded) * x.androgen_coupling
    most = x.androgen_receptor_total * share * x.androgen_coupling
    # Held receptor for each free testosterone, with the dihydrotestosterone that comes with it in this person and tissue.
    ratio = x.androgen_free.at(androgen="dihydrotestosterone") / x.androgen_free.at(androgen="testosterone")
    constant = effective_constant(p)
    grip = 1 / constant.at(androgen_ligand="testosterone") + (ratio + p.conversion) / constant.at(androgen_ligand="dihydrotestosterone")
    return [
        androgen_signal.set(ops.saturating(active, half) / at_reference),
        androgen_ceiling.set(ops.saturating(most, half) / at_reference),
        androgen_half_dose.set(half / (grip * (most + half))),
        androgen_interference.set(1 / x.androgen_coupling),
    ]
