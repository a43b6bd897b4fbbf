"""Fatty acids in plasma: what fat tissue lets go, and insulin keeps it from."""

from ...network import Parameter, mechanism
from .contents import adiposity_response, fatty_acids, insulin_action
from .glucose import insulin_reference

fatty_acids_rest = Parameter("fatty_acids_rest", "mmol/L")
lipolysis_half = Parameter("lipolysis_half", "mmol/L")
lipolysis_floor = Parameter("lipolysis_floor", "1")


@mechanism(
    reads=[insulin_action, adiposity_response],
    sets=[fatty_acids],
    parameters=[insulin_reference, fatty_acids_rest, lipolysis_half, lipolysis_floor],
    evidence="A",
)
def lipolysis(x, p):
    """Insulin stops the release of fatty acids at lower levels than any other of its actions; a fifth of it goes on at the highest.

    Clamps with a palmitate tracer in obese and lean people. Fatty acids leave plasma within minutes, so that their level follows the release;
    two insulin molecules count, and more fat answers less. What fatty acids do to liver and muscle is within the response of those to insulin.
    """
    felt, rest = x.insulin_action * x.adiposity_response / p.lipolysis_half, p.insulin_reference / p.lipolysis_half
    return [fatty_acids.set(p.fatty_acids_rest * (p.lipolysis_floor + (1 - p.lipolysis_floor) * (1 + rest * rest) / (1 + felt * felt)))]
