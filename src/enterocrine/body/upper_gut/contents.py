"""Pools and signals of stomach and small bowel."""

from ...network import Input, Output, Pool, Signal
from ..axes import nutrient

stomach = Pool("stomach", "g", (nutrient,), "food in the stomach")
jejunum = Pool("jejunum", "g", (nutrient,), "food in the upper small bowel")
ileum = Pool("ileum", "g", (nutrient,), "food that has escaped digestion, in the lower small bowel")

feeding = Input("feeding", "g/h", (nutrient,), "food eaten evenly over the day (used to settle; meals enter the stomach at once)")

ileal_flow = Signal("ileal_flow", "g/h", (nutrient,), "what leaves the ileum into the colon")
substrate_delivery = Output("substrate_delivery", "g/d", (nutrient,), "eaten substrate that reaches the colon")
