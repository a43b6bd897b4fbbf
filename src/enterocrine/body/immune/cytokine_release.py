"""Cytokines: messages, release, clearance."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import cytokine
from ..host.adiposity import fat_mass, reference_fat_mass
from .contents import cytokine_mass, cytokines, delayed, il1b, il6, il10, late_response, message, nfkb_activity, tnf

weight = Parameter("weight", "g", table="host")
cytokine_space = Parameter("cytokine_space", "L/g", table="immune")
rest_level = Parameter("rest_level", "g/L", (cytokine,), table="immune")
clearance = Parameter("cytokine_clearance", "1/h", (cytokine,))
response_order = Parameter("response_order", "1", (cytokine,))
message_turnover = Parameter("message_turnover", "1/h", (delayed,))
adipose_il6 = Parameter("adipose_il6", "1")


@mechanism(reads=[cytokine_mass], sets=[cytokines, tnf, il6, il1b, il10], parameters=[weight, cytokine_space], evidence="A")
def cytokine_levels(x, p):
    """Cytokines are measured in plasma, as what is there in the space that they reach."""
    level = x.cytokine_mass / (p.cytokine_space * p.weight)
    return [cytokines.set(level), *(q.set(level.at(cytokine=q.name)) for q in (tnf, il6, il1b, il10))]


@mechanism(
    reads=[nfkb_activity, late_response, message, cytokine_mass],
    changes=[message, cytokine_mass],
    parameters=[weight, cytokine_space, rest_level, clearance, response_order, message_turnover, adipose_il6, fat_mass, reference_fat_mass],
    evidence="A",
)
def cytokine_release(x, p):
    """TNF is released at once, interleukins 6, 1 beta and 10 after their message is made; each by its own power of NF-kB activity.

    Human challenge: TNF peaks at 1.5-2 h, interleukin-6 at 2-3 h, interleukin-10 at 3 h, interleukin-1 beta at 3-4 h and hardly. Fat
    tissue adds interleukin-6 at rest.
    """
    orders = p.response_order.take(cytokine, delayed)
    made = p.message_turnover * ops.power(x.late_response, orders)
    at_rest = p.cytokine_clearance * p.rest_level * p.cytokine_space * p.weight
    at_once = ops.power(x.nfkb_activity, p.response_order.at(cytokine="tnf"))
    fat = p.adipose_il6 * p.fat_mass / p.reference_fat_mass
    il6_made = (x.message.at(late_cytokine="il6") + fat) / (1 + p.adipose_il6)
    relative = {"tnf": at_once, "il6": il6_made, "il1b": x.message.at(late_cytokine="il1b"), "il10": x.message.at(late_cytokine="il10")}
    return [
        Reaction("transcription", made, produces={message: 1}),
        Reaction("decay_of_message", p.message_turnover * x.message, {message: 1}),
        *(
            Reaction(f"release_of_{name}", at_rest.at(cytokine=name) * value, produces={cytokine_mass: only(cytokine_mass, cytokine=name)})
            for name, value in relative.items()
        ),
        Reaction("clearance", p.cytokine_clearance * x.cytokine_mass, {cytokine_mass: 1}),
    ]

