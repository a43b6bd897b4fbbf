"""The trial on virtual people: who takes part, what each arm eats, when a challenge is given. The only door to the simulator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from enterocrine.simulate.cycle import USUAL_DAYS
from enterocrine.studies.extract import ArmRecord, CannotRun, Recorded
from enterocrine.studies.injections import injected, target
from enterocrine.studies.participants import habitual, of_bodies, participants
from enterocrine.studies.study import BASELINE, Arm, Challenge, Study
from enterocrine.studies.study_file import unrepresented

if TYPE_CHECKING:
    from enterocrine.food.intake import Intake
    from enterocrine.network import System
    from enterocrine.person.change import Change
    from enterocrine.person.protocol import Treatment
    from enterocrine.population.cohort import Cohort

WORLDS = 16
PEOPLE = 24
DAY_H = 24.0
BASELINE_DAYS = 7.0
FINE_H = 0.25
COARSE_H = 0.5
KEPT_TRIALS = 6
CYCLE_INPUT = "cycle_estradiol"  # of a model that has the course of the menstrual cycle
Progress = Callable[[float], Any]


def simulate_trial(study: Study, *, seed: int = 1, worlds: int = WORLDS, people: int = PEOPLE, jobs: int | None = None,
                   progress: Progress | None = None, median: np.ndarray[Any, Any] | None = None, system: System | None = None,
                   reading: str = "supported", min_grade: str = "E") -> Recorded:
    """Every arm of a study on the same virtual people.

    Args:
        study: the trial.
        seed: of people and parameters.
        worlds: draws of the uncertain parameters; 0 gives one person a sex at the medians, without any spread.
        people: virtual people a world.
        jobs: threads of the solver.
        progress: called with the share done, 0 to 1.
        median: (parameters,) medians to draw around; those of the model by default.
        system: the model; by default the one that `model_of` chooses.
        reading, min_grade: which links act; by default all, at the size that their evidence supports, as the fits were made.

    Returns:
        Outputs of every arm and of `baseline`, a further week of the habitual diet.

    Raises:
        InputError: a diet that cannot be made.
        SolveError: the numbers failed.
    """
    from enterocrine.population import draw

    guests = participants(study.population, max(people, 1))
    per_world = max(worlds, 1)
    persons = [guests[k // per_world] for k in range(per_world * len(guests))]
    cohort = draw(system or model_of(study), persons, len(persons), seed, worlds=worlds, median=median, reading=reading,
                  min_grade=min_grade)
    return run_cohort(study, cohort, jobs=jobs, progress=progress)


def model_of(study: Study) -> System:
    """The model that has places for what a study gives and answers most of its outcomes; the shipped one where it does as well as any."""
    from enterocrine.models import answering
    from enterocrine.studies.derived import first_part

    asked = [outcome for outcome in study.outcomes if not outcome.not_run]
    arms = {name for outcome in asked for name in outcome.arm}
    asked_arms = [arm for arm in study.arms if arm.name in arms]
    given = [place for arm in asked_arms if arm.acute for dose in arm.acute.inputs if (place := target(dose))]
    given += [one.target for arm in asked_arms if "protocol" in arm.diet and not unrepresented(arm.diet) for one in _change(arm).protocol]
    outputs = [part.output for outcome in asked for part in (outcome.measured, outcome.per) if part is not None]
    outputs += [name for outcome in asked for name in (outcome.with_, outcome.given) if name]
    return answering((part for name in outputs for part in (name, first_part(name))), given)


def run_cohort(study: Study, cohort: Cohort, *, jobs: int | None = None, progress: Progress | None = None,
               start: Any = None) -> Recorded:
    """Every arm of a study on a given cohort; as `simulate_trial`."""
    plans, missing = plan_arms(study, cohort.system)
    records: dict[str, ArmRecord] = {}
    settled = _settled(cohort, habitual(study.population.habitual_diet), jobs, start)
    work = sum(plan[0].hours for plan in plans.values())
    done = 0.0
    for name, (arm, every, zero) in plans.items():
        records[name] = _record(study, cohort, settled, name, arm, every, zero, jobs,
                                None if progress is None else _within(progress, done / work, arm.hours / work))
        done += arm.hours
    kept = _common_draws(records)
    sex = np.array([person.sex for person in cohort.persons])
    records = {name: replace(record, data=record.data.sel(draw=kept)) for name, record in records.items()}
    return Recorded(records, np.asarray(cohort.world)[kept], sex[kept], missing)


def plan_arms(study: Study, system: System | None = None) -> tuple[dict[str, tuple[Any, float, float]], dict[str, str]]:
    """What to simulate: for each arm the simulator's arm, its averaging interval [h] and the hour at which a challenge begins; and
    for arms the model cannot take part in, the reason."""
    from enterocrine.simulate import Arm as Plan
    from enterocrine.simulate.doses import doses

    own = habitual(study.population.habitual_diet)
    plans: dict[str, tuple[Any, float, float]] = {BASELINE: (Plan(own, BASELINE_DAYS * DAY_H), DAY_H, 0.0)}
    missing: dict[str, str] = {}
    for arm in study.arms:
        try:
            intake, factors, taken = _diet(arm, own)
            unknown = [name for name in factors if not is_parameter(name, system)]
            if unknown:
                raise CannotRun(f"the model has no parameter {', '.join(unknown)}")
            _need_places(taken, system)
            if arm.acute is None:
                hours = max(round(arm.weeks * 7) * DAY_H, DAY_H)
                plan = Plan(intake, hours, factors)
                every, zero = DAY_H, 0.0
            else:
                plan, every, zero = _challenge(arm, arm.acute, intake, factors, system)
            plan = replace(plan, acute=[*plan.acute, *doses(taken, 0.0, plan.hours)])
            plans[arm.name] = _in_cycle(arm, (plan, every, zero), system)
        except CannotRun as why:
            missing[arm.name] = str(why)
    return plans, missing


def _in_cycle(arm: Arm, plan: tuple[Any, float, float], system: System | None) -> tuple[Any, float, float]:
    """The plan, where the model knows of the cycle or the arm names no day of it."""
    from enterocrine.models import shipped

    if arm.cycle_day is not None and CYCLE_INPUT not in (system or shipped()).input_names:
        raise CannotRun("the model has no course of the menstrual cycle")
    return plan


def on_day(cohort: Cohort, study: Study, name: str, hours: float, zero: float) -> Cohort:
    """The people, with the day of the cycle on which each must begin an arm, so that its challenge begins, or else the arm ends, on the day
    that the arm or the population names; without such a day women are at the mean of the cycle."""
    day = next((arm.cycle_day for arm in study.arms if arm.name == name), None) or study.population.cycle_day
    passed = int(zero // DAY_H) if zero else round(hours / DAY_H) - 1

    def begins(person: Any) -> Any:
        if person.sex != "female":
            return person
        length = round(person.cycle_length_d or USUAL_DAYS)
        return replace(person, cycle_day=None if day is None else (day - passed - 1) % length + 1)

    changed = {id(person): begins(person) for person in cohort.persons}
    return replace(cohort, persons=tuple(changed[id(person)] for person in cohort.persons))


def is_parameter(name: str, system: System | None = None) -> bool:
    """Whether `modify` can name it: a parameter of the model (the shipped one by default), or all elements of one."""
    from enterocrine.models import shipped
    from enterocrine.population import unknown_parameters

    return not unknown_parameters(system or shipped(), [name])


def _diet(arm: Arm, own: Intake) -> tuple[Intake, dict[str, float], tuple[Treatment, ...]]:
    """What is eaten, the factors on parameters, and what is taken."""
    from enterocrine.person.change import apply

    base = habitual(arm.habitual) if arm.habitual else own
    if not arm.diet:
        return base, {}, ()
    if reason := unrepresented(arm.diet):
        raise CannotRun(reason)
    change = _change(arm)
    return apply(change, _Eater(base)), dict(change.modify), change.protocol  # type: ignore[arg-type]


def _change(arm: Arm) -> Change:
    from enterocrine.person.change import parse_change

    return parse_change(arm.diet, f"arm {arm.name}", name=arm.name)


def _need_places(taken: Sequence[Treatment], system: System | None) -> None:
    from enterocrine.models import shipped
    from enterocrine.simulate.doses import has_place

    for treatment in taken:
        if not has_place(system or shipped(), treatment):
            raise CannotRun(f"this model has no place for {treatment.drug.drug} ({treatment.drug.how})")


class _Eater:
    """Stands for a person where only the habitual diet matters."""

    def __init__(self, diet: Intake):
        self.diet = diet


def _challenge(arm: Arm, challenge: Challenge, intake: Intake, factors: Mapping[str, float], system: System | None) -> tuple[Any, float, float]:
    """The arm's weeks on its diet, then a day that ends in the fast, then the challenge from its clock time."""
    from enterocrine.simulate import AcuteInput
    from enterocrine.simulate import Arm as Plan

    days = round(arm.weeks * 7) + int(np.ceil(max(challenge.fast_h - challenge.clock_h, 1.0) / DAY_H))
    zero = days * DAY_H + challenge.clock_h
    whole = zero + challenge.hours
    until = whole if challenge.habitual_meals else zero - challenge.fast_h
    eaten, acute = unrolled(intake, until, whole), []
    for dose in challenge.inputs:
        if dose.kind == "meal":
            eaten = with_meal(eaten, dose.amount, zero + dose.at_h)
        elif dose.kind in ("colonic_infusion", "rectal"):
            acute += [AcuteInput(zero + dose.at_h, state, amount, dose.over_h) for state, amount in _into_colon(dose.kind, dose.amount)]
        else:
            acute += injected(dose, zero, system)
    every = challenge.every_h or (FINE_H if challenge.hours <= 12 else COARSE_H)
    return Plan(eaten, whole, factors, acute), every, zero


