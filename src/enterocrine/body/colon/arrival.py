"""What arrives from the ileum and from the host's own secretions."""

from ...network import Parameter, Reaction, mechanism, only
from ..axes import inert, passing, region
from ..host.carbon import host_carbon
from ..microbiome.composition import inert_carbon, nutrient_carbon, substrate_carbon
from ..upper_gut.contents import ileal_flow
from .contents import alkali, mucin_making, residue, substrates, water

bound_arabinoxylan = Parameter("bound_arabinoxylan", "1")
ileal_water = Parameter("ileal_water", "L/h")
ileal_alkali = Parameter("ileal_alkali", "mmol/h")
endogenous_protein = Parameter("endogenous_protein", "g/h")
endogenous_solubles = Parameter("endogenous_solubles", "g/h")
mucin_secretion = Parameter("mucin_secretion", "g/h", (region,))
mucin_protein_share = Parameter("mucin_protein_share", "1")


@mechanism(
    reads=[ileal_flow],
    changes=[substrates, residue],
    parameters=[bound_arabinoxylan, nutrient_carbon, substrate_carbon, inert_carbon],
)
def arrival_of_food(x, p):
    """Escaped food enters the proximal colon; sugars arrive as oligosaccharide, lignin and fat as matter that nothing ferments.

    Arabinoxylan that is cross-linked into lignified walls is opened only with the cellulose about it, so it enters with the cellulose.
    Mass is converted by carbon, so that anhydrous and hydrated sugars balance.
    """

    def enter(label: str, target: str, share=1):
        flow = x.ileal_flow.at(nutrient=label) * p.nutrient_carbon.at(nutrient=label) * share
        name = f"arrival_of_{label}" + ("_bound" if (label, target) == ("arabinoxylan", "cellulose") else "")
        if target in inert.labels:
            unit = p.inert_carbon.at(inert=target)
            return Reaction(name, flow / unit, produces={residue: only(residue, region="proximal", inert=target)})
        unit = p.substrate_carbon.at(substrate=target)
        return Reaction(name, flow / unit, produces={substrates: only(substrates, region="proximal", substrate=target)})

    whole = [label for label in passing.labels if label != "arabinoxylan"]
    routes = [(label, label) for label in whole] + [
        ("protein", "protein"),
        ("sugars", "oligosaccharide"),
        ("lignin", "lignin"),
        ("fat", "soluble"),
        ("arabinoxylan", "arabinoxylan", 1 - p.bound_arabinoxylan),
        ("arabinoxylan", "cellulose", p.bound_arabinoxylan),
    ]
    return [enter(*route) for route in routes]


@mechanism(
    reads=[mucin_making],
    changes=[water, alkali, substrates, residue, host_carbon],
    parameters=[
        ileal_water,
        ileal_alkali,
        endogenous_protein,
        endogenous_solubles,
        mucin_secretion,
        mucin_protein_share,
        substrate_carbon,
        inert_carbon,
    ],
)
def secretions(x, p):
    """Ileal water and alkali, protein shed by the small bowel, soluble solids (bile, salts), and mucin from every region.

    Constant over the day; measured by intubation and in ileostomists.
    """
    water_in = p.ileal_water * only(water, region="proximal")
    alkali_in = p.ileal_alkali * only(alkali, region="proximal")
    protein = p.endogenous_protein * only(substrates, region="proximal", substrate="protein")
    solubles = p.endogenous_solubles * only(residue, region="proximal", inert="soluble")
    mucin = p.mucin_secretion * x.mucin_making
    glycan = mucin * (1 - p.mucin_protein_share)
    core = mucin * p.mucin_protein_share
    carbon = {s: p.substrate_carbon.at(substrate=s) for s in ("protein", "mucin")}
    return [
        Reaction("ileal_water", water_in, produces={water: 1}),
        Reaction("ileal_alkali", alkali_in, produces={alkali: 1}),
        Reaction("shed_protein", protein, {host_carbon: carbon["protein"]}, {substrates: 1}),
        Reaction("soluble_solids", solubles, {host_carbon: p.inert_carbon.at(inert="soluble")}, {residue: 1}),
        Reaction("mucin_glycans", glycan, {host_carbon: carbon["mucin"]}, {substrates: only(substrates, substrate="mucin")}),
        Reaction("mucin_protein", core, {host_carbon: carbon["protein"]}, {substrates: only(substrates, substrate="protein")}),
    ]
