"""Ovarian secretion of estrogens over cycle and life."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..androgen.contents import lh_level
from ..host.covariates import female, postmenopausal
from . import contents as c

ovarian_estradiol = Parameter("ovarian_estradiol", "mmol/h")
ovarian_estrone = Parameter("ovarian_estrone", "mmol/h")
ovary_lh_half = Parameter("ovary_lh_half", "IU/L")
ovary_lh_rest = Parameter("ovary_lh_rest", "IU/L")


@mechanism(
    reads=[c.cycle_estradiol, c.ovarian_production],
    changes=[c.estrogen_mass],
    parameters=[ovarian_estradiol, ovarian_estrone, female, postmenopausal],
    evidence="A",
)
def ovarian_secretion(x, p):
    """Before the menopause the ovary secretes estradiol, and less estrone, day by day as the published course of the cycle says.

    Levels and clearance in cycling women. The cycle is driven, not generated: no follicles grow here. Nothing is left after the menopause.
    """
    working = p.female * (1 - p.postmenopausal) * (1 + x.cycle_estradiol) * x.ovarian_production
    return [
        Reaction(f"{name}_secretion", working * rate, produces={c.estrogen_mass: only(c.estrogen_mass, estrogen=name)})
        for name, rate in (("estradiol", p.ovarian_estradiol), ("estrone", p.ovarian_estrone))
    ]


@mechanism(reads=[lh_level], sets=[c.ovarian_production], parameters=[ovary_lh_half, ovary_lh_rest], evidence="A")
def ovary_and_luteinising_hormone(x, p):
    """Without luteinising hormone the ovary falls silent, as under a GnRH analogue; at any usual level it hardly notices.

    Pharmacology of GnRH analogues in women; a low half-saturation, so that the course of the cycle stays that of its days.
    """
    return [c.ovarian_production.times(ops.saturating(x.lh_level, p.ovary_lh_half) / ops.saturating(p.ovary_lh_rest, p.ovary_lh_half))]
