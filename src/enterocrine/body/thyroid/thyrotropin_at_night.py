"""Thyrotropin at night."""

from ...network import Parameter, mechanism
from .contents import tsh_at_night, tsh_level

night_rise = Parameter("night_rise", "1")


@mechanism(reads=[tsh_level], sets=[tsh_at_night], parameters=[night_rise], evidence="A")
def nightly_thyrotropin(x, p):
    """Thyrotropin peaks about two in the morning, by two fifths of its mean, and is lowest in the afternoon.

    Samples around the clock in healthy people; a cosine with that peak. The state carries the day's mean, so that people settle; the gland
    follows over days and hardly feels the wave.
    """
    return [tsh_at_night.set(x.tsh_level * (1 + p.night_rise))]
