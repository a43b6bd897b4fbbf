"""Estradiol that the testis secretes."""

from ...network import Parameter, Reaction, mechanism, only, ops
from ..androgen.contents import leydig_response, lh_level
from ..axes import sex
from ..host.covariates import female
from . import contents as c

testicular_estradiol = Parameter("testicular_estradiol", "mmol/h")
testis_lh_half = Parameter("testis_lh_half", "IU/L")
testis_lh_rest = Parameter("testis_lh_rest", "IU/L")
gonadal_capacity = Parameter("gonadal_capacity", "1", (sex,), table="androgen")


@mechanism(
    reads=[lh_level, leydig_response],
    changes=[c.estrogen_mass],
    parameters=[testicular_estradiol, testis_lh_half, testis_lh_rest, gonadal_capacity, female],
    evidence="B",
)
def estradiol_of_the_testis(x, p):
    """A part of a man's estradiol comes from the testis itself, as long as luteinising hormone calls; the larger part from testosterone.

    What production by clearance and level leaves after peripheral aromatisation in men; it follows what testosterone secretion
    follows, and fails with the testis.
    """
    called = ops.saturating(x.lh_level, p.testis_lh_half) / ops.saturating(p.testis_lh_rest, p.testis_lh_half)
    working = p.gonadal_capacity.at(sex="male") * x.leydig_response
    secreted = (1 - p.female) * p.testicular_estradiol * called * working
    return [Reaction("secretion", secreted, produces={c.estrogen_mass: only(c.estrogen_mass, estrogen="estradiol")})]
