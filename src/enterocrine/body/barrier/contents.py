"""Pools, factors and signals of the gut barrier."""

from ...network import Factor, Output, Pool, Signal
from ..axes import guild

mucus = Pool("mucus", "1", about="thickness of the colonic mucus layer, relative to the reference adult")
colonic_leak = Pool("colonic_leak", "1", about="paracellular permeability of the colon, relative to the reference adult")
small_bowel_leak = Pool("small_bowel_leak", "1", about="paracellular permeability of the small bowel, relative to the reference adult")

colonic_loosening = Factor("colonic_loosening", about="what loosens (above 1) or tightens the junctions of the colon")
small_bowel_loosening = Factor("small_bowel_loosening", about="the same for the small bowel")

mucin_grazers = Signal("mucin_grazers", "g", (), "guilds that eat mucin, by how much of it each eats and as far as they find no plant matter")
colonic_butyrate = Signal("colonic_butyrate", "mmol/L", (), "butyrate in the contents of the colon, mean of its water")
colonic_scfa = Signal("colonic_scfa", "mmol/L", (), "acetate, propionate and butyrate in the contents of the colon, mean of its water")
guild_density = Signal("guild_density", "g/L", (guild,), "dry mass of each guild in the water of the colon, as far as its wall lets endotoxin in")
luminal_endotoxin = Signal("luminal_endotoxin", "1", (), "active endotoxin in colon contents, relative to the reference adult")
endotoxin_leak = Signal(
    "endotoxin_leak", "1", (), "endotoxin that passes between the cells into portal blood, relative to the reference adult", neutral=0
)
endotoxin_with_fat = Signal(
    "endotoxin_with_fat", "1", (), "endotoxin that chylomicrons carry into lymph, relative to what enters bound in the reference adult", neutral=0
)
between_cells = Signal("between_cells", "1", (), "share of the endotoxin that enters bound which goes between the cells at rest", neutral=1)

permeability = Output("permeability", "1", (), "permeability of the colon, relative to the reference adult", grade="C")
small_bowel_permeability = Output(
    "small_bowel_permeability", "1", (), "permeability of the small bowel, relative to the reference adult", grade="C"
)
mucus_thickness = Output("mucus_thickness", "1", (), "colonic mucus, relative to the reference adult", neutral=1, grade="C")
