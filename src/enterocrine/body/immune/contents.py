"""Pools, factors and signals of the immune system."""

from ...network import Factor, Output, Pool, Signal
from ..axes import cytokine

nfkb_activity = Pool("nfkb_activity", "1", about="NF-kB activity of leukocytes, relative to the reference adult, fasting, on the habitual diet")
refractoriness = Pool("refractoriness", "1", about="what NF-kB leaves behind that dampens it, relative to the same")
late_response = Pool("late_response", "1", about="NF-kB activity as cells feel it that answer late, relative to the same")
message = Pool("message", "1", (cytokine,), "messenger RNA of the cytokines, relative to the same")
cytokine_mass = Pool("cytokine_mass", "g", (cytokine,), "cytokines in plasma and what exchanges with it, TNF as far as it is free")
bound_tnf = Pool("bound_tnf", "g", about="TNF on soluble receptors in plasma, which a kit sees and a cell does not")
corticotropin = Pool("corticotropin", "1", about="ACTH, relative to the reference adult's mean over the day")
cortisol_level = Pool("cortisol_level", "mmol/L", about="cortisol in plasma")

restraint = Factor("restraint", about="what damps (below 1) or heightens the drive of NF-kB")
message_restraint = Factor("message_restraint", axes=(cytokine,), about="what damps (below 1) or heightens the making of a cytokine's message")
toll_drive = Signal("toll_drive", "1", (), "share of TLR4 complexes that hold endotoxin", neutral=0)
sterile_drive = Signal(
    "sterile_drive", "1", (), "drive of NF-kB that does not pass through endotoxin, on the scale of NF-kB activity", neutral=0
)
cytokines = Signal("cytokines", "pg/mL", (cytokine,), "cytokines in plasma as cells see them, TNF on the scale that a kit has at rest")

nfkb = Output("nfkb", "1", (), "NF-kB activity, relative to the reference adult, fasting, on the habitual diet", grade="B")
inflammatory_tone = Output("inflammatory_tone", "1", (), "drive of NF-kB above what it has without endotoxin and fatty acids", grade="B")
tnf = Output("tnf", "pg/mL", (), "tumour necrosis factor in plasma, free and on soluble receptors")
il6 = Output("il6", "pg/mL", (), "interleukin-6 in plasma")
il8 = Output("il8", "pg/mL", (), "interleukin-8 in plasma", grade="B")
il1b = Output("il1b", "pg/mL", (), "interleukin-1 beta in plasma", grade="B")
il10 = Output("il10", "pg/mL", (), "interleukin-10 in plasma")
cortisol = Output("cortisol", "nmol/L", (), "cortisol in plasma, without its rhythm over the day")
acth_relative = Output("acth_relative", "1", (), "ACTH, relative to the person's reference")
crp = Output("crp", "mg/L", (), "C-reactive protein in plasma")
lbp = Output("lbp", "ug/mL", (), "lipopolysaccharide-binding protein in plasma", grade="B")
