"""The network as SBML Level 3 Version 2 Core: every reaction element a reaction, every signal a rule, meals as events, units on everything.

Reactions of grams, millimoles, litres and pH stand side by side in one model, so the extent of a reaction is a pure number: a kinetic law is
the rate over one unit of its amount, and a species' conversion factor is that unit again. Amounts that SBML does not count as a substance
(litres) are pure numbers of units. Stoichiometries that are parameters stay expressions of them.
Source: Hucka et al., Journal of Integrative Bioinformatics 16 (2019), 20190021.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from ..errors import AssemblyError, Fault, SolveError
from ..network.units import Dimension
from .mathml import content, number
from .walk import Elements, elements, state_units, value_units

if TYPE_CHECKING:
    from ..network import System
    from ..person.person import Person

_BASE = {"h": ("second", 0, 3600), "g": ("gram", 0, 1), "mmol": ("mole", -3, 1), "L": ("litre", 0, 1), "kJ": ("joule", 3, 1),
         "cm": ("metre", -2, 1)}      # canonical unit -> SBML unit, scale, multiplier; pH and counts are pure numbers
_SUBSTANCES = ("", "g", "mmol")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s,;()]+[^\s,;().]")
_PMID = re.compile(r"\bPMID:?\s*(\d+)")
_HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2" '
         'xmlns:sbml="http://www.sbml.org/sbml/level3/version2/core">\n')
_MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'
_TIME = '<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>'

Meals = Sequence[tuple[float, Mapping[str, float]]]


def identifier(name: str) -> str:
    """A flat name as an SBML identifier: `acids[distal,butyrate]` is `acids_distal_butyrate`."""
    return re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")


def document(system: System, parameters: Sequence[float] | None = None, states: Sequence[float] | None = None, meals: Meals = (),
             title: str = "") -> str:
    """A model as SBML text.

    Args:
        system: the network.
        parameters (n_parameters,): canonical units; by default the prior medians.
        states (n_states,): initial amounts, canonical units; by default zero.
        meals: (hours, state -> amount) added at that time.
        title: name of the model.

    Raises:
        AssemblyError: two names that SBML cannot tell apart, or a function it does not have.
    """
    return _Writer(system).text(parameters, states, meals, title)


def of_person(system: System, person: Person, days: float, settled: bool = True) -> str:
    """A person's typical version (no spread) on their habitual diet: its parameters, settled contents, and meals for some days.

    Args:
        system: the network.
        person: with a habitual diet.
        days: for how long meals are written.
        settled: start from the settled contents instead of those that settling starts from.

    Raises:
        SolveError: the person could not be settled.
    """
    from ..population import draw
    from ..simulate.meals import meal_amounts
    from ..simulate.run import Settled, seed_states, settle

    cohort = draw(system, person, 1, worlds=0)
    found = settle(cohort, person.diet) if settled else Settled(seed_states(cohort), {})
    if found.failed:
        raise SolveError(Fault(f"{person.name} could not be settled on the habitual diet", "export", "; ".join(found.failed.values())))
    grams = meal_amounts(cohort, person.diet)[:, :, 0]
    meals, title = meals_of(system, person.diet, grams, days), f"{system.name} of {person.name}"
    return document(system, cohort.parameters[:, 0], found.states[:, 0], meals, title)


def meals_of(system: System, intake: Any, grams: Any, days: float) -> list[tuple[float, dict[str, float]]]:
    """Meals of some days as (hours, state -> grams), the intake's period repeated; grams (meals, nutrients)."""
    import numpy as np

    from ..simulate.schedule import eaten_pools

    pools = eaten_pools(system, grams, intake)
    states = [system.states[k] for pool in pools for k in system.state_index(pool).ravel()]
    eaten = np.concatenate([amounts for _, amounts in pools.values()], axis=1)
    cycles = range(int(days * 24 // intake.period_h) + 1)
    times = [(cycle * intake.period_h + clock, k) for cycle in cycles for k, clock in enumerate(intake.meal_h)]
    return [(t, {s: float(g) for s, g in zip(states, eaten[k], strict=True) if g > 0}) for t, k in sorted(times) if t < days * 24]


class _Terms:
    """Where pools lie and which ontology terms name things; from terms.tsv."""

    def __init__(self) -> None:
        with open(Path(__file__).with_name("terms.tsv"), encoding="utf-8", newline="") as handle:
            self.rows = list(csv.DictReader(handle, delimiter="\t"))

    def compartments(self) -> list[str]:
        return list(dict.fromkeys(r["label"] for r in self.rows if r["kind"] == "compartment"))

    def of(self, kind: str, label: str) -> list[tuple[str, str]]:
        return [(r["qualifier"], r["resource"]) for r in self.rows if r["kind"] == kind and r["label"] == label and r["resource"]]

    def place(self, pool: str, labels: Mapping[str, str]) -> str:
        if "region" in labels:
            return labels["region"]
        return next((r["compartment"] for r in self.rows if r["kind"] == "pool" and r["label"] == pool), "") or "body"


class _Writer:
    def __init__(self, system: System) -> None:
        self.system, self.parts, self.terms = system, elements(system), _Terms()
        self.state_unit, self.value_unit = state_units(system), value_units(system)
        self.signal_unit = {name: unit for name, _, unit in self.parts.rules}
        self.units: dict[str, Dimension] = {}
        self.ones: dict[str, Dimension] = {}
        self.ids = self._identifiers(self.parts)
        self.parameter_at = dict(zip(system.parameter_names, range(len(system.parameter_names)), strict=True))

    def _identifiers(self, parts: Elements) -> dict[str, str]:
        ids: dict[str, str] = {}
        owner: dict[str, str] = {}
        faults = []
        names = [*self.state_unit, *self.value_unit, *self.signal_unit, *(law.name for law in parts.laws),
                 *(f"compartment {c}" for c in self.terms.compartments())]
        for name in names:
            ids[name] = identifier(name)
            if owner.setdefault(ids[name], name) != name:
                faults.append(Fault(f"{name} and {owner[ids[name]]} would both be {ids[name]}", "SBML", cure="rename one"))
        if faults:
            raise AssemblyError(faults)
        return ids

    # ------------------------------------------------------------- units
    def unit(self, dimension: Dimension) -> str:
        """Identifier of a unit; defined once used."""
        powers = {k: v for k, v in dimension.powers.items() if k in _BASE}
        if not powers:
            return "dimensionless"
        up = [k if v == 1 else f"{k}{v}" for k, v in powers.items() if v > 0]
        down = [k if v == -1 else f"{k}{-v}" for k, v in powers.items() if v < 0]
        name = identifier("_".join(up) + ("_per_" + "_per_".join(down) if down else ""))
        name = name if up else name.replace("per_", "per_", 1)
        self.units["unit_" + name] = Dimension(powers)
        return "unit_" + name

    def one(self, dimension: Dimension) -> str:
        """MathML of one unit of a dimension, or nothing for pure numbers."""
        name = self.unit(dimension)
        if name == "dimensionless":
            return ""
        self.ones["one_" + name.removeprefix("unit_")] = dimension
        return f"<ci>one_{name.removeprefix('unit_')}</ci>"

    def substance(self, state: str) -> Dimension:
        """The unit in which SBML counts a state: its own, or pure numbers of it."""
        unit = self.state_unit[state]
        return unit if unit.key in ("g^1", "mmol^1") or not any(k in _BASE for k in unit.powers) else Dimension({})

    def name(self, symbol: str) -> str:
        """MathML of a symbol; a state counted in pure numbers is given its unit again."""
        ci = f"<ci>{self.ids[symbol]}</ci>"
        if symbol in self.state_unit and self.substance(symbol) != self.state_unit[symbol]:
            one = self.one(self.state_unit[symbol])
            return f"<apply><times/>{ci}{one}</apply>" if one else ci
        return ci

    def value(self, e: Any, unit: Dimension) -> str:
        """MathML of a signal's value; a bare number carries the signal's unit."""
        import symengine as se

        e = se.sympify(e)
        return number(float(e), self.unit(unit)) if e.is_Number else content(e, self.name)

    # ------------------------------------------------------------- pieces
    def annotation(self, meta: str, terms: Sequence[tuple[str, str]]) -> str:
        if not terms:
            return ""
        lines = [f'<bqbiol:{q}><rdf:Bag><rdf:li rdf:resource="https://identifiers.org/{r}"/></rdf:Bag></bqbiol:{q}>' for q, r in terms]
        return ('<annotation><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
                'xmlns:bqbiol="http://biomodels.net/biology-qualifiers/">'
                f'<rdf:Description rdf:about="#{meta}">{"".join(lines)}</rdf:Description></rdf:RDF></annotation>')

    def compartments(self) -> list[str]:
        lines = []
        for c in self.terms.compartments():
            meta = f"meta_compartment_{c}"
            note = self.annotation(meta, self.terms.of("compartment", c))
            lines.append(f'<compartment metaid="{meta}" id="compartment_{c}" name={quoteattr(c)} spatialDimensions="3" size="1" units="litre" '
                         f'constant="true">{note}</compartment>')
        return lines

    def species(self, states: Sequence[float]) -> list[str]:
        lines = []
        amounts = iter(states)
        for q in self.system.pools:
            for name in q.flat_names:
                labels = dict(zip((a.name for a in q.axes), name.rstrip("]").split("[")[1].split(",") if q.axes else (), strict=True))
                meta, unit = f"meta_{self.ids[name]}", self.substance(name)
                terms = self.terms.of("pool", q.name)
                for axis, label in labels.items():
                    kind = {"scfa": "acid", "nutrient": "substrate", "inert": "substrate"}.get(axis, axis)
                    terms += self.terms.of(kind, label)
                one = self.one(unit)
                factor = f' conversionFactor="{one[4:-5]}"' if one else ""
                lines.append(f'<species metaid="{meta}" id="{self.ids[name]}" name={quoteattr(name)} '
                             f'compartment="compartment_{self.terms.place(q.name, labels)}" initialAmount="{float(next(amounts))!r}" '
                             f'substanceUnits="{self.unit(unit)}" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"'
                             f"{factor}>{self.annotation(meta, terms)}</species>")
        return lines

    def values(self, parameters: Sequence[float]) -> list[str]:
        """Parameters and inputs with their numbers and sources, signals without."""
        lines = []
        for name, unit in self.value_unit.items():
            k = self.parameter_at.get(name)
            meta, source = f"meta_{self.ids[name]}", self.system.parameter_rows[k].source if k is not None else ""
            found = [("isDescribedBy", f"doi:{d}") for d in dict.fromkeys(_DOI.findall(source))]
            found += [("isDescribedBy", f"pubmed:{d}") for d in dict.fromkeys(_PMID.findall(source))]
            value = float(parameters[k]) if k is not None else 0.0
            lines.append(f'<parameter metaid="{meta}" id="{self.ids[name]}" name={quoteattr(name)} value="{value!r}" '
                         f'units="{self.unit(unit)}" constant="true">{self.annotation(meta, found)}</parameter>')
        for name, unit in self.signal_unit.items():
            lines.append(f'<parameter id="{self.ids[name]}" name={quoteattr(name)} units="{self.unit(unit)}" constant="false"/>')
        return lines

    def reactions(self) -> tuple[list[str], list[str]]:
        """Reactions, and the initial assignments of their stoichiometries."""
        import symengine as se

        lines, assignments = [], []
        hour = Dimension({"h": 1})
        for law in self.parts.laws:
            amount = law.dimension * hour
            ident = self.ids[law.name]
            inside = content(law.rate, self.name)
            one = self.one(amount)
            rate = f"<apply><divide/>{inside}{one}</apply>" if one else inside
            sides = []
            for tag, side in (("Reactants", law.consumes), ("Products", law.produces)):
                refs = []
                for k, (state, coefficient) in enumerate(side.items()):
                    e = se.sympify(coefficient)
                    attributes = f'species="{self.ids[state]}" constant="true"'
                    if e.is_Number:
                        refs.append(f'<speciesReference {attributes} stoichiometry="{float(e)!r}"/>')
                        continue
                    ref = f"{ident}_{tag.lower()}_{k}"
                    refs.append(f'<speciesReference id="{ref}" {attributes}/>')
                    above, below = one, self.one(self.state_unit[state])
                    inner = content(e, self.name)
                    if above != below:
                        inner = f"<apply><times/>{inner}{above}</apply>" if above else inner
                        inner = f"<apply><divide/>{inner}{below}</apply>" if below else inner
                    assignments.append(f'<initialAssignment symbol="{ref}">{_MATH.format(inner)}</initialAssignment>')
                if refs:
                    sides.append(f"<listOf{tag}>{''.join(refs)}</listOf{tag}>")
            changed = {*law.consumes, *law.produces}
            read = sorted({str(s) for s in se.sympify(law.rate).free_symbols} & set(self.state_unit) - changed)
            if read:
                modifiers = "".join(f'<modifierSpeciesReference species="{self.ids[s]}"/>' for s in read)
                sides.append(f"<listOfModifiers>{modifiers}</listOfModifiers>")
            lines.append(f'<reaction id="{ident}" name={quoteattr(law.name)} reversible="false">{"".join(sides)}'
                         f"<kineticLaw>{_MATH.format(rate)}</kineticLaw></reaction>")
        return lines, assignments

    def events(self, meals: Meals) -> list[str]:
        lines = []
        hour = self.unit(Dimension({"h": 1}))
        for k, (time, amounts) in enumerate(meals):
            trigger = _MATH.format(f"<apply><geq/>{_TIME}{number(time, hour)}</apply>")
            given = []
            for state, amount in amounts.items():
                sum_ = f"<apply><plus/><ci>{self.ids[state]}</ci>{number(amount, self.unit(self.substance(state)))}</apply>"
                given.append(f'<eventAssignment variable="{self.ids[state]}">{_MATH.format(sum_)}</eventAssignment>')
            lines.append(f'<event id="meal_{k}" name="meal" useValuesFromTriggerTime="true"><trigger initialValue="false" persistent="true">'
                         f"{trigger}</trigger><listOfEventAssignments>{''.join(given)}</listOfEventAssignments></event>")
        return lines

    def definitions(self) -> list[str]:
        lines = []
        for name, dimension in self.units.items():
            inner = []
            for base, power in dimension.powers.items():
                kind, scale, multiplier = _BASE[base]
                inner.append(f'<unit kind="{kind}" exponent="{float(power):g}" scale="{scale}" multiplier="{multiplier}"/>')
            lines.append(f'<unitDefinition id="{name}" name={quoteattr(str(dimension))}><listOfUnits>{"".join(inner)}</listOfUnits>'
                         "</unitDefinition>")
        return lines

    def text(self, parameters: Sequence[float] | None, states: Sequence[float] | None, meals: Meals, title: str) -> str:
        system = self.system
        parameters = system.parameter_values if parameters is None else parameters
        states = [0.0] * len(system.states) if states is None else states
        for given, wanted, what in ((parameters, system.parameter_names, "parameters"), (states, system.states, "states")):
            if len(given) != len(wanted):
                raise AssemblyError(Fault(f"{len(given)} {what} given, wanted {len(wanted)}", "SBML"))
        reactions, assignments = self.reactions()
        rules = [f'<assignmentRule variable="{self.ids[name]}">{_MATH.format(self.value(e, unit))}</assignmentRule>'
                 for name, e, unit in self.parts.rules]
        species, values, events = self.species(states), self.values(parameters), self.events(meals)
        hour = self.unit(Dimension({"h": 1}))
        values += [f'<parameter id="{name}" name="one unit" value="1" units="{self.unit(d)}" constant="true"/>' for name, d in self.ones.items()]
        lists = (("UnitDefinitions", self.definitions()), ("Compartments", self.compartments()), ("Species", species), ("Parameters", values),
                 ("InitialAssignments", assignments), ("Rules", rules), ("Reactions", reactions), ("Events", events))
        body = "\n".join(f"<listOf{tag}>\n" + "\n".join(lines) + f"\n</listOf{tag}>" for tag, lines in lists if lines)
        return (f'{_HEAD}<model id="{identifier(system.name)}" name={quoteattr(title or system.name)} timeUnits="{hour}" '
                f'extentUnits="dimensionless" volumeUnits="litre">\n{body}\n</model>\n</sbml>\n')
