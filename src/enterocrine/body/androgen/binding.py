"""Binding of androgens: SHBG holds few places tightly, albumin many loosely."""

from ...network import Parameter, mechanism, only, ops
from ..axes import androgen
from ..host.covariates import weight
from .contents import (
    androgen_free,
    androgen_held,
    androgen_level,
    androgen_mass,
    androstenedione,
    dht,
    shbg_level,
    shbg_unoccupied,
    testosterone_bioavailable,
    testosterone_free,
    testosterone_total,
)


androgen_space = Parameter("androgen_space", "L/g")
shbg_affinity = Parameter("shbg_affinity", "L/mmol", (androgen,))
albumin_affinity = Parameter("albumin_affinity", "L/mmol", (androgen,))
albumin_level = Parameter("albumin_level", "g/L")
albumin_weight = Parameter("albumin_weight", "g/mmol")


def free_of(total, sites, affinity, loosely):
    """Free hormone where `sites` hold it with `affinity` and albumin keeps `loosely` times the free hormone in balance: the exact root."""
    linear = loosely + affinity * (sites - total)
    root = ops.power(linear * linear + 2 * 2 * affinity * loosely * total, 1 / 2)
    return 2 * total / (linear + root)


@mechanism(
    reads=[androgen_mass, shbg_level],
    sets=[androgen_level, androgen_free, androgen_held, shbg_unoccupied, testosterone_total, testosterone_free, testosterone_bioavailable,
          dht, androstenedione],
    parameters=[weight, androgen_space, shbg_affinity, albumin_affinity, albumin_level, albumin_weight],
    evidence="A",
)  # fmt: skip
def binding_to_shbg(x, p):
    """SHBG and albumin hold all but two hundredths of testosterone; free testosterone follows from total, SHBG and albumin by mass action.

    Constants and exact solution as clinics calculate it. Testosterone takes its sites first, dihydrotestosterone those that are left,
    androstenedione the rest; each displaces the one before it so little that this is neglected.
    """
    level = x.androgen_mass / (p.androgen_space * p.weight)
    loosely = 1 + p.albumin_affinity * p.albumin_level / p.albumin_weight
    sites, free, held = x.shbg_level, 0, 0
    for name in androgen.labels:
        this = {"androgen": name}
        own = free_of(level.at(**this), sites, p.shbg_affinity.at(**this), loosely.at(**this))
        taken = level.at(**this) - loosely.at(**this) * own
        free, held = free + only(androgen_mass, **this) * own, held + only(androgen_mass, **this) * taken
        sites = sites - taken
    testosterone = {"androgen": "testosterone"}
    return [
        androgen_level.set(level),
        androgen_free.set(free),
        androgen_held.set(held),
        shbg_unoccupied.set(sites),
        testosterone_total.set(level.at(**testosterone)),
        testosterone_free.set(free.at(**testosterone)),
        testosterone_bioavailable.set((level - held).at(**testosterone)),
        dht.set(level.at(androgen="dihydrotestosterone")),
        androstenedione.set(level.at(androgen="androstenedione")),
    ]
