"""Androgens become estrogens outside the gonads."""

from ...network import Labelled, Parameter, Reaction, mechanism
from ..axes import androgen, estrogen, sex
from ..estrogen.contents import aromatisation, estrogen_mass
from ..host.covariates import female, of_own_sex
from .contents import androgen_cleared, androgen_mass

aromatised = Parameter("aromatised", "1", (sex, androgen), sparse=True)
# Testosterone becomes estradiol, androstenedione estrone; what is reduced cannot be aromatised.
BECOMES = Labelled([[1, 0, 0], [0, 0, 0], [0, 1, 0]], (androgen, estrogen))


@mechanism(
    reads=[androgen_cleared, aromatisation],
    changes=[androgen_mass, estrogen_mass],
    parameters=[female, aromatised],
    evidence="A",
)
def peripheral_aromatisation(x, p):
    """A few thousandths of testosterone come back to blood as estradiol, and one in a hundred of androstenedione as estrone.

    Labelled androgens in men and women; scaled by body fat through `aromatisation`. Taken beside clearance, to which it adds that little.
    """
    rate = x.androgen_cleared * of_own_sex(p.aromatised, p) * x.aromatisation
    return [Reaction("aromatisation", rate, {androgen_mass: 1}, {estrogen_mass: BECOMES})]
