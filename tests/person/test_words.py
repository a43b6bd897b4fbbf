"""What a change asks for, in words."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from enterocrine.person import change_words, habitual_words, load, load_change, protocol_words
from enterocrine.person.change import parse_change

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize(("keys", "words"), [
    ({}, "nothing is changed"),
    ({"supplement": [{"substance": "inulin", "amount": "10 g"}]}, "+10 g/d inulin"),
    ({"supplement": [{"substance": "kefir", "amount": "2 servings", "per": "week"}]}, "+2 servings/week kefir"),
    ({"supplement": [{"substance": "wheat_bran", "amount": "30 g", "per": "once"}]}, "+30 g wheat bran once in each round of the diet"),
    ({"add": [{"food_id": "ndb:20033", "amount": "60 g", "meal": "breakfast"}]}, "+60 g/d Oat bran, raw at breakfast"),
    ({"swap": [{"from": "ndb:20033", "to": "ndb:16033", "share": "50 %"}]}, "50 % of Oat bran, raw eaten as Beans, kidney"),
    ({"intake": {"energy": "8 MJ", "fibre": {"inulin": "3 g", "other": "6 g"}, "meals": ["8 h", "13 h"]}},
     "daily totals set: energy 8000 kJ/d, fibre (inulin 3 g/d, other 6 g/d), meals at 8, 13 h; all else as in the habitual diet"),
    ({"modify": {"colon.transit": 0.5}}, "colon.transit multiplied by 0.5"),
    ({"protocol": [{"drug": "testosterone_gel", "dose": "50 mg", "every": "1 d"}]},
     "as prescribed, testosterone gel 50 mg on the skin every day, begins at the start"),
    ({"drug": "laxative"}, "laxative, known by the factors that follow; colon.pace multiplied by 2.56"),
    ({"replace_diet": str(EXAMPLES / "diary.csv")}, "the diet of diary.csv (7 days repeated) instead of the habitual one"),
])  # fmt: skip
def test_a_change_in_words(keys, words):
    assert words in change_words(parse_change(keys))


def test_parts_stand_in_the_order_in_which_they_are_applied():
    words = change_words(load_change(EXAMPLES / "change_oats_and_beans.yaml"))
    assert words.count("; ") == 4 and words.startswith("all of Bread, white") and "+120 g/d Beans" in words.split("; ")[-1]


def test_the_habitual_diet_in_words():
    assert habitual_words(SimpleNamespace(diet=SimpleNamespace(days=1.0))) == "the habitual diet, 1 day repeated"


def test_what_a_person_takes_in_words():
    man = load(EXAMPLES / "person_testosterone.yaml")
    assert protocol_words(man) == ["testosterone cypionate 100 mg into muscle every 7 d, begun 12 weeks before"]
    assert habitual_words(man).endswith("; as prescribed, " + protocol_words(man)[0])
    stop = parse_change({"protocol": [{"drug": "testosterone_cypionate", "stop": "6 weeks"}]})
    assert protocol_words(man, stop) == ["testosterone cypionate 100 mg into muscle every 7 d, begun 12 weeks before, stops after 6 weeks"]
