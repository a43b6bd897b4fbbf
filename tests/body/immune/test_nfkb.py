"""NF-kB at rest, without endotoxin, and under challenge."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.immune.nfkb import nfkb_activation


def evaluate(alone, number, toll=None, tnf=1.0, sterile=None, **more):
    share, gain, rest_sterile = number("immune.toll_share"), number("immune.toll_gain"), number("immune.sterile_share")
    levels = np.array([number(f"immune.rest_level[{name}]") for name in cytokine.labels])
    levels[cytokine.index("tnf")] *= tnf
    return alone(nfkb_activation, toll_drive=share / gain if toll is None else toll,
                 sterile_drive=(1 - share) * rest_sterile if sterile is None else sterile, cytokines=levels, **more)  # fmt: skip


def test_the_reference_adult_is_at_rest(alone, number):
    found = evaluate(alone, number)
    assert all(change == pytest.approx(0) for change in found.change.values()) and found.set["nfkb"] == 1


def test_without_endotoxin_and_fatty_acids_there_is_no_tone(alone, number):
    found = evaluate(alone, number, toll=0.0, sterile=0.0)
    assert found.set["inflammatory_tone"] == 0 and found.change["nfkb_activity"] < 0


def test_tnf_makes_the_answer_larger_and_acts_alone(alone, number):
    answer = [evaluate(alone, number, toll=0.3, tnf=t).change["nfkb_activity"][0] for t in (1.0, 100.0)]
    assert answer[1] > 2 * answer[0]
    assert evaluate(alone, number, toll=0.0, tnf=1000.0).change["nfkb_activity"] > 0


def test_a_restraint_holds_it_back(alone, number):
    assert evaluate(alone, number, toll=0.3, restraint=0.5).change["nfkb_activity"] < evaluate(alone, number, toll=0.3).change["nfkb_activity"]
