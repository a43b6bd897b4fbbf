"""Inflammation and men's gonadal axis: the testis, and the pituitary that would call it."""

from ...network import Parameter, mechanism, ops
from ..host.covariates import female
from ..immune.contents import cytokines
from ..immune.cytokine_release import rest_level
from .contents import gonadotropin_drive, leydig_response

testis_of_il6 = Parameter("testis_of_il6", "1")
pituitary_of_il6 = Parameter("pituitary_of_il6", "1")


def _in_men(x, p, power):
    """Interleukin-6 over its reference to minus that power; nothing in women."""
    level = x.cytokines.at(cytokine="il6") / p.rest_level.at(cytokine="il6")
    return ops.power(level, -power * (1 - p.female))


@mechanism(reads=[cytokines], sets=[leydig_response], parameters=[female, rest_level, testis_of_il6], evidence="B")
def inflammation_and_testis(x, p):
    """Inflammation lowers what the testis makes at a given LH: little at low grade, much in acute illness.

    TNF given to men halved testosterone within hours at unmoved FSH; among men it goes inversely with interleukin-6, C-reactive protein
    and LBP at given LH. No trial at low grade. The effect lies on production, not on the androgen receptor, for which dishes give either
    sign. Interleukin-6 stands for the whole of it.
    """
    return [leydig_response.times(_in_men(x, p, p.testis_of_il6))]


@mechanism(reads=[cytokines], sets=[gonadotropin_drive], parameters=[female, rest_level, pituitary_of_il6], evidence="B")
def inflammation_and_gonadotropins(x, p):
    """Inflammation also keeps the pituitary from answering the fall: LH and FSH are where they were while testosterone is halved.

    Men given TNF, in whom LH was back at its start when testosterone was lowest; interleukin-2 strengthened the feedback. Obese men's LH
    is not higher than that of lean men although their testosterone is lower. Women are left out, as nothing was read of them.
    """
    return [gonadotropin_drive.times(_in_men(x, p, p.pituitary_of_il6))]
