"""What becomes of androgens: clearance, and conversion into one another."""

from ...network import Parameter, Reaction, mechanism, only
from ..axes import androgen, sex
from ..host.covariates import female, of_own_sex, surface
from .contents import androgen_cleared, androgen_held, androgen_level, androgen_mass

clearance = Parameter("clearance", "L/cm2/h", (sex, androgen))
held_clearance = Parameter("held_clearance", "1", (sex,))
reduction = Parameter("reduction", "1", (sex, androgen), sparse=True)
oxidation = Parameter("oxidation", "1", (sex,))
reversal = Parameter("reversal", "1", (sex,))


@mechanism(
    reads=[androgen_level, androgen_held], sets=[androgen_cleared], parameters=[surface, female, clearance, held_clearance], evidence="A"
)
def androgen_clearance(x, p):
    """Tissues clear what albumin carries and little of what SHBG holds: the more SHBG, the slower the clearance and the higher the total.

    Infusions of labelled hormones. Women, with twice the SHBG, clear six tenths of what men do per body surface, which binding alone nearly
    explains; how much of what SHBG holds is cleared too is set between that and how total testosterone goes with SHBG among men, and among women.
    """
    within_reach = x.androgen_level - x.androgen_held + of_own_sex(p.held_clearance, p) * x.androgen_held
    return [androgen_cleared.set(of_own_sex(p.clearance, p) * p.surface * within_reach)]


@mechanism(
    reads=[androgen_cleared], changes=[androgen_mass], parameters=[female, reduction, oxidation, reversal], evidence="A"
)
def androgen_conversion(x, p):
    """A share of each androgen that leaves the circulation comes back as another; the rest is coupled and excreted.

    Labelled hormones given into blood and found again there as others, in men and women. What tissues keep to themselves is not counted.
    """

    def one(name):
        return only(androgen_mass, androgen=name)

    reduced, oxidised, reversed_ = (of_own_sex(share, p) for share in (p.reduction, p.oxidation, p.reversal))
    becomes_other = reduced + one("testosterone") * oxidised + one("androstenedione") * reversed_
    from_testosterone, from_androstenedione = (x.androgen_cleared.at(androgen=name) for name in ("testosterone", "androstenedione"))
    return [
        Reaction("excretion", x.androgen_cleared * (1 - becomes_other), {androgen_mass: 1}),
        *(
            Reaction(f"reduction_of_{name}", x.androgen_cleared.at(androgen=name) * reduced.at(androgen=name),
                     {androgen_mass: one(name)}, {androgen_mass: one("dihydrotestosterone")})
            for name in ("testosterone", "androstenedione")
        ),
        Reaction("oxidation", from_testosterone * oxidised, {androgen_mass: one("testosterone")}, {androgen_mass: one("androstenedione")}),
        Reaction("reversal", from_androstenedione * reversed_, {androgen_mass: one("androstenedione")}, {androgen_mass: one("testosterone")}),
    ]
