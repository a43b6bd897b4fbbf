"""Fibre and estrogens: bulk in the colon, and microbes that make less glucuronidase."""

from ...network import Parameter, Reaction, mechanism, ops
from ..androgen.contents import gonadotropin_drive
from ..axes import nutrient, passing, region
from ..colon.contents import residue, solids, stool_solids, water
from ..host.covariates import female, postmenopausal
from ..upper_gut.contents import ileal_flow
from . import contents as c

held_by_solids = Parameter("held_by_solids", "L/g")
held_by_lignin = Parameter("held_by_lignin", "L/g")
room_rest = Parameter("room_rest", "L", (region,))
bulk_on_uptake = Parameter("bulk_on_uptake", "1")
bulk_on_ovary = Parameter("bulk_on_ovary", "1")
bulk_on_pituitary = Parameter("bulk_on_pituitary", "1")
bulk_rest = Parameter("bulk_rest", "g/h")
quiets = Parameter("quiets", "1", (passing,), sparse=True)
fibre_on_glucuronidase = Parameter("fibre_on_glucuronidase", "h/g")
fibre_rest = Parameter("fibre_rest", "g/h")
microbes_memory = Parameter("microbes_memory", "1/h")


@mechanism(
    reads=[solids, residue, water],
    sets=[c.luminal_uptake, c.estrogen_room],
    parameters=[held_by_solids, held_by_lignin, room_rest, bulk_on_uptake],
    evidence="C",
)
def bulk_and_uptake(x, p):
    """Bulk keeps freed estrogens from the mucosa: it thins them, and they cling to fibre and microbes, to lignin most of all.

    Faecal weight goes with faecal estrogen in women, and vegetarians pass two to three times as much; in the dish lignin binds most of
    free estrogen, brans half, cellulose an eighth. The mucosa clears what is dissolved, so that the share taken up falls with the water,
    the solids and the lignin in which estrogens are spread.
    """
    room = x.water + p.held_by_solids * x.solids + p.held_by_lignin * x.residue.at(inert="lignin")
    return [c.estrogen_room.set(room), c.luminal_uptake.times(ops.power(p.room_rest / room, p.bulk_on_uptake))]


@mechanism(
    reads=[stool_solids],
    sets=[c.ovarian_production, gonadotropin_drive],
    parameters=[bulk_on_ovary, bulk_on_pituitary, bulk_rest, female, postmenopausal],
    evidence="C",
)
def bulk_and_gonadal_axis(x, p):
    """More bulk in stool goes with slightly lower gonadotropins and estradiol in women before the menopause.

    Wheat bran in a trial, fibre in a cohort of daily samples, in which LH and FSH fell together with estradiol; others saw nothing. The
    dry matter of stool stands for what carries it, so that fibre that is fermented away does little.
    """
    bulk, who = x.stool_solids / p.bulk_rest, p.female * (1 - p.postmenopausal)
    return [
        c.ovarian_production.times(ops.power(bulk, -p.bulk_on_ovary * who)),
        gonadotropin_drive.times(ops.power(bulk, -p.bulk_on_pituitary * who)),
    ]


@mechanism(
    reads=[ileal_flow, c.fermentable_fibre_of_late],
    changes=[c.fermentable_fibre_of_late],
    sets=[c.glucuronidase_expression],
    parameters=[quiets, fibre_on_glucuronidase, fibre_rest, microbes_memory],
    evidence="C",
)
def fermentable_fibre_and_glucuronidase(x, p):
    """Readily fermented carbohydrate lowers the glucuronidase that microbes make: fructans, lactulose and legume fibre did, bran did not.

    Crossover trials in people; vegetarians have less of it too. Microbes that eat well make little of an enzyme they do not need; grams
    arriving in the colon of late stand for that, so that more microbes on more fibre need not mean more enzyme.
    """
    arriving = ops.total(p.quiets * x.ileal_flow.take(nutrient, passing), passing)
    return [
        Reaction("arriving", p.microbes_memory * arriving, produces={c.fermentable_fibre_of_late: 1}),
        Reaction("forgetting", p.microbes_memory * x.fermentable_fibre_of_late, {c.fermentable_fibre_of_late: 1}),
        c.glucuronidase_expression.times(ops.exp(p.fibre_on_glucuronidase * (p.fibre_rest - x.fermentable_fibre_of_late))),
    ]
