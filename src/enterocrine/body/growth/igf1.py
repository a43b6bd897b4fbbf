"""IGF-1 made by the liver under growth hormone."""

from ...network import Parameter, Reaction, mechanism, ops
from .contents import gh_action, gh_level, igf1, igf1_level, igf1_loss, receptor_coupling, receptor_number

igf1_basal = Parameter("igf1_basal", "g/L/h")
igf1_most = Parameter("igf1_most", "g/L/h")
igf1_half = Parameter("igf1_half", "g/L")
igf1_rate = Parameter("igf1_rate", "1/h")
action_rate = Parameter("action_rate", "1/h")


@mechanism(
    reads=[gh_level, gh_action, igf1_level, receptor_number, receptor_coupling, igf1_loss],
    changes=[gh_action, igf1_level],
    sets=[igf1],
    parameters=[igf1_basal, igf1_most, igf1_half, igf1_rate, action_rate],
    evidence="A",
)
def igf1_turnover(x, p):
    """The liver makes IGF-1 in answer to growth hormone up to a ceiling; bound to its carriers it lasts for a day.

    Indirect response model of growth hormone given to deficient adults and children. Receptors bound the ceiling, coupling the hormone
    needed. What the liver feels outlasts a pulse by hours (assumed); otherwise pulses would call less than the same mean does.
    """
    felt = x.gh_action * x.receptor_coupling
    made = p.igf1_basal + p.igf1_most * x.receptor_number * ops.saturating(felt, p.igf1_half)
    return [
        Reaction("arrival_in_the_liver", p.action_rate * x.gh_level, produces={gh_action: 1}),
        Reaction("fading_in_the_liver", p.action_rate * x.gh_action, {gh_action: 1}),
        Reaction("synthesis", made, produces={igf1_level: 1}),
        Reaction("loss", p.igf1_rate * x.igf1_loss * x.igf1_level, {igf1_level: 1}),
        igf1.set(x.igf1_level),
    ]
