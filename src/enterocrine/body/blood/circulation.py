"""Short-chain fatty acids in portal, arterial and venous blood, and what the liver takes."""

from ...network import Output, Parameter, Pool, Reaction, mechanism
from ..axes import scfa
from ..colon.contents import portal_release, scfa_absorbed
from ..host.carbon import carbon_dioxide, host_carbon
from ..microbiome.composition import acid_carbon

circulating = Pool("circulating", "mmol", (scfa,), "SCFA in arterial blood and its fast exchange space")

portal_scfa = Output("portal_scfa", "umol/L", (scfa,), "SCFA in portal blood")
arterial_scfa = Output("arterial_scfa", "umol/L", (scfa,), "SCFA in arterial blood")
venous_scfa = Output("venous_scfa", "umol/L", (scfa,), "SCFA in peripheral venous blood")
liver_uptake = Output("liver_uptake", "mmol/d", (scfa,), "net SCFA uptake by the liver")
systemic_availability = Output(
    "systemic_availability", "%", (scfa,), "share of absorbed SCFA that reaches the systemic circulation"
)

weight = Parameter("weight", "g", table="host")
portal_flow = Parameter("portal_flow", "L/g/h")
arterial_liver_flow = Parameter("arterial_liver_flow", "L/g/h")
hepatic_extraction = Parameter("hepatic_extraction", "1", (scfa,), table="liver")
exchange_space = Parameter("exchange_space", "L/g", (scfa,))
clearance = Parameter("clearance", "L/g/h", (scfa,))
endogenous = Parameter("endogenous", "mmol/g/h", (scfa,))
venous_ratio = Parameter("venous_ratio", "1", (scfa,))


@mechanism(
    reads=[circulating, portal_release, scfa_absorbed],
    changes=[circulating, host_carbon, carbon_dioxide],
    sets=[portal_scfa, arterial_scfa, venous_scfa, liver_uptake, systemic_availability],
    parameters=[
        weight,
        portal_flow,
        arterial_liver_flow,
        hepatic_extraction,
        exchange_space,
        clearance,
        endogenous,
        venous_ratio,
        acid_carbon,
    ],
)
def circulation(x, p):
    """Portal blood carries what the gut released on top of what arrives; the liver extracts a share; tissues release and burn the rest.

    Portal blood turns over within a minute, so its concentration is at steady state with the release; extraction from paired vessels in people.
    """
    arterial = x.circulating / (p.exchange_space * p.weight)
    flow = p.portal_flow * p.weight
    portal = arterial + x.portal_release / flow
    taken = p.hepatic_extraction * (flow * portal + p.arterial_liver_flow * p.weight * arterial)
    carbon = p.acid_carbon.take(p.acid_carbon.axes[0], scfa)
    return [
        Reaction("portal_inflow", x.portal_release, produces={circulating: 1}),
        Reaction("hepatic_uptake", taken, {circulating: 1}, {host_carbon: carbon}),
        Reaction("tissue_release", p.endogenous * p.weight, {host_carbon: carbon}, {circulating: 1}),
        Reaction("tissue_oxidation", p.clearance * p.weight * arterial, {circulating: 1}, {carbon_dioxide: carbon}),
        portal_scfa.set(portal),
        arterial_scfa.set(arterial),
        venous_scfa.set(arterial * p.venous_ratio),
        liver_uptake.set(taken),
        systemic_availability.set(x.portal_release * (1 - p.hepatic_extraction) / x.scfa_absorbed),
    ]
