"""Acids across the mucosa, and what colonocytes burn of them."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import acid, region, scfa
from ..host.carbon import carbon_dioxide, host_carbon
from ..microbiome.composition import acid_carbon
from .contents import absorbed_acids, acids, gut_release, hydrogen, mucosal_oxidation, mucosal_use, portal_release, scfa_absorbed

mucosal_clearance = Parameter("mucosal_clearance", "1/h", (region, acid))
oxidation_capacity = Parameter("oxidation_capacity", "mmol/h", (scfa,))
hydrogen_loss = Parameter("hydrogen_loss", "1/h")


@mechanism(
    reads=[acids],
    changes=[acids, host_carbon, carbon_dioxide],
    sets=[absorbed_acids, mucosal_oxidation, portal_release, gut_release, mucosal_use, scfa_absorbed],
    parameters=[mucosal_clearance, oxidation_capacity, acid_carbon],
)
def acid_absorption(x, p):
    """Acids cross in proportion to what the lumen holds, alike at any pH; colonocytes burn up to a capacity, the rest reaches portal blood.

    Linear uptake: rectal dialysis in people. Capacity-limited oxidation: mucosa saturates below 1 mmol/L, so the portal flow is the overflow.
    """
    uptake = p.mucosal_clearance * x.acids
    crossing = ops.total(uptake, region)
    main = crossing.take(acid, scfa)
    burnt = main * p.oxidation_capacity / (p.oxidation_capacity + main)
    other = crossing * _not_scfa()
    carbon = p.acid_carbon.take(acid, scfa)
    return [
        Reaction("absorption", uptake, {acids: 1}),
        Reaction("oxidation", burnt, produces={carbon_dioxide: carbon}),
        Reaction("use_of_other_acids", other, produces={host_carbon: p.acid_carbon}),
        absorbed_acids.set(uptake),
        mucosal_oxidation.set(burnt),
        portal_release.set(main - burnt),
        gut_release.set(main - burnt),
        mucosal_use.set(burnt),
        scfa_absorbed.set(main),
    ]


@mechanism(reads=[hydrogen], changes=[hydrogen], parameters=[hydrogen_loss])
def hydrogen_escape(x, p):
    """Hydrogen that nobody eats leaves as flatus and with the breath."""
    return [Reaction("hydrogen_escape", p.hydrogen_loss * x.hydrogen, {hydrogen: 1})]


def _not_scfa():
    from ...network import Labelled

    return Labelled([0 if label in scfa.labels else 1 for label in acid.labels], (acid,))
