"""Receptors out of their cells: the binding domain on a chip under a flow, and the receptor of an extract in the cold."""

from ...network import Input, Output, Parameter, Pool, Reaction, mechanism, ops
from ..axes import estrogen
from .estrogen_receptor import association, dissociation
from .medium import medium_estrogen

methyltrienolone_association = Parameter("methyltrienolone_association", "L/mmol/h")
methyltrienolone_dissociation = Parameter("methyltrienolone_dissociation", "1/h")

medium_methyltrienolone = Input("medium_methyltrienolone", "mmol/L", (), "methyltrienolone (R1881) of an extract")
domain_held = Pool("domain_held", "1", (estrogen,), "share of a purified binding domain of estrogen receptor alpha that holds each estrogen")
extract_held = Pool("extract_held", "1", (), "share of the androgen receptor of an extract that holds methyltrienolone")

sensorgram = Output("sensorgram", "1", (estrogen,), "signal of the chip, over that of a domain which is held whole", grade="B")
extract_constant = Output(
    "extract_constant", "nmol/L", (), "methyltrienolone at which half of the androgen receptor of an extract would be held", grade="C"
)


@mechanism(reads=[medium_estrogen, domain_held], changes=[domain_held], sets=[sensorgram], parameters=[association, dissociation], evidence="B")
def domain_on_a_chip(x, p):
    """A purified domain is neither made nor lost: estrogens of the flow find it and leave it with their rates, one site each.

    Ligand-binding domain on a biosensor. The flow is taken to be fast, so that the surface meets what flows in.
    """
    empty = 1 - ops.total(x.domain_held, estrogen)
    return [
        Reaction("binding", p.estrogen_association * x.medium_estrogen * empty, produces={domain_held: 1}),
        Reaction("release", p.estrogen_dissociation * x.domain_held, {domain_held: 1}),
        sensorgram.set(x.domain_held),
    ]


@mechanism(
    reads=[medium_methyltrienolone, extract_held],
    changes=[extract_held],
    sets=[extract_constant],
    parameters=[methyltrienolone_association, methyltrienolone_dissociation],
    evidence="C",
)
def androgen_receptor_of_an_extract(x, p):
    """A synthetic androgen that no enzyme takes is left with the receptor of an extract in the cold, where none is made or lost.

    Rates from liver of rats; the constant is read from one point of the binding curve, as for estrogens.
    """
    empty = 1 - x.extract_held
    return [
        Reaction("binding", p.methyltrienolone_association * x.medium_methyltrienolone * empty, produces={extract_held: 1}),
        Reaction("release", p.methyltrienolone_dissociation * x.extract_held, {extract_held: 1}),
        extract_constant.set(x.medium_methyltrienolone * empty / x.extract_held),
    ]
