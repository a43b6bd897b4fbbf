"""Given estradiol that does not pass the liver first: patch, gel, vagina. What is swallowed belongs to body/estrogen."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import preparation
from ..estrogen.contents import estrogen_mass
from .contents import depot, not_absorbed, worn_patch
from .testosterone import absorbed_share

release_of_estradiol = Parameter("release_of_estradiol", "1/h", (preparation,), sparse=True)

TO_BLOOD = only(estrogen_mass, estrogen="estradiol")
PATCH = only(depot, preparation="estradiol_patch")


@mechanism(
    reads=[depot, worn_patch],
    changes=[depot, estrogen_mass, not_absorbed],
    parameters=[release_of_estradiol, absorbed_share],
    evidence="A",
)
def estradiol_past_the_liver(x, p):
    """Estradiol from a patch, a gel or the vagina reaches blood over hours, by way of the skin or the wall and not of the liver.

    Labels and trials in postmenopausal women. A patch lets go what its label states a day for as long as it is worn; that the vaginal
    wall takes up less once it has healed is not followed.
    """
    leaving = p.release_of_estradiol * x.depot
    absorbed = ops.total(p.absorbed_share * leaving, preparation)
    return [
        Reaction("release_of_the_patch", x.worn_patch, produces={depot: PATCH}),
        Reaction("leaving", leaving, {depot: 1}, {not_absorbed: 1 - p.absorbed_share}),
        Reaction("entry", absorbed, produces={estrogen_mass: TO_BLOOD}),
    ]
