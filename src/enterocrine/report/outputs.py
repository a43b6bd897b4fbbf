"""Which outputs a report speaks of, in which order, and their names in plain words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Output:
    """How one variable of `result.nc` is presented.

    Args:
        title: name in plain words.
        meaning: one line on what it is.
        group: the section of the report it belongs to.
        ratio: whether a relative change makes sense (not for pH or signed quantities).
        headline: which labels lead the answer table: "all", "total" or "none".
    """

    title: str
    meaning: str
    group: str
    ratio: bool = True
    headline: str = "none"


_FAECES = "concentration in stool; what is left after absorption, not how much was made"

OUTPUTS: dict[str, Output] = {
    "fibre_fermented": Output("Fibre fermented", "fibre and resistant starch that microbes break down per day", "ferment", headline="all"),
    "scfa_production": Output("Acid made in the colon", "short-chain fatty acid made by microbes per day", "ferment", headline="all"),
    "lumen_scfa": Output("Acid in the colon contents", "concentration in the water of the colon contents", "lumen", headline="total"),
    "lumen_ph": Output("pH of the colon contents", "acidity of the colon contents", "lumen", ratio=False, headline="all"),
    "colonic_transit": Output("Colonic transit time", "mean time that contents stay in the colon", "stool", headline="all"),
    "stool_mass": Output("Stool mass", "wet stool per day", "stool", headline="all"),
    "faecal_acetate": Output("Acetate in stool", _FAECES, "stool"),
    "faecal_propionate": Output("Propionate in stool", _FAECES, "stool"),
    "faecal_butyrate": Output("Butyrate in stool", _FAECES, "stool", headline="all"),
    "faecal_total_scfa": Output("All short-chain acids in stool", _FAECES, "stool", headline="all"),
    "faecal_bcfa": Output("Branched acids in stool", "acids from protein: " + _FAECES, "stool", headline="all"),
    "faecal_butyrate_share": Output("Butyrate share in stool", "butyrate as a share of all short-chain acids in stool", "stool", ratio=False),
    "faecal_bcfa_share": Output("Branched share in stool", "branched acids as a share of all short-chain acids in stool", "stool", ratio=False),
    "portal_scfa": Output("Acid in portal blood", "concentration in the vein from gut to liver", "blood", headline="all"),
    "arterial_scfa": Output("Acid in arterial blood", "concentration that every organ is reached by", "blood"),
    "venous_scfa": Output("Acid in venous blood", "concentration where a blood sample is drawn", "blood"),
    "guild_fraction": Output("Share of a microbial guild", "share of the microbial mass of the colon", "guild", ratio=False),
    "guild_biomass": Output("Mass of a microbial guild", "dry microbial mass in one part of the colon", "guild"),
    "energy_intake": Output("Energy eaten", "energy of the food eaten per day", "diet"),
    "glucuronidase_activity": Output("Glucuronidase activity", "microbial activity relative to the reference adult", "guild"),
    "permeability": Output("Gut permeability", "leak of large molecules relative to the reference adult", "lumen"),
}

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
    return Output(title[:1].upper() + title[1:], str(attributes.get("meaning", title)), "other")


def full_title(name: str, label: str, attributes: dict | None = None) -> str:
    """Title of one output at one label, e.g. "Acid made in the colon: butyrate"."""
    title = describe(name, attributes).title
    if not label:
        return title
    words = label.replace("/", ", ").replace(TOTAL, "three acids together" if label.endswith(TOTAL) else TOTAL)
    return f"{title}: {words}"


def headlines(name: str, label: str) -> bool:
    """Whether this row leads the answer table."""
    wanted = describe(name).headline
    if wanted == "total":
        return label.endswith(TOTAL)
    return wanted == "all"
