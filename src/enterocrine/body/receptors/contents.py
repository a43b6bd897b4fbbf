"""Pools, factors, signals and outputs of hormone receptors, and of what butyrate does to chromatin."""

from ...network import Factor, Output, Pool, Signal
from ..axes import androgen_ligand, androgen_tissue, estrogen_tissue, insulin_tissue, tissue

androgen_receptor_message = Pool(
    "androgen_receptor_message",
    "1",
    (androgen_tissue,),
    "messenger RNA of the androgen receptor, relative to the reference adult",
)
free_androgen_receptor = Pool(
    "free_androgen_receptor",
    "1",
    (androgen_tissue,),
    "androgen receptor without ligand, on its chaperones, in units of all receptor of the reference adult",
)
bound_androgen_receptor = Pool(
    "bound_androgen_receptor",
    "1",
    (androgen_ligand, androgen_tissue),
    "androgen receptor that holds an androgen, in the same units",
)
estrogen_receptor_message = Pool(
    "estrogen_receptor_message",
    "1",
    (estrogen_tissue,),
    "messenger RNA of estrogen receptor alpha, relative to the reference adult",
)
estrogen_receptor = Pool("estrogen_receptor", "1", (estrogen_tissue,), "estrogen receptor alpha, relative to the reference adult")
insulin_receptor = Pool(
    "insulin_receptor", "1", (insulin_tissue,), "insulin receptors at the surface, relative to cells that see no insulin"
)

androgen_receptor_transcription = Factor(
    "androgen_receptor_transcription",
    axes=(androgen_tissue,),
    about="what raises or lowers the making of the androgen receptor's message",
)
unliganded_import = Factor(
    "unliganded_import", axes=(androgen_tissue,), about="entry of androgen receptor without ligand into the nucleus"
)
androgen_coupling = Factor(
    "androgen_coupling", axes=(androgen_tissue,), about="what an androgen receptor in the nucleus counts for"
)
estrogen_receptor_transcription = Factor(
    "estrogen_receptor_transcription",
    axes=(estrogen_tissue,),
    about="what raises or lowers the making of the message of estrogen receptor alpha",
)
estrogen_coupling = Factor("estrogen_coupling", axes=(estrogen_tissue,), about="what an occupied estrogen receptor counts for")
dish_butyrate = Signal(
    "dish_butyrate", "mmol/L", (tissue,), "butyrate that receptor genes of a tissue are said to see beyond what the tissue holds", neutral=0
)

local_androgen = Signal("local_androgen", "mmol/L", (androgen_ligand, androgen_tissue), "free androgens where the receptors are")
nuclear_liganded = Signal(
    "nuclear_liganded",
    "1",
    (androgen_tissue,),
    "androgen receptor with ligand in the nucleus, in units of all receptor of the reference adult",
)
nuclear_unliganded = Signal(
    "nuclear_unliganded", "1", (androgen_tissue,), "androgen receptor without ligand in the nucleus, in the same units"
)
estrogen_occupancy = Signal(
    "estrogen_occupancy", "1", (estrogen_tissue,), "share of estrogen receptor alpha that holds an estrogen"
)
tissue_butyrate = Signal("tissue_butyrate", "mmol/L", (tissue,), "butyrate that reaches the cells of a tissue")
deacetylase_change = Signal(
    "deacetylase_change",
    "1",
    (tissue,),
    "inhibition of histone deacetylases above that of the reference adult, as receptor genes feel it",
    neutral=0,
)
insulin_at_receptors = Signal("insulin_at_receptors", "mmol/L", (insulin_tissue,), "insulin that the receptors of a tissue see")

androgen_receptor_total = Output(
    "androgen_receptor_total",
    "1",
    (androgen_tissue,),
    "all androgen receptor of a tissue, relative to the reference adult",
    grade="C",
)
androgen_receptor_nuclear = Output(
    "androgen_receptor_nuclear",
    "1",
    (androgen_tissue,),
    "androgen receptor in the nucleus, with and without ligand, relative to the reference adult",
    grade="C",
)
androgen_signal = Output(
    "androgen_signal", "1", (androgen_tissue,), "what androgens do in a tissue, relative to the reference adult", grade="C"
)
androgen_half_dose = Output(
    "androgen_half_dose",
    "nmol/L",
    (androgen_tissue,),
    "free testosterone at half of the greatest response, at the receptors that are there",
    grade="C",
)
androgen_ceiling = Output(
    "androgen_ceiling",
    "1",
    (androgen_tissue,),
    "response to any amount of androgen, relative to the response of the reference adult",
    grade="C",
)
androgen_interference = Output(
    "androgen_interference",
    "1",
    (androgen_tissue,),
    "how much of the response to androgens is lost behind the receptor; above 1: lost",
    grade="E",
)
estrogen_receptor_alpha = Output(
    "estrogen_receptor_alpha", "1", (estrogen_tissue,), "estrogen receptor alpha, relative to the reference adult", grade="C"
)
estrogen_signal = Output(
    "estrogen_signal", "1", (estrogen_tissue,), "what estrogens do in a tissue, relative to the reference adult", grade="C"
)
estrogen_half_dose = Output(
    "estrogen_half_dose",
    "pmol/L",
    (estrogen_tissue,),
    "free estradiol at half of the greatest response, at the receptors that are there",
    grade="C",
)
estrogen_ceiling = Output(
    "estrogen_ceiling",
    "1",
    (estrogen_tissue,),
    "response to any amount of estradiol, relative to the response of the reference adult",
    grade="C",
)
estrogen_interference = Output(
    "estrogen_interference",
    "1",
    (estrogen_tissue,),
    "how much of the response to estrogens is lost behind the receptor; above 1: lost",
    grade="E",
)
insulin_receptor_number = Output(
    "insulin_receptor_number",
    "1",
    (insulin_tissue,),
    "insulin receptors at the surface, relative to the reference adult",
    grade="C",
)
insulin_receptor_signal = Output(
    "insulin_receptor_signal",
    "1",
    (insulin_tissue,),
    "occupied insulin receptors, mean of the day, relative to the reference adult",
    grade="C",
)
hdac_activity = Output(
    "hdac_activity",
    "1",
    (tissue,),
    "activity of histone deacetylases at the butyrate of a tissue, relative to the reference adult",
    grade="D",
)
hdac_activity_of_enzyme = Output(
    "hdac_activity_of_enzyme",
    "1",
    (tissue,),
    "the same if cells felt butyrate as the purified enzyme does: an upper scenario",
    grade="E",
)
histone_acetylation = Output(
    "histone_acetylation", "1", (tissue,), "share of histone that is acetylated, relative to the reference adult", grade="D"
)
