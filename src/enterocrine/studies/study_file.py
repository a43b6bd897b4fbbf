"""STUDY.yaml -> Study, or every fault of the file at once with file, line and nearest names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from enterocrine.errors import EnterocrineError, FaultList, nearest
from enterocrine.person.change import parse_change
from enterocrine.person.fields import Fields
from enterocrine.person.yaml_file import YamlMap, parse, read_bytes, sha256
from enterocrine.studies import study as s
from enterocrine.studies.cells import ARM_KEYS as CELL_KEYS
from enterocrine.studies.cells import read_arm, read_medium
from enterocrine.studies.outcome_file import names, or_else, read_outcomes

STUDY_KEYS = ("id", "title", "citation", "role", "population", "design", "arms", "acute", "culture", "outcomes", "defaults", "note",
              "not_run")
POPULATION_KEYS = ("n", "sex", "women_share", "age", "bmi", "weight", "conditions", "menopause", "cycle_day", "cycle_length", "habitual_diet", "note")
TAKEN_KEYS = ("protocol", "drug")
ARM_KEYS = ("name", "weeks", "days", "diet", *TAKEN_KEYS, "dose", "n", "acute", "cycle_day", "note")
CHALLENGE_KEYS = ("hours", "clock", "fast", "habitual_meals", "inputs", "every")
INPUT_KINDS = ("meal", "colonic_infusion", "rectal", "endotoxin_iv", "tnf_iv", "glucose_oral", "glucose_iv", "insulin_iv", "insulin_clamp",
               "glp1_iv", "pyy_iv", "gh_sc", "gh_iv", "ghrh_iv", "ghrh_sc", "levothyroxine_oral", "acetate_iv", "testosterone_im",
               "testosterone_sc", "testosterone_gel", "testosterone_iv", "dihydrotestosterone_iv", "androstenedione_iv", "estradiol_oral",
               "estradiol_patch", "estradiol_gel", "estradiol_vaginal", "estradiol_iv", "estrone_iv", "estrone_sulfate_iv", "progesterone_oral",
               "progesterone_vaginal", "progesterone_im")


def read_study(path: Path) -> s.Study:
    """Read one file; see `studies.study.load`."""
    data = read_bytes(path)
    mapping, faults = parse(data, str(path)), FaultList()
    top = Fields(mapping, faults, STUDY_KEYS)
    top.require("id", "citation", "role", "population", "design", "outcomes")
    arms = _arms(top)
    study = s.Study(
        id=top.text("id", 60) or path.stem,
        title=top.text("title") or "",
        citation=_citation(top),
        role=top.choice("role", s.ROLES) or "check",
        population=_population(top, path),
        design=top.choice("design", s.DESIGNS) or "single_arm",
        arms=arms,
        outcomes=read_outcomes(top, mapping, arms),
        note=top.text("note", 2000) or "",
        not_run=top.text("not_run", 500) or "",
        path=str(path),
        digest=sha256(data),
        culture=read_medium(top, "culture"),
    )
    _whole(study, top)
    faults.raise_if_any()
    return study


def _citation(top: Fields) -> s.Citation:
    entry = top.section("citation", ("text", "doi", "pmid"))
    if entry is None:
        return s.Citation("")
    entry.require("text")
    return s.Citation(entry.text("text", 400) or "", entry.text("doi") or "", entry.text("pmid") or "")


def _population(top: Fields, path: Path) -> s.Population:
    entry = top.section("population", POPULATION_KEYS)
    if entry is None:
        return s.Population(0)
    entry.require("n")
    sex = entry.choice("sex", ("mixed", "male", "female")) or "mixed"
    women = {"male": 0.0, "female": 1.0}.get(sex, 0.5)
    if sex == "mixed" and "women_share" in entry.data:
        women = or_else(entry.number("women_share", 0, 1), women)
    diet = entry.text("habitual_diet", 1000) or "western"
    if diet not in s.HABITUAL_DIETS:
        if not Path(diet).suffix:
            entry.fault("habitual_diet", f"the habitual diet `{diet}` is not known", nearest=nearest(diet, s.HABITUAL_DIETS) or s.HABITUAL_DIETS,
                        cure="name a preset, or a file of CHANGE keys beside the study")
        diet = str(path.parent / diet)
        if not Path(diet).is_file():
            entry.fault("habitual_diet", f"no such file: {diet}")
    return s.Population(
        n=entry.whole("n", 1, 10_000_000) or 0,
        sex=sex,
        women_share=women,
        age=entry.range("age", "y") or s.Population.age,
        bmi=entry.range("bmi", "1") or s.Population.bmi,
        weight_kg=entry.quantity("weight", "kg", 30, 250),
        conditions=_conditions(entry),
        **_cycle(entry, women),
        habitual_diet=diet,
        note=entry.text("note", 1000) or "",
    )


def _conditions(entry: Fields) -> tuple[str, ...]:
    """Conditions as plain words; those the model cannot represent are noted with the result, never refused."""
    from enterocrine.person.scope import plain

    return tuple(plain(name) for name in names(entry, "conditions"))


def _cycle(entry: Fields, women: float) -> dict[str, Any]:
    """Where the women stand in life and cycle; nothing of it goes with men alone."""
    given = [key for key in ("menopause", "cycle_day", "cycle_length") if key in entry.data]
    for key in given if women == 0 else ():
        entry.fault(key, "this key goes with women", cure="remove it, or correct `sex`")
    return {"menopause": entry.choice("menopause", ("pre", "peri", "post", "by_age")), "cycle_day": entry.whole("cycle_day", 1, 90),
            "cycle_length_d": entry.quantity("cycle_length", "d", 15, 90, example="28 d")}


def _arms(top: Fields) -> tuple[s.Arm, ...]:
    if top.data.get("design") == "in_vitro":
        arms = [read_arm(entry) for entry in top.entries("arms", CELL_KEYS)]
    else:
        arms = [_arm(entry) for entry in top.entries("arms", ARM_KEYS)]
        if "culture" in top.data:
            top.fault("culture", "only cells have a culture", cure="design: in_vitro, or remove it")
    own = top.section("acute", CHALLENGE_KEYS)
    if own is not None:
        arms.append(s.Arm(s.ACUTE_ARM, 0.0, acute=_challenge(own)))
    for name in {arm.name for arm in arms if [other.name for other in arms].count(arm.name) > 1}:
        top.fault("arms", f"two arms are called `{name}`", cure="give each arm its own name")
    if not arms and top.data.get("design") != "in_vitro":
        top.fault("arms", "a study needs `arms` or `acute`")
    return tuple(arms)


def _arm(entry: Fields) -> s.Arm:
    entry.require("name")
    name = entry.text("name", 60) or "arm"
    if name == s.BASELINE:
        entry.fault("name", f"`{s.BASELINE}` means the people before the trial", cure="choose another name")
    acute = entry.section("acute", CHALLENGE_KEYS)
    weeks = entry.number("weeks", 0, 520)
    days = entry.number("days", 0, 3650)
    if (weeks is None) == (days is None) and acute is None:
        entry.fault(None, "an arm lasts `weeks` or `days`; give one of them")
    diet, habitual = _diet(entry, name)
    return s.Arm(name, or_else(weeks, or_else(days, 0.0) / 7), diet, habitual, entry.number("dose"), entry.whole("n", 1, 1_000_000),
                 _challenge(acute) if acute is not None else None, entry.text("note", 1000) or "", entry.whole("cycle_day", 1, 90))


def _diet(entry: Fields, name: str) -> tuple[Mapping[str, Any], str]:
    keys = entry.data["diet"] if entry.has("diet") else {}
    if not isinstance(keys, Mapping):
        entry.fault("diet", "the keys of a change are needed here", cure="for instance {supplement: [{substance: inulin, amount: 10 g}]}")
        return {}, ""
    keys = _with_what_is_taken(keys, entry.data)
    if not keys:
        return {}, ""
    habitual = str(keys.get("habitual", ""))
    if habitual and habitual not in s.HABITUAL_DIETS:
        entry.fault("diet", f"the habitual diet `{habitual}` is not known", nearest=nearest(habitual, s.HABITUAL_DIETS))
    change = without(keys, "habitual")
    if unrepresented(change):
        return change, habitual
    try:
        parse_change(change, entry.place("diet"), name=name, path=entry.name("diet"))
    except EnterocrineError as error:
        entry.adopt("diet", error)
    return change, habitual


def _with_what_is_taken(keys: Mapping[str, Any], arm: Mapping[str, Any]) -> Mapping[str, Any]:
    """The keys of an arm's diet with those that stand beside it, each knowing its line."""
    own = [key for key in TAKEN_KEYS if key in arm]
    if not own or not isinstance(arm, YamlMap):
        return {**keys, **{key: arm[key] for key in own}} if own else keys
    whole = YamlMap(arm.file, arm.line)
    for source, chosen in ((keys, list(keys)), (arm, own)):
        for key in chosen:
            whole[key] = source[key]
            whole.lines[key] = getattr(source, "lines", {}).get(key, arm.line)
    return whole


