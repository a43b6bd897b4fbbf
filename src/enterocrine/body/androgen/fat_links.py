"""Body fat and androgens: aromatase in fat, and androgens of ovary and adrenals."""

from ...network import Parameter, mechanism, ops
from ..estrogen.contents import aromatisation
from ..host.adiposity import fat_mass, reference_fat_mass
from ..host.covariates import female
from .contents import theca_response
from .shbg_links import relative_fat, womens_fat

aromatase_of_fat = Parameter("aromatase_of_fat", "1")
theca_of_fat = Parameter("theca_of_fat", "1")


@mechanism(
    sets=[aromatisation], parameters=[fat_mass, reference_fat_mass, womens_fat, female, aromatase_of_fat], evidence="A"
)
def fat_and_aromatase(x, p):
    """Fat tissue holds most of the aromatase outside the gonads: the more fat, the more androgen becomes estrogen.

    Labelled androstenedione in lean and obese people; levels of estradiol and estrone in men and in women after menopause.
    """
    return [aromatisation.times(ops.power(relative_fat(p), p.aromatase_of_fat))]


@mechanism(
    sets=[theca_response], parameters=[fat_mass, reference_fat_mass, womens_fat, female, theca_of_fat], evidence="B"
)
def fat_and_womens_androgens(x, p):
    """Women with more body fat make more androgen, so that their total stays while clearance rises and SHBG falls, and the free rises.

    Women of a national sample; which part of it insulin carries is not told apart.
    """
    return [theca_response.times(ops.power(relative_fat(p), p.theca_of_fat))]
