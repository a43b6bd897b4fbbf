"""Beta cells follow insulin sensitivity, slowly."""

from ...network import Parameter, Reaction, mechanism, ops
from .contents import beta_cell_function, beta_cells, insulin_sensitivity

compensation = Parameter("compensation", "1")
adaptation = Parameter("adaptation", "1/h")
capacity = Parameter("beta_cell_capacity", "1")


@mechanism(
    reads=[insulin_sensitivity, beta_cell_function],
    changes=[beta_cell_function],
    sets=[beta_cells],
    parameters=[compensation, adaptation, capacity],
    evidence="A",
)
def beta_cell_adaptation(x, p):
    """Where insulin sensitivity is low, beta cells come to secrete more within weeks, nearly as the hyperbola between the two says.

    Comparison of people and weight change. Following sensitivity instead of glucose keeps meals from moving it; less than full
    compensation (exponent below 1) is what lets glucose rise, and people differ in it.
    """
    wanted = p.beta_cell_capacity * ops.power(x.insulin_sensitivity, -p.compensation)
    return [
        Reaction("adaptation", p.adaptation * wanted, produces={beta_cell_function: 1}),
        Reaction("loss", p.adaptation * x.beta_cell_function, {beta_cell_function: 1}),
        beta_cells.set(x.beta_cell_function),
    ]
