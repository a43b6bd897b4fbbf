"""Estrogens as plasma and liver meet them."""

from ...network import Parameter, mechanism
from ..androgen.contents import shbg_unoccupied
from ..axes import estrogen
from ..host.covariates import weight
from . import contents as c

estrogen_space = Parameter("estrogen_space", "L/g", (estrogen,))
sulfate_space = Parameter("sulfate_space", "L/g")
on_albumin = Parameter("on_albumin", "1", (estrogen,))
shbg_affinity = Parameter("shbg_affinity", "L/mmol", (estrogen,))
portal_plasma = Parameter("portal_plasma", "L/h")
first_pass_rate = Parameter("first_pass_rate", "1/h")


@mechanism(
    reads=[c.estrogen_mass, c.estrone_sulfate_mass, c.portal_estrogen, shbg_unoccupied],
    sets=[c.estrogen_level, c.estrogen_free, c.hepatic_estrogen, c.estradiol_total, c.estradiol_free_output, c.estrone, c.estriol,
          c.estrone_sulfate],
    parameters=[estrogen_space, sulfate_space, on_albumin, shbg_affinity, portal_plasma, first_pass_rate, weight],
    evidence="A",
)  # fmt: skip
def estrogens_in_plasma(x, p):
    """Albumin holds half or more of estradiol and SHBG most of the rest; the liver meets what gut blood brings on top of what circulates.

    Equilibrium dialysis in men and women. One exchanging space for each estrogen; estrogens are too few to fill SHBG, so that only the
    sites that androgens leave count.
    """
    level = x.estrogen_mass / (p.estrogen_space * p.weight)
    free = level / (1 + p.on_albumin + p.shbg_affinity * x.shbg_unoccupied)
    return [
        c.estrogen_level.set(level),
        c.estrogen_free.set(free),
        c.hepatic_estrogen.set(level + p.first_pass_rate * x.portal_estrogen / p.portal_plasma),
        c.estradiol_total.set(level.at(estrogen="estradiol")),
        c.estradiol_free_output.set(free.at(estrogen="estradiol")),
        c.estrone.set(level.at(estrogen="estrone")),
        c.estriol.set(level.at(estrogen="estriol")),
        c.estrone_sulfate.set(x.estrone_sulfate_mass / (p.sulfate_space * p.weight)),
    ]