def unrepresented(keys: Mapping[str, Any]) -> str:
    """Why the model cannot follow a diet's keys: a drug, a hormone protocol or a substance it does not have; empty where it can."""
    from enterocrine.food.supplements import NOT_REPRESENTED
    from enterocrine.person.protocol import why_not

    given = keys.get("drug")
    named = [item.get("drug") for item in keys.get("protocol") or () if isinstance(item, Mapping)]
    for drug in (*named, *(given if isinstance(given, list) else [given])):
        if drug and (reason := why_not(str(drug))):
            return f"{drug}: {reason}"
    for item in keys.get("supplement") or ():
        name = item.get("substance") if isinstance(item, Mapping) else None
        if name in NOT_REPRESENTED:
            return f"{name}: {NOT_REPRESENTED[name]}"
    return ""


def without(keys: Mapping[str, Any], *left_out: str) -> Mapping[str, Any]:
    """The mapping less some keys, still knowing its lines."""
    if not isinstance(keys, YamlMap):
        return {key: value for key, value in keys.items() if key not in left_out}
    kept = YamlMap(keys.file, keys.line)
    for key, value in keys.items():
        if key not in left_out:
            kept[key] = value
            kept.lines[key] = keys.lines.get(key, keys.line)
    return kept


def _challenge(entry: Fields) -> s.Challenge:
    entry.require("hours", "inputs")
    inputs = []
    for item in entry.entries("inputs", (*INPUT_KINDS, "at", "over", "every", "times")):
        kinds = [kind for kind in INPUT_KINDS if kind in item.data]
        if len(kinds) != 1:
            item.fault(None, "an input is one thing given", why=f"this holds {len(kinds)}", nearest=INPUT_KINDS[:4])
            continue
        inputs.append(s.Dose(kinds[0], item.data[kinds[0]], or_else(item.quantity("at", "h", -48, 720, example="0 h"), 0.0),
                             or_else(item.quantity("over", "h", 0, 720, example="2 h"), 0.0),
                             or_else(item.quantity("every", "h", 0.1, 720, example="24 h"), 24.0), item.whole("times", 1, 1000) or 1))
    return s.Challenge(or_else(entry.number("hours", 0.1, 720), 24.0), or_else(entry.quantity("clock", "h", 0, 24, example="8 h"), 8.0),
                       or_else(entry.quantity("fast", "h", 0, 96, example="16 h"), 0.0), entry.data.get("habitual_meals") is True, tuple(inputs),
                       entry.quantity("every", "h", 1 / 60, 1, example="3 min"))


