"""Thyroxine becomes T3 or reverse T3."""

from ...network import Parameter, Reaction, mechanism, ops
from .axis import gland_capacity, gland_half, t3_rest, t4_rate, t4_rest, t4_space, tsh_rest
from .contents import ft3, inner_ring, outer_ring, rt3, rt3_level, t3, t3_level, t4_mass, tsh_level

outer_share = Parameter("outer_share", "1")
inner_share = Parameter("inner_share", "1")
t3_from_t4 = Parameter("t3_from_t4", "1")
t3_rate = Parameter("t3_rate", "1/h")
t3_inner_share = Parameter("t3_inner_share", "1")
rt3_rest = Parameter("rt3_rest", "mmol/L")
rt3_rate = Parameter("rt3_rate", "1/h")
rt3_outer_share = Parameter("rt3_outer_share", "1")
free_t3 = Parameter("free_t3", "1")


@mechanism(
    reads=[t4_mass, t3_level, rt3_level, tsh_level, outer_ring, inner_ring],
    changes=[t4_mass, t3_level, rt3_level],
    sets=[t3, ft3, rt3],
    parameters=[outer_share, inner_share, t3_from_t4, t3_rate, t3_inner_share, rt3_rest, rt3_rate, rt3_outer_share, free_t3, t3_rest, t4_rest,
                t4_space, t4_rate, tsh_rest, gland_half, gland_capacity],
    evidence="A",
)  # fmt: skip
def thyroid_hormone_conversion(x, p):
    """Outer-ring deiodination makes four fifths of T3 and clears half of reverse T3; inner-ring deiodination makes reverse T3 and clears part of T3.

    Tracer kinetics in people. T3 and reverse T3 are followed as levels whose resting turnover is known, so that their spaces are not needed.
    """
    lost = p.t4_rate * x.t4_mass
    other = 1 - p.outer_share - p.inner_share
    relative = x.t4_mass / (p.t4_space * p.t4_rest)
    gland = p.gland_capacity * ops.saturating(x.tsh_level, p.gland_half) / ops.saturating(p.tsh_rest, p.gland_half)
    made = p.t3_rate * p.t3_rest * (p.t3_from_t4 * relative * x.outer_ring + (1 - p.t3_from_t4) * gland)
    cleared = p.t3_rate * (1 - p.t3_inner_share + p.t3_inner_share * x.inner_ring)
    return [
        Reaction("loss_of_thyroxine", lost * (p.outer_share * x.outer_ring + p.inner_share * x.inner_ring + other), {t4_mass: 1}),
        Reaction("making_of_t3", made, produces={t3_level: 1}),
        Reaction("loss_of_t3", cleared * x.t3_level, {t3_level: 1}),
        Reaction("making_of_reverse_t3", p.rt3_rate * p.rt3_rest * relative * x.inner_ring, produces={rt3_level: 1}),
        Reaction("loss_of_reverse_t3", p.rt3_rate * (1 - p.rt3_outer_share + p.rt3_outer_share * x.outer_ring) * x.rt3_level, {rt3_level: 1}),
        t3.set(x.t3_level),
        ft3.set(x.t3_level * p.free_t3),
        rt3.set(x.rt3_level),
    ]
