"""Where metformin acts."""

import pytest

from enterocrine.body.metformin import links

LINKS = [(links.metformin_and_liver, "metformin_level", "liver_response", 1.5e-3), (links.metformin_and_l_cells, "metformin_in_bowel",
         "l_cell_response", 1.0), (links.metformin_and_mucin, "metformin_in_bowel", "mucin_making", 1.0)]  # fmt: skip


@pytest.mark.parametrize(("link", "dose", "sets", "usual"), LINKS)
def test_nothing_without_it_and_more_with_it_saturating(alone, link, dose, sets, usual):
    at = [alone(link, **{dose: usual * times}).set[sets] for times in (0, 1, 2, 4)]
    assert at[0] == 1 and at[0] < at[1] < at[2] < at[3] and at[3] - at[2] < at[1] - at[0]


def test_muscle_is_left_alone_in_the_median_and_answers_to_its_gain(alone):
    assert alone(links.metformin_and_muscle, metformin_level=1e-3).set["muscle_response"] == 1
    assert alone(links.metformin_and_muscle, put={"muscle_gain": 0.1}, metformin_level=1e-3).set["muscle_response"] > 1