def _whole(study: s.Study, top: Fields) -> None:
    """What only shows when the parts are seen together."""
    for kind, known in (("outcome id", [o.id for o in study.outcomes]), ("target row", list(study.rows))):
        for name in sorted({name for name in known if known.count(name) > 1}):
            top.fault("outcomes", f"the {kind} `{name}` stands twice")
    ids = {outcome.id for outcome in study.outcomes}
    for outcome in study.outcomes:
        if outcome.same_as and outcome.same_as not in ids:
            top.fault("outcomes", f"`{outcome.id}` points at `{outcome.same_as}`, which is not an outcome here",
                      nearest=nearest(outcome.same_as, ids))
        if outcome.use == "calibrate" and study.role != "calibrate":
            top.fault("role", f"`{outcome.id}` is for calibration but the study's role is {study.role}",
                      why="a study used to fit is never used to validate", cure="role: calibrate, or use: check")
        if outcome.use == "calibrate" and outcome.read == "unverified":
            top.fault("outcomes", f"`{outcome.id}` is unverified and must not be calibrated on", cure="use: check")
        asks_where = outcome.statistic == "percentile" or outcome.statistic.startswith("share_")
        asks_where = asks_where or outcome.as_ in ("time_above", "time_of_change", *s.FITTED)
        if asks_where and outcome.threshold is None:
            top.fault("outcomes", f"`{outcome.id}` asks how many, how long or which percentile but gives no `threshold`")
        if outcome.as_ in ("exponentials", "first_space") and not outcome.not_run and len(outcome.sampled) < 2:
            top.fault("outcomes", f"`{outcome.id}` fits a curve but does not say when it was `sampled`", cure="sampled: [0.1, 0.25, 0.5, 1, 2]")
