"""Butyrate producers take up acetate while they ferment carbohydrate."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import guild, region, substrate
from ..colon.contents import acids, hydrogen, ph, water
from .guilds import acetate_to_butyrate, catabolised

acetate_use = Parameter("acetate_use", "1", (guild,), sparse=True)
butyrate_per_acetate = Parameter("butyrate_per_acetate", "1")
acetate_half = Parameter("acetate_half", "mmol/L")
own_hydrogen_half = Parameter("own_hydrogen_half", "mmol/L")
acetate_ph = Parameter("acetate_ph", "pH")
acetate_ph_slope = Parameter("acetate_ph_slope", "pH")


@mechanism(
    reads=[catabolised, acids, hydrogen, ph, water],
    changes=[acids, hydrogen],
    sets=[acetate_to_butyrate],
    parameters=[acetate_use, butyrate_per_acetate, acetate_half, own_hydrogen_half, acetate_ph, acetate_ph_slope],
)
def acetate_uptake_with_carbohydrate(x, p):
    """Two acetates and two hydrogens become one butyrate and water, beside the butyrate made from hexose; less so at higher pH.

    Roseburia and Agathobacter consume acetate net; F. prausnitzii on pectin takes up 0.75, 0.51 and 0.28 per butyrate at pH 6.1, 6.5, 6.8.
    """
    acetate = x.acids.at(acid="acetate")
    at_hand = acetate / (acetate + p.acetate_half * x.water) * x.hydrogen / (x.hydrogen + p.own_hydrogen_half * x.water)
    used = (
        ops.total(ops.total(x.catabolised, substrate) * p.acetate_use, guild)
        * at_hand
        * ops.falling(x.ph, p.acetate_ph, p.acetate_ph_slope)
    )
    return [
        Reaction(
            "acetate_uptake",
            used,
            {acids: only(acids, acid="acetate"), hydrogen: 1},
            {acids: only(acids, acid="butyrate") * p.butyrate_per_acetate},
        ),
        acetate_to_butyrate.set(ops.total(used, region)),
    ]
