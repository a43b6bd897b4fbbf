"""Who takes part in a virtual trial and what they habitually eat."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from enterocrine.studies.study import Population

if TYPE_CHECKING:
    from enterocrine.food.intake import Intake
    from enterocrine.person.person import Person

HEIGHT_M = {"female": 1.63, "male": 1.76}
BY_AGE = "by_age"
AFTER = {"postmenopausal": "post", "perimenopausal": "peri"}  # conditions that say the same as `menopause`


def participants(population: Population, n: int) -> list[Person]:
    """Virtual people like those who took part: sexes in proportion, ages and body mass spread evenly over the reported ranges."""
    from enterocrine.person.person import Person, stage_at
    from enterocrine.person.scope import KNOWN_CONDITIONS

    diet = habitual(population.habitual_diet)
    stage = population.menopause or next((stage for word, stage in AFTER.items() if word in population.conditions), None)
    cycle = {"cycle_length_d": population.cycle_length_d}
    known = tuple(name for name in population.conditions if name in KNOWN_CONDITIONS)
    women = round(n * population.women_share)
    places = (np.arange(n) + 0.5) / n
    shuffled = np.random.default_rng(0)  # ages and body mass run through their ranges in unrelated orders
    ages = population.age[0] + np.ptp(population.age) * places[shuffled.permutation(n)]
    masses = population.bmi[0] + np.ptp(population.bmi) * places[shuffled.permutation(n)]
    found = []
    for k in range(n):
        sex = "female" if (k * women) // n != ((k + 1) * women) // n else "male"
        height = HEIGHT_M[sex]
        weight = population.weight_kg or float(masses[k]) * height**2
        by_age = stage_at(float(ages[k])) if stage == BY_AGE else stage
        own: dict[str, Any] = {**cycle, "menopause": by_age} if sex == "female" else {}
        found.append(Person(name=f"participant {k + 1}", sex=sex, age_y=float(ages[k]), height_m=height, weight_kg=weight, diet=diet,
                            conditions=known, **own))
    return found


@lru_cache(maxsize=16)
def habitual(name: str) -> Intake:
    """A habitual diet: a preset by name, a diary (CSV), or a file of CHANGE keys."""
    from enterocrine.food import intake as meals
    from enterocrine.person.change import load_change

    if not Path(name).suffix:
        return meals.preset(name)
    if Path(name).suffix.lower() == ".csv":
        from enterocrine import food

        return food.substrates(food.diary.load(name))
    change = load_change(name)
    return change.replace_diet if change.replace_diet is not None else meals.from_daily_totals(change.intake or {}, None)


def of_bodies(persons: list[Any], data: Any) -> dict[str, Any]:
    """Age and body mass index of each draw as if they were outputs, so that an output can be held against them."""
    import xarray as xr

    made = {}
    for name, unit, values in (("age", "y", [p.age_y for p in persons]), ("bmi", "kg/m2", [p.bmi for p in persons])):
        course = np.repeat(np.array(values, float)[:, None], data.sizes["time"], axis=1)
        made[name] = xr.DataArray(course, dims=("draw", "time"), coords={"draw": data["draw"], "time": data["time"]}, attrs={"units": unit})
    return made
