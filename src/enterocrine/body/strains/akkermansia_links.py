"""What capsules of Akkermansia do to the host."""

from ...network import Parameter, mechanism, ops
from ..axes import strain
from ..barrier.contents import colonic_loosening
from ..insulin.contents import liver_response, muscle_response
from .contents import strain_level

insulin_gain = Parameter("insulin_gain", "1", (strain,), sparse=True)
junction_gain = Parameter("junction_gain", "1", (strain,), sparse=True)
cells_half = Parameter("cells_half", "CFU/h")


@mechanism(
    reads=[strain_level],
    sets=[muscle_response, liver_response],
    parameters=[insulin_gain, cells_half],
    evidence="C",
)
def akkermansia_and_insulin_response(x, p):
    """Three months of pasteurised Akkermansia raised the response to insulin; living cells did so in mice and not for sure in people.

    One pilot trial in 32 insulin-resistant people, and one in 58 with diabetes where living cells changed nothing overall. How killed
    cells act is not known (a protein of their outer membrane, in mice); the dose-response is an assumption.
    """
    response = ops.exp(ops.total(p.insulin_gain * ops.saturating(x.strain_level, p.cells_half), strain))
    return [muscle_response.times(response), liver_response.times(response)]


@mechanism(reads=[strain_level], sets=[colonic_loosening], parameters=[junction_gain, cells_half], evidence="C")
def akkermansia_and_junctions(x, p):
    """Akkermansia, alive or killed, tightens the junctions of the colon in mice and in cell layers.

    In people no test of permeability was made, so that zero lies inside the prior.
    """
    return [colonic_loosening.times(ops.exp(-ops.total(p.junction_gain * ops.saturating(x.strain_level, p.cells_half), strain)))]
