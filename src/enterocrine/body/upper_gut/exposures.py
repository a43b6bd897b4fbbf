"""Eaten substances that act on barrier and immunity: how much of each acts at the moment."""

from ...network import Input, Parameter, Pool, Reaction, Signal, mechanism
from ..axes import exposure

exposing = Input("exposing", "g/h", (exposure,), "such substances eaten evenly over the day (used to settle; meals bring theirs at once)")
exposures = Pool("exposures", "g", (exposure,), "such substances in the body or bowel, as long as they act")
exposure_level = Signal("exposure_level", "g/h", (exposure,), "intake of each, smoothed over the time it acts")

exposure_loss = Parameter("exposure_loss", "1/h", (exposure,), table="upper_gut")
exposure_reference = Parameter("exposure_reference", "g/h", (exposure,), table="upper_gut")


@mechanism(reads=[exposing, exposures], changes=[exposures], sets=[exposure_level], parameters=[exposure_loss], evidence="B")
def eaten_exposures(x, p):
    """What was eaten acts until it is used up: alcohol and saturated fat for hours, polyphenols for a day, n-3 fat in membranes for weeks.

    One first-order pool a substance; the times are those of plasma and membrane levels after feeding in people.
    """
    used = p.exposure_loss * x.exposures
    return [
        Reaction("eaten", x.exposing, produces={exposures: 1}),
        Reaction("used", used, {exposures: 1}),
        exposure_level.set(used),
    ]
