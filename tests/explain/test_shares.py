"""Shares of the spread: a toy whose shares are known, and kinds of uncertainty that are drawn apart."""

from types import SimpleNamespace

import numpy as np
import pytest

from enterocrine import person as door
from enterocrine.cli.example_files import example
from enterocrine.evidence import link_gains
from enterocrine.explain import shares
from enterocrine.explain.targets import Target
from enterocrine.models import full_axis
from enterocrine.population import draw
from enterocrine.population.cohort import KINDS, MEASUREMENT, PARAMETER, PERSON_TO_PERSON, STRUCTURAL
from enterocrine.population.posterior import medians

AXIS = full_axis()
LINK = next(g.link.id for g in link_gains(AXIS) if g.link.grade == "C")  # acts in half of the draws, and in none of the established reading


@pytest.fixture(scope="module")
def man():
    return door.load(example("person.yaml"))


def of(kind):
    """A parameter that only this kind of uncertainty moves."""
    for k, row in enumerate(AXIS.parameter_rows):
        name = AXIS.parameter_names[k]
        if row.scale == "log" and bool(row.person) == (kind == PERSON_TO_PERSON) and bool(row.knowledge) == (kind == PARAMETER):
            return name
    raise AssertionError(kind)


def deviates(cohort):
    """Standard deviates of persons, numbers, one link (0 or 1) and food."""
    place = {name: k for k, name in enumerate(AXIS.parameter_names)}
    values = {}
    for kind, sd in ((PERSON_TO_PERSON, "person"), (PARAMETER, "knowledge")):
        k = place[of(kind)]
        values[kind] = np.log(cohort.parameters[k] / medians(AXIS)[k]) / getattr(AXIS.parameter_rows[k], sd)
    values[STRUCTURAL] = cohort.links.on[cohort.links.links.index(LINK)].astype(float)
    values[MEASUREMENT] = cohort.food[0]
    return values


@pytest.mark.parametrize("kind", KINDS)
def test_drawn_anew_is_this_kind_alone(man, kind):
    one = draw(AXIS, man, 16, 3, reading="weighted")
    other = draw(AXIS, man, 16, 3, reading="weighted", anew={kind: 99})
    again = draw(AXIS, man, 16, 3, reading="weighted", anew={kind: 3})
    assert np.array_equal(again.parameters, one.parameters) and np.array_equal(again.food, one.food)
    before, after = deviates(one), deviates(other)
    moved = {name for name in KINDS if not np.allclose(before[name], after[name])}
    assert moved == {kind} or (kind == STRUCTURAL and moved <= {kind})
    assert (not np.array_equal(one.links.on, other.links.on)) == (kind == STRUCTURAL)
    assert (not np.array_equal(one.number, other.number)) == (kind == MEASUREMENT)
    if kind == MEASUREMENT:
        assert not np.allclose(one.unknown_fibre, other.unknown_fibre) and not np.allclose(one.lignin_share, other.lignin_share)
    else:
        assert np.array_equal(one.unknown_fibre, other.unknown_fibre) and np.array_equal(one.lignin_share, other.lignin_share)


def toy(monkeypatch, man, change, draws=400, reading="weighted"):
    """Shares of a body whose only output changes as `change` says of the deviates."""

    def means(cohort, habitual, arms, **_):
        level = np.full(cohort.size, 10.0)
        return [np.broadcast_to(values, (7, 1, cohort.size)) for values in (level, level + change(deviates(cohort)))]

    monkeypatch.setattr(shares, "fed_evenly", means)
    monkeypatch.setattr(shares, "every", lambda _: {"toy": Target("toy", "toy", "", "a toy", "1", ((0, 1),))})
    tried = SimpleNamespace(name="c")
    monkeypatch.setattr(shares, "arms_of", lambda *_, **__: {"habitual": None, "c": None})
    return shares.shares(man, [tried], AXIS, weeks=1, draws=draws, reading=reading)


