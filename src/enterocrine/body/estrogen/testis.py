"""Estradiol that the testis secretes."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..androgen.contents import leydig_response, lh_level
from ..host.covariates import female
from . import contents as c

testicular_estradiol = Parameter("testicular_estradiol", "mmol/h")
testis_lh_half = Parameter("testis_lh_half", "IU/L")
testis_lh_rest = Parameter("testis_lh_rest", "IU/L")


@mechanism(
    reads=[lh_level, leydig_response],
    changes=[c.estrogen_mass],
    parameters=[testicular_estradiol, testis_lh_half, testis_lh_rest, female],
    evidence="B",
)
def testicular_secretion(x, p):
    """A part of a man's estradiol comes from the testis itself, as long as luteinising hormone calls; the larger part from testosterone.

    What production by clearance and level leaves after peripheral aromatisation in men; it follows what testosterone secretion follows.
    """
    called = ops.saturating(x.lh_level, p.testis_lh_half) / ops.saturating(p.testis_lh_rest, p.testis_lh_half)
    secreted = (1 - p.female) * p.testicular_estradiol * called * x.leydig_response
    return [Reaction("secretion", secreted, produces={c.estrogen_mass: only(c.estrogen_mass, estrogen="estradiol")})]
