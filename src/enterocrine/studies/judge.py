"""Prediction beside observation: the row that is printed, and whether it agrees."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from enterocrine.studies.study import ASSOCIATIONS, CONTRASTS, Outcome, Study

NO_EFFECT = {"ratio": 1.0, "peak_ratio": 1.0, "integral_ratio": 1.0}
TABLE_KEYS = ("study", "outcome", "output", "arm", "versus", "as", "unit", "predicted", "low90", "high90", "observed", "observed_low",
              "observed_high", "inside90", "sign_ok")


@dataclass(frozen=True)
class OutcomeRow:
    """One line of a study's result; `inside90` and `sign_ok` are None where the question does not arise.

    `inside90`: the observed number lies in the predicted 90 % interval; for a reported range or bound, the two overlap; for `none`,
    the interval of the mean effect holds no effect; for `up` or `down`, as `sign_ok`.
    `within`: the prediction is within the outcome's tolerance (30 % unless it says otherwise) of the observed number, or inside the
    reported range or bound.
    """

    study: str
    outcome: str
    output: str
    arm: str
    versus: str
    as_: str
    unit: str
    predicted: float | None
    low90: float | None
    high90: float | None
    observed: float | str | None
    observed_low: float | None
    observed_high: float | None
    inside90: bool | None
    sign_ok: bool | None
    within: bool | None = None
    reason: str = ""
    about: str = ""
    rows: tuple[str, ...] = ()
    system: str = ""
    role: str = ""
    use: str = ""
    read: str = ""
    same_as: str = ""
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The row with the names of contracts.md first, ready for JSON."""
        raw = asdict(self)
        raw["as"] = raw.pop("as_")
        raw["rows"] = list(self.rows)
        return {key: raw[key] for key in (*TABLE_KEYS, *(key for key in raw if key not in TABLE_KEYS))}


def judge(study: Study, outcome: Outcome, found: np.ndarray[Any, Any], effect: np.ndarray[Any, Any] | None) -> OutcomeRow:
    """Put what was found beside what was observed.

    Args:
        study: the study.
        outcome: the observation.
        found: what trials of this size find in the model.
        effect: the difference from `versus` where a level was reported together with a direction, or None.

    Returns:
        The row.
    """
    low, middle, high = (float(q) for q in np.quantile(found, (0.05, 0.5, 0.95)))
    observed_low, observed_high = outcome.bounds
    sign_ok = _sign(outcome, middle, effect)
    return OutcomeRow(**_names(study, outcome), predicted=middle, low90=low, high90=high, observed_low=observed_low,
                      observed_high=observed_high, inside90=_inside(outcome, low, high, sign_ok), sign_ok=sign_ok,
                      within=_within(outcome, middle))


def not_run(study: Study, outcome: Outcome, reason: str) -> OutcomeRow:
    """The row of an outcome the model has no answer to."""
    low, high = outcome.bounds
    return OutcomeRow(**_names(study, outcome), predicted=None, low90=None, high90=None, observed_low=low, observed_high=high, inside90=None,
                      sign_ok=None, reason=reason)


def _names(study: Study, outcome: Outcome) -> dict[str, Any]:
    picked = "".join(f"[{'+'.join(labels)}]" for labels in outcome.measured.select.values())
    output = outcome.measured.output + picked
    if outcome.per is not None:
        output += " / " + outcome.per.output + "".join(f"[{'+'.join(labels)}]" for labels in outcome.per.select.values())
    observed = outcome.observed if isinstance(outcome.observed, str) else outcome.centre
    return {"study": study.id, "outcome": outcome.id, "output": output, "arm": "+".join(outcome.arm), "versus": outcome.versus,
            "as_": outcome.as_, "unit": outcome.unit, "observed": observed, "about": outcome.about, "rows": outcome.rows,
            "system": outcome.system, "role": study.role, "use": outcome.use, "read": outcome.read, "same_as": outcome.same_as,
            "note": outcome.note}


def _sign(outcome: Outcome, middle: float, effect: np.ndarray[Any, Any] | None) -> bool | None:
    """Whether the direction agrees; for `none`, whether the interval of the effect holds no effect."""
    told = outcome.told
    null = NO_EFFECT.get(outcome.as_, 0.0)
    if told == "none":
        return None
    moved = middle - null if outcome.as_ in (*CONTRASTS, *ASSOCIATIONS) else None
    if moved is None and effect is not None:
        moved = float(np.median(effect))
    if moved is None:
        return None
    if told:
        return moved > 0 if told == "up" else moved < 0
    if outcome.as_ not in (*CONTRASTS, *ASSOCIATIONS):
        return None  # a level alone says nothing of a direction
    if outcome.centre is None or outcome.centre == null:
        return None
    return math.copysign(1, moved) == math.copysign(1, outcome.centre - null) if moved else False


def _inside(outcome: Outcome, low: float, high: float, sign_ok: bool | None) -> bool | None:
    if outcome.observed == "none":
        return low <= NO_EFFECT.get(outcome.as_, 0.0) <= high
    if isinstance(outcome.observed, str):
        return sign_ok
    if isinstance(outcome.observed, tuple):
        start, stop = outcome.observed
        return (stop is None or low <= stop) and (start is None or high >= start)
    return None if outcome.centre is None else low <= outcome.centre <= high


def _within(outcome: Outcome, middle: float) -> bool | None:
    if isinstance(outcome.observed, tuple):
        start, stop = outcome.observed
        return (start is None or middle >= start) and (stop is None or middle <= stop)
    if outcome.centre is None:
        return None
    return abs(middle - outcome.centre) <= outcome.tolerance * abs(outcome.centre)
