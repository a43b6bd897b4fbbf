"""Which outputs a report speaks of, in which order, and their names in plain words."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Output:
    """How one variable of `result.nc` is presented.

    Args:
        title: name in plain words.
        meaning: one line on what it is; empty: as the model says.
        quantity: the word on the value axis.
        ratio: whether a relative change makes sense (not for pH or shares).
        headline: which labels lead the answer table: "all", "total" or "none".
        together: title of the three acids together, where there is an acid axis.
        short: name for a narrow place, `{}` standing for the label.
        organ: the heading under which it stands.
    """

    title: str
    meaning: str
    quantity: str = "value"
    ratio: bool = True
    headline: str = "none"
    together: str = ""
    short: str = ""
    organ: str = ""


_FAECES = "concentration in stool: what is left after absorption, not how much was made"
_LEVEL = "concentration"

_COLON: dict[str, Output] = {
    "fibre_fermented": Output(
        "Fibre fermented", "fibre and resistant starch that microbes break down per day", "amount", headline="all"
    ),
    "scfa_production": Output(
        "Acid made in the colon",
        "short-chain fatty acid made by microbes per day",
        "amount",
        headline="all",
        together="Three acids made in the colon",
        short="{} made",
    ),
    "lumen_scfa": Output(
        "Acid in the colon contents",
        "concentration in the water of the colon contents",
        _LEVEL,
        headline="total",
        together="Three acids in the colon contents",
    ),
    "lumen_ph": Output(
        "pH of the colon contents", "acidity of the colon contents", "pH", ratio=False, headline="all", short="pH, {} colon"
    ),
    "colonic_transit": Output(
        "Colonic transit time", "mean time that contents stay in the colon", "transit time", headline="all"
    ),
    "stool_mass": Output("Stool mass", "wet stool per day", "wet mass", headline="all"),
    "faecal_acetate": Output("Acetate in stool", _FAECES, _LEVEL),
    "faecal_propionate": Output("Propionate in stool", _FAECES, _LEVEL),
    "faecal_butyrate": Output("Butyrate in stool", _FAECES, _LEVEL, headline="all"),
    "faecal_total_scfa": Output("All short-chain acids in stool", _FAECES, _LEVEL, headline="all", short="all acids in stool"),
    "faecal_bcfa": Output("Branched acids in stool", "acids from protein; " + _FAECES, _LEVEL, headline="all"),
    "faecal_butyrate_share": Output(
        "Butyrate share in stool", "butyrate as a share of all short-chain acids in stool", "share", ratio=False
    ),
    "faecal_bcfa_share": Output(
        "Branched share in stool", "branched acids as a share of all short-chain acids in stool", "share", ratio=False
    ),
    "guild_fraction": Output("Share of a microbial guild", "", "share", ratio=False),
    "guild_biomass": Output("Mass of a microbial guild", "dry microbial mass in one part of the colon", "mass"),
    "glucuronidase_activity": Output("Glucuronidase activity", "microbial activity relative to the reference adult", "relative"),
}
_BLOOD: dict[str, Output] = {
    "portal_scfa": Output(
        "Acid in portal blood",
        "concentration in the vein from gut to liver",
        _LEVEL,
        headline="all",
        together="Three acids in portal blood",
        short="{}, portal blood",
    ),
    "arterial_scfa": Output(
        "Acid in arterial blood", "concentration that reaches every organ", _LEVEL, together="Three acids in arterial blood"
    ),
    "venous_scfa": Output(
        "Acid in venous blood", "concentration where a blood sample is drawn", _LEVEL, together="Three acids in venous blood"
    ),
}
_BARRIER: dict[str, Output] = {
    "permeability": Output(
        "Permeability of the colon", "leak between the cells, relative to the reference adult", "relative", headline="all",
        short="permeability, colon",
    ),
    "small_bowel_permeability": Output(
        "Permeability of the small bowel", "leak between the cells, relative to the reference adult", "relative", headline="all",
        short="permeability, small bowel",
    ),
    "mucus_thickness": Output(
        "Mucus of the colon", "thickness of the layer, relative to the reference adult", "relative", headline="all"
    ),
}
_INFLAMMATION: dict[str, Output] = {
    "endotoxin_measured": Output(
        "Endotoxin in plasma, as measured", "what an assay finds: mostly bound to lipoproteins", _LEVEL, headline="all",
        short="endotoxin, measured",
    ),
    "endotoxin_active": Output(
        "Endotoxin in plasma, active", "what TLR4 can see; below what any assay tells apart", _LEVEL, headline="all", short="endotoxin, active"
    ),
    "lbp": Output("LBP", "lipopolysaccharide-binding protein in plasma", _LEVEL, headline="all", short="LBP"),
    "nfkb": Output("NF-\u03baB activity", "of leukocytes, relative to the reference adult", "relative", headline="all"),
    "tnf": Output("TNF", "tumour necrosis factor in plasma", _LEVEL, headline="all", short="TNF"),
    "il6": Output("Interleukin-6", "in plasma", _LEVEL, headline="all"),
    "il1b": Output("Interleukin-1\u03b2", "in plasma", _LEVEL),
    "il8": Output("Interleukin-8", "in plasma; calls neutrophils", _LEVEL),
    "il10": Output("Interleukin-10", "in plasma; restrains the others", _LEVEL),
    "crp": Output("CRP", "C-reactive protein in plasma", _LEVEL, headline="all", short="CRP"),
    "cortisol": Output("Cortisol", "in plasma, mean over the day", _LEVEL, headline="all"),
    "inflammatory_tone": Output(
        "Drive by endotoxin, fat and fatty acids", "drive of NF-\u03baB above what it has without them", "relative", ratio=False
    ),
    "acth_relative": Output("ACTH", "relative to the person's reference", "relative"),
}
_GLUCOSE: dict[str, Output] = {
    "fasting_glucose": Output("Glucose, fasting", "after a night without food", _LEVEL, headline="all", short="glucose, fasting"),
    "fasting_insulin": Output("Insulin, fasting", "after a night without food", _LEVEL, headline="all", short="insulin, fasting"),
    "homa_ir": Output("HOMA-IR", "fasting glucose times fasting insulin over its normal product", "index", headline="all", short="HOMA-IR"),
    "insulin_sensitivity": Output("Insulin sensitivity", "of liver, muscle and fat, relative to the reference adult", "relative", headline="all"),
    "peripheral_sensitivity": Output(
        "Insulin sensitivity of muscle and fat", "of glucose uptake alone, relative to the reference adult", "relative"
    ),
    "glucose": Output("Glucose, mean of the day", "in plasma, meals included", _LEVEL, headline="all", short="glucose, day"),
    "insulin": Output("Insulin, mean of the day", "in plasma, meals included", _LEVEL, headline="all", short="insulin, day"),
    "beta_cells": Output("Beta-cell capacity", "to secrete, relative to the reference adult", "relative"),
    "irs1_serine": Output("IRS-1 serine phosphorylation", "inhibitory, in muscle, relative to rest", "relative"),
    "insulin_secretion": Output("Insulin secreted", "into portal blood, mean of the day", "rate"),
    "glucose_appearance": Output("Glucose from food", "that reaches the circulation, mean of the day", "rate"),
    "glucose_production": Output("Glucose made", "by liver and kidney, mean of the day", "rate"),
    "glucose_uptake": Output("Glucose taken up", "by all tissues, mean of the day", "rate"),
    "fatty_acids": Output("Fatty acids", "in plasma, not esterified, mean of the day", _LEVEL),
    "clamp_infusion": Output("Clamp infusion", "glucose that holds glucose at its target (M value); nothing outside a clamp", "rate", ratio=False),
    "sensitivity_index": Output("Sensitivity index", "share of glucose that disappears for each unit of insulin", "index"),
    "metformin": Output("Metformin", "in plasma", _LEVEL),
}
_GUT_HORMONES: dict[str, Output] = {
    "glp1": Output("GLP-1", "in plasma, intact and metabolite, mean of the day", _LEVEL, headline="all", short="GLP-1"),
    "glp1_intact": Output("GLP-1, intact", "in plasma, mean of the day", _LEVEL, short="GLP-1, intact"),
    "pyy": Output("PYY", "in plasma, mean of the day", _LEVEL, headline="all", short="PYY"),
    "appetite": Output("Appetite by gut hormones", "what would be eaten if offered freely, relative to fasting hormone levels", "relative",
                       short="appetite"),
}
_GROWTH: dict[str, Output] = {
    "gh": Output("Growth hormone", "in plasma, its pulses averaged", _LEVEL, headline="all"),
    "igf1": Output("IGF-1", "in plasma, bound and free", _LEVEL, headline="all", short="IGF-1"),
}
_THYROID: dict[str, Output] = {
    "tsh": Output("TSH", "thyrotropin in plasma", _LEVEL, headline="all", short="TSH"),
    "tsh_at_night": Output("TSH, at night", "thyrotropin in plasma at two at night", _LEVEL),
    "ft4": Output("Free T4", "free thyroxine in plasma", _LEVEL, headline="all", short="free T4"),
    "ft3": Output("Free T3", "free triiodothyronine in plasma", _LEVEL, short="free T3"),
    "t4": Output("T4", "total thyroxine in plasma", _LEVEL, short="T4"),
    "t3": Output("T3", "total triiodothyronine in plasma", _LEVEL, headline="all", short="T3"),
    "rt3": Output("Reverse T3", "in plasma", _LEVEL, headline="all", short="reverse T3"),
}
_SEX_HORMONES: dict[str, Output] = {
    "testosterone_total": Output("Testosterone", "in plasma, mean of the day", _LEVEL, headline="all", short="testosterone"),
    "testosterone_free": Output("Testosterone, free", "that no protein holds", _LEVEL, headline="all", short="free testosterone"),
    "testosterone_bioavailable": Output("Testosterone, bioavailable", "that SHBG does not hold", _LEVEL),
    "testosterone_morning": Output("Testosterone, morning", "in plasma at eight", _LEVEL),
    "dht": Output("DHT", "dihydrotestosterone in plasma", _LEVEL, headline="all", short="DHT"),
    "androstenedione": Output("Androstenedione", "in plasma", _LEVEL),
    "shbg": Output("SHBG", "sex hormone-binding globulin in plasma", _LEVEL, headline="all", short="SHBG"),
    "lh": Output("LH", "luteinising hormone in plasma", _LEVEL, headline="all", short="LH"),
    "lh_by_radioimmunoassay": Output("LH, radioimmunoassay", "in plasma, as a radioimmunoassay reads it, background and all", _LEVEL),
    "fsh": Output("FSH", "follicle-stimulating hormone in plasma", _LEVEL, headline="all", short="FSH"),
    "estradiol_total": Output("Estradiol", "in plasma", _LEVEL, headline="all", short="estradiol"),
    "estradiol_free": Output("Estradiol, free", "that no protein holds", _LEVEL, headline="all", short="free estradiol"),
    "estrone": Output("Estrone", "in plasma", _LEVEL, headline="all", short="estrone"),
    "estrone_sulfate": Output("Estrone sulfate", "in plasma", _LEVEL, headline="all", short="estrone sulfate"),
    "estrone_sulfate_direct": Output("Estrone sulfate, direct assay", "in plasma, as an immunoassay without purification reads it", _LEVEL),
    "estriol": Output("Estriol", "in plasma", _LEVEL),
    "progesterone": Output("Progesterone", "in plasma", _LEVEL, headline="all"),
    "biliary_estrogens": Output("Estrogens in bile", "conjugates that reach the gut", "rate"),
    "reabsorbed_estrogens": Output("Estrogens taken up again", "set free by microbes and taken up by the colon", "rate"),
    "estrogen_reabsorbed_fraction": Output(
        "Estrogens taken up again, share", "of what bile brings", "share", headline="all", short="estrogens reabsorbed", ratio=False
    ),
    "faecal_estrogens": Output("Estrogens in stool", "free and conjugated", "rate", headline="all", short="estrogens in stool"),
    "faecal_estrogen_conjugated_fraction": Output("Conjugated share of the estrogens in stool", "", "share", ratio=False),
    "faecal_estradiol_share": Output("Estradiol share of the estrogens in stool", "", "share", ratio=False),
    "urinary_estrogens": Output("Estrogens in urine", "as conjugates", "rate", headline="all", short="estrogens in urine"),
    "urinary_estrogen_metabolites": Output("Hydroxylated estrogens in urine", "", "rate"),
    "urinary_glucuronides": Output("Glucuronide of an estrogen in urine", "", "rate"),
    "estrogen_glucuronides": Output("Glucuronide of an estrogen", "in plasma", _LEVEL),
    "faecal_androgens": Output("Androgen in stool", "free and coupled", "rate", short="{} in stool"),
    "faecal_androgens_free": Output("Androgen in stool, free", "that microbes have set free", "rate"),
    "faecal_dht_over_plasma": Output("Dihydrotestosterone of stool over that of blood", "free, a kg against a litre of plasma", "share"),
    "reabsorbed_androgens": Output("Androgen taken up from the colon", "set free by microbes", "rate"),
    "androgens_returned": Output("Androgen that comes back from the gut", "of what leaves blood", "share", ratio=False),
}
_RECEPTORS: dict[str, Output] = {
    "hormone_signal": Output("Hormone signal", "relative to the person's own baseline", "relative"),
    "androgen_receptor_total": Output("Androgen receptor", "all of it, relative to the reference adult", "relative", short="androgen receptor, {}"),
    "androgen_receptor_nuclear": Output("Androgen receptor in the nucleus", "relative to the reference adult", "relative"),
    "androgen_signal": Output(
        "Response to androgens", "of a tissue, relative to the reference adult", "relative", short="androgen response, {}"
    ),
    "estrogen_receptor_alpha": Output("Estrogen receptor alpha", "relative to the reference adult", "relative"),
    "estrogen_signal": Output(
        "Response to estrogens", "of a tissue, relative to the reference adult", "relative", short="estrogen response, {}"
    ),
    "insulin_receptor_number": Output("Insulin receptors", "at the surface, relative to the reference adult", "relative"),
    "insulin_receptor_signal": Output("Occupied insulin receptors", "mean of the day, relative to the reference adult", "relative"),
    "hdac_activity": Output(
        "Histone deacetylase activity", "at the butyrate of a tissue, relative to the reference adult", "relative", short="deacetylases, {}"
    ),
    "hdac_activity_of_enzyme": Output(
        "Histone deacetylase activity, if cells were as the enzyme", "an upper scenario; steers nothing", "relative"
    ),
    "histone_acetylation": Output("Histone acetylation", "relative to the reference adult", "relative"),
    "androgen_half_dose": Output("Free testosterone at half of the greatest response", "at the receptors that are there", _LEVEL),
    "androgen_ceiling": Output("Greatest response to androgens", "relative to the response of the reference adult", "relative"),
    "androgen_interference": Output("Loss of the response to androgens", "behind the receptor; above 1: lost", "relative"),
    "estrogen_half_dose": Output("Free estradiol at half of the greatest response", "at the receptors that are there", _LEVEL),
    "estrogen_ceiling": Output("Greatest response to estradiol", "relative to the response of the reference adult", "relative"),
    "estrogen_interference": Output("Loss of the response to estrogens", "behind the receptor; above 1: lost", "relative"),
    "insulin_interference": Output("Loss of the response to insulin", "of muscle and fat; above 1: lost", "relative"),
    "gh_receptor_number": Output("Growth hormone receptors", "of the liver, relative to the reference adult", "relative"),
    "gh_interference": Output("Loss of the response to growth hormone", "behind the receptor; above 1: lost", "relative"),
    "thyroid_interference": Output("Thyroid hormone turned to reverse T3", "instead of T3; above 1: more", "relative"),
    "incretin_response": Output("Insulin secretion by gut hormones", "what they add at a given glucose, relative", "relative"),
}
_FOOD: dict[str, Output] = {"energy_intake": Output("Energy eaten", "energy of the food eaten per day", "energy")}

# Outputs without words of their own stand in the long table only, under these headings.
_MORE = {
    "Colon": (
        "acetate_converted", "colon_volume", "faecal_lactate", "faecal_scfa_output", "faecal_succinate", "fermentation_products",
        "mucosal_use", "primary_production", "scfa_absorbed", "stool_bacteria", "stool_solids", "stool_substrate", "stool_water",
        "substrate_delivery", "water_absorbed",
    ),
    "Short-chain acids in blood": ("gut_release", "liver_uptake", "systemic_availability"),
}  # fmt: skip
_ORGANS = {
    "Colon": _COLON, "Short-chain acids in blood": _BLOOD, "Barrier": _BARRIER, "Endotoxin and inflammation": _INFLAMMATION,
    "Glucose and insulin": _GLUCOSE, "Gut hormones": _GUT_HORMONES, "Growth hormone": _GROWTH, "Thyroid": _THYROID,
    "Sex hormones": _SEX_HORMONES, "Receptors": _RECEPTORS, "Food": _FOOD,
}  # fmt: skip
ORGANS = (*_ORGANS, "Other")
OUTPUTS: dict[str, Output] = {name: replace(how, organ=organ) for organ, group in _ORGANS.items() for name, how in group.items()}
_ORGAN_OF = {name: organ for organ, names in _MORE.items() for name in names}

GRADES = {
    "A": "human trials agree, or textbook physiology measured in people",
    "B": "human experiments or consistent observation",
    "C": "animals, or small or mixed human trials",
    "D": "cells in a dish only",
    "E": "hypothesis, or contradicted where tested",
}

SUBSTRATE_NAMES = {
    "resistant_starch_raw": "resistant starch, raw",
    "resistant_starch_cooked": "resistant starch, cooked",
    "resistant_starch_cooled": "resistant starch, cooked and cooled",
    "galactooligosaccharides": "galacto-oligosaccharides",
    "beta_glucan": "beta-glucan",
    "gums": "other soluble gums",
    "cellulose_lignin": "cellulose and lignin",
    "fibre_unknown": "fibre of no known type",
    "inulin": "inulin-type fructans",
}

TOTAL = "total"


def describe(name: str, attributes: dict | None = None) -> Output:
    """How to present the variable `name`; a variable not listed here is presented by its own `long_name`."""
    known = OUTPUTS.get(name)
    attributes = attributes or {}
    if known:
        return known
    words = name.replace("_", " ")
    title = str(attributes.get("long_name", words))
    return Output(title[:1].upper() + title[1:], str(attributes.get("meaning", title)), "other", organ=_ORGAN_OF.get(name, "Other"))


def split_title(name: str, label: str, attributes: dict | None = None) -> tuple[str, str]:
    """Title of an output and the words of its label, e.g. ("Three acids in the colon contents", "proximal")."""
    words = describe(name, attributes)
    parts = label.split("/") if label else []
    if parts and parts[-1] == TOTAL and words.together:
        return words.together, ", ".join(parts[:-1])
    return words.title, ", ".join(parts)


def full_title(name: str, label: str, attributes: dict | None = None) -> str:
    """Title of one output at one label, e.g. "Acid made in the colon: butyrate"."""
    title, words = split_title(name, label, attributes)
    return f"{title}: {words}" if words else title


def short_title(name: str, label: str) -> str:
    """The same in fewer words, for a narrow place."""
    words = describe(name)
    text = words.short.format(label.replace("/", ", ")) if words.short else full_title(name, label)
    return text[:1].upper() + text[1:] if not text.startswith("pH") else text


def organ(name: str) -> str:
    """The heading under which an output stands."""
    return describe(name).organ


def headlines(name: str, label: str) -> bool:
    """Whether this row leads the answer table."""
    wanted = describe(name).headline
    if wanted == "total":
        return label.endswith(TOTAL)
    return wanted == "all"
