"""Inflammation that needs no endotoxin: saturated fat and adipose tissue."""

from ...network import Parameter, mechanism
from ..host.adiposity import fat_mass, reference_fat_mass
from ..upper_gut.exposures import exposure_level, exposure_reference
from .contents import sterile_drive

toll_share = Parameter("toll_share", "1", table="immune")
sterile_share = Parameter("sterile_share", "1", table="immune")
adipose_part = Parameter("adipose_part", "1")


@mechanism(
    reads=[exposure_level],
    sets=[sterile_drive],
    parameters=[toll_share, sterile_share, adipose_part, exposure_reference, fat_mass, reference_fat_mass],
    evidence="C",
)
def fatty_acids_and_fat(x, p):
    """Saturated fatty acids and enlarged fat tissue drive NF-kB without endotoxin, each in proportion to how much there is.

    Macrophages and mice for the acids, association in people for fat mass; its share at rest is an assumption with a wide spread.
    """
    eaten = x.exposure_level.at(exposure="saturated") / p.exposure_reference.at(exposure="saturated")
    fat = p.fat_mass / p.reference_fat_mass
    at_rest = (1 - p.toll_share) * p.sterile_share
    return [sterile_drive.set(at_rest * (p.adipose_part * fat + (1 - p.adipose_part) * eaten))]
