"""What tunes the liver's making of SHBG: body fat, insulin, estrogen as the liver meets it, androgens, thyroid hormone."""

from ...network import Parameter, mechanism, ops
from ..axes import estrogen, sex
from ..estrogen.contents import hepatic_estrogen
from ..host.adiposity import fat_mass, reference_fat_mass
from ..host.covariates import female, of_own_sex
from ..insulin.contents import fasting_insulin_level
from ..insulin.glucose import insulin_reference
from ..thyroid.axis import t3_rest
from ..thyroid.contents import t3_level
from .contents import androgen_free, shbg_production
from .gonadotropins import free_testosterone_rest

womens_fat = Parameter("womens_fat", "1", table="insulin")
reference_insulin = Parameter(insulin_reference.name, insulin_reference.unit, table="insulin")
reference_t3 = Parameter(t3_rest.name, t3_rest.unit, table="thyroid")
shbg_of_fat = Parameter("shbg_of_fat", "1", (sex,))
shbg_of_insulin = Parameter("shbg_of_insulin", "1")
insulin_of_fat = Parameter("insulin_of_fat", "1")
shbg_of_thyroid = Parameter("shbg_of_thyroid", "1")
hepatic_gain = Parameter("hepatic_gain", "1")
hepatic_half = Parameter("hepatic_half", "mmol/L")
hepatic_potency = Parameter("hepatic_potency", "1", (estrogen,))
hepatic_rest = Parameter("hepatic_rest", "mmol/L")
shbg_of_testosterone = Parameter("shbg_of_testosterone", "1")
testosterone_half = Parameter("testosterone_half", "mmol/L")


def relative_fat(p):
    """Body fat over that of a person of the same sex and the reference build."""
    return p.fat_mass / (p.reference_fat_mass * (1 + p.womens_fat * p.female))


@mechanism(
    sets=[shbg_production], parameters=[fat_mass, reference_fat_mass, womens_fat, female, shbg_of_fat], evidence="A"
)
def fat_and_shbg(x, p):
    """The more body fat, the less SHBG, more so in women; so obese men have less testosterone in all at nearly the same free.

    Every cohort that measured both; that it goes with weight loss in trials too makes it causal. Carries what insulin does on average at
    that fat. No direct link from fibre or protein: where weight is the same a diet leaves SHBG alone (bran trials, national samples).
    """
    return [shbg_production.times(ops.power(relative_fat(p), of_own_sex(p.shbg_of_fat, p)))]


@mechanism(
    reads=[fasting_insulin_level],
    sets=[shbg_production],
    parameters=[reference_insulin, fat_mass, reference_fat_mass, womens_fat, female, insulin_of_fat, shbg_of_insulin],
    evidence="B",
)
def insulin_and_shbg(x, p):
    """Portal insulin lowers the making of SHBG: more insulin than body fat explains, less SHBG.

    Insulin given into the abdomen instead of under the skin, and liver cells; size from fasting insulin in a national sample. Fasting
    insulin stands for the portal level, as both come from the same secretion; what goes with fat is left to the link of fat.
    """
    expected = p.insulin_reference * ops.power(relative_fat(p), p.insulin_of_fat)
    return [shbg_production.times(ops.power(x.fasting_insulin_level / expected, p.shbg_of_insulin))]


@mechanism(
    reads=[hepatic_estrogen],
    sets=[shbg_production],
    parameters=[hepatic_gain, hepatic_half, hepatic_potency, hepatic_rest],
    evidence="A",
)
def hepatic_estrogen_and_shbg(x, p):
    """Estrogen that the liver meets raises SHBG: half as much again on swallowed estradiol, hardly on the same hormone through the skin.

    Trials in women after menopause. Half-saturation lies far above levels in plasma, so that the own cycle moves SHBG little.
    """
    met = (p.hepatic_potency * x.hepatic_estrogen).sum(estrogen)

    def response(level):
        return 1 + p.hepatic_gain * ops.saturating(level, p.hepatic_half)

    return [shbg_production.times(response(met) / response(p.hepatic_rest))]


@mechanism(
    reads=[androgen_free],
    sets=[shbg_production],
    parameters=[female, free_testosterone_rest, shbg_of_testosterone, testosterone_half],
    evidence="A",
)
def testosterone_and_shbg(x, p):
    """Testosterone lowers the making of SHBG: it falls under injected esters, and men whose testes fail have more of it.

    Healthy men and men with Klinefelter's syndrome on enanthate; it did not fall where gonadotropin raised the estradiol of the testis
    too. The free hormone is what the liver sees, on one scale for both sexes, so that the little of women hardly counts.
    """
    free = x.androgen_free.at(androgen="testosterone")
    rest = of_own_sex(p.free_testosterone_rest, p)
    return [shbg_production.times(ops.power((rest + p.testosterone_half) / (free + p.testosterone_half), p.shbg_of_testosterone))]


@mechanism(reads=[t3_level], sets=[shbg_production], parameters=[reference_t3, shbg_of_thyroid], evidence="B")
def thyroid_and_shbg(x, p):
    """Thyroid hormone raises the making of SHBG about in proportion: hyperthyroid people have several times as much.

    Patients and liver cells; short excess does not show, as SHBG turns over within weeks.
    """
    return [shbg_production.times(ops.power(x.t3_level / p.t3_rest, p.shbg_of_thyroid))]
