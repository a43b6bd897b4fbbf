"""Body fat, sex and what is the person's own, in the response to insulin."""

from ...network import Parameter, mechanism, ops
from ..host.adiposity import fat_mass, reference_fat_mass
from ..host.covariates import female
from .contents import adiposity_response, liver_response, muscle_response

fat_exponent = Parameter("fat_exponent", "1")
liver_fat_share = Parameter("liver_fat_share", "1")
womens_fat = Parameter("womens_fat", "1")
own_response = Parameter("own_response", "1")


@mechanism(
    sets=[adiposity_response, muscle_response, liver_response],
    parameters=[fat_mass, reference_fat_mass, female, fat_exponent, liver_fat_share, womens_fat, own_response],
    evidence="A",
)
def fat_and_insulin_response(x, p):
    """The more body fat, the less muscle, fat and liver answer to insulin, the liver least; women carry more fat at the same response.

    Clamps in lean and obese people: the liver of obese people with normal glucose tolerance lags at low insulin only. Total fat stands for that
    within belly and liver, which matters more; why people of equal fat differ is left to a factor of their own.
    """
    expected = p.reference_fat_mass * (1 + p.womens_fat * p.female)
    leaner = ops.power(expected / p.fat_mass, p.fat_exponent)
    response = p.own_response * leaner
    return [
        adiposity_response.set(response),
        muscle_response.times(response),
        liver_response.times(p.own_response * ops.power(leaner, p.liver_fat_share)),
    ]
