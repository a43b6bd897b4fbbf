"""From a food's measured nutrients to substrate classes per 100 g, each with bounds and the basis it stands on.

Conventions
  * Food tables weigh fibre by AOAC 985.29/991.43. That weighs all cell-wall fibre and gums, part of the retrograded resistant starch
    and of the longer fructans, no galacto-oligosaccharides (McCleary 2010 J AOAC Int 93:221-233: why the integrated method AOAC 2009.01
    was made). `IN_FIBRE` states the share of each taken to lie inside the tabled fibre; the cell-wall part is the rest of it.
  * Carbohydrate by difference holds everything: sugars + digestible starch + resistant starch, fructans and galacto-oligosaccharides
    outside the tabled fibre + fibre + organic acids and polyols. Digestible starch is what remains and is never negative.
  * A blank is never zero: it is the measured range of the food's kind. Bounds of sums are added as if fully
    correlated; drawn foods are not (simulate/meals.py).
Basis words: measured, literature, group prior, derived.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .classes import CELL_WALL, KJ_PER_KCAL, POLYPHENOLS, RESISTANT_STARCH, SUBSTRATES, ZERO, Interval, exactly
from .curated import read_tsv
from .evidence import Evidence, has_statistic, prior, published, statistic
from .kinds import COOKED, kind_of, processing_class, starch_state

# Share of each class already inside the fibre of food tables; our reading of the method comparison, kept wide.
IN_FIBRE = {"resistant_starch": Interval(0.0, 0.3, 0.6), "inulin": Interval(0.0, 0.4, 0.8)}
LEAST_WALL = 0.5  # of the tabled fibre is cell wall at least; where fructans exceed it (garlic) the table plainly missed most of them
ETHANOL_KCAL_PER_G = 6.93
_DRINKS_WITH_ALCOHOL = {"wine", "beer", "spirits"}
_HEATED = ("baked", "cooked", "fried", "boiled", "canned", "pasteurized", "heated", "roasted", "steamed", "stewed", "breaded")


@dataclass
class Composition:
    """Substrate classes and extras of 100 g of one food."""

    per100: dict[str, Interval] = field(default_factory=dict)
    basis: dict[str, str] = field(default_factory=dict)
    citations: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, interval: Interval, basis: str, citation: str = "") -> None:
        """Store one class."""
        self.per100[name], self.basis[name] = interval, basis
        if citation:
            self.citations[name] = citation


def _ordered(low: float, mid: float, high: float) -> Interval:
    """An interval from three numbers that rounding or clipping may have put out of order."""
    return Interval(min(low, mid), mid, max(high, mid))


class _Builder:
    """Works out one food; the order of the steps is that of the carbohydrate balance."""

    def __init__(self, name: str, source_group: str, nutrients: dict[str, float | None], source: str):
        self.name, self.n, self.source = name, nutrients, source
        self.kind = kind_of(name, source_group)
        self.state = starch_state(name, self.kind)
        self.published = published(name, self.kind, self.state)
        self.out = Composition()

    def measured_or_share(self, key: str, quantity: str, of: Interval) -> tuple[Interval, str, str]:
        """The food's own value, or its kind's share of `of`."""
        value = self.n.get(key)
        if value is not None:
            return exactly(value), "measured", self.source
        if of.high == 0:
            return ZERO, "derived", ""
        share = statistic(self.kind, quantity)
        return share.interval * of, share.basis, share.citation

    def measured_or_kind(self, key: str) -> tuple[Interval, str, str]:
        """The food's own value, or the range of its kind."""
        value = self.n.get(key)
        if value is not None:
            return exactly(value), "measured", self.source
        found = statistic(self.kind, key)
        return found.interval, found.basis, found.citation

    def evidence(self, substrate: str) -> Evidence | None:
        return self.published.get(substrate) or prior(self.kind, substrate, self.state)

    # ------------------------------------------------------------------ carbohydrate
    def carbohydrate(self) -> None:
        carbohydrate, basis, source = self.measured_or_kind("carbohydrate")
        self.out.put("carbohydrate", carbohydrate, basis, source)
        sugars, basis, source = self.measured_or_share("sugars", "sugars_of_carbohydrate", carbohydrate)
        if basis != "measured":  # what a measured starch and fibre leave is the most that sugars can be
            sugars = sugars.clip(0.0, max(carbohydrate.high - (self.n.get("starch") or 0.0) - (self.n.get("fibre") or 0.0), 0.0))
        self.out.put("sugars", sugars, basis, source)
        fructose = prior(self.kind, "fructose")
        assert fructose is not None
        self.out.put("fructose", fructose.interval * sugars, fructose.basis, fructose.citation)
        fibre, basis, source = self.measured_or_share("fibre", "fibre_of_carbohydrate", carbohydrate)
        if basis != "measured" and self.n.get("starch") is not None:
            fibre = fibre.clip(0.0, max(carbohydrate.high - (self.n.get("starch") or 0.0) - sugars.low, 0.0))
        self.out.put("fibre_total", fibre, basis, source)
        rest = (carbohydrate - sugars - fibre).clip(0.0)
        total_starch, basis = self.total_starch(rest)
        resistant = self.resistant_starch(total_starch)
        inulin = self.oligosaccharide("inulin", rest + fibre)
        gos = self.oligosaccharide("galactooligosaccharides", rest + fibre)
        self.digestible_starch(total_starch, basis, rest, resistant, inulin, gos)
        self.cell_wall(fibre, resistant, inulin)

    def total_starch(self, rest: Interval) -> tuple[Interval, str]:
        """Starch of every kind: measured, or the share of carbohydrate that is neither sugar nor fibre."""
        value = self.n.get("starch")
        if value is not None:
            return exactly(value), "measured"
        fallback = prior(self.kind, "starch")
        assert fallback is not None
        share = statistic(self.kind, "starch_of_rest").interval if has_statistic(self.kind, "starch_of_rest") else fallback.interval
        return (share * rest).clip(0.0), "derived"

    def resistant_starch(self, total: Interval) -> Interval:
        """Resistant starch of the food's own state; the two other states are none of it."""
        for name in RESISTANT_STARCH:
            self.out.put(name, ZERO, "derived")
        if total.high <= 0:
            return ZERO
        name = f"resistant_starch_{self.state}"
        found = self.evidence(name)
        if found is None:
            found = prior(self.kind, "resistant_starch_cooked", COOKED)
            assert found is not None
        amount = found.interval * total if found.unit == "fraction of starch" else found.interval
        amount = _ordered(min(amount.low, 0.95 * total.low), min(amount.mid, 0.95 * total.mid), min(amount.high, 0.98 * total.high))
        self.out.put(name, amount, found.basis, found.citation)
        return amount

    def oligosaccharide(self, substrate: str, room: Interval) -> Interval:
        found = self.evidence(substrate)
        if found is None or room.high <= 0:
            self.out.put(substrate, ZERO, "derived")
            return ZERO
        amount = Interval(*(min(a, r) for a, r in zip(_triple(found.interval), _triple(room), strict=True)))
        self.out.put(substrate, amount, found.basis, found.citation)
        return amount

    def digestible_starch(
        self, total: Interval, basis: str, rest: Interval, resistant: Interval, inulin: Interval, gos: Interval
    ) -> None:
        outside = _outside(resistant, "resistant_starch")
        if basis == "measured":
            left = total - resistant
        else:
            by_starch, by_rest = total - outside, rest - outside - _outside(inulin, "inulin") - gos
            left = Interval(*(min(a, b) for a, b in zip(_triple(by_starch), _triple(by_rest), strict=True)))
        self.out.put("starch", left.clip(0.0), basis, self.source if basis == "measured" else "carbohydrate less sugars and fibre")

    # ------------------------------------------------------------------ fibre
    def cell_wall(self, fibre: Interval, resistant: Interval, inulin: Interval) -> None:
        inside_mid = IN_FIBRE["resistant_starch"].mid * resistant.mid + IN_FIBRE["inulin"].mid * inulin.mid
        inside_high = IN_FIBRE["resistant_starch"].high * resistant.high + IN_FIBRE["inulin"].high * inulin.high
        mid = max(fibre.mid - inside_mid, LEAST_WALL * fibre.mid)
        wall = Interval(min(max(fibre.low - inside_high, 0.0), mid), mid, max(fibre.high, mid))
        typed = {name: self.wall_class(name, wall) for name in CELL_WALL}
        total = sum(t.mid for t, _, _ in typed.values())
        shrink = wall.mid / total if total > wall.mid > 0 else (0.0 if wall.mid == 0 else 1.0)
        for name, (amount, basis, citation) in typed.items():
            fitted = _ordered(amount.low * shrink, amount.mid * shrink, min(amount.high, wall.high))
            typed[name] = (fitted, basis, citation)
            self.out.put(name, fitted, basis, citation)
        intervals = [t for t, _, _ in typed.values()]
        unknown = max(wall.mid - sum(t.mid for t in intervals), 0.0)
        low = max(wall.low - sum(t.high for t in intervals), 0.0)
        high = max(wall.high - sum(t.low for t in intervals), unknown)
        self.out.put("fibre_unknown", _ordered(low, unknown, high), "derived", "fibre less its typed parts")
        known = sum(t.mid for t in intervals) + self.out.per100["inulin"].mid + self.out.per100["galactooligosaccharides"].mid
        self.out.put("known_fibre_share", exactly(known / (known + unknown) if known + unknown > 0 else 1.0), "derived")

    def wall_class(self, name: str, wall: Interval) -> tuple[Interval, str, str]:
        found = self.evidence(name)
        if found is None or wall.high <= 0:
            return ZERO, "derived", ""
        if found.unit == "fraction of fibre":
            return found.interval * wall, found.basis, found.citation
        amount = found.interval.clip(0.0, wall.high)
        return _ordered(min(amount.low, wall.mid), min(amount.mid, wall.mid), amount.high), found.basis, found.citation

    # ------------------------------------------------------------------ the rest
    def fats(self) -> None:
        fat, basis, source = self.measured_or_kind("fat")
        self.out.put("fat", fat, basis, source)
        saturated, *why = self.measured_or_share("saturated", "saturated_of_fat", fat)
        self.out.put("saturated", saturated, *why)
        mono, *why = self.measured_or_share("monounsaturated", "monounsaturated_of_fat", fat)
        self.out.put("monounsaturated", mono, *why)
        omega6, *why = self.measured_or_share("omega6", "omega6_of_fat", fat)
        self.out.put("omega6", omega6, *why)
        omega3, *why = self.measured_or_share("omega3", "omega3_of_fat", fat)
        epa, dha, ala = self.n.get("epa"), self.n.get("dha"), self.n.get("ala")
        if epa is not None and dha is not None:
            marine = exactly(epa + dha)
            self.out.put("epa_dha", marine, "measured", self.source)
        else:
            share = prior(self.kind, "epa_dha")
            assert share is not None
            marine = share.interval * omega3
            self.out.put("epa_dha", marine, share.basis, share.citation)
        if ala is not None:
            self.out.put("ala", exactly(ala), "measured", self.source)
        else:
            self.out.put("ala", (omega3 - marine).clip(0.0), "derived" if why[0] == "measured" else why[0], why[1])
        named = saturated + mono + omega6 + self.out.per100["ala"] + marine
        self.out.put("other_fat", (fat - named).clip(0.0), "derived", "fat less its named fatty acids (glycerol, trans, others)")

    def protein_alcohol_water_energy(self) -> None:
        protein, *why = self.measured_or_kind("protein")
        self.out.put("protein", protein, *why)
        self.alcohol(protein)
        if self.n.get("water") is not None:
            self.out.put("water", exactly(float(self.n["water"] or 0.0)), "measured", self.source)
        else:
            solids = protein + self.out.per100["fat"] + self.out.per100["carbohydrate"] + self.out.per100["alcohol"]
            self.out.put("water", (exactly(100.0) - solids - Interval(0.0, 1.0, 3.0)).clip(0.0, 100.0), "derived", "100 g less solids")
        if self.n.get("energy_kcal") is not None:
            self.out.put("energy", exactly(float(self.n["energy_kcal"] or 0.0) * KJ_PER_KCAL), "measured", self.source)
            return
        p = self.out.per100
        atwater = (4.0 * protein + 9.0 * p["fat"] + 4.0 * p["carbohydrate"] + ETHANOL_KCAL_PER_G * p["alcohol"]) * KJ_PER_KCAL
        self.out.put("energy", atwater, "derived", "Atwater factors 4, 9, 4, 6.93 kcal/g")

    def alcohol(self, protein: Interval) -> None:
        if self.n.get("alcohol") is not None:
            self.out.put("alcohol", exactly(float(self.n["alcohol"] or 0.0)), "measured", self.source)
            return
        p, energy = self.out.per100, self.n.get("energy_kcal")
        spare = 0.0 if energy is None else (energy - 4 * protein.mid - 9 * p["fat"].mid - 4 * p["carbohydrate"].mid) / ETHANOL_KCAL_PER_G
        if self.kind in _DRINKS_WITH_ALCOHOL and "non-alcoholic" not in self.name.lower():
            amount = min(max(spare, 0.0), 60.0)
            interval = Interval(0.8 * amount, amount, 1.2 * amount + 0.2)
        else:
            interval = Interval(0.0, 0.0, min(max(spare, 0.0), 0.5))
        self.out.put("alcohol", interval, "derived", "energy less that of protein, fat and carbohydrate")

    def polyphenols(self) -> None:
        for name in POLYPHENOLS:
            found = self.evidence(name)
            if found is None:
                self.out.put(name, ZERO, "derived")
            else:
                self.out.put(name, found.interval * 1e-3, found.basis, found.citation)

    def microbes_and_class(self) -> None:
        text = self.name.lower()
        found = self.evidence("live_microbes")
        heated = any(word in text for word in _HEATED) and "pasteurized process" not in text
        if found is None or (heated and "unpasteurized" not in text):
            self.out.put("live_microbes", Interval(0.0, 0.0, 1e6 if found else 0.0), "derived")
        else:
            log10 = found.interval
            self.out.put("live_microbes", Interval(*(100.0 * 10.0**x for x in _triple(log10))), found.basis, found.citation)
        servings = {r["kind"]: 100.0 * float(r["counted"]) / float(r["serving_g"]) for r in read_tsv("fermented_servings.tsv")}
        self.out.put("fermented", exactly(0.0 if heated else servings.get(self.kind, 0.0)), "derived")
        self.out.put("nova", exactly(float(processing_class(self.name, self.kind))), "derived", "own classification by name")


