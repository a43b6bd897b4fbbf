"""Eaten fat and the making of estrogens."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import nutrient
from ..host.covariates import postmenopausal
from ..upper_gut.contents import stomach
from . import contents as c

emptying = Parameter("emptying", "1/h", table="upper_gut")
energy_content = Parameter("energy_content", "kJ/g", (nutrient,))
diet_memory = Parameter("diet_memory", "1/h")
fat_rest = Parameter("fat_rest", "1")
fat_on_ovary = Parameter("fat_on_ovary", "1")
fat_on_aromatase = Parameter("fat_on_aromatase", "1")


@mechanism(
    reads=[stomach, c.energy_of_late, c.fat_of_late],
    changes=[c.energy_of_late, c.fat_of_late],
    sets=[c.dietary_fat_share],
    parameters=[emptying, energy_content, diet_memory],
    evidence="A",
)
def fat_of_the_diet(x, p):
    """The share of eaten energy that is fat, over the weeks that hormones take to answer."""
    eaten = p.diet_memory * p.emptying * x.stomach * p.energy_content
    return [
        Reaction("eating", ops.total(eaten, nutrient), produces={c.energy_of_late: 1}),
        Reaction("eating_fat", eaten.at(nutrient="fat"), produces={c.fat_of_late: 1}),
        Reaction("forgetting", p.diet_memory * x.energy_of_late, {c.energy_of_late: 1}),
        Reaction("forgetting_fat", p.diet_memory * x.fat_of_late, {c.fat_of_late: 1}),
        c.dietary_fat_share.set(x.fat_of_late / x.energy_of_late),
    ]


@mechanism(reads=[c.dietary_fat_share], sets=[c.ovarian_production], parameters=[fat_on_ovary, fat_rest], evidence="B")
def dietary_fat_and_ovary(x, p):
    """Less fat in the diet lowers estradiol of women before the menopause a little.

    Trials of fat reduction, pooled; what carries it is not known, and cross-sectional cohorts see nothing. Log-linear in the share of fat.
    """
    return [c.ovarian_production.times(ops.exp(p.fat_on_ovary * (x.dietary_fat_share - p.fat_rest)))]


@mechanism(reads=[c.dietary_fat_share], sets=[c.aromatisation], parameters=[fat_on_aromatase, fat_rest, postmenopausal], evidence="C")
def dietary_fat_and_aromatase(x, p):
    """After the menopause less fat in the diet lowers estradiol by more: set at the making of estrogen outside the gonads.

    The same pooled trials, of which two went down to a tenth of energy and carry much of the effect; weight fell in some. Site assumed.
    """
    return [c.aromatisation.times(ops.exp(p.fat_on_aromatase * p.postmenopausal * (x.dietary_fat_share - p.fat_rest)))]
