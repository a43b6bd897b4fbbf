"""SHBG: made by the liver, slowly lost."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import sex
from ..host.covariates import age, female, of_own_sex, reference_age
from .contents import shbg, shbg_level, shbg_production

shbg_rest = Parameter("shbg_rest", "mmol/L", (sex,))
shbg_ageing = Parameter("shbg_ageing", "1/h", (sex,))
shbg_rate = Parameter("shbg_rate", "1/h")


@mechanism(
    reads=[shbg_level, shbg_production],
    changes=[shbg_level],
    sets=[shbg],
    parameters=[age, reference_age, female, shbg_rest, shbg_ageing, shbg_rate],
    evidence="A",
)
def shbg_turnover(x, p):
    """The liver makes SHBG and it leaves plasma over days; women make nearly twice as much as men, and men more with every year.

    Levels in national samples and cohorts; half-life and production were never measured directly.
    """
    aged = ops.exp(of_own_sex(p.shbg_ageing, p) * (p.age - p.reference_age))
    made = p.shbg_rate * of_own_sex(p.shbg_rest, p) * aged * x.shbg_production
    return [
        Reaction("making", made, produces={shbg_level: 1}),
        Reaction("loss", p.shbg_rate * x.shbg_level, {shbg_level: 1}),
        shbg.set(x.shbg_level),
    ]
