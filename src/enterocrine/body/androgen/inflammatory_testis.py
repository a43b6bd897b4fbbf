"""Inflammation and the testis."""

from ...network import Parameter, mechanism, ops
from ..host.covariates import female
from ..immune.contents import cytokines
from ..immune.cytokine_release import rest_level
from .contents import leydig_response

testis_of_il6 = Parameter("testis_of_il6", "1")


@mechanism(reads=[cytokines], sets=[leydig_response], parameters=[female, rest_level, testis_of_il6], evidence="B")
def inflammation_and_testis(x, p):
    """Inflammation lowers what the testis makes at a given LH: little at low grade, much in acute illness.

    TNF given to men halved testosterone within hours at unmoved FSH; among men it goes inversely with interleukin-6, C-reactive protein
    and LBP at given LH. No trial at low grade. The effect lies on production, not on the androgen receptor, for which dishes give either
    sign. Interleukin-6 stands for the whole of it.
    """
    level = x.cytokines.at(cytokine="il6") / p.rest_level.at(cytokine="il6")
    return [leydig_response.times(ops.power(level, -p.testis_of_il6 * (1 - p.female)))]
