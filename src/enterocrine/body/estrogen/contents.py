"""Pools, factors and signals of estrogens and progesterone, in blood and in the gut."""

from ...network import Factor, Output, Pool, Signal
from ..axes import conjugate, estrogen, region

estrogen_mass = Pool("estrogen_mass", "mmol", (estrogen,), "unconjugated estrogens in the exchanging space of the body, bound and free")
estrone_sulfate_mass = Pool("estrone_sulfate_mass", "mmol", (), "estrone sulfate in the body")
estrogen_glucuronide_mass = Pool("estrogen_glucuronide_mass", "mmol", (estrogen,), "glucuronides of estrogens in the body")
luminal_conjugates = Pool("luminal_conjugates", "mmol", (region, estrogen, conjugate), "conjugated estrogens in the colon")
luminal_estrogens = Pool("luminal_estrogens", "mmol", (region, estrogen), "estrogens in the colon that microbes have set free")
progesterone_mass = Pool("progesterone_mass", "mmol", (), "progesterone in the exchanging space of the body")

estrogen_level = Signal("estrogen_level", "mmol/L", (estrogen,), "unconjugated estrogens in plasma, bound and free")
estrogen_free = Signal("estrogen_free", "mmol/L", (estrogen,), "estrogens in plasma that no protein holds")
hepatic_estrogen = Signal("hepatic_estrogen", "mmol/L", (estrogen,), "estrogens as the liver meets them: those of plasma and those from the gut")

aromatisation = Factor("aromatisation", about="androgen that becomes estrogen outside the gonads")
ovarian_production = Factor("ovarian_production", about="estrogen that the ovary makes, relative to what cycle and age say")

estradiol_total = Output("estradiol_total", "pmol/L", (), "total estradiol in plasma")
estradiol_free_output = Output("estradiol_free", "pmol/L", (), "free estradiol in plasma")
estrone = Output("estrone", "pmol/L", (), "estrone in plasma")
estrone_sulfate = Output("estrone_sulfate", "pmol/L", (), "estrone sulfate in plasma")
progesterone = Output("progesterone", "nmol/L", (), "progesterone in plasma")
