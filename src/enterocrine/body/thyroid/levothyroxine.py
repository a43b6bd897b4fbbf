"""Levothyroxine by mouth, and the fibre in its way."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import fibre, nutrient
from ..insulin.appearance import solid_emptying
from ..upper_gut.contents import stomach
from .contents import fibre_present, levothyroxine, swallowing_levothyroxine, t4_mass

absorption_rate = Parameter("absorption_rate", "1/h")
absorbed_share = Parameter("absorbed_share", "1")
fibre_hold = Parameter("fibre_hold", "1/g")
fibre_passage = Parameter("fibre_passage", "1/h")
t4_weight = Parameter("t4_weight", "g/mmol")


@mechanism(
    reads=[levothyroxine, swallowing_levothyroxine, fibre_present, stomach],
    changes=[levothyroxine, fibre_present, t4_mass],
    parameters=[absorption_rate, absorbed_share, fibre_hold, fibre_passage, t4_weight, solid_emptying],
    evidence="B",
)
def swallowed_levothyroxine(x, p):
    """About two thirds of a dose of levothyroxine is absorbed within hours, less of it where there is much fibre in the small bowel.

    Product information; that fibre lowers absorption is stated there without a size, so that its strength is wide. A link from diet to a
    drug that needs no microbes.
    """
    eaten = ops.total(p.emptying * x.stomach.take(nutrient, fibre), fibre)
    leaving = p.absorption_rate * x.levothyroxine
    share = p.absorbed_share / (1 + p.fibre_hold * x.fibre_present)
    return [
        Reaction("fibre_eaten", eaten, produces={fibre_present: 1}),
        Reaction("fibre_passing", p.fibre_passage * x.fibre_present, {fibre_present: 1}),
        Reaction("swallowing", x.swallowing_levothyroxine, produces={levothyroxine: 1}),
        Reaction("absorption", leaving, {levothyroxine: 1}, {t4_mass: share / p.t4_weight}),
    ]
