"""What other axes lose on the way from hormone to response, read out for the table of hormone signals."""

from ...network import Output, mechanism
from ..growth.contents import receptor_coupling, receptor_number
from ..insulin.contents import muscle_response, secretory_response
from ..thyroid.contents import inner_ring, outer_ring

gh_receptor_number = Output("gh_receptor_number", "1", (), "growth hormone receptors of the liver, relative to the reference adult", grade="B")
gh_interference = Output("gh_interference", "1", (), "loss of the response behind the growth hormone receptor; above 1: lost", grade="B")
insulin_interference = Output("insulin_interference", "1", (), "loss of the response of muscle and fat to insulin; above 1: lost", grade="B")
thyroid_interference = Output("thyroid_interference", "1", (), "thyroid hormone turned to reverse T3 instead of T3; above 1: more", grade="C")
incretin_response = Output("incretin_response", "1", (), "insulin secretion for each glucose that gut hormones add to", grade="B")


@mechanism(
    reads=[receptor_number, receptor_coupling, muscle_response, inner_ring, outer_ring, secretory_response],
    sets=[gh_receptor_number, gh_interference, insulin_interference, thyroid_interference, incretin_response],
    evidence="B",
)
def locks_and_static(x, p):
    """Receptor number and what stands between receptor and response, of growth hormone, insulin, thyroid and gut hormones.

    No biology of its own: it only shows what the links of those axes set, so that each axis can be read by the same parts.
    """
    return [
        gh_receptor_number.set(x.receptor_number),
        gh_interference.set(1 / x.receptor_coupling),
        insulin_interference.set(1 / x.muscle_response),
        thyroid_interference.set(x.inner_ring / x.outer_ring),
        incretin_response.set(x.secretory_response),
    ]
