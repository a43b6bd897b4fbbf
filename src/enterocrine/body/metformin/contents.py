"""Pools and levels of metformin."""

from ...network import Input, Output, Pool, Signal

metformin_swallowed = Pool("metformin_swallowed", "g", (), "metformin in stomach and upper bowel")
swallowing_metformin = Input("swallowing_metformin", "g/h", (), "metformin swallowed evenly over time (else each dose enters at once)")
metformin_in_blood = Pool("metformin_in_blood", "g", (), "metformin in plasma and what exchanges with it")
metformin_in_bowel = Pool("metformin_in_bowel", "g", (), "metformin that was not absorbed, in the lower bowel")

metformin_level = Signal("metformin_level", "g/L", (), "metformin in plasma")
metformin = Output("metformin", "mg/L", (), "metformin in plasma")
