"""Given progesterone: swallowed, vaginal, in oil."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import preparation
from ..estrogen.contents import progesterone_mass
from .contents import depot, not_absorbed
from .testosterone import absorbed_share

release_of_progesterone = Parameter("release_of_progesterone", "1/h", (preparation,), sparse=True)


@mechanism(
    reads=[depot],
    changes=[depot, progesterone_mass, not_absorbed],
    parameters=[release_of_progesterone, absorbed_share],
    evidence="A",
)
def given_progesterone(x, p):
    """Of swallowed progesterone a twelfth passes gut and liver, within hours; from oil in muscle all of it arrives, over a day.

    Crossovers in postmenopausal women. Its metabolites, which act on the brain, are not followed.
    """
    leaving = p.release_of_progesterone * x.depot
    absorbed = ops.total(p.absorbed_share * leaving, preparation)
    return [
        Reaction("leaving", leaving, {depot: 1}, {not_absorbed: 1 - p.absorbed_share}),
        Reaction("entry", absorbed, produces={progesterone_mass: 1}),
    ]
