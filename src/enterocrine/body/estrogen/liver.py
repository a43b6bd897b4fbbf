"""What liver and tissues make of estrogens, from blood and at first passage."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..axes import estrogen, sex
from ..host.covariates import female, of_own_sex, surface
from . import contents as c
from .plasma import first_pass_rate

clearance = Parameter("clearance", "L/h/cm2", (sex, estrogen))
interconverted = Parameter("interconverted", "1", (estrogen,), sparse=True)
sulfated = Parameter("sulfated", "1", (estrogen,), sparse=True)
hydroxylated = Parameter("hydroxylated", "1", (estrogen,))
made_estriol = Parameter("made_estriol", "1", (estrogen,), sparse=True)
glucuronidated = Parameter("glucuronidated", "1", (estrogen,))
glucuronidated_as_estrone = Parameter("glucuronidated_as_estrone", "1")
glucuronide_to_bile = Parameter("glucuronide_to_bile", "1")
first_glucuronide_to_bile = Parameter("first_glucuronide_to_bile", "1")
unchanged = Parameter("unchanged", "1", (estrogen,))
passing_as_estrone = Parameter("passing_as_estrone", "1")

_OTHER = {"estradiol": "estrone", "estrone": "estradiol"}
FATES = [hydroxylated, sulfated, made_estriol, glucuronidated, glucuronidated_as_estrone]
MADE = [c.estrogen_mass, c.estrone_sulfate_mass, c.estrogen_glucuronide_mass, c.hydroxylated_estrogen, c.biliary_conjugates]


def metabolised(source, flow, to_bile, p):
    """Reactions that say where a flow of each estrogen goes that is neither kept nor turned into estradiol or estrone: shares add up to one."""
    share = flow / (p.sulfated + p.hydroxylated + p.made_estriol + p.glucuronidated)
    made = share * p.glucuronidated
    over = p.glucuronidated_as_estrone * made.at(estrogen="estradiol")
    kinds = (
        made
        - over * only(c.estrogen_mass, estrogen="estradiol")
        + over * only(c.estrogen_mass, estrogen="estrone")
    )
    estriol = ops.total(share * p.made_estriol, estrogen) * only(c.estrogen_mass, estrogen="estriol")
    bile = kinds * to_bile * only(c.biliary_conjugates, conjugate="glucuronide")
    return [
        Reaction("sulfation", share * p.sulfated, {source: 1}, {c.estrone_sulfate_mass: 1}),
        Reaction("hydroxylation", share * p.hydroxylated, {source: 1}, {c.hydroxylated_estrogen: 1}),
        Reaction("estriol_taken", share * p.made_estriol, {source: 1}),
        Reaction("estriol_made", estriol, produces={c.estrogen_mass: 1}),
        Reaction("glucuronidation", made, {source: 1}),
        Reaction("glucuronides_to_blood", kinds * (1 - to_bile), produces={c.estrogen_glucuronide_mass: 1}),
        Reaction("glucuronides_to_bile", bile, produces={c.biliary_conjugates: 1}),
    ]


@mechanism(
    reads=[c.estrogen_mass, c.estrogen_level],
    changes=MADE,
    parameters=[surface, female, clearance, interconverted, glucuronide_to_bile, *FATES],
    evidence="A",
)
def estrogen_clearance(x, p):
    """Estradiol and estrone turn into one another; the rest of each is sulfated, hydroxylated, or coupled to glucuronic acid.

    Tracers in people give clearance and interconversion, by body surface; men clear estradiol faster. Sulfates of all are counted as
    estrone sulfate; glucuronides made in the liver enter bile at once, or blood.
    """
    leaving = of_own_sex(p.clearance, p) * p.surface * x.estrogen_level
    turned = leaving * p.interconverted
    swaps = [
        Reaction(f"{one}_to_{other}", turned.at(estrogen=one), {c.estrogen_mass: only(c.estrogen_mass, estrogen=one)},
                 {c.estrogen_mass: only(c.estrogen_mass, estrogen=other)})
        for one, other in _OTHER.items()
    ]  # fmt: skip
    return [*swaps, *metabolised(c.estrogen_mass, leaving - turned, p.glucuronide_to_bile, p)]


@mechanism(
    reads=[c.portal_estrogen],
    changes=[c.portal_estrogen, *MADE],
    parameters=[first_pass_rate, unchanged, passing_as_estrone, first_glucuronide_to_bile, *FATES],
    evidence="A",
)
def first_passage(x, p):
    """Of estradiol from the gut a fiftieth passes gut wall and liver as such and a fifth as estrone; the rest leaves as conjugates.

    Oral against intravenous doses in women. What is not passed meets the same enzymes as estrogen from blood; of glucuronides more
    reach blood, as the gut wall makes part of them.
    """
    arriving = p.first_pass_rate * x.portal_estrogen
    passing = arriving * p.unchanged
    oxidised = arriving.at(estrogen="estradiol") * p.passing_as_estrone
    rest = arriving - passing - oxidised * only(c.estrogen_mass, estrogen="estradiol")
    return [
        Reaction("passage", passing, {c.portal_estrogen: 1}, {c.estrogen_mass: 1}),
        Reaction("passage_as_estrone", oxidised, {c.portal_estrogen: only(c.estrogen_mass, estrogen="estradiol")},
                 {c.estrogen_mass: only(c.estrogen_mass, estrogen="estrone")}),
        *metabolised(c.portal_estrogen, rest, p.first_glucuronide_to_bile, p),
    ]  # fmt: skip
