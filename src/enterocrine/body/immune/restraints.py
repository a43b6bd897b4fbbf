"""What damps NF-kB: its own aftermath, interleukin-10, cortisol, and food."""

from ...network import Parameter, mechanism, ops
from ..axes import cytokine, exposure
from ..upper_gut.exposures import exposure_level, exposure_reference
from .contents import cortisol_level, cytokines, message_restraint, refractoriness, restraint
from .cytokine_release import rest_level

tolerance_strength = Parameter("tolerance_strength", "1")
il10_half = Parameter("il10_half", "1")
il10_on_message = Parameter("il10_on_message", "1", (cytokine,), sparse=True)
cortisol_half = Parameter("cortisol_half", "1")
cortisol_rest = Parameter("cortisol_rest", "mmol/L")
immune_effect = Parameter("immune_effect", "h/g", (exposure,), sparse=True)


@mechanism(reads=[refractoriness], sets=[restraint], parameters=[tolerance_strength], evidence="B")
def tolerance(x, p):
    """Cells that have answered endotoxin answer less for hours: negative regulators outlast NF-kB.

    Blood of challenged volunteers is least responsive at 6 h and back by 12 h.
    """
    left = p.tolerance_strength * x.refractoriness
    return [restraint.times((1 + p.tolerance_strength * p.tolerance_strength) / (1 + left * left))]


@mechanism(reads=[cytokines], sets=[restraint, message_restraint], parameters=[il10_half, il10_on_message, rest_level], evidence="A")
def interleukin_10(x, p):
    """Interleukin-10 holds NF-kB back a little, and the message of TNF more.

    Human challenge, where TNF falls while endotoxin is still running in and interleukins 6 and 10 rise to the end, and cells; simple
    inhibitions in the ratio to the resting level.
    """
    above = x.cytokines.at(cytokine="il10") / p.rest_level.at(cytokine="il10")
    return [
        restraint.times((p.il10_half + 1) / (p.il10_half + above)),
        message_restraint.times((1 + p.il10_on_message) / (1 + p.il10_on_message * above)),
    ]


@mechanism(reads=[cortisol_level], sets=[restraint], parameters=[cortisol_half, cortisol_rest], evidence="B")
def glucocorticoid(x, p):
    """Cortisol restrains NF-kB; a glucocorticoid before a challenge blunts it.

    Volunteers given hydrocortisone; the size at the cortisol of an ordinary challenge is an assumption with a wide spread.
    """
    above = x.cortisol_level / p.cortisol_rest
    return [restraint.times((p.cortisol_half + 1) / (p.cortisol_half + above))]


@mechanism(reads=[exposure_level], sets=[restraint], parameters=[immune_effect, exposure_reference], evidence="B")
def anti_inflammatory_food(x, p):
    """Long-chain n-3 fat, anthocyanins and fermented food lower inflammatory markers a little; other polyphenols have no number of their own yet.

    Pooled trials: n-3 (mixed, one null), anthocyanins (CRP, IL-6, TNF), probiotics (not foods; TNF null). Each acts by its own number.
    """
    above = x.exposure_level - p.exposure_reference
    return [restraint.times(ops.exp(-ops.total(p.immune_effect * above, exposure)))]
