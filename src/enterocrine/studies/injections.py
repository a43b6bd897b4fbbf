"""What a challenge puts into the body besides food: where each kind goes, in what unit, and how a dose is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from enterocrine.studies.extract import CannotRun
from enterocrine.studies.study import Dose

if TYPE_CHECKING:
    from enterocrine.network import System


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
# mmol in a gram
ESTRADIOL, ESTRONE = 1000 / 272.38, 1000 / 270.37
TESTOSTERONE, DIHYDROTESTOSTERONE, ANDROSTENEDIONE, ENANTHATE = 1000 / 288.42, 1000 / 290.44, 1000 / 286.41, 1000 / 400.59
INSULIN = 6e-6  # mmol in an international unit (6 pmol/mIU)
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
    "estradiol_oral": Place("swallowed_estrogen[estradiol]", "g", ESTRADIOL),
    "testosterone_iv": Place("androgen_mass[testosterone]", "g", TESTOSTERONE),
    "dihydrotestosterone_iv": Place("androgen_mass[dihydrotestosterone]", "g", DIHYDROTESTOSTERONE),
    "androstenedione_iv": Place("androgen_mass[androstenedione]", "g", ANDROSTENEDIONE),
    "testosterone_im": Place("depot[testosterone_enanthate]", "g", ENANTHATE),  # grams of the ester
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


def _read(text: str, place: Place, hours: float) -> tuple[float, str]:
    """Amount in the place's dose unit, and what it is for each of (kg, m2 or nothing); a rate is given for `hours`."""
    from enterocrine.person.quantity import measure

    text = text.replace(" ", "")
    flow = next((unit for unit in _FLOW if text.endswith(unit)), "")
    text = text.removesuffix(flow)
    per = next((size for size in ("kg", "m2") if text.endswith(f"/{size}")), "")
    text = text.removesuffix(f"/{per}")
    return measure(text, place.unit) * (hours / measure(f"1{_FLOW[flow]}", "h") if flow else 1.0), per
