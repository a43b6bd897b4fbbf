"""Pools, factors and signals of the thyroid axis."""

from ...network import Factor, Input, Output, Pool, Signal

tsh_level = Pool("tsh_level", "IU/L", (), "thyrotropin in plasma")
t4_mass = Pool("t4_mass", "mmol", (), "thyroxine in the body's exchanging space")
t3_level = Pool("t3_level", "mmol/L", (), "triiodothyronine in plasma")
rt3_level = Pool("rt3_level", "mmol/L", (), "reverse triiodothyronine in plasma")
levothyroxine = Pool("levothyroxine", "g", (), "swallowed levothyroxine in the gut")
swallowing_levothyroxine = Input("swallowing_levothyroxine", "g/h", (), "levothyroxine swallowed evenly over time (else each dose enters at once)")
fibre_present = Pool("fibre_present", "g", (), "fibre eaten of late, in the small bowel")

illness = Pool("illness", "1", (), "inflammation as the thyroid axis feels it")
illness_above_rest = Signal("illness_above_rest", "1", (), "the same above that of the reference adult", neutral=0)

thyrotropin_drive = Factor("thyrotropin_drive", about="what raises or lowers thyrotropin secretion at given thyroid hormones")
outer_ring = Factor("outer_ring", about="deiodination that makes T3 from T4 and clears reverse T3 (type 1 and 2)")
inner_ring = Factor("inner_ring", about="deiodination that makes reverse T3 from T4 and clears T3 (type 3)")

tsh = Output("tsh", "mIU/L", (), "thyrotropin in plasma")
tsh_at_night = Output("tsh_at_night", "mIU/L", (), "thyrotropin in plasma at two at night")
t4 = Output("t4", "nmol/L", (), "total thyroxine in plasma")
ft4 = Output("ft4", "pmol/L", (), "free thyroxine in plasma")
t3 = Output("t3", "nmol/L", (), "total triiodothyronine in plasma")
ft3 = Output("ft3", "pmol/L", (), "free triiodothyronine in plasma")
rt3 = Output("rt3", "nmol/L", (), "reverse triiodothyronine in plasma")
