"""Metformin by mouth: half of it reaches blood and leaves by the kidney unchanged, the rest stays in the bowel."""

from ...network import Parameter, Reaction, mechanism
from .contents import (
    metformin,
    metformin_in_blood,
    metformin_in_bowel,
    metformin_level,
    metformin_swallowed,
    swallowing_metformin,
)

emptying_rate = Parameter("emptying_rate", "1/h")
absorbed_share = Parameter("absorbed_share", "1")
plasma_clearance = Parameter("plasma_clearance", "L/h")
elimination_rate = Parameter("elimination_rate", "1/h")
bowel_passage = Parameter("bowel_passage", "1/h")


@mechanism(
    reads=[metformin_swallowed, swallowing_metformin, metformin_in_blood, metformin_in_bowel],
    changes=[metformin_swallowed, metformin_in_blood, metformin_in_bowel],
    sets=[metformin_level, metformin],
    parameters=[emptying_rate, absorbed_share, plasma_clearance, elimination_rate, bowel_passage],
    evidence="A",
)
def metformin_kinetics(x, p):
    """Metformin is absorbed more slowly than it is cleared, and only by half; the kidney passes it unchanged within hours.

    Labelled drug in healthy people. One space; kidneys are taken as healthy.
    """
    leaving = p.emptying_rate * x.metformin_swallowed
    level = x.metformin_in_blood * p.elimination_rate / p.plasma_clearance
    return [
        Reaction("swallowing", x.swallowing_metformin, produces={metformin_swallowed: 1}),
        Reaction(
            "absorption",
            leaving,
            {metformin_swallowed: 1},
            {metformin_in_blood: p.absorbed_share, metformin_in_bowel: 1 - p.absorbed_share},
        ),
        Reaction("elimination", p.elimination_rate * x.metformin_in_blood, {metformin_in_blood: 1}),
        Reaction("loss_with_stool", p.bowel_passage * x.metformin_in_bowel, {metformin_in_bowel: 1}),
        metformin_level.set(level),
        metformin.set(level),
    ]
