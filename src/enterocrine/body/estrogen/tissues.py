"""Estrogens that tissues make of precursors which blood hardly shows."""

from ...network import Parameter, Reaction, mechanism, only
from ..axes import sex
from ..host.covariates import female, of_own_sex, postmenopausal
from . import contents as c

tissue_estradiol = Parameter("tissue_estradiol", "mmol/h", (sex,))
tissue_estrone = Parameter("tissue_estrone", "mmol/h", (sex,))


@mechanism(
    reads=[c.aromatisation],
    changes=[c.estrogen_mass],
    parameters=[tissue_estradiol, tissue_estrone, female, postmenopausal],
    evidence="B",
)
def estrogens_of_tissues(x, p):
    """Men, and women after the menopause, make more estrogen than aromatised androgens of blood account for.

    Production by clearance and level, and estrone glucuronide of men's urine, against blood-to-blood conversion in people: adrenal
    precursors turned over inside fat and other tissue stand for the rest. What the ovary makes covers it before the menopause.
    """
    working = (1 - p.female + p.female * p.postmenopausal) * x.aromatisation
    return [
        Reaction(f"{name}_made", working * of_own_sex(rate, p), produces={c.estrogen_mass: only(c.estrogen_mass, estrogen=name)})
        for name, rate in (("estradiol", p.tissue_estradiol), ("estrone", p.tissue_estrone))
    ]
