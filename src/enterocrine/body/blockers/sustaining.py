"""What TNF and interleukin-1 at rest add to the inflammation that there is."""

from ...network import Parameter, mechanism, ops
from ..axes import cytokine
from ..immune.contents import cytokines, restraint
from ..immune.cytokine_release import rest_level as _rest_level

sustaining = Parameter("sustaining", "1", (cytokine,), sparse=True)
sustaining_half = Parameter("sustaining_half", "1")
rest_level = Parameter(_rest_level.name, _rest_level.unit, _rest_level.axes, table="immune")


@mechanism(reads=[cytokines], sets=[restraint], parameters=[sustaining, sustaining_half, rest_level], evidence="C")
def cytokines_and_low_grade_inflammation(x, p):
    """TNF and interleukin-1 of every day keep part of the drive of NF-kB going: blocking one for weeks lowers CRP by up to a third.

    Etanercept, infliximab and anakinra in people with the metabolic syndrome; one trial of six months saw nothing. Nearly saturated at
    rest, so that challenges are left as they are.
    """
    above = x.cytokines / p.rest_level
    share = (1 + p.sustaining_half) * ops.saturating(above, p.sustaining_half)
    return [restraint.times(1 + ops.total(p.sustaining * (share - 1), cytokine))]
