"""Pituitary hormones over the menstrual cycle."""

from ...network import mechanism
from ..androgen.contents import estradiol_expected, fsh_drive, gonadotropin_drive
from . import contents as c


@mechanism(
    reads=[c.cycle_estradiol, c.cycle_lh, c.cycle_fsh],
    sets=[gonadotropin_drive, fsh_drive, estradiol_expected],
    evidence="A",
)
def pituitary_over_the_cycle(x, p):
    """LH and FSH follow their published course over the cycle, the surge included; the day's own estradiol does not hold them back.

    Daily samples of cycling women. That rising estradiol calls the surge is in the course, not in a mechanism; what differs from the
    course, such as given estradiol, still acts as at rest.
    """
    lh = 1 + x.cycle_lh
    return [
        gonadotropin_drive.times(lh),
        fsh_drive.times((1 + x.cycle_fsh) / lh),
        estradiol_expected.times(1 + x.cycle_estradiol),
    ]
