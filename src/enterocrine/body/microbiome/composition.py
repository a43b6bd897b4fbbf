"""Carbon per unit of everything that carries carbon; numbers follow from the formulas in composition.tsv."""

from ...network import Parameter
from ..axes import acid, inert, nutrient, substrate

nutrient_carbon = Parameter("nutrient_carbon", "mmol/g", (nutrient,), table="microbiome")
substrate_carbon = Parameter("substrate_carbon", "mmol/g", (substrate,), table="microbiome")
inert_carbon = Parameter("inert_carbon", "mmol/g", (inert,), table="microbiome")
biomass_carbon = Parameter("biomass_carbon", "mmol/g", (), table="microbiome")
acid_carbon = Parameter("acid_carbon", "1", (acid,), table="microbiome")
