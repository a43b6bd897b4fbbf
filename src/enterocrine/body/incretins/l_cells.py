"""What calls L-cells: nutrients above, and what is left of the call further down."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import absorbable
from ..insulin.contents import nutrient_absorption
from .contents import distal_nutrients, nutrient_call

nutrient_energy = Parameter("nutrient_energy", "kJ/g", (absorbable,))
distal_delay = Parameter("distal_delay", "1/h")


@mechanism(
    reads=[nutrient_absorption, distal_nutrients],
    changes=[distal_nutrients],
    sets=[nutrient_call],
    parameters=[nutrient_energy, distal_delay],
    evidence="A",
)
def meals_and_l_cells(x, p):
    """L-cells answer to nutrients as they are absorbed, in proportion to their energy; the lower ones, rich in PYY, later and longer.

    Meals of rising energy in people. Protein and fat count by their energy alone, though they call more PYY than carbohydrate does.
    """
    call = ops.total(x.nutrient_absorption * p.nutrient_energy, absorbable)
    return [
        Reaction("passing_on", call, produces={distal_nutrients: 1}),
        Reaction("fading", p.distal_delay * x.distal_nutrients, {distal_nutrients: 1}),
        nutrient_call.set(call),
    ]
