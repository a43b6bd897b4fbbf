"""Estrogens as plasma and liver meet them."""

from ...network import Parameter, Reaction, mechanism
from ..androgen.contents import shbg_unoccupied
from ..axes import estrogen
from ..host.adiposity import fat_mass
from ..host.covariates import weight
from . import contents as c

estrogen_space = Parameter("estrogen_space", "L/g", (estrogen,))
tissue_space = Parameter("tissue_space", "L/g", (estrogen,))
tissue_exchange = Parameter("tissue_exchange", "L/h/g", (estrogen,))
fat_space = Parameter("fat_space", "L/g", (estrogen,))
fat_flow = Parameter("fat_flow", "L/h/g")
sulfate_space = Parameter("sulfate_space", "L/g")
on_albumin = Parameter("on_albumin", "1", (estrogen,))
shbg_affinity = Parameter("shbg_affinity", "L/mmol", (estrogen,))
portal_plasma = Parameter("portal_plasma", "L/h")
first_pass_rate = Parameter("first_pass_rate", "1/h")
direct_assay = Parameter("direct_assay", "1")


@mechanism(
    reads=[c.estrogen_mass, c.estrone_sulfate_mass, c.portal_estrogen, shbg_unoccupied],
    sets=[c.estrogen_level, c.estrogen_free, c.hepatic_estrogen, c.estradiol_total, c.estradiol_free_output, c.estrone, c.estriol,
          c.estrone_sulfate, c.estrone_sulfate_direct],
    parameters=[estrogen_space, sulfate_space, on_albumin, shbg_affinity, portal_plasma, first_pass_rate, direct_assay, weight],
    evidence="A",
)  # fmt: skip
def estrogens_in_plasma(x, p):
    """Albumin holds half or more of estradiol and SHBG most of the rest; the liver meets what gut blood brings on top of what circulates.

    Equilibrium dialysis in men and women. Estrogens are too few to fill SHBG, so that only the sites that androgens leave count.
    Immunoassays of the sulfate fall into two families that differ about twofold; the lower one is taken for the level.
    """
    level = x.estrogen_mass / (p.estrogen_space * p.weight)
    sulfate = x.estrone_sulfate_mass / (p.sulfate_space * p.weight)
    free = level / (1 + p.on_albumin + p.shbg_affinity * x.shbg_unoccupied)
    return [
        c.estrogen_level.set(level),
        c.estrogen_free.set(free),
        c.hepatic_estrogen.set(level + p.first_pass_rate * x.portal_estrogen / p.portal_plasma),
        c.estradiol_total.set(level.at(estrogen="estradiol")),
        c.estradiol_free_output.set(free.at(estrogen="estradiol")),
        c.estrone.set(level.at(estrogen="estrone")),
        c.estriol.set(level.at(estrogen="estriol")),
        c.estrone_sulfate.set(sulfate),
        c.estrone_sulfate_direct.set(p.direct_assay * sulfate),
    ]


@mechanism(
    reads=[c.estrogen_level, c.estrogen_in_tissues],
    changes=[c.estrogen_mass, c.estrogen_in_tissues],
    parameters=[tissue_space, tissue_exchange, weight],
    evidence="A",
)
def estrogens_in_and_out_of_tissues(x, p):
    """Estrogens leave blood for organs and muscle within minutes and come back within half an hour.

    Pulses of labelled estradiol and estrone in women, whose first space is that of blood and well-perfused organs. What is slower is fat;
    neither moves a level at rest.
    """
    outward = p.tissue_exchange * p.weight * x.estrogen_level
    back = p.tissue_exchange * x.estrogen_in_tissues / p.tissue_space
    return [
        Reaction("outward", outward, {c.estrogen_mass: 1}, {c.estrogen_in_tissues: 1}),
        Reaction("back", back, {c.estrogen_in_tissues: 1}, {c.estrogen_mass: 1}),
    ]


@mechanism(
    reads=[c.estrogen_level, c.estrogen_in_fat],
    changes=[c.estrogen_mass, c.estrogen_in_fat],
    parameters=[fat_space, fat_flow, fat_mass],
    evidence="A",
)
def estrogens_in_and_out_of_fat(x, p):
    """Fat holds more estrogen than blood does, and the little blood that it gets brings it: the slow end of the course of a label.

    Women's pulses need three exponentials, and phases of 20 and 70 min follow the first minutes; flow through fat by xenon washout. The
    content of fat is set by that course and agrees with fat of women, where levels are above those of plasma.
    """
    outward = p.fat_flow * p.fat_mass * x.estrogen_level
    back = p.fat_flow * x.estrogen_in_fat / p.fat_space
    return [
        Reaction("outward", outward, {c.estrogen_mass: 1}, {c.estrogen_in_fat: 1}),
        Reaction("back", back, {c.estrogen_in_fat: 1}, {c.estrogen_mass: 1}),
    ]
