"""Colonic fermentation and the response to insulin."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import scfa
from ..colon.contents import portal_release
from ..host.covariates import female
from .contents import adiposity_response, fermentation_of_late, liver_response, muscle_response

fermentation_gain = Parameter("fermentation_gain", "1")
fermentation_half = Parameter("fermentation_half", "mmol/h")
fermentation_rest = Parameter("fermentation_rest", "mmol/h")
fermentation_memory = Parameter("fermentation_memory", "1/h")
muscle_part = Parameter("muscle_part", "1")
womens_share = Parameter("womens_share", "1")
need = Parameter("need", "1")


@mechanism(
    reads=[portal_release, fermentation_of_late, adiposity_response],
    changes=[fermentation_of_late],
    sets=[muscle_response, liver_response],
    parameters=[fermentation_gain, fermentation_half, fermentation_rest, fermentation_memory, muscle_part, womens_share, need, female],
    evidence="C",
)
def fermentation_and_insulin_response(x, p):
    """Weeks of more fermentation, as with resistant starch, raise the response of the liver to insulin, and that of muscle less.

    Trials in people are mixed: large in men with a large waist, none in women of the same trial; in one trial a meal test, which the liver
    decides, gained twice what a clamp did, which muscle decides. The carrier is not known; SCFA reaching portal blood stand for it,
    saturating. More in men, and at most twice the effect where the response is low.
    """
    above = ops.saturating(x.fermentation_of_late, p.fermentation_half) - ops.saturating(p.fermentation_rest, p.fermentation_half)
    by_sex = 1 - p.female * (1 - p.womens_share)
    by_need = 2 / (1 + ops.power(x.adiposity_response, p.need))
    gained = p.fermentation_gain * by_sex * by_need * above
    return [
        Reaction("noticing", p.fermentation_memory * ops.total(x.portal_release, scfa), produces={fermentation_of_late: 1}),
        Reaction("forgetting", p.fermentation_memory * x.fermentation_of_late, {fermentation_of_late: 1}),
        muscle_response.times(ops.exp(p.muscle_part * gained)),
        liver_response.times(ops.exp(gained)),
    ]
