"""Cytokines call ACTH and cortisol; cortisol holds ACTH back."""

from ...network import Parameter, Reaction, mechanism, ops
from .contents import acth_relative, corticotropin, cortisol, cortisol_level, cytokines
from .cytokine_release import rest_level

corticotropin_turnover = Parameter("corticotropin_turnover", "1/h")
corticotropin_gain = Parameter("corticotropin_gain", "1")
corticotropin_half = Parameter("corticotropin_half", "1")
cortisol_clearance = Parameter("cortisol_clearance", "1/h")
cortisol_rest = Parameter("cortisol_rest", "mmol/L")
cortisol_feedback = Parameter("cortisol_feedback", "1")


@mechanism(
    reads=[cytokines, corticotropin, cortisol_level],
    changes=[corticotropin, cortisol_level],
    sets=[cortisol, acth_relative],
    parameters=[
        corticotropin_turnover, corticotropin_gain, corticotropin_half, cortisol_clearance, cortisol_rest, cortisol_feedback, rest_level,
    ],
    evidence="A",
)  # fmt: skip
def cortisol_response(x, p):
    """TNF and the interleukins raise ACTH, ACTH raises cortisol, two to three times and no more, and cortisol holds ACTH back.

    0.4 ng/kg: cortisol 2.8 times at two hours; 4 ng/kg: two to three times. Driven by TNF, the first to rise; without the rhythm over the day.
    """
    tnf = x.cytokines.at(cytokine="tnf") / p.rest_level.at(cytokine="tnf")
    call = 1 + p.corticotropin_gain * ops.saturating(tnf, p.corticotropin_half)
    rest = 1 + p.corticotropin_gain * ops.saturating(1, p.corticotropin_half)
    held_back = (1 + p.cortisol_feedback) / (1 + p.cortisol_feedback * x.cortisol_level / p.cortisol_rest)
    return [
        Reaction("release_of_acth", p.corticotropin_turnover * call / rest * held_back, produces={corticotropin: 1}),
        Reaction("loss_of_acth", p.corticotropin_turnover * x.corticotropin, {corticotropin: 1}),
        Reaction("secretion", p.cortisol_clearance * p.cortisol_rest * x.corticotropin, produces={cortisol_level: 1}),
        Reaction("clearance", p.cortisol_clearance * x.cortisol_level, {cortisol_level: 1}),
        cortisol.set(x.cortisol_level),
        acth_relative.set(x.corticotropin),
    ]
