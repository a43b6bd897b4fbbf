"""Doses spread evenly over time."""

from ...network import Reaction, mechanism
from .contents import depot, dosing


@mechanism(reads=[dosing], changes=[depot], parameters=[], evidence="A")
def steroids_given_evenly(x, p):
    """Doses given at short intervals may be spread evenly over time, as food may be eaten evenly; nothing flows where each enters at once.

    A way to calculate, not a finding: it keeps what reaches the depot in a week and leaves out the hours after a dose.
    """
    return [Reaction("dosing", x.dosing, produces={depot: 1})]
