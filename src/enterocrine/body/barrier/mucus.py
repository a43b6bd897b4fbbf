"""The mucus layer: secreted at a constant rate, shed, and grazed by guilds that find nothing else."""

from ...network import Parameter, Reaction, mechanism, ops
from ..axes import exposure, guild, region, substrate
from ..colon.contents import biomass, substrates
from ..upper_gut.exposures import exposure_level, exposure_reference
from .contents import mucin_grazers, mucus, mucus_thickness

mucus_renewal = Parameter("mucus_renewal", "1/h")
grazing_share = Parameter("grazing_share", "1")
grazing = Parameter("grazing", "1", (guild,), sparse=True)
grazing_reference = Parameter("grazing_reference", "g")
plenty = Parameter("plenty", "g")
mucus_effect = Parameter("mucus_effect", "h/g", (exposure,), sparse=True)


@mechanism(reads=[biomass, substrates], sets=[mucin_grazers], parameters=[grazing, plenty], evidence="C")
def hungry_guilds(x, p):
    """Guilds that can eat mucin turn to it as plant matter runs short in their region.

    Shown in gnotobiotic mice on diets without fibre.
    """
    plants = ops.total(x.substrates, substrate) - x.substrates.at(substrate="mucin") - x.substrates.at(substrate="protein")
    hungry = p.plenty / (p.plenty + plants)
    return [mucin_grazers.set(ops.total(ops.total(p.grazing * x.biomass, guild) * hungry, region))]


@mechanism(
    reads=[mucus, mucin_grazers, exposure_level],
    changes=[mucus],
    sets=[mucus_thickness],
    parameters=[mucus_renewal, grazing_share, grazing_reference, mucus_effect, exposure_reference],
    evidence="C",
)
def mucus_layer(x, p):
    """Goblet cells renew the layer at a constant rate; it is lost by shedding and by mucin eaters, the more so the less plant matter they have.

    Shown in gnotobiotic mice on diets without fibre; the share of grazing in the loss and the effect of emulsifiers are assumptions.
    """
    eaten = x.mucin_grazers / p.grazing_reference
    thinning = ops.exp(ops.total(p.mucus_effect * (x.exposure_level - p.exposure_reference), exposure))
    lost = x.mucus * (1 - p.grazing_share + p.grazing_share * eaten) * thinning
    return [
        Reaction("renewal", p.mucus_renewal, produces={mucus: 1}),
        Reaction("loss", p.mucus_renewal * lost, {mucus: 1}),
        mucus_thickness.set(x.mucus),
    ]
