"""Pools, factors, inputs and signals of estrogens and progesterone, in blood and in the gut."""

from ...network import Factor, Input, Output, Pool, Signal
from ..axes import conjugate, estrogen, region

estrogen_mass = Pool("estrogen_mass", "mmol", (estrogen,), "unconjugated estrogens in blood and what exchanges with it at once, bound and free")
estrogen_in_tissues = Pool("estrogen_in_tissues", "mmol", (estrogen,), "unconjugated estrogens in tissues that exchange with blood over minutes")
estrogen_in_fat = Pool("estrogen_in_fat", "mmol", (estrogen,), "unconjugated estrogens in fat")
estrone_sulfate_mass = Pool("estrone_sulfate_mass", "mmol", (), "estrone sulfate in the body")
estrogen_glucuronide_mass = Pool("estrogen_glucuronide_mass", "mmol", (estrogen,), "glucuronides of estrogens in the body")
hydroxylated_estrogen = Pool("hydroxylated_estrogen", "mmol", (), "catechol and other oxidised estrogens on their way to the urine")
swallowed_estrogen = Pool("swallowed_estrogen", "mmol", (estrogen,), "unconjugated estrogens swallowed, not yet absorbed")
portal_estrogen = Pool("portal_estrogen", "mmol", (estrogen,), "unconjugated estrogens that the gut has taken up, in its wall and portal blood")
biliary_conjugates = Pool("biliary_conjugates", "mmol", (estrogen, conjugate), "conjugated estrogens that bile has brought into the small bowel")
luminal_conjugates = Pool("luminal_conjugates", "mmol", (region, estrogen, conjugate), "conjugated estrogens in the colon")
luminal_estrogens = Pool("luminal_estrogens", "mmol", (region, estrogen), "estrogens in the colon that microbes have set free")
urine_estrogen = Pool("urine_estrogen", "mmol", (), "estrogens and what became of them, passed with urine", ledger=True)
stool_estrogen = Pool("stool_estrogen", "mmol", (), "estrogens passed with stool", ledger=True)
progesterone_mass = Pool("progesterone_mass", "mmol", (), "progesterone in the exchanging space of the body")
other_energy_of_late = Pool("other_energy_of_late", "kJ/h", (), "energy eaten as anything but fat, smoothed over weeks")
fat_of_late = Pool("fat_of_late", "kJ/h", (), "energy eaten as fat, smoothed over weeks")
fermentable_fibre_of_late = Pool("fermentable_fibre_of_late", "g/h", (), "fibre that quiets glucuronidase, smoothed over days")

# Zero is the mean of the cycle: where the schedule says nothing, a woman is at her mean.
swallowing_estrogen = Input("swallowing_estrogen", "mmol/h", (estrogen,), "estrogens swallowed evenly over time (else each dose enters at once)")
cycle_estradiol = Input("cycle_estradiol", "1", (), "ovarian estrogen secretion of the day over its mean of the cycle, less one")
cycle_progesterone = Input("cycle_progesterone", "1", (), "ovarian progesterone secretion of the day over its mean of the cycle, less one")
cycle_lh = Input("cycle_lh", "1", (), "luteinising hormone of the day over its mean of the cycle, less one")
cycle_fsh = Input("cycle_fsh", "1", (), "follicle-stimulating hormone of the day over its mean of the cycle, less one")

estrogen_level = Signal("estrogen_level", "mmol/L", (estrogen,), "unconjugated estrogens in plasma, bound and free")
estrogen_free = Signal("estrogen_free", "mmol/L", (estrogen,), "estrogens in plasma that no protein holds")
hepatic_estrogen = Signal("hepatic_estrogen", "mmol/L", (estrogen,), "estrogens as the liver meets them: those of plasma and those from the gut")
dietary_fat_share = Signal("dietary_fat_share", "1", (), "share of eaten energy that was fat, over weeks")
estrogen_room = Signal("estrogen_room", "L", (region,), "water over which freed estrogens are spread, as if solids and lignin held their own")
glucuronidase_of_stool = Signal("glucuronidase_of_stool", "1/h", (), "beta-glucuronidase of what leaves the distal colon, by wet mass")

aromatisation = Factor("aromatisation", about="androgen that becomes estrogen outside the gonads")
ovarian_production = Factor("ovarian_production", about="estrogen that the ovary makes, relative to what cycle and age say")
glucuronidase_expression = Factor("glucuronidase_expression", about="glucuronidase and sulfatase that microbes make at a given mass")
luminal_uptake = Factor("luminal_uptake", axes=(region,), about="uptake of freed estrogen by the colon at a given amount")

estradiol_total = Output("estradiol_total", "pmol/L", (), "total estradiol in plasma")
estradiol_free_output = Output("estradiol_free", "pmol/L", (), "free estradiol in plasma")
estrone = Output("estrone", "pmol/L", (), "estrone in plasma")
estriol = Output("estriol", "pmol/L", (), "estriol in plasma")
estrone_sulfate = Output("estrone_sulfate", "pmol/L", (), "estrone sulfate in plasma")
estrone_sulfate_direct = Output("estrone_sulfate_direct", "pmol/L", (), "estrone sulfate in plasma as an immunoassay without purification reads it",
                                grade="C")  # fmt: skip
estrogen_glucuronides = Output("estrogen_glucuronides", "pmol/L", (estrogen,), "glucuronides of each estrogen in plasma", grade="B")
progesterone = Output("progesterone", "nmol/L", (), "progesterone in plasma")
urinary_estrogens = Output("urinary_estrogens", "nmol/d", (), "estrone, estradiol and estriol passed with urine as conjugates")
urinary_glucuronides = Output("urinary_glucuronides", "nmol/d", (estrogen,), "glucuronides of each estrogen passed with urine")
urinary_estrogen_metabolites = Output("urinary_estrogen_metabolites", "nmol/d", (), "hydroxylated estrogens passed with urine")
faecal_estrogens = Output("faecal_estrogens", "nmol/d", (), "estrogens passed with stool, free and conjugated", grade="B")
faecal_estradiol_share = Output("faecal_estradiol_share", "1", (), "estradiol as a share of the estrogens of stool", grade="B")
faecal_estrogen_conjugated_fraction = Output(
    "faecal_estrogen_conjugated_fraction", "1", (), "conjugated share of the estrogens of stool", grade="B"
)
biliary_estrogens = Output("biliary_estrogens", "nmol/d", (), "conjugated estrogens that bile brings into the gut", grade="B")
reabsorbed_estrogens = Output("reabsorbed_estrogens", "nmol/d", (), "freed estrogens that the colon takes up", grade="B")
estrogen_reabsorbed_fraction = Output(
    "estrogen_reabsorbed_fraction", "1", (), "estrogens that the colon takes up over what bile brings", grade="B"
)
glucuronidase_activity = Output(
    "glucuronidase_activity", "1", (), "beta-glucuronidase of stool by wet mass, relative to the reference adult", grade="C"
)