def test_a_sum_is_split_as_it_was_made(monkeypatch, man):
    """Three parts to two to one in variance: nothing together."""
    size = {PERSON_TO_PERSON: 3**0.5, PARAMETER: 2**0.5, MEASUREMENT: 1.0}
    (found,) = toy(monkeypatch, man, lambda z: sum(size[kind] * z[kind] for kind in size))
    wanted = {PERSON_TO_PERSON: 0.5, PARAMETER: 1 / 3, MEASUREMENT: 1 / 6, STRUCTURAL: 0.0}
    for kind, share in wanted.items():
        one = found.of[kind]
        assert one.alone == pytest.approx(share, abs=max(4 * one.alone_error, 0.02)), kind
        assert one.whole == pytest.approx(share, abs=max(4 * one.whole_error, 0.02)), kind
        assert one.alone_error < 0.08 and one.whole_error < 0.08
    assert found.of[STRUCTURAL].alone == found.of[STRUCTURAL].whole == 0.0
    assert found.together == pytest.approx(0, abs=4 * found.together_error) and found.sd == pytest.approx(6**0.5, rel=0.1)


def test_what_kinds_do_together_is_shown(monkeypatch, man):
    """A product of two deviates: neither alone says anything of it, each is needed for all of it."""
    (found,) = toy(monkeypatch, man, lambda z: z[PERSON_TO_PERSON] * z[PARAMETER])
    for kind in (PERSON_TO_PERSON, PARAMETER):
        assert found.of[kind].alone < 0.2 and found.of[kind].whole > 0.6
    assert found.together > 0.6
    assert found.of[MEASUREMENT].alone == found.of[MEASUREMENT].whole == 0.0


def test_links_that_act_or_not_have_their_share_and_none_where_they_all_act(monkeypatch, man):
    def by_link(z):
        return z[STRUCTURAL] + 0.01 * z[PERSON_TO_PERSON]

    (found,) = toy(monkeypatch, man, by_link)
    assert found.of[STRUCTURAL].alone > 0.5 and found.of[STRUCTURAL].whole > 0.5
    (settled,) = toy(monkeypatch, man, by_link, reading="established")
    assert settled.of[STRUCTURAL].alone == settled.of[STRUCTURAL].whole == settled.of[STRUCTURAL].alone_error == 0.0
    assert settled.of[PERSON_TO_PERSON].alone == pytest.approx(1, abs=0.05)


def test_no_spread_no_shares(monkeypatch, man):
    assert toy(monkeypatch, man, lambda z: 0 * z[MEASUREMENT] + 1.0, draws=16) == []


def test_a_rare_large_draw_does_not_decide(monkeypatch, man):
    """One draw in a thousand that is a million: the rest is split as without it."""
    (plain,) = toy(monkeypatch, man, lambda z: z[PARAMETER])
    (odd,) = toy(monkeypatch, man, lambda z: np.where(z[PARAMETER] > 2.9, 1e6, z[PARAMETER]))
    assert odd.of[PARAMETER].alone == pytest.approx(plain.of[PARAMETER].alone, abs=0.02)


def test_ties_share_a_rank():
    ranks = shares._ranks(np.array([3.0, 1.0, 1.0000001, 2.0]), 1e-3)
    assert ranks.tolist() == [1.0, 0.375, 0.375, 0.75]


def test_few_draws_are_not_split():
    assert [shares.affordable(n) for n in (1, 79, 80, 200, 1000)] == [0, 0, 16, 40, 48]


def test_a_real_change_is_split(man):
    change = door.load_change(example("change_oats_and_beans.yaml"))
    own = np.arange(16.0)
    found = shares.shares(man, [change], AXIS, weeks=1, draws=16, seed=1, jobs=1, run=lambda output, label, arm: own if output == "crp" else None)
    data = {(s["output"], s["label"]): s for s in shares.as_data(found)}
    butyrate = data["arterial_scfa", "butyrate"]
    assert butyrate["of"][STRUCTURAL]["whole"] < 0.01, "no link moves what microbes make"
    assert butyrate["of"][PARAMETER]["whole"] > 0.1 and butyrate["of"][PERSON_TO_PERSON]["whole"] > 0.1
    assert ("scfa_production", "total") in data and data["crp", ""]["follows"] is not None and butyrate["follows"] is None
    assert all(s["arm"] == "oats and beans" and s["sd"] > 0 for s in data.values())
