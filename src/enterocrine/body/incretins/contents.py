"""Pools, factors, signals and inputs of gut hormones."""

from ...network import Factor, Input, Output, Pool, Signal
from ..axes import ffar, region

distal_nutrients = Pool("distal_nutrients", "kJ", (), "what tells lower L-cells of a meal")
glp1_intact_mass = Pool("glp1_intact_mass", "mmol", (), "GLP-1(7-36)amide in plasma and what exchanges with it")
glp1_metabolite_mass = Pool("glp1_metabolite_mass", "mmol", (), "GLP-1(9-36)amide in plasma and what exchanges with it")
pyy_mass = Pool("pyy_mass", "mmol", (), "PYY in plasma and what exchanges with it")

l_cell_response = Factor("l_cell_response", about="what raises or lowers everything that L-cells release")

glp1_infusion = Input("glp1_infusion", "mmol/h", (), "GLP-1 given into a vein")
pyy_infusion = Input("pyy_infusion", "mmol/h", (), "PYY3-36 given into a vein")

nutrient_call = Signal("nutrient_call", "kJ/h", (), "what upper L-cells see of a meal")
receptor_occupancy = Signal("receptor_occupancy", "1", (region, ffar), "share of SCFA receptors of L-cells that are occupied")
scfa_call = Signal("scfa_call", "1", (), "occupied SCFA receptors, over the L-cells of the colon")
scfa_call_relative = Signal("scfa_call_relative", "1", (), "the same, relative to the reference adult", neutral=1)
pyy_expected = Signal("pyy_expected", "mmol/L", (), "fasting PYY that belongs to the person's body fat")
glp1_level = Signal("glp1_level", "mmol/L", (), "intact GLP-1 in plasma")

glp1 = Output("glp1", "pmol/L", (), "GLP-1 in plasma, intact and metabolite together")
glp1_intact = Output("glp1_intact", "pmol/L", (), "intact GLP-1 in plasma")
pyy = Output("pyy", "pmol/L", (), "PYY in plasma")
appetite = Output("appetite", "1", (), "what would be eaten if offered freely, relative to fasting hormone levels", grade="C")
