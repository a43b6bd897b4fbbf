"""What a person is: weight, body surface, sex, age, menopause, as mechanisms read them."""

from typing import Any

from ...network import Labelled, Parameter

weight = Parameter("weight", "g", table="host")
surface = Parameter("surface", "cm2", table="host")
female = Parameter("female", "1", table="host")
age = Parameter("age", "h", table="host")
reference_age = Parameter("reference_age", "h", table="host")
postmenopausal = Parameter("postmenopausal", "1", table="host")


def of_own_sex(number: Labelled, p: Any) -> Labelled:
    """What a parameter with the axis `sex` is for the person (`p` holds `female`)."""
    return number.at(sex="male") * (1 - p.female) + number.at(sex="female") * p.female