def unrolled(intake: Intake, until: float, whole: float) -> Intake:
    """The intake's meals up to hour `until`, once, as an intake whose period is `whole` days' length."""
    repeats = int(np.ceil(until / intake.period_h)) if until > 0 else 0
    at = [(cycle * intake.period_h + float(hour), k) for cycle in range(repeats) for k, hour in enumerate(intake.meal_h)]
    chosen = [(hour, k) for hour, k in at if hour < until]
    return _with_meals(intake, np.array([hour for hour, _ in chosen]), np.array([k for _, k in chosen], dtype=int), whole)


def _with_meals(intake: Intake, hours: np.ndarray[Any, Any], index: np.ndarray[Any, Any], whole: float) -> Intake:
    meals = len(intake.meal_h)
    changed: dict[str, Any] = {"period_h": float(np.ceil(whole / DAY_H) * DAY_H), "meal_h": hours,
                               "meal_names": tuple(intake.meal_names[k] for k in index)}
    for entry in fields(intake):
        value = getattr(intake, entry.name)
        if entry.name not in changed and isinstance(value, np.ndarray) and value.ndim and value.shape[0] == meals:
            changed[entry.name] = value[index]
    return replace(intake, **changed)


def with_meal(intake: Intake, keys: Mapping[str, Any], hour: float) -> Intake:
    """The intake with one more meal at that hour, given as intake keys or substances."""
    one = single_meal(keys)
    meals, extra = len(intake.meal_h), len(one.meal_h)
    order = np.argsort(np.append(intake.meal_h, hour), kind="stable")
    changed: dict[str, Any] = {"meal_h": np.append(intake.meal_h, hour)[order],
                               "meal_names": tuple((*intake.meal_names, "test meal")[k] for k in order)}
    for entry in fields(intake):
        value = getattr(intake, entry.name)
        if entry.name in changed or not isinstance(value, np.ndarray) or not value.ndim or value.shape[0] != meals:
            continue
        other = getattr(one, entry.name)
        if other.shape[0] == extra:
            changed[entry.name] = np.concatenate([value, other.sum(axis=0, keepdims=True)])[order]
    return replace(intake, **changed)


