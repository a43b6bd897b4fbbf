"""Progesterone of corpus luteum and adrenal."""

from ...network import Parameter, Reaction, mechanism
from ..host.covariates import female, postmenopausal, surface, weight
from . import contents as c

ovarian_progesterone = Parameter("ovarian_progesterone", "mmol/h")
adrenal_progesterone = Parameter("adrenal_progesterone", "mmol/h")
progesterone_clearance = Parameter("progesterone_clearance", "L/h/cm2")
progesterone_space = Parameter("progesterone_space", "L/g")


@mechanism(
    reads=[c.progesterone_mass, c.cycle_progesterone, c.ovarian_production],
    changes=[c.progesterone_mass],
    sets=[c.progesterone],
    parameters=[ovarian_progesterone, adrenal_progesterone, progesterone_clearance, progesterone_space, female, postmenopausal, weight, surface],
    evidence="A",
)  # fmt: skip
def progesterone_balance(x, p):
    """The corpus luteum secretes progesterone in the second half of the cycle, the adrenal a little always; it is cleared within minutes.

    Daily levels of cycling women. The course over the cycle is driven, as that of estradiol is.
    """
    level = x.progesterone_mass / (p.progesterone_space * p.weight)
    luteal = p.female * (1 - p.postmenopausal) * p.ovarian_progesterone * (1 + x.cycle_progesterone) * x.ovarian_production
    return [
        Reaction("luteal_secretion", luteal, produces={c.progesterone_mass: 1}),
        Reaction("adrenal_secretion", p.adrenal_progesterone, produces={c.progesterone_mass: 1}),
        Reaction("loss", p.progesterone_clearance * p.surface * level, {c.progesterone_mass: 1}),
        c.progesterone.set(level),
    ]
