"""What a challenge puts into the body besides food: where each kind goes, in what unit, and how a dose is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from enterocrine.studies.extract import CannotRun
from enterocrine.studies.study import Dose

if TYPE_CHECKING:
    from enterocrine.network import System
    from enterocrine.person.protocol import Drug


@dataclass(frozen=True)
class Place:
    """Where a kind of dose goes.

    Args:
        state: flat name of the pool element that is added to at once.
        unit: canonical unit of a dose as studies give it.
        size: amount in the pool's unit for one of `unit`.
        flow: input that carries it while it is infused; portions into the pool where there is none.
    """

    state: str
    unit: str
    size: float = 1.0
    flow: str = ""


GLUCOSE = 1 / 0.18016  # mmol in a gram
INSULIN = 6e-6  # mmol in an international unit (6 pmol/mIU)
ESTRADIOL, ESTRONE, TESTOSTERONE = 1 / 0.27238, 1 / 0.27037, 1 / 0.28842  # mmol in a gram
ESTRONE_SULFATE = 1 / 0.35042
DIHYDROTESTOSTERONE, ANDROSTENEDIONE = 1 / 0.29044, 1 / 0.28641
PLACES = {
    "endotoxin_iv": Place("endotoxin", "g"),
    "tnf_iv": Place("cytokine_mass[tnf]", "g"),
    "glucose_oral": Place("drink", "g"),
    "glucose_iv": Place("glucose_mass", "g", GLUCOSE, "glucose_infusion"),
    "insulin_iv": Place("insulin_mass", "IU", INSULIN, "insulin_infusion"),
    "insulin_clamp": Place("insulin_mass", "IU", INSULIN, "insulin_infusion"),
    "glp1_iv": Place("glp1_intact_mass", "mmol", 1.0, "glp1_infusion"),
    "pyy_iv": Place("pyy_mass", "mmol", 1.0, "pyy_infusion"),
    "gh_sc": Place("gh_depot", "g"),
    "gh_iv": Place("gh_mass", "g"),
    "ghrh_iv": Place("ghrh_mass", "g"),
    "ghrh_sc": Place("ghrh_depot", "g"),
    "levothyroxine_oral": Place("levothyroxine", "g"),
    "acetate_iv": Place("circulating[acetate]", "mmol"),
    "estradiol_iv": Place("estrogen_mass[estradiol]", "g", ESTRADIOL),
    "estrone_iv": Place("estrogen_mass[estrone]", "g", ESTRONE),
    "estrone_sulfate_iv": Place("estrone_sulfate_mass", "g", ESTRONE_SULFATE),
    "testosterone_iv": Place("androgen_mass[testosterone]", "g", TESTOSTERONE),
    "dihydrotestosterone_iv": Place("androgen_mass[dihydrotestosterone]", "g", DIHYDROTESTOSTERONE),
    "androstenedione_iv": Place("androgen_mass[androstenedione]", "g", ANDROSTENEDIONE),
}
# Hormones given as people are given them, from the table of person/drugs.tsv: name and route, and the form meant where none is named.
# An injection names its ester after the dose: `testosterone_im: 250 mg enanthate`.
PRESCRIBED = {
    "testosterone_im": ("testosterone", "im", ""),
    "testosterone_sc": ("testosterone", "sc", ""),
    "testosterone_gel": ("testosterone", "gel", "gel"),
    "estradiol_oral": ("estradiol", "oral", "estradiol"),
    "estradiol_patch": ("estradiol", "patch", "estradiol"),
    "estradiol_gel": ("estradiol", "gel", "estradiol"),
    "estradiol_vaginal": ("estradiol", "vaginal", "estradiol"),
    "progesterone_oral": ("progesterone", "oral", "progesterone"),
    "progesterone_vaginal": ("progesterone", "vaginal", "progesterone"),
    "progesterone_im": ("progesterone", "im", "progesterone"),
}
CLAMP = "clamp"  # input that is 1 while the experimenter holds glucose
_FLOW = {"/min": "min", "/h": "h", "/d": "d"}


def injected(dose: Dose, zero: float, system: System | None) -> list[Any]:
    """An injection or infusion as inputs, once or repeated.

    Raises:
        CannotRun: the model has no place for it.
        InputError: an amount that cannot be read.
    """
    from enterocrine.models import shipped
    from enterocrine.simulate import AcuteInput

    system = system or shipped()
    if dose.kind in PRESCRIBED:
        return _prescribed(dose, zero, system)
    place = PLACES.get(dose.kind)
    if place is None or place.state not in system.states:
        raise CannotRun(f"this model has no place for {dose.kind}")
    amount, per = _read(str(dose.amount), place, dose.over_h)
    state = place.flow if dose.over_h and place.flow else place.state
    times = [zero + dose.at_h + k * dose.every_h for k in range(dose.times)]
    found = [AcuteInput(time, state, amount * place.size, dose.over_h, per) for time in times]
    if dose.kind == "insulin_clamp":
        found += [AcuteInput(time, CLAMP, dose.over_h, dose.over_h) for time in times]
    return found


def target(dose: Dose) -> str:
    """Flat name of the state or input that a dose goes into; "" for meals and what cannot be told."""
    from enterocrine.errors import InputError

    if dose.kind in PLACES:
        return PLACES[dose.kind].state
    if dose.kind not in PRESCRIBED:
        return ""
    try:
        drug, _ = _form(dose)
    except InputError:
        return ""
    return drug.flow or drug.place


def _prescribed(dose: Dose, zero: float, system: System) -> list[Any]:
    from enterocrine.person.protocol import dose_of
    from enterocrine.simulate import AcuteInput

    drug, text = _form(dose)
    where = drug.flow or drug.place
    if where not in {*system.states, *system.input_names}:
        raise CannotRun(f"this model has no place for {dose.kind}")
    amount, per = dose_of(drug, text)
    over = dose.over_h or dose.every_h if drug.flow else dose.over_h
    times = [zero + dose.at_h + k * dose.every_h for k in range(dose.times)]
    return [AcuteInput(time, where, amount * over if drug.flow else amount, over, per) for time in times]


def _form(dose: Dose) -> tuple[Drug, str]:
    """The medicine and the text of the dose alone.

    Raises:
        InputError: no form is named where one is needed, or one that is not known.
    """
    from enterocrine.errors import Fault, InputError, nearest
    from enterocrine.person.protocol import drugs

    name, route, usual = PRESCRIBED[dose.kind]
    forms = {d.drug.removeprefix(name).strip("_") or name: d for d in drugs() if d.route == route and d.drug.startswith(name)}
    *rest, last = str(dose.amount).split()
    named = bool(rest) and not _is_unit(last)
    form, text = (last.removeprefix(f"{name}_"), " ".join(rest)) if named else (usual, str(dose.amount))
    if form not in forms:
        raise InputError(Fault(f"{dose.kind}: {dose.amount}: " + (f"no form is called `{form}`" if form else "the form is missing"),
                               nearest=nearest(form, forms) or tuple(forms), cure=f"name it after the dose, such as {next(iter(forms))}"))
    return forms[form], text


def _is_unit(text: str) -> bool:
    from enterocrine.errors import InputError
    from enterocrine.person.quantity import unit

    try:
        unit(text.replace("/m2", ""))
    except InputError:
        return False
    return True


def _read(text: str, place: Place, hours: float) -> tuple[float, str]:
    """Amount in the place's dose unit, and what it is for each of (kg, m2 or nothing); a rate is given for `hours`."""
    from enterocrine.person.quantity import measure

    text = text.replace(" ", "")
    flow = next((unit for unit in _FLOW if text.endswith(unit)), "")
    text = text.removesuffix(flow)
    per = next((size for size in ("kg", "m2") if text.endswith(f"/{size}")), "")
    text = text.removesuffix(f"/{per}")
    return measure(text, place.unit) * (hours / measure(f"1{_FLOW[flow]}", "h") if flow else 1.0), per
