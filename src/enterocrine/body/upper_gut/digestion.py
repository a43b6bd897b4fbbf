"""From the plate to the ileocaecal valve."""

from ...network import Parameter, Reaction, mechanism
from ..axes import nutrient
from ..host.carbon import host_carbon
from ..microbiome.composition import nutrient_carbon
from .contents import feeding, ileal_flow, ileum, jejunum, stomach, substrate_delivery

emptying = Parameter("emptying", "1/h")
small_bowel_transit = Parameter("small_bowel_transit", "h")
ileal_escape = Parameter("ileal_escape", "1", (nutrient,))


@mechanism(
    reads=[feeding, stomach, jejunum, ileum],
    changes=[stomach, jejunum, ileum, host_carbon],
    sets=[ileal_flow, substrate_delivery],
    parameters=[emptying, small_bowel_transit, ileal_escape, nutrient_carbon],
)
def digestion(x, p):
    """The stomach empties into two small-bowel compartments; each class escapes absorption by its own share and the rest is absorbed.

    First-order emptying and transit; escape measured in ileostomists and by intubation.
    """
    transit = 2 / p.small_bowel_transit
    leaving = x.jejunum * transit
    arriving = x.ileum * transit
    return [
        Reaction("eating", x.feeding, produces={stomach: 1}),
        Reaction("gastric_emptying", p.emptying * x.stomach, {stomach: 1}, {jejunum: 1}),
        Reaction("escape", leaving * p.ileal_escape, {jejunum: 1}, {ileum: 1}),
        Reaction("small_bowel_absorption", leaving * (1 - p.ileal_escape), {jejunum: 1}, {host_carbon: p.nutrient_carbon}),
        Reaction("leaving_the_ileum", arriving, {ileum: 1}),
        ileal_flow.set(arriving),
        substrate_delivery.set(arriving),
    ]
