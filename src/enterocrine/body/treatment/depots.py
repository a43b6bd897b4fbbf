"""Stores of given steroids and how fast they let go."""

from ...network import Parameter, Reaction, mechanism
from ..axes import oil, preparation
from .contents import depot, left_the_oil, not_absorbed, worn

release_rate = Parameter("release_rate", "1/h", (preparation,))
passage_rate = Parameter("passage_rate", "1/h", (oil,))
absorbed_share = Parameter("absorbed_share", "1", (preparation,))


@mechanism(reads=[worn], changes=[depot], evidence="A")
def patches(x, p):
    """A patch lets its hormone go at a constant rate while it is worn; the skin under it is the store.

    Product labels state what reaches the body a day, not what the patch holds.
    """
    return [Reaction("release_of_patches", x.worn, produces={depot: 1})]


@mechanism(
    reads=[depot],
    changes=[depot, left_the_oil, not_absorbed],
    parameters=[release_rate, absorbed_share],
    evidence="A",
)
def depots(x, p):
    """Oil in muscle is left within days to weeks; of a gel a tenth enters the skin and the rest is washed off.

    Labels and trials in hypogonadal men and postmenopausal women. One first-order rate each, which reproduces the weeks for which a dose
    of enanthate lasts; what is lost leaves as fast as what is absorbed. The ester is taken as split at once.
    """
    leaving = p.release_rate * x.depot
    from_oil = p.absorbed_share.take(preparation, oil) * leaving.take(preparation, oil)
    return [
        Reaction("leaving_the_depot", leaving, {depot: 1}),
        Reaction("leaving_the_oil", from_oil, produces={left_the_oil: 1}),
        Reaction("loss", (1 - p.absorbed_share) * leaving, produces={not_absorbed: 1}),
    ]
