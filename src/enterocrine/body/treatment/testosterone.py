"""Given testosterone: oil in muscle or under the skin, and gels."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..androgen.contents import androgen_mass
from ..axes import oil, preparation
from .contents import depot, left_the_oil, not_absorbed

release_from_oil = Parameter("release_from_oil", "1/h", (preparation,), sparse=True)
release_from_gel = Parameter("release_from_gel", "1/h", (preparation,), sparse=True)
passage = Parameter("passage", "1/h", (oil,))
absorbed_share = Parameter("absorbed_share", "1", (preparation,))

TO_BLOOD = only(androgen_mass, androgen="testosterone")


@mechanism(
    reads=[depot, left_the_oil],
    changes=[depot, left_the_oil, androgen_mass, not_absorbed],
    parameters=[release_from_oil, passage, absorbed_share],
    evidence="A",
)
def testosterone_in_oil(x, p):
    """An ester of testosterone leaves its oil within days to weeks, and what has left it is split and in blood about a day later.

    Labels and trials in hypogonadal men. One slow rate a preparation, which sets for how many weeks a dose lasts, and one quick one, which
    sets the day of the peak; the ester itself does nothing.
    """
    leaving = p.release_from_oil * x.depot
    arriving = (p.absorbed_share * leaving).take(preparation, oil)
    return [
        Reaction("leaving", leaving, {depot: 1}, {not_absorbed: 1 - p.absorbed_share}),
        Reaction("freeing", arriving, produces={left_the_oil: 1}),
        Reaction("entry", p.passage * x.left_the_oil, {left_the_oil: 1}, {androgen_mass: TO_BLOOD}),
    ]


@mechanism(
    reads=[depot],
    changes=[depot, androgen_mass, not_absorbed],
    parameters=[release_from_gel, absorbed_share],
    evidence="A",
)
def testosterone_gel(x, p):
    """About a tenth of the testosterone of a gel enters the skin, which is the store that lets it go over a day or more; the rest is lost.

    Labels of gels in hypogonadal men. What is lost leaves at the pace of what is absorbed, which plays no part in blood.
    """
    leaving = p.release_from_gel * x.depot
    absorbed = ops.total(p.absorbed_share * leaving, preparation)
    return [
        Reaction("leaving", leaving, {depot: 1}, {not_absorbed: 1 - p.absorbed_share}),
        Reaction("entry", absorbed, produces={androgen_mass: TO_BLOOD}),
    ]
