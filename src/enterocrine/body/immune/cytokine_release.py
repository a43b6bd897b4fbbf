"""Cytokines: messages, release, clearance."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import cytokine
from ..host.adiposity import fat_mass, reference_fat_mass
from .contents import (
    bound_tnf,
    cytokine_mass,
    cytokines,
    il1b,
    il6,
    il8,
    il10,
    late_response,
    message,
    message_restraint,
    nfkb_activity,
    tnf,
)

weight = Parameter("weight", "g", table="host")
cytokine_space = Parameter("cytokine_space", "L/g", table="immune")
rest_level = Parameter("rest_level", "g/L", (cytokine,), table="immune")
clearance = Parameter("cytokine_clearance", "1/h", (cytokine,))
response_order = Parameter("response_order", "1", (cytokine,))
message_turnover = Parameter("message_turnover", "1/h", (cytokine,))
adipose_il6 = Parameter("adipose_il6", "1")
tnf_binding = Parameter("tnf_binding", "1/h")
bound_tnf_loss = Parameter("bound_tnf_loss", "1/h")


def _free_at_rest(p):
    """Share of the TNF of a kit that is free at rest."""
    return p.bound_tnf_loss / (p.bound_tnf_loss + p.tnf_binding)


@mechanism(
    reads=[cytokine_mass, bound_tnf],
    sets=[cytokines, tnf, il6, il8, il1b, il10],
    parameters=[weight, cytokine_space, tnf_binding, bound_tnf_loss],
    evidence="A",
)
def cytokine_levels(x, p):
    """Cytokines are measured in plasma, as what is there in the space that they reach; a kit sees TNF on soluble receptors as well as free.

    Cells see the free part, told here on the scale that the whole has at rest, so that all compare with the level at rest.
    """
    space = p.cytokine_space * p.weight
    level = x.cytokine_mass / space
    own = only(cytokine_mass, cytokine="tnf")
    return [
        cytokines.set(level * (1 - own + own / _free_at_rest(p))),
        tnf.set(level.at(cytokine="tnf") + x.bound_tnf / space),
        *(q.set(level.at(cytokine=q.name)) for q in (il6, il8, il1b, il10)),
    ]


@mechanism(
    reads=[nfkb_activity, late_response, message, message_restraint, cytokine_mass],
    changes=[message, cytokine_mass],
    parameters=[
        weight, cytokine_space, rest_level, clearance, response_order, message_turnover, adipose_il6, fat_mass, reference_fat_mass,
        tnf_binding, bound_tnf_loss,
    ],
    evidence="A",
)  # fmt: skip
def cytokine_release(x, p):
    """Cytokines are released as their messages are made: that of TNF with NF-kB activity, the others later; each by its own power of it.

    Human challenge: TNF is not seen for half an hour and peaks at 1.5-2 h, interleukins 6 and 8 at 2-3 h, interleukin-10 at 3 h,
    interleukin-1 beta at 3-4 h and hardly. Fat tissue adds interleukin-6 at rest.
    """
    early = only(message, cytokine="tnf")
    activity = early * x.nfkb_activity + (1 - early) * x.late_response
    made = p.message_turnover * ops.power(activity, p.response_order) * x.message_restraint
    measured_at_rest = p.rest_level * p.cytokine_space * p.weight
    fat = p.adipose_il6 * p.fat_mass / p.reference_fat_mass
    at_rest = p.cytokine_clearance * measured_at_rest
    tnf_at_rest = (p.cytokine_clearance.at(cytokine="tnf") + p.tnf_binding) * measured_at_rest.at(cytokine="tnf") * _free_at_rest(p)
    released = {name: at_rest.at(cytokine=name) * x.message.at(cytokine=name) for name in ("il8", "il1b", "il10")}
    released["tnf"] = tnf_at_rest * x.message.at(cytokine="tnf")
    released["il6"] = at_rest.at(cytokine="il6") * (x.message.at(cytokine="il6") + fat) / (1 + p.adipose_il6)
    return [
        Reaction("transcription", made, produces={message: 1}),
        Reaction("decay_of_message", p.message_turnover * x.message, {message: 1}),
        *(
            Reaction(f"release_of_{name}", rate, produces={cytokine_mass: only(cytokine_mass, cytokine=name)})
            for name, rate in released.items()
        ),
        Reaction("clearance", p.cytokine_clearance * x.cytokine_mass, {cytokine_mass: 1}),
    ]


@mechanism(
    reads=[cytokine_mass, bound_tnf],
    changes=[cytokine_mass, bound_tnf],
    parameters=[tnf_binding, bound_tnf_loss],
    evidence="A",
)
def tnf_on_receptors(x, p):
    """Soluble receptors catch a little of the TNF and keep it in plasma for hours, where kits see it long after free TNF has gone.

    TNF given to patients' limbs: on its receptors it leaves plasma with a half-life of 2.5-6 h, free within minutes. The shedding that
    TNF calls forth is not followed: receptors are taken as enough.
    """
    own = only(cytokine_mass, cytokine="tnf")
    return [
        Reaction("binding_of_tnf", p.tnf_binding * x.cytokine_mass.at(cytokine="tnf"), {cytokine_mass: own}, {bound_tnf: 1}),
        Reaction("loss_of_bound_tnf", p.bound_tnf_loss * x.bound_tnf, {bound_tnf: 1}),
    ]
