"""Conjugated and hydroxylated estrogens in blood, and the urine."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import estrogen
from ..host.covariates import surface, weight
from . import contents as c
from .plasma import sulfate_space

glucuronide_space = Parameter("glucuronide_space", "L/g")
sulfate_clearance = Parameter("sulfate_clearance", "L/h/cm2")
sulfate_to_bile = Parameter("sulfate_to_bile", "1")
sulfate_to_urine = Parameter("sulfate_to_urine", "1")
sulfate_to_estrone = Parameter("sulfate_to_estrone", "1")
sulfate_oxidised = Parameter("sulfate_oxidised", "1")
renal_rate = Parameter("renal_rate", "1/h")
hydroxylated_rate = Parameter("hydroxylated_rate", "1/h")


@mechanism(
    reads=[c.estrone_sulfate_mass, c.estrogen_glucuronide_mass, c.hydroxylated_estrogen],
    changes=[c.estrone_sulfate_mass, c.estrogen_glucuronide_mass, c.hydroxylated_estrogen, c.estrogen_mass, c.biliary_conjugates,
             c.urine_estrogen],
    sets=[c.urinary_estrogens, c.urinary_glucuronides, c.urinary_estrogen_metabolites, c.estrogen_glucuronides],
    parameters=[sulfate_clearance, sulfate_to_bile, sulfate_to_urine, sulfate_to_estrone, sulfate_oxidised, renal_rate, hydroxylated_rate,
                sulfate_space, glucuronide_space, surface, weight],
    evidence="A",
)  # fmt: skip
def conjugates_in_blood(x, p):
    """Estrone sulfate is the large, slow pool: bile takes most of it, little becomes estrone again; glucuronides leave with urine.

    Tracers and hepatic-vein samples in people. Catechols and other oxidised estrogens are followed as one pool that urine takes.
    """
    cleared = p.sulfate_clearance * p.surface * x.estrone_sulfate_mass / (p.sulfate_space * p.weight)
    share = cleared / (p.sulfate_to_bile + p.sulfate_to_urine + p.sulfate_to_estrone + p.sulfate_oxidised)
    sulfate = share * p.sulfate_to_urine
    glucuronides = p.renal_rate * x.estrogen_glucuronide_mass
    oxidised = p.hydroxylated_rate * x.hydroxylated_estrogen
    into_bile = only(c.biliary_conjugates, estrogen="estrone", conjugate="sulfate")
    estrone = only(c.estrogen_mass, estrogen="estrone")
    return [
        Reaction("sulfate_to_bile", share * p.sulfate_to_bile, {c.estrone_sulfate_mass: 1}, {c.biliary_conjugates: into_bile}),
        Reaction("sulfate_to_urine", sulfate, {c.estrone_sulfate_mass: 1}, {c.urine_estrogen: 1}),
        Reaction("desulfation", share * p.sulfate_to_estrone, {c.estrone_sulfate_mass: 1}, {c.estrogen_mass: estrone}),
        Reaction("oxidation", share * p.sulfate_oxidised, {c.estrone_sulfate_mass: 1}, {c.hydroxylated_estrogen: 1}),
        Reaction("glucuronides_to_urine", glucuronides, {c.estrogen_glucuronide_mass: 1}, {c.urine_estrogen: 1}),
        Reaction("hydroxylated_to_urine", oxidised, {c.hydroxylated_estrogen: 1}, {c.urine_estrogen: 1}),
        c.urinary_estrogens.set(ops.total(glucuronides, estrogen) + sulfate),
        c.urinary_glucuronides.set(glucuronides),
        c.urinary_estrogen_metabolites.set(oxidised),
        c.estrogen_glucuronides.set(x.estrogen_glucuronide_mass / (p.glucuronide_space * p.weight)),
    ]
