"""Estrogens that fat tissue makes after the menopause."""

from ...network import Parameter, Reaction, mechanism, only
from ..host.covariates import female, postmenopausal
from . import contents as c

tissue_estradiol = Parameter("tissue_estradiol", "mmol/h")
tissue_estrone = Parameter("tissue_estrone", "mmol/h")


@mechanism(
    reads=[c.aromatisation],
    changes=[c.estrogen_mass],
    parameters=[tissue_estradiol, tissue_estrone, female, postmenopausal],
    evidence="B",
)
def estrogens_of_fat_tissue(x, p):
    """After the menopause fat tissue goes on making estrogens, from precursors that blood hardly shows.

    Levels by age in the population are above what aromatised testosterone and androstenedione of blood give; adrenal precursors turned
    over inside the tissue stand for the rest. How much fat there is acts through `aromatisation`.
    """
    working = p.female * p.postmenopausal * x.aromatisation
    return [
        Reaction(f"{name}_made", working * rate, produces={c.estrogen_mass: only(c.estrogen_mass, estrogen=name)})
        for name, rate in (("estradiol", p.tissue_estradiol), ("estrone", p.tissue_estrone))
    ]
