"""Pools, factors and signals of the immune system."""

from ...network import Axis, Factor, Output, Pool, Signal
from ..axes import cytokine

delayed = Axis("late_cytokine", ("il6", "il1b", "il10"))  # cytokines that wait for a message to be made; TNF's is at hand

nfkb_activity = Pool("nfkb_activity", "1", about="NF-kB activity of leukocytes, relative to the reference adult, fasting, on the habitual diet")
refractoriness = Pool("refractoriness", "1", about="what NF-kB leaves behind that dampens it, relative to the same")
late_response = Pool("late_response", "1", about="NF-kB activity as cells feel it that answer late, relative to the same")
message = Pool("message", "1", (delayed,), "messenger RNA of the late cytokines, relative to the same")
cytokine_mass = Pool("cytokine_mass", "g", (cytokine,), "cytokines in plasma and what exchanges with it")
corticotropin = Pool("corticotropin", "1", about="ACTH, relative to the reference adult's mean over the day")
cortisol_level = Pool("cortisol_level", "mmol/L", about="cortisol in plasma")

restraint = Factor("restraint", about="what damps (below 1) or heightens the drive of NF-kB")
toll_drive = Signal("toll_drive", "1", (), "share of TLR4 complexes that hold endotoxin", neutral=0)
sterile_drive = Signal(
    "sterile_drive", "1", (), "drive of NF-kB that does not pass through endotoxin, on the scale of NF-kB activity", neutral=0
)
cytokines = Signal("cytokines", "pg/mL", (cytokine,), "cytokines in plasma")

nfkb = Output("nfkb", "1", (), "NF-kB activity, relative to the reference adult, fasting, on the habitual diet", grade="B")
inflammatory_tone = Output("inflammatory_tone", "1", (), "drive of NF-kB above what it has without endotoxin and fatty acids", grade="B")
tnf = Output("tnf", "pg/mL", (), "tumour necrosis factor in plasma")
il6 = Output("il6", "pg/mL", (), "interleukin-6 in plasma")
il1b = Output("il1b", "pg/mL", (), "interleukin-1 beta in plasma", grade="B")
il10 = Output("il10", "pg/mL", (), "interleukin-10 in plasma")
cortisol = Output("cortisol", "nmol/L", (), "cortisol in plasma, without its rhythm over the day")
acth_relative = Output("acth_relative", "1", (), "ACTH, relative to the person's reference")
crp = Output("crp", "mg/L", (), "C-reactive protein in plasma")
lbp = Output("lbp", "ug/mL", (), "lipopolysaccharide-binding protein in plasma", grade="B")
