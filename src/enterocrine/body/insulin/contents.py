"""Pools, factors, signals and inputs of glucose and insulin."""

from ...network import Factor, Input, Output, Pool, Signal
from ..axes import absorbable

drink = Pool("drink", "g", (), "glucose drunk in water, in the stomach")
absorbing = Pool("absorbing", "g", (absorbable,), "nutrients at the absorbing mucosa of the upper small bowel")
insoluble_fibre = Pool("insoluble_fibre", "g", (), "insoluble fibre eaten of late")
fermentation_of_late = Pool("fermentation_of_late", "mmol/h", (), "SCFA release into portal blood, smoothed over days")
glucose_mass = Pool("glucose_mass", "mmol", (), "glucose in plasma and what exchanges with it within minutes")
insulin_mass = Pool("insulin_mass", "mmol", (), "insulin in plasma and what exchanges with it")
docked_insulin = Pool("docked_insulin", "mmol", (), "insulin in granules ready for release")
insulin_action = Pool("insulin_action", "mmol/L", (), "insulin at its tissues")
beta_cell_function = Pool("beta_cell_function", "1", (), "secretory capacity, relative to the reference adult")
fasting_glucose_level = Pool(
    "fasting_glucose_level", "mmol/L", (), "glucose at which production and uptake balance without meals"
)
fasting_insulin_level = Pool("fasting_insulin_level", "mmol/L", (), "insulin that belongs to it")
serine_phosphorylation = Pool(
    "serine_phosphorylation", "1", (), "inhibitory serine phosphorylation of IRS-1 in muscle, relative to rest"
)

cortisol_felt = Pool("cortisol_felt", "1", (), "cortisol as liver and muscle feel it, relative to the person's rest")

muscle_response = Factor("muscle_response", about="what tunes the most that insulin makes muscle and fat take up")
liver_response = Factor("liver_response", about="what tunes how much insulin the liver needs to stop making glucose")
secretory_response = Factor("secretory_response", about="what amplifies insulin secretion at a given glucose")

glucose_infusion = Input("glucose_infusion", "mmol/h", (), "glucose given into a vein")
insulin_infusion = Input("insulin_infusion", "mmol/h", (), "insulin given into a vein")
clamp = Input("clamp", "1", (), "1 while glucose is held at its target by a variable infusion, else 0")

nutrient_absorption = Signal("nutrient_absorption", "g/h", (absorbable,), "nutrients taken up by the upper small bowel")
adiposity_response = Signal("adiposity_response", "1", (), "insulin response that body fat and sex leave")
glucose_level = Signal("glucose_level", "mmol/L", (), "glucose in plasma")
insulin_level = Signal("insulin_level", "mmol/L", (), "insulin in plasma")

glucose = Output("glucose", "mmol/L", (), "glucose in plasma")
insulin = Output("insulin", "pmol/L", (), "insulin in plasma")
glucose_appearance = Output("glucose_appearance", "mmol/h", (), "glucose from food that reaches the circulation")
glucose_production = Output("glucose_production", "umol/kg/min", (), "glucose made by liver and kidney")
fatty_acids = Output("fatty_acids", "mmol/L", (), "fatty acids in plasma that are not esterified")
glucose_uptake = Output("glucose_uptake", "umol/kg/min", (), "glucose taken up by all tissues")
clamp_infusion = Output("clamp_infusion", "mg/kg/min", (), "glucose infusion that holds glucose at its target (M value)")
insulin_secretion = Output("insulin_secretion", "pmol/kg/min", (), "insulin secreted into portal blood")
fasting_glucose = Output("fasting_glucose", "mmol/L", (), "glucose after a night without food")
fasting_insulin = Output("fasting_insulin", "pmol/L", (), "insulin after a night without food")
homa_ir = Output("homa_ir", "1", (), "fasting glucose times fasting insulin over its normal product", grade="B")
insulin_sensitivity = Output("insulin_sensitivity", "1", (), "insulin sensitivity, relative to the reference adult", grade="B")
peripheral_sensitivity = Output(
    "peripheral_sensitivity", "1", (), "insulin sensitivity of glucose uptake alone, relative to the reference adult", grade="B"
)
sensitivity_index = Output(
    "sensitivity_index", "L/pmol/min", (), "share of glucose that disappears for each unit of insulin", grade="B"
)
beta_cells = Output("beta_cells", "1", (), "secretory capacity of beta cells, relative to the reference adult", grade="B")
irs1_serine = Output("irs1_serine", "1", (), "inhibitory serine phosphorylation of IRS-1 in muscle, relative to rest", grade="C")
