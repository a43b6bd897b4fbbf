"""What other axes lose between hormone and response."""

from enterocrine.body.receptors.interference import locks_and_static


def test_it_shows_what_links_set_and_one_where_none_acts(alone):
    assert set(alone(locks_and_static).set.values()) == {1.0}
    found = alone(locks_and_static, receptor_coupling=0.5, muscle_response=0.8, inner_ring=1.5, receptor_number=0.7).set
    assert found["gh_interference"] == 2.0 and found["insulin_interference"] == 1.25
    assert found["thyroid_interference"] == 1.5 and found["gh_receptor_number"] == 0.7
