"""GLP-1: release, truncation, clearance, and what it does to beta cells."""

from ...network import Parameter, Reaction, mechanism
from ..host.covariates import weight
from ..insulin.contents import secretory_response
from .contents import (
    glp1,
    glp1_infusion,
    glp1_intact,
    glp1_intact_mass,
    glp1_level,
    glp1_metabolite_mass,
    l_cell_response,
    nutrient_call,
    scfa_call_relative,
)
from .scfa_receptors import scfa_rest

glp1_rest = Parameter("glp1_rest", "mmol/L")
intact_clearance = Parameter("intact_clearance", "L/g/h")
intact_rate = Parameter("intact_rate", "1/h")
metabolite_clearance = Parameter("metabolite_clearance", "L/g/h")
metabolite_rate = Parameter("metabolite_rate", "1/h")
truncated_share = Parameter("truncated_share", "1")
intact_share = Parameter("intact_share", "1")
meal_gain = Parameter("glp1_meal_gain", "h/kJ")
scfa_gain = Parameter("glp1_scfa_gain", "1")
secretory_gain = Parameter("secretory_gain", "L/mmol")


@mechanism(
    reads=[glp1_intact_mass, glp1_metabolite_mass],
    sets=[glp1_level, glp1, glp1_intact],
    parameters=[weight, intact_clearance, intact_rate, metabolite_clearance, metabolite_rate],
    evidence="A",
)
def glp1_levels(x, p):
    """Assays of total GLP-1 see the intact hormone and what DPP-4 leaves of it, each in its space."""
    whole = x.glp1_intact_mass * p.intact_rate / (p.intact_clearance * p.weight)
    cut = x.glp1_metabolite_mass * p.metabolite_rate / (p.metabolite_clearance * p.weight)
    return [glp1_level.set(whole), glp1_intact.set(whole), glp1.set(whole + cut)]


@mechanism(
    reads=[glp1_intact_mass, glp1_metabolite_mass, nutrient_call, scfa_call_relative, l_cell_response, glp1_infusion],
    changes=[glp1_intact_mass, glp1_metabolite_mass],
    parameters=[
        weight,
        glp1_rest,
        intact_clearance,
        intact_rate,
        metabolite_rate,
        truncated_share,
        intact_share,
        meal_gain,
        scfa_gain,
        scfa_rest,
    ],
    evidence="A",
)
def glp1_kinetics(x, p):
    """L-cells release GLP-1 at rest, with meals, and with occupied SCFA receptors; DPP-4 cuts it within two minutes, what is left lasts longer.

    Infusions and meals in people. The share that reaches blood intact is a constant. The effect of SCFA has grade C: one small trial for,
    resistant starch over a day against.
    """
    rest = p.glp1_rest * p.intact_clearance * p.weight / p.intact_share
    by_acids = (1 + p.glp1_scfa_gain * p.scfa_rest * x.scfa_call_relative) / (1 + p.glp1_scfa_gain * p.scfa_rest)
    release = rest * (by_acids + p.glp1_meal_gain * x.nutrient_call) * x.l_cell_response
    leaving = p.intact_rate * x.glp1_intact_mass
    return [
        Reaction("release", release, produces={glp1_intact_mass: p.intact_share, glp1_metabolite_mass: 1 - p.intact_share}),
        Reaction("infusion", x.glp1_infusion, produces={glp1_intact_mass: 1}),
        Reaction("loss_of_intact", leaving, {glp1_intact_mass: 1}, {glp1_metabolite_mass: p.truncated_share}),
        Reaction("loss_of_metabolite", p.metabolite_rate * x.glp1_metabolite_mass, {glp1_metabolite_mass: 1}),
    ]


@mechanism(reads=[glp1_level], sets=[secretory_response], parameters=[glp1_rest, secretory_gain], evidence="A")
def incretin_effect(x, p):
    """Intact GLP-1 amplifies the insulin that a given glucose calls, in proportion over the range of infusions.

    Graded glucose infusion with three doses in healthy people; other incretins (GIP) are in the same factor.
    """
    return [secretory_response.times((1 + p.secretory_gain * x.glp1_level) / (1 + p.secretory_gain * p.glp1_rest))]
