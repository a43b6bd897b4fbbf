"""Pituitary and thyroid gland: thyrotropin calls thyroxine, thyroxine restrains thyrotropin."""

from ...network import Parameter, Reaction, mechanism, ops
from .contents import ft4, t3_level, t4, t4_mass, thyrotropin_drive, tsh, tsh_level

tsh_rest = Parameter("tsh_rest", "IU/L")
tsh_rate = Parameter("tsh_rate", "1/h")
feedback = Parameter("feedback", "1")
pituitary_t4_share = Parameter("pituitary_t4_share", "1")
gland_half = Parameter("gland_half", "IU/L")
gland_capacity = Parameter("gland_capacity", "1")
t4_rest = Parameter("t4_rest", "mmol/L")
t3_rest = Parameter("t3_rest", "mmol/L")
t4_space = Parameter("t4_space", "L")
t4_rate = Parameter("t4_rate", "1/h")
free_t4 = Parameter("free_t4", "1")


@mechanism(
    reads=[tsh_level, t4_mass, t3_level, thyrotropin_drive],
    changes=[tsh_level, t4_mass],
    sets=[tsh, t4, ft4],
    parameters=[
        tsh_rest,
        tsh_rate,
        feedback,
        pituitary_t4_share,
        gland_half,
        gland_capacity,
        t4_rest,
        t3_rest,
        t4_space,
        t4_rate,
        free_t4,
    ],
    evidence="A",
)
def pituitary_and_gland(x, p):
    """Thyrotropin falls exponentially as thyroid hormone rises, mostly with the T3 that the pituitary makes of T4; it calls thyroxine.

    Log-linear relation in people, gland response as in published models of the axis. No rhythm over the day.
    """
    level = x.t4_mass / p.t4_space
    seen = p.pituitary_t4_share * level / p.t4_rest + (1 - p.pituitary_t4_share) * x.t3_level / p.t3_rest
    secreted = p.tsh_rate * p.tsh_rest * ops.exp(p.feedback * (1 - seen)) * x.thyrotropin_drive
    gland = p.gland_capacity * ops.saturating(x.tsh_level, p.gland_half) / ops.saturating(p.tsh_rest, p.gland_half)
    return [
        Reaction("thyrotropin_secretion", secreted, produces={tsh_level: 1}),
        Reaction("thyrotropin_loss", p.tsh_rate * x.tsh_level, {tsh_level: 1}),
        Reaction("thyroxine_secretion", p.t4_rate * p.t4_rest * p.t4_space * gland, produces={t4_mass: 1}),
        tsh.set(x.tsh_level),
        t4.set(level),
        ft4.set(level * p.free_t4),
    ]
