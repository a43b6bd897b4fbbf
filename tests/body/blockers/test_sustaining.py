"""What cytokines at rest sustain."""

import numpy as np
import pytest

from enterocrine.body.axes import cytokine
from enterocrine.body.blockers.sustaining import cytokines_and_low_grade_inflammation


def restraint(alone, number, **over):
    level = np.array([number(f"immune.rest_level[{name}]") * over.get(name, 1) for name in cytokine.labels])
    return alone(cytokines_and_low_grade_inflammation, cytokines=level).set["restraint"]


def test_rest_is_neutral_less_tnf_or_interleukin_1_calms_and_a_challenge_is_left_alone(alone, number):
    assert restraint(alone, number) == pytest.approx(1)
    assert 0.8 < restraint(alone, number, tnf=0.1) < 0.95 and 0.8 < restraint(alone, number, il1b=0.1) < 0.97
    assert restraint(alone, number, tnf=300) < 1.05 and restraint(alone, number, il6=50) == pytest.approx(1)
