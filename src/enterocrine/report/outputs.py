"""Which outputs a report speaks of, in which order, and their names in plain words."""

from __future__ import annotations

from dataclasses import dataclass


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
    """

    title: str
    meaning: str
    quantity: str = "value"
    ratio: bool = True
    headline: str = "none"
    together: str = ""
    short: str = ""


_FAECES = "concentration in stool: what is left after absorption, not how much was made"
_LEVEL = "concentration"

OUTPUTS: dict[str, Output] = {
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
    "guild_fraction": Output("Share of a microbial guild", "", "share", ratio=False),
    "guild_biomass": Output("Mass of a microbial guild", "dry microbial mass in one part of the colon", "mass"),
    "energy_intake": Output("Energy eaten", "energy of the food eaten per day", "energy"),
    "glucuronidase_activity": Output("Glucuronidase activity", "microbial activity relative to the reference adult", "relative"),
    "permeability": Output("Gut permeability", "leak of large molecules relative to the reference adult", "relative"),
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


def headlines(name: str, label: str) -> bool:
    """Whether this row leads the answer table."""
    wanted = describe(name).headline
    if wanted == "total":
        return label.endswith(TOTAL)
    return wanted == "all"
