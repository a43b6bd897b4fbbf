"""Nutrients at the absorbing mucosa, and the glucose they bring into the circulation."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import absorbable, eaten_absorbable, nutrient
from ..upper_gut.contents import stomach
from .contents import absorbing, drink, glucose_appearance, nutrient_absorption

solid_emptying = Parameter("emptying", "1/h", table="upper_gut")
ileal_escape = Parameter("ileal_escape", "1", (nutrient,), table="upper_gut")
liquid_emptying = Parameter("liquid_emptying", "1/h")
uptake = Parameter("mucosal_uptake", "1/h")
glucose_yield = Parameter("glucose_yield", "mmol/g", (absorbable,), sparse=True)
splanchnic_escape = Parameter("splanchnic_escape", "1")


@mechanism(
    reads=[stomach, drink, absorbing],
    changes=[drink, absorbing],
    sets=[nutrient_absorption, glucose_appearance],
    parameters=[solid_emptying, ileal_escape, liquid_emptying, uptake, glucose_yield, splanchnic_escape],
    evidence="A",
)
def glucose_from_food(x, p):
    """What leaves the stomach is taken up within minutes of reaching the duodenum; starch and sugars bring glucose, less what gut and liver keep.

    Tracer meals in people. A copy of the digested flow for the hormones' sake: the matter itself is accounted for in digestion. Linear:
    fat does not slow emptying here.
    """
    eaten = p.emptying * x.stomach * (1 - p.ileal_escape)
    solid = eaten.take(nutrient, eaten_absorbable).place(absorbable, eaten_absorbable)
    liquid = p.liquid_emptying * x.drink
    taken = p.mucosal_uptake * x.absorbing
    return [
        Reaction("emptying_of_food", solid, produces={absorbing: 1}),
        Reaction("emptying_of_drink", liquid, {drink: 1}, {absorbing: _glucose()}),
        Reaction("mucosal_uptake", taken, {absorbing: 1}),
        nutrient_absorption.set(taken),
        glucose_appearance.set(ops.total(taken * p.glucose_yield, absorbable) * p.splanchnic_escape),
    ]


def _glucose():
    from ...network import only

    return only(absorbing, absorbable="glucose")