def _triple(interval: Interval) -> tuple[float, float, float]:
    return interval.low, interval.mid, interval.high


def _outside(amount: Interval, which: str) -> Interval:
    """The part of a class that lies outside the tabled fibre."""
    inside = IN_FIBRE[which]
    return Interval(amount.low * (1 - inside.high), amount.mid * (1 - inside.mid), amount.high * (1 - inside.low))


def compose(name: str, source_group: str, nutrients: dict[str, float | None], source: str = "") -> tuple[Composition, str, str]:
    """Substrate classes of a food.

    Args:
        name: food name as the source writes it.
        source_group: food group of the source.
        nutrients: measured values per 100 g (grams, energy_kcal); None or absent = not measured.
        source: name of the source, kept as the citation of measured values.

    Returns:
        Composition per 100 g (grams; energy in kJ; live_microbes in CFU; fermented in servings; nova 1-4), kind, state of the starch.
    """
    builder = _Builder(name, source_group, nutrients, source)
    builder.carbohydrate()
    builder.fats()
    builder.protein_alcohol_water_energy()
    builder.polyphenols()
    builder.microbes_and_class()
    missing = [s for s in SUBSTRATES if s not in builder.out.per100]
    if missing:
        raise AssertionError(f"classes without a value: {missing}")
    return builder.out, builder.kind, builder.state
