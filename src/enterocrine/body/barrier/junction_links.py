"""What loosens or tightens the junctions between epithelial cells: one small mechanism a link, each with its own grade."""

from ...network import Parameter, mechanism, ops
from ..axes import exposure, region, scfa
from ..colon.contents import acids, scfa_absorbed, water
from ..host.adiposity import fat_mass, reference_fat_mass
from ..immune.contents import nfkb
from ..upper_gut.exposures import exposure_level, exposure_reference
from .contents import colonic_butyrate, colonic_loosening, colonic_scfa, small_bowel_loosening

mucosal_share = Parameter("mucosal_share", "1")
butyrate_gain = Parameter("butyrate_gain", "1")
butyrate_half = Parameter("butyrate_half", "mmol/L")
butyrate_harm = Parameter("butyrate_harm", "1")
butyrate_harm_half = Parameter("butyrate_harm_half", "mmol/L")
butyrate_reference = Parameter("butyrate_reference", "mmol/L")
scfa_gain = Parameter("scfa_gain", "1")
scfa_half = Parameter("scfa_half", "mmol/L")
scfa_reference = Parameter("scfa_reference", "mmol/L")
glp2_gain = Parameter("glp2_gain", "1")
glp2_half = Parameter("glp2_half", "mmol/h")
glp2_reference = Parameter("glp2_reference", "mmol/h")
inflammation_gain = Parameter("inflammation_gain", "1")
inflammation_half = Parameter("inflammation_half", "1")
junction_effect = Parameter("junction_effect", "h/g", (exposure,), sparse=True)
small_bowel_effect = Parameter("small_bowel_effect", "h/g", (exposure,), sparse=True)
leak_of_fat = Parameter("leak_of_fat", "1/g")


@mechanism(reads=[acids, water], sets=[colonic_butyrate, colonic_scfa], evidence="A")
def acids_along_the_colon(x, p):
    """The epithelium as a whole meets the acids at the mean of the colon's water."""
    main = ops.total(x.acids.take(x.acids.axes[1], scfa), region) / ops.total(x.water, region)
    return [colonic_butyrate.set(main.at(scfa="butyrate")), colonic_scfa.set(ops.total(main, scfa))]


@mechanism(
    reads=[colonic_butyrate],
    sets=[colonic_loosening],
    parameters=[mucosal_share, butyrate_gain, butyrate_half, butyrate_harm, butyrate_harm_half, butyrate_reference],
    evidence="C",
)
def butyrate_and_junctions(x, p):
    """Butyrate closes the junctions at low millimolar and opens them again at high concentration.

    Cell layers: 2 mM tightens, 8 mM loosens. The cells are assumed to see a share of the luminal concentration, because mucus and
    colonocytes hold it back; means of the three regions.
    """

    def loosening(seen):
        harmed = seen * seen / (seen * seen + p.butyrate_harm_half * p.butyrate_harm_half)
        return 1 - p.butyrate_gain * ops.saturating(seen, p.butyrate_half) + p.butyrate_harm * harmed

    seen, rest = p.mucosal_share * x.colonic_butyrate, p.mucosal_share * p.butyrate_reference
    return [colonic_loosening.times(loosening(seen) / loosening(rest))]


@mechanism(reads=[colonic_scfa], sets=[colonic_loosening], parameters=[scfa_gain, scfa_half, scfa_reference], evidence="C")
def scfa_and_junctions(x, p):
    """Acetate, propionate and butyrate together raise the resistance of the epithelium within minutes, without being burnt.

    Rat caecum in a chamber, 140 mmol/L: resistance +35 %; assumed to saturate.
    """

    def loosening(held):
        return 1 - p.scfa_gain * ops.saturating(held, p.scfa_half)

    return [colonic_loosening.times(loosening(x.colonic_scfa) / loosening(p.scfa_reference))]


@mechanism(reads=[scfa_absorbed], sets=[small_bowel_loosening], parameters=[glp2_gain, glp2_half, glp2_reference], evidence="C")
def fermentation_and_small_bowel(x, p):
    """Fermentation in the colon tightens the small bowel from afar, by way of GLP-2 from L-cells.

    Inulin pasta for five weeks lowered lactulose:mannitol and raised GLP-2 in healthy men; coeliac children showed nothing. The acids
    absorbed stand for the hormone.
    """

    def loosening(absorbed):
        return 1 - p.glp2_gain * ops.saturating(absorbed, p.glp2_half)

    absorbed = ops.total(x.scfa_absorbed, scfa)
    return [small_bowel_loosening.times(loosening(absorbed) / loosening(p.glp2_reference))]


@mechanism(
    reads=[nfkb],
    sets=[colonic_loosening, small_bowel_loosening],
    parameters=[inflammation_gain, inflammation_half],
    evidence="C",
)
def inflammation_and_junctions(x, p):
    """TNF and interleukin-1 open the junctions by way of NF-kB and myosin light-chain kinase.

    Cell layers and mice; assumed to saturate, so that the loop through endotoxin cannot run away.
    """
    gain = 1 + p.inflammation_gain * ops.saturating(x.nfkb, p.inflammation_half)
    rest = 1 + p.inflammation_gain * ops.saturating(1, p.inflammation_half)
    return [colonic_loosening.times(gain / rest), small_bowel_loosening.times(gain / rest)]


@mechanism(
    reads=[exposure_level],
    sets=[colonic_loosening, small_bowel_loosening],
    parameters=[junction_effect, small_bowel_effect, exposure_reference],
    evidence="C",
)
def food_and_junctions(x, p):
    """Alcohol, fructose, polyphenols, fermented and processed food act on the junctions, each by its own number, which may be nothing.

    No trial with a permeability test is at hand for any of them but fat (nothing in seven days of cream): every effect has zero inside its prior.
    """
    above = x.exposure_level - p.exposure_reference
    return [
        colonic_loosening.times(ops.exp(ops.total(p.junction_effect * above, exposure))),
        small_bowel_loosening.times(ops.exp(ops.total(p.small_bowel_effect * above, exposure))),
    ]


@mechanism(sets=[colonic_loosening], parameters=[fat_mass, reference_fat_mass, leak_of_fat], evidence="B")
def adiposity_and_colon(x, p):
    """The colon leaks more with more body fat; stomach and small bowel do not.

    Sucralose, lactulose:mannitol and sucrose in 120 patients over a range of body mass.
    """
    return [colonic_loosening.times(ops.exp(p.leak_of_fat * (p.fat_mass - p.reference_fat_mass)))]
