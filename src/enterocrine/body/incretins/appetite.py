"""What gut hormones do to how much is eaten."""

from ...network import Parameter, mechanism, ops
from .contents import appetite, glp1_level, pyy, pyy_expected
from .glp1 import glp1_rest

satiety_of_glp1 = Parameter("satiety_of_glp1", "L/mmol")
satiety_of_pyy = Parameter("satiety_of_pyy", "L/mmol")


@mechanism(
    reads=[glp1_level, pyy, pyy_expected],
    sets=[appetite],
    parameters=[glp1_rest, satiety_of_glp1, satiety_of_pyy],
    evidence="B",
)
def satiety(x, p):
    """GLP-1 and PYY lower what people eat of a meal offered freely, each a little.

    Infusions above the levels of meals. It steers nothing: the diet that was asked for is eaten, because a trial of a year with
    propionate ester saw no weight kept off.
    """
    above = p.satiety_of_glp1 * (x.glp1_level - p.glp1_rest) + p.satiety_of_pyy * (x.pyy - x.pyy_expected)
    return [appetite.set(ops.exp(-above))]
