"""LH and FSH: what the pituitary secretes and what holds it back."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import sex
from ..estrogen.contents import estrogen_free
from ..host.covariates import female, of_own_sex, postmenopausal
from .contents import (
    androgen_free,
    estradiol_expected,
    estradiol_seen,
    fsh,
    fsh_drive,
    fsh_level,
    gonadotropin_drive,
    lh,
    lh_by_radioimmunoassay,
    lh_level,
    restraint_of_late,
)

lh_rest = Parameter("lh_rest", "IU/L", (sex,))
fsh_rest = Parameter("fsh_rest", "IU/L", (sex,))
lh_rate = Parameter("lh_rate", "1/h")
fsh_rate = Parameter("fsh_rate", "1/h")
pituitary_drive = Parameter("pituitary_drive", "1")
free_testosterone_rest = Parameter("free_testosterone_rest", "mmol/L", (sex,))
free_estradiol_rest = Parameter("free_estradiol_rest", "mmol/L", (sex,))
testosterone_share = Parameter("testosterone_share", "1", (sex,))
restraint_half = Parameter("restraint_half", "1", (sex,))
restraint_order = Parameter("restraint_order", "1", (sex,))
castrate_rise = Parameter("castrate_rise", "1", (sex,))
slow_restraint = Parameter("slow_restraint", "1")
pituitary_memory = Parameter("pituitary_memory", "1/h")
inhibin_loss = Parameter("inhibin_loss", "1")
radioimmunoassay_slope = Parameter("radioimmunoassay_slope", "1")
radioimmunoassay_background = Parameter("radioimmunoassay_background", "IU/L")


@mechanism(
    reads=[lh_level, fsh_level, restraint_of_late, androgen_free, estradiol_seen, gonadotropin_drive, fsh_drive],
    changes=[lh_level, fsh_level, restraint_of_late],
    sets=[lh, fsh, lh_by_radioimmunoassay],
    parameters=[female, postmenopausal, lh_rest, fsh_rest, lh_rate, fsh_rate, pituitary_drive, free_testosterone_rest, testosterone_share,
                restraint_half, restraint_order, castrate_rise, slow_restraint, pituitary_memory, inhibin_loss, radioimmunoassay_slope,
                radioimmunoassay_background],
    evidence="A",
)  # fmt: skip
def gonadotropins(x, p):
    """Free testosterone and estradiol hold LH and FSH back: without a testis LH is seven times its rest, at twice of them a twentieth.

    Weekly testosterone in healthy men, and castrate levels: in men each step of the hormones takes nearly the same share of LH, so that a
    full dose leaves hardly any, and with it little of the own testosterone; without them the pituitary gives what it can. Less than half
    of it comes at once, the rest over weeks: a week without steroids raised LH threefold, orchidectomy eightfold. In women, of whom less
    is known, a third is left at twice. One restraint acts on both hormones, which fell in parallel; the loss of the ovary's inhibin raises
    FSH further. Radioimmunoassays of LH see something where there is none. Pulses and the surge of the cycle are not here; the surge can
    come through `gonadotropin_drive`.
    """
    part = of_own_sex(p.testosterone_share, p)
    testosterone = x.androgen_free.at(androgen="testosterone") / of_own_sex(p.free_testosterone_rest, p)
    restraint = part * testosterone + (1 - part) * x.estradiol_seen
    felt = (1 - p.slow_restraint) * restraint + p.slow_restraint * x.restraint_of_late
    half, order, most = (of_own_sex(number, p) for number in (p.restraint_half, p.restraint_order, p.castrate_rise))
    let_go = ops.power((1 + half) / (felt + half), order)
    held_back = most * let_go / (let_go + most - 1)
    drive = held_back * p.pituitary_drive * x.gonadotropin_drive
    without_inhibin = 1 + p.inhibin_loss * p.postmenopausal
    return [
        Reaction("noticing_steroids", p.pituitary_memory * restraint, produces={restraint_of_late: 1}),
        Reaction("forgetting_steroids", p.pituitary_memory * x.restraint_of_late, {restraint_of_late: 1}),
        Reaction("lh_secretion", p.lh_rate * of_own_sex(p.lh_rest, p) * drive, produces={lh_level: 1}),
        Reaction("lh_loss", p.lh_rate * x.lh_level, {lh_level: 1}),
        Reaction("fsh_secretion", p.fsh_rate * of_own_sex(p.fsh_rest, p) * drive * x.fsh_drive * without_inhibin, produces={fsh_level: 1}),
        Reaction("fsh_loss", p.fsh_rate * x.fsh_level, {fsh_level: 1}),
        lh.set(x.lh_level),
        fsh.set(x.fsh_level),
        lh_by_radioimmunoassay.set(p.radioimmunoassay_slope * x.lh_level + p.radioimmunoassay_background),
    ]


@mechanism(reads=[estrogen_free, estradiol_expected], sets=[estradiol_seen], parameters=[female, free_estradiol_rest], evidence="A")
def estradiol_and_gonadotropins(x, p):
    """The pituitary sees free estradiol relative to what people of that sex have: in men it is more than half of the restraint.

    Men without estrogen or its receptor, and on aromatase inhibitors, have high LH; so have women after menopause.
    """
    return [estradiol_seen.set(x.estrogen_free.at(estrogen="estradiol") / (of_own_sex(p.free_estradiol_rest, p) * x.estradiol_expected))]
