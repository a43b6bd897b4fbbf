"""Testosterone in the morning."""

from ...network import Parameter, mechanism, ops
from ..axes import sex
from ..host.covariates import age, female, of_own_sex, reference_age
from .contents import androgen_cleared, androgen_level, gonadal_secretion, testosterone_morning

morning_rise = Parameter("morning_rise", "1", (sex,))
rhythm_ageing = Parameter("rhythm_ageing", "1/h")


@mechanism(
    reads=[androgen_level, androgen_cleared, gonadal_secretion],
    sets=[testosterone_morning],
    parameters=[age, reference_age, female, morning_rise, rhythm_ageing],
    evidence="B",
)
def morning_testosterone(x, p):
    """Testosterone peaks about eight in the morning, by a fifth of its mean in young men and by less and less with age.

    Two and more samples a day in men; a cosine with that peak. The state carries the day's mean, so that people settle; blood of most trials
    is drawn in the morning and compares with this. Testosterone that is given has no rhythm: the rise goes with the gonad's part.
    """
    testosterone = {"androgen": "testosterone"}
    own = x.gonadal_secretion.at(**testosterone)
    share = 2 * own / (own + x.androgen_cleared.at(**testosterone))
    rise = of_own_sex(p.morning_rise, p) * ops.exp(p.rhythm_ageing * (p.reference_age - p.age))
    return [testosterone_morning.set(x.androgen_level.at(**testosterone) * (1 + rise * share))]
