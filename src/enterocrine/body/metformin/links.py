"""Where metformin acts: one small mechanism a link, each with its own grade."""

from ...network import Parameter, mechanism, ops
from ..colon.contents import mucin_making
from ..incretins.contents import l_cell_response
from ..insulin.contents import liver_response, muscle_response
from .contents import metformin_in_bowel, metformin_level

level_half = Parameter("level_half", "g/L")
bowel_half = Parameter("bowel_half", "g")
liver_gain = Parameter("liver_gain", "1")
muscle_gain = Parameter("muscle_gain", "1")
l_cell_gain = Parameter("l_cell_gain", "1")
mucin_gain = Parameter("mucin_gain", "1")


@mechanism(reads=[metformin_level], sets=[liver_response], parameters=[liver_gain, level_half], evidence="B")
def metformin_and_liver(x, p):
    """Metformin makes the liver give off less glucose at the same insulin.

    Pooled trials in people without diabetes, by fasting glucose and insulin; that the liver carries it, and the dose-response, are taken
    from what is known of people with diabetes.
    """
    return [liver_response.times(ops.exp(p.liver_gain * ops.saturating(x.metformin_level, p.level_half)))]


@mechanism(reads=[metformin_level], sets=[muscle_response], parameters=[muscle_gain, level_half], evidence="C")
def metformin_and_muscle(x, p):
    """Whether metformin raises the uptake of glucose by muscle at the same insulin is not settled.

    Clamps in people disagree; zero lies in the middle of the prior.
    """
    return [muscle_response.times(ops.exp(p.muscle_gain * ops.saturating(x.metformin_level, p.level_half)))]


@mechanism(reads=[metformin_in_bowel], sets=[l_cell_response], parameters=[l_cell_gain, bowel_half], evidence="B")
def metformin_and_l_cells(x, p):
    """Metformin in the bowel makes L-cells release more GLP-1, at any glucose and weight.

    A trial of 18 months in people without diabetes; that the drug in the bowel does it is an assumption.
    """
    return [l_cell_response.times(1 + p.l_cell_gain * ops.saturating(x.metformin_in_bowel, p.bowel_half))]


@mechanism(reads=[metformin_in_bowel], sets=[mucin_making], parameters=[mucin_gain, bowel_half], evidence="C")
def metformin_and_mucin(x, p):
    """Metformin in the bowel adds goblet cells, whose mucin feeds Akkermansia and, through it, the acids that it makes.

    Mice on a diet high in fat; people who take metformin carry more Akkermansia. That mucin is the way is an assumption.
    """
    return [mucin_making.times(ops.exp(p.mucin_gain * ops.saturating(x.metformin_in_bowel, p.bowel_half)))]
