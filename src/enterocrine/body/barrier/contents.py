"""Pools, factors and signals of the gut barrier."""

from ...network import Factor, Output, Pool, Signal

mucus = Pool("mucus", "1", about="thickness of the colonic mucus layer, relative to the reference adult")
colonic_leak = Pool("colonic_leak", "1", about="paracellular permeability of the colon, relative to the reference adult")
small_bowel_leak = Pool("small_bowel_leak", "1", about="paracellular permeability of the small bowel, relative to the reference adult")

colonic_loosening = Factor("colonic_loosening", about="what loosens (above 1) or tightens the junctions of the colon")
small_bowel_loosening = Factor("small_bowel_loosening", about="the same for the small bowel")

luminal_endotoxin = Signal("luminal_endotoxin", "1", (), "active endotoxin in colon contents, relative to the reference adult")
endotoxin_leak = Signal("endotoxin_leak", "1", (), "endotoxin that passes between the cells into portal blood, relative to the reference adult")
endotoxin_with_fat = Signal("endotoxin_with_fat", "1", (), "endotoxin that chylomicrons carry into lymph, relative to the reference adult's mean")

permeability = Output("permeability", "1", (), "permeability of the colon, relative to the reference adult", grade="C")
small_bowel_permeability = Output(
    "small_bowel_permeability", "1", (), "permeability of the small bowel, relative to the reference adult", grade="C"
)
mucus_thickness = Output("mucus_thickness", "1", (), "colonic mucus, relative to the reference adult", grade="C")