def single_meal(keys: Mapping[str, Any]) -> Intake:
    """One meal, in a day in which nothing else is eaten: intake keys, amounts of substances, or foods (`add`, or {food, amount})."""
    from enterocrine.food import intake as meals
    from enterocrine.food.supplements import substances
    from enterocrine.person.change import parse_change

    foods = [keys] if "amount" in keys else list(keys.get("add", ()))
    taken = {name: amount for name, amount in keys.items() if name in substances() and name not in meals_keys()}
    totals = {name: amount for name, amount in keys.items() if name not in taken and not foods}
    eaten = parse_change({"intake": totals}, "meal").intake if totals else {}
    one = meals.from_daily_totals({**(eaten or {}), "meals": [12.0]}, None)
    given = parse_change({"add": foods, "supplement": [{"substance": name, "amount": amount, "per": "once"} for name, amount in taken.items()]},
                         "meal")
    for food in given.add:
        one = meals.add(one, food.food_id, food.grams)
    for item in given.supplement:
        one = meals.supplement(one, item.substance, item.amount, per="once")
    return one


def meals_keys() -> tuple[str, ...]:
    """Names that a meal may give as an intake gives them."""
    from enterocrine.food.daily_totals import KEYS

    return KEYS


def _into_colon(kind: str, amounts: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Flat state and amount of each thing put into the colon; acids in mmol, carbohydrate in g."""
    from enterocrine.body.axes import acid
    from enterocrine.body.axes import substrate as eaten
    from enterocrine.person.quantity import measure

    region = str(amounts.get("region", "distal" if kind == "rectal" else "proximal"))
    aliases = {"lactulose": "galactooligosaccharides", "fos": "inulin"}
    found = []
    for name, amount in amounts.items():
        label = aliases.get(name, name)
        if name == "region":
            continue
        if label in acid.labels:
            found.append((f"acids[{region},{label}]", measure(amount, "mmol")))
        elif label in eaten.labels:
            found.append((f"substrates[{region},{label}]", measure(amount, "g")))
        else:
            raise CannotRun(f"the colon of this model holds no {name}")
    return found


# ------------------------------------------------------------------------------------------------------------------- the runs

_SETTLED: dict[str, Any] = {}


def _settled(cohort: Cohort, diet: Intake, jobs: int | None, start: Any) -> Any:
    """The settled state, kept for the studies that follow with the same people (many share the habitual western diet)."""
    import hashlib

    from enterocrine.simulate import settle

    if start is not None:
        return settle(cohort, diet, jobs=jobs, start=start)
    text = [cohort.system.digest.encode(), cohort.parameters.tobytes(), cohort.food.tobytes(), diet.mid.tobytes(), diet.low.tobytes(),
            diet.high.tobytes(), diet.meal_h.tobytes(), diet.fructose.tobytes(), diet.fermented.tobytes(), diet.processed.tobytes()]
    key = hashlib.sha256(b"".join(text)).hexdigest()
    if key not in _SETTLED:
        if len(_SETTLED) >= KEPT_TRIALS:
            _SETTLED.pop(next(iter(_SETTLED)))
        _SETTLED[key] = settle(cohort, diet, jobs=jobs)
    return _SETTLED[key]


def _record(study: Study, cohort: Cohort, settled: Any, name: str, arm: Any, every: float, zero: float, jobs: int | None,
            progress: Callable[[int, int], None] | None) -> ArmRecord:
    from enterocrine.simulate import run_arms
    from enterocrine.studies.derived import add_derived, first_part

    cohort = on_day(cohort, study, name, arm.hours, zero)
    close = any(own.name == name and own.acute is not None and own.acute.every_h for own in study.arms)
    asked = (part.output for outcome in study.outcomes if not outcome.not_run for part in (outcome.measured, outcome.per) if part is not None)
    kept = sorted({part for output in asked for part in (output, first_part(output))}) if close else None
    data = run_arms(cohort, {name: arm}, settled=settled, output_every_h=every, jobs=jobs, progress=progress,
                    outputs=kept).isel(arm=0, drop=True)
    people = cohort.modified(arm.modify) if arm.modify else cohort
    solved = data["draw"].values
    parameters = {flat.split(".", 1)[-1]: people.parameters[k][solved] for k, flat in enumerate(cohort.system.parameter_names)}
    dose = next((own.dose for own in study.arms if own.name == name), None)
    data = add_derived(data, parameters, eaten(arm.intake))
    return ArmRecord(data.assign(of_bodies([cohort.persons[k] for k in solved], data)), arm.hours, zero, zero > 0, dose)


def eaten(intake: Intake) -> dict[str, float]:
    """Grams a day of each substrate class, with the sums papers speak of."""
    from enterocrine.food.classes import FIBRE, RESISTANT_STARCH, SUBSTRATES

    daily = intake.mid.sum(axis=0) * DAY_H / intake.period_h
    grams = {name: float(value) for name, value in zip(SUBSTRATES, daily, strict=True)}
    return {**grams, "fibre": sum(grams[name] for name in FIBRE), "resistant_starch": sum(grams[name] for name in RESISTANT_STARCH)}


def _common_draws(records: Mapping[str, ArmRecord]) -> np.ndarray[Any, Any]:
    """Draws solved in every arm, so that each arm holds the same people."""
    kept: set[int] | None = None
    for record in records.values():
        mine = {int(k) for k in record.data["draw"].values}
        kept = mine if kept is None else kept & mine
    return np.array(sorted(kept or ()), dtype=int)


def _within(progress: Progress, start: float, share: float) -> Callable[[int, int], None]:
    return lambda k, n: progress(start + share * k / max(n, 1)) and None

