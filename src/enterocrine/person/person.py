"""PERSON.yaml -> Person, or all faults of the file and of those it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enterocrine.errors import EnterocrineError, Fault, FaultList, nearest
from enterocrine.person import scope
from enterocrine.person.fields import Fields
from enterocrine.person.yaml_file import YamlMap, parse, place, read_bytes, sha256

if TYPE_CHECKING:
    from enterocrine.food.diary import Diary
    from enterocrine.food.intake import Intake
    from enterocrine.person.protocol import Treatment

KEYS = ("name", "sex", "age", "height", "weight", "menopause", "cycle_length", "cycle_day", "bristol", "diet", "stool", "labs",
        "protocol", "context")
NOT_READ_YET = ("stool", "labs")
AGE_Y = (18.0, 100.0)
MENOPAUSE_Y = 51.0  # median age of the last period (textbook)
UNSURE_Y = 40.0  # from here on a woman is asked for her stage
HEIGHT_M = (1.2, 2.2)
WEIGHT_KG = (35.0, 250.0)
BMI_KG_M2 = (12.0, 90.0)
DIARY_BYTES = 20_000_000


@dataclass(frozen=True)
class Person:
    """Someone the model can speak of.

    Args:
        name: what to call the person in reports.
        sex: "male" or "female".
        age_y: age [y].
        height_m: height [m].
        weight_kg: body weight [kg].
        diet: habitual intake, repeated to fill the weeks.
        menopause: "pre", "peri", "post" or None where not given or not applicable.
        cycle_length_d: length of the menstrual cycle [d], or None.
        cycle_day: day of the cycle at the start, or None.
        bristol: stool form, 1 (hard lumps) to 7 (liquid), or None.
        diary: the diary that `diet` was made from, or None.
        conditions: known conditions, such as "obesity".
        antibiotics_weeks_ago: weeks since the last course [weeks], or None.
        protocol: what is taken as prescribed.
        sources: sha256 by path of every file that was read.
        warnings: what was read but plays no part yet, or deserves a second look; one sentence each.
    """

    name: str
    sex: str
    age_y: float
    height_m: float
    weight_kg: float
    diet: Intake
    menopause: str | None = None
    cycle_length_d: float | None = None
    cycle_day: int | None = None
    bristol: int | None = None
    diary: Diary | None = None
    conditions: tuple[str, ...] = ()
    antibiotics_weeks_ago: float | None = None
    protocol: tuple[Treatment, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def bmi(self) -> float:
        """Body mass index [kg/m2]."""
        return self.weight_kg / self.height_m**2


def load(path: str | Path) -> Person:
    """Read PERSON.yaml and the diary it names.

    Args:
        path: the file; the diary's path is taken from the folder of this file.

    Returns:
        The person, every unit converted.

    Raises:
        InputError: every fault of the file and of those it names, each with file and line.
    """
    data = read_bytes(path)
    return _read(parse(data, str(path)), {str(path): sha256(data)})


def _read(data: YamlMap, sources: dict[str, str]) -> Person:
    faults, warnings = FaultList(), list[str]()
    fields = Fields(data, faults, KEYS)
    fields.require("sex", "age", "height", "weight", "diet")
    for key in NOT_READ_YET:
        if key in data:
            fields.fault(key, "this key is not read yet by this version", cure="remove the key to run without it")
    sex = fields.choice("sex", ("male", "female"))
    body = _body(fields)
    cycle = _cycle(fields, sex, body[0], warnings)
    context = _context(fields, warnings)
    diary, diet = _diet(fields, sources)
    bristol = fields.whole("bristol", 1, 7)
    protocol = _protocol(fields)
    name = fields.text("name", 80)
    faults.raise_if_any()
    assert sex is not None and diet is not None and all(value is not None for value in body)
    return Person(name=name or Path(data.file).stem, sex=sex, age_y=body[0], height_m=body[1], weight_kg=body[2], diet=diet,  # type: ignore[arg-type]
                  bristol=bristol, diary=diary, protocol=protocol, sources=sources, warnings=tuple(warnings), **cycle, **context)


def _protocol(fields: Fields) -> tuple[Treatment, ...]:
    if "protocol" not in fields.data:
        return ()
    from enterocrine.person import protocol

    return protocol.read(fields)


def _body(fields: Fields) -> tuple[float | None, float | None, float | None]:
    age = fields.quantity("age", "y", 0, 130, example="46 y", limits="0 to 130 years")
    if age is not None and age < AGE_Y[0]:
        fields.fault("age", scope.stop("age under 18"), cure=scope.ADVICE)
        age = None
    elif age is not None and age > AGE_Y[1]:
        fields.fault("age", f"{age:g} years is beyond {AGE_Y[1]:g}, the oldest that the model speaks of")
    height = fields.quantity("height", "m", *HEIGHT_M, example="180 cm", limits="120 to 220 cm")
    weight = fields.quantity("weight", "kg", *WEIGHT_KG, example="88 kg", limits="35 to 250 kg")
    if height and weight and not BMI_KG_M2[0] <= weight / height**2 <= BMI_KG_M2[1]:
        fields.fault("weight", f"height and weight together give a body mass index of {weight / height**2:.0f} kg/m2",
                     cure="check both numbers and their units")
    return age, height, weight


def stage_at(age_y: float) -> str:
    """The menopausal stage that most women of an age are in."""
    return "post" if age_y > MENOPAUSE_Y else "pre"


def _cycle(fields: Fields, sex: str | None, age: float | None, warnings: list[str]) -> dict[str, Any]:
    menopause = fields.choice("menopause", ("pre", "peri", "post"))
    length = fields.quantity("cycle_length", "d", 15, 90, example="28 d", limits="15 to 90 days")
    day = fields.whole("cycle_day", 1, 90)
    given = [key for key in ("menopause", "cycle_length", "cycle_day") if key in fields.data]
    if sex == "male":
        for key in given:
            fields.fault(key, "this key goes with sex: female", cure="remove it, or correct `sex`")
    elif menopause in ("post", "peri"):
        for key in given[1:]:
            fields.fault(key, f"this key goes with menopause: pre, not {menopause}", cure="remove it")
    if day is not None and length is not None and day > length:
        fields.fault("cycle_day", f"day {day} does not exist in a cycle of {length:g} days")
    if given:
        warnings.append(f"{', '.join(given)}: only the models with sex hormones (estrobolome, full_axis) depend on it.")
    elif sex == "female" and age is not None and age >= UNSURE_Y:
        menopause = stage_at(age)
        warnings.append(f"menopause: not given; at {age:g} years taken as {menopause} (half of women are past it at {MENOPAUSE_Y:g}): "
                        f"say `menopause: pre`, `peri` or `post`.")
    if length is not None and day is None:
        warnings.append("cycle_length: without cycle_day her hormones stay at their mean over the cycle.")
    return {"menopause": menopause, "cycle_length_d": length, "cycle_day": day}


def _context(fields: Fields, warnings: list[str]) -> dict[str, Any]:
    context = fields.section("context", ("antibiotics_weeks_ago", "conditions"))
    if context is None:
        return {}
    weeks = _weeks_ago(context)
    if weeks is not None and weeks < scope.ANTIBIOTICS_WEEKS:
        context.fault("antibiotics_weeks_ago", scope.stop(scope.ANTIBIOTICS), cure=scope.ADVICE)
    conditions = _conditions(context)
    failing = [name for name in conditions if name.endswith("_hypogonadism")]
    if failing:
        warnings.append(f"conditions ({', '.join(failing)}): matter where the model has sex hormones (`--model estrobolome`, `full_axis`).")
    if others := [name for name in conditions if name not in failing]:
        warnings.append(f"conditions ({', '.join(others)}): read, but no part of this version's model depends on them.")
    return {"antibiotics_weeks_ago": weeks, "conditions": conditions}


def _weeks_ago(context: Fields) -> float | None:
    key = "antibiotics_weeks_ago"
    if isinstance(context.data.get(key), str):
        return context.quantity(key, "wk", 0, 5200, example="30 weeks")
    return context.number(key, 0, 5200)


def _conditions(context: Fields) -> tuple[str, ...]:
    if not context.has("conditions"):
        return ()
    listed = context.data["conditions"]
    if not isinstance(listed, (list, tuple)):
        context.fault("conditions", "a list is needed here", cure="write [] or [obesity]")
        return ()
    found = []
    for number, entry in enumerate(listed):
        word = scope.plain(str(entry))
        where = place(listed, number, context.place("conditions"))
        if word in scope.OUTSIDE:
            context.faults.add(scope.stop(scope.OUTSIDE[word]), where, cure=scope.ADVICE)
        elif not isinstance(entry, str) or word not in scope.KNOWN_CONDITIONS:
            context.faults.add(f"the condition `{str(entry)[:60]}` is not known to the model", where,
                               why="a condition that is not understood is not passed over in silence",
                               cure="remove it if it does not matter for the gut", nearest=nearest(word, scope.KNOWN_CONDITIONS))
        else:
            found.append(word)
    return tuple(dict.fromkeys(found))


def _diet(fields: Fields, sources: dict[str, str]) -> tuple[Diary | None, Intake | None]:
    path = fields.file("diet")
    if path is None:
        return None, None
    try:
        return read_diary(path, fields.place("diet"), sources)
    except EnterocrineError as error:
        fields.adopt("diet", error)
        return None, None


def read_diary(path: Path, where: str, sources: dict[str, str]) -> tuple[Diary, Intake]:
    """A diary file and the intake it makes; its checksum is noted in `sources`.

    Args:
        path: the CSV file.
        where: file and line that name it.
        sources: sha256 by path, extended here.

    Raises:
        InputError: every fault of the diary.
    """
    from enterocrine import food

    checksum = sha256(read_bytes(path, where, DIARY_BYTES))
    diary = food.diary.load(path)
    intake = food.substrates(diary)
    sources[str(path)] = checksum
    return diary, intake


def out_of_model(faults: tuple[Fault, ...]) -> bool:
    """Whether a person was refused because the model does not speak of them."""
    return any(fault.cure == scope.ADVICE for fault in faults)
