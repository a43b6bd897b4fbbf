"""Permeability of the two bowels: junctions, and in the colon the mucus in front of them."""

from ...network import Parameter, Reaction, mechanism
from .contents import (
    colonic_leak,
    colonic_loosening,
    mucus_thickness,
    permeability,
    small_bowel_leak,
    small_bowel_loosening,
    small_bowel_permeability,
)

junction_turnover = Parameter("junction_turnover", "1/h")
mucus_shield = Parameter("mucus_shield", "1")


@mechanism(
    reads=[colonic_leak, small_bowel_leak, mucus_thickness, colonic_loosening, small_bowel_loosening],
    changes=[colonic_leak, small_bowel_leak],
    sets=[permeability, small_bowel_permeability],
    parameters=[junction_turnover, mucus_shield],
    evidence="B",
)
def leakiness(x, p):
    """Junctions are rebuilt within hours towards what acts on them; a thinner mucus layer lets more reach them. Colon and small bowel are apart.

    Chamber studies and sugar tests; how much mucus shields is an assumption.
    """
    unshielded = (1 + p.mucus_shield) / (1 + p.mucus_shield * x.mucus_thickness)
    return [
        Reaction("opening_of_colon", p.junction_turnover * x.colonic_loosening * unshielded, produces={colonic_leak: 1}),
        Reaction("closing_of_colon", p.junction_turnover * x.colonic_leak, {colonic_leak: 1}),
        Reaction("opening_of_small_bowel", p.junction_turnover * x.small_bowel_loosening, produces={small_bowel_leak: 1}),
        Reaction("closing_of_small_bowel", p.junction_turnover * x.small_bowel_leak, {small_bowel_leak: 1}),
        permeability.set(x.colonic_leak),
        small_bowel_permeability.set(x.small_bowel_leak),
    ]
