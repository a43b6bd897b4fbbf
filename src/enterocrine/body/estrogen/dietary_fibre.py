"""Fibre and estrogens: bulk in the colon, and microbes that make less glucuronidase."""

from ...network import Parameter, Reaction, mechanism, ops
from ..androgen.contents import gonadotropin_drive
from ..axes import fibre, nutrient, region
from ..colon.contents import solids, stool_solids, water
from ..host.covariates import female, postmenopausal
from ..upper_gut.contents import ileal_flow
from . import contents as c

held_by_solids = Parameter("held_by_solids", "L/g")
density_rest = Parameter("density_rest", "g/L", (region,))
bulk_on_ovary = Parameter("bulk_on_ovary", "1")
bulk_rest = Parameter("bulk_rest", "g/h")
fibre_counts = Parameter("fibre_counts", "1", (fibre,), sparse=True)
fibre_on_glucuronidase = Parameter("fibre_on_glucuronidase", "h/g")
fibre_rest = Parameter("fibre_rest", "g/h")
microbes_memory = Parameter("microbes_memory", "1/h")


@mechanism(reads=[solids, water], sets=[c.luminal_uptake, c.solids_in_water], parameters=[held_by_solids, density_rest], evidence="C")
def estrogens_on_solids(x, p):
    """Freed estrogens cling to fibre and microbes, so that bulk keeps them from the mucosa as well as carrying them out.

    Faecal weight goes with faecal estrogen in women; binding to fibre was shown in the dish. Equilibrium between solids and water.
    """
    density = x.solids / x.water
    held = (1 + p.held_by_solids * density) / (1 + p.held_by_solids * p.density_rest)
    return [c.solids_in_water.set(density), c.luminal_uptake.times(1 / held)]


@mechanism(
    reads=[stool_solids],
    sets=[c.ovarian_production, gonadotropin_drive],
    parameters=[bulk_on_ovary, bulk_rest, female, postmenopausal],
    evidence="C",
)
def bulk_and_gonadal_axis(x, p):
    """More bulk in stool goes with slightly lower gonadotropins and estradiol in women before the menopause.

    Wheat bran in a trial, fibre in a cohort of daily samples, in which LH and FSH fell together with estradiol; others saw nothing. The
    dry matter of stool stands for what carries it, so that fibre that is fermented away does little.
    """
    response = ops.power(x.stool_solids / p.bulk_rest, -p.bulk_on_ovary * p.female * (1 - p.postmenopausal))
    return [c.ovarian_production.times(response), gonadotropin_drive.times(response)]


@mechanism(
    reads=[ileal_flow, c.fermentable_fibre_of_late],
    changes=[c.fermentable_fibre_of_late],
    sets=[c.glucuronidase_expression],
    parameters=[fibre_counts, fibre_on_glucuronidase, fibre_rest, microbes_memory],
    evidence="C",
)
def fermentable_fibre_and_glucuronidase(x, p):
    """Some fermentable fibres lower glucuronidase of stool: inulin-type fructans, lactulose and legume fibre did, bran did not.

    Crossover trials in people; what switches the enzyme off is not known, so that grams arriving in the colon of late stand for it.
    """
    arriving = ops.total(p.fibre_counts * x.ileal_flow.take(nutrient, fibre), fibre)
    return [
        Reaction("arriving", p.microbes_memory * arriving, produces={c.fermentable_fibre_of_late: 1}),
        Reaction("forgetting", p.microbes_memory * x.fermentable_fibre_of_late, {c.fermentable_fibre_of_late: 1}),
        c.glucuronidase_expression.times(ops.exp(p.fibre_on_glucuronidase * (p.fibre_rest - x.fermentable_fibre_of_late))),
    ]
