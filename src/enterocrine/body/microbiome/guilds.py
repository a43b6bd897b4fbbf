"""Signals and outputs of the microbial community."""

from ...network import Output, Parameter, Signal
from ..axes import acid, guild, region, scfa, substrate

tolerance = Signal("tolerance", "1", (region, guild), "share of its best rate that a guild keeps at this pH")
catabolised = Signal("catabolised", "mmol/h", (region, guild, substrate), "substrate units fermented for energy")
fermentation_scfa = Signal("fermentation_scfa", "mmol/h", (scfa,), "SCFA made from substrates")
acetate_to_butyrate = Signal("acetate_to_butyrate", "mmol/h", (), "acetate that butyrate producers take up with carbohydrate")
lactate_scfa = Signal("lactate_scfa", "mmol/h", (scfa,), "SCFA made (or used) with lactate")
succinate_scfa = Signal("succinate_scfa", "mmol/h", (scfa,), "SCFA made from succinate")
hydrogen_scfa = Signal("hydrogen_scfa", "mmol/h", (scfa,), "acetate made from hydrogen and formate")

primary_production = Output("primary_production", "mmol/d", (acid,), "acids made from substrates, before guilds feed on one another's")
fermentation_products = Output("fermentation_products", "mmol/d", (), "all acids made from substrates, before cross-feeding")
scfa_production = Output("scfa_production", "mmol/d", (scfa,), "net SCFA production in the colon")
fibre_fermented = Output("fibre_fermented", "g/d", (), "fibre and resistant starch fermented")
guild_fraction = Output("guild_fraction", "1", (guild,), "share of distal microbial mass")
guild_biomass = Output("guild_biomass", "g", (region, guild), "dry mass of each guild")
acetate_converted = Output("acetate_converted", "%", (), "share of acetate made that microbes turn into butyrate")

presence = Parameter("presence", "1", (guild,))
