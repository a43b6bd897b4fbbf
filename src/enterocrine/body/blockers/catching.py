"""Blockers of TNF and interleukin-1: what they leave free."""

from ...network import Parameter, Reaction, mechanism, only
from ..axes import blocker, cytokine
from ..immune.contents import cytokine_mass
from ..immune.cytokine_release import clearance as _clearance
from .contents import blocker_amount

CATCHES = {"tnf": "etanercept", "il1b": "anakinra"}

blocker_loss = Parameter("blocker_loss", "1/h", (blocker,))
blocker_half = Parameter("blocker_half", "g", (blocker,))
unblocked = Parameter("unblocked", "1", (cytokine,), sparse=True)
clearance = Parameter(_clearance.name, _clearance.unit, _clearance.axes, table="immune")


@mechanism(
    reads=[blocker_amount, cytokine_mass],
    changes=[blocker_amount, cytokine_mass],
    parameters=[blocker_loss, blocker_half, unblocked, clearance],
    evidence="A",
)
def caught_cytokines(x, p):
    """Etanercept catches TNF, and anakinra stands at the receptor of interleukin-1; what they hold no cell sees.

    Medicines of people with arthritis. What is held is taken out of the pool, as if cleared, in proportion to the amount of the blocker;
    the way from skin to blood is part of its half-life.
    """

    def caught(name, held_by):
        more = 1 / p.unblocked.at(cytokine=name) - 1 + x.blocker_amount.at(blocker=held_by) / p.blocker_half.at(blocker=held_by)
        rate = more * p.cytokine_clearance.at(cytokine=name) * x.cytokine_mass.at(cytokine=name)
        return Reaction(f"catching_of_{name}", rate, {cytokine_mass: only(cytokine_mass, cytokine=name)})

    return [
        *(caught(name, held_by) for name, held_by in CATCHES.items()),
        Reaction("loss_of_blockers", p.blocker_loss * x.blocker_amount, {blocker_amount: 1}),
    ]
