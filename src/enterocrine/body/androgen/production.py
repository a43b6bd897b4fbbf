"""Where androgens come from: testis or ovary at the call of LH, and the adrenals."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import androgen, sex
from ..host.covariates import age, female, of_own_sex, reference_age
from .contents import androgen_mass, gonadal_secretion, leydig_response, lh_level, theca_response
from .gonadotropins import lh_rest

gonadal_rest = Parameter("gonadal_rest", "mmol/h", (sex, androgen), sparse=True)
gonadal_capacity = Parameter("gonadal_capacity", "1", (sex,))
gonadal_half = Parameter("gonadal_half", "IU/L", (sex,))
gonadal_ageing = Parameter("gonadal_ageing", "1", (sex,))
adrenal_rest = Parameter("adrenal_rest", "mmol/h", (sex, androgen), sparse=True)
adrenal_capacity = Parameter("adrenal_capacity", "1")
adrenal_ageing = Parameter("adrenal_ageing", "1")


@mechanism(
    reads=[lh_level, leydig_response, theca_response],
    changes=[androgen_mass],
    sets=[gonadal_secretion],
    parameters=[age, reference_age, female, lh_rest, gonadal_rest, gonadal_capacity, gonadal_half, gonadal_ageing],
    evidence="A",
)
def gonadal_androgens(x, p):
    """LH makes the testis secrete testosterone, and the ovary androstenedione and some testosterone, with saturation; both give less with age.

    Levels and labelled hormones in men and women. Older men's free testosterone falls while LH rises, so that the loss lies in the testis;
    total testosterone hardly falls, as SHBG rises. The ovary's androgens fall from the twenties on, without a step at menopause.
    """
    half = of_own_sex(p.gonadal_half, p)
    called = ops.saturating(x.lh_level, half) / ops.saturating(of_own_sex(p.lh_rest, p), half)
    aged = ops.power(p.age / p.reference_age, of_own_sex(p.gonadal_ageing, p))
    response = (1 - p.female) * x.leydig_response + p.female * x.theca_response
    secreted = of_own_sex(p.gonadal_rest, p) * of_own_sex(p.gonadal_capacity, p) * called * aged * response
    return [Reaction("secretion", secreted, produces={androgen_mass: 1}), gonadal_secretion.set(secreted)]


@mechanism(
    reads=[theca_response],
    changes=[androgen_mass],
    parameters=[age, reference_age, female, adrenal_rest, adrenal_capacity, adrenal_ageing],
    evidence="A",
)
def adrenal_androgens(x, p):
    """The adrenals secrete androstenedione, and a little testosterone or what becomes it, less with age and whatever LH does.

    Castrate and treated people keep this part. It is taken as one secretion with that of what tissues make from adrenal precursors.
    """
    aged = ops.power(p.age / p.reference_age, p.adrenal_ageing)
    response = 1 - p.female + p.female * x.theca_response
    secreted = of_own_sex(p.adrenal_rest, p) * p.adrenal_capacity * aged * response
    return [Reaction("secretion", secreted, produces={androgen_mass: 1})]
