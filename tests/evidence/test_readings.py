"""Readings: which links act in which draws, at what size; grades only turn draws off, and a link at zero is a link left out."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enterocrine.errors import InputError
from enterocrine.evidence import FACE_VALUE, GRADES, READINGS, SUPPORTED, acting_links, ledger, link_gains, read_links
from enterocrine.evidence.readings import in_words
from enterocrine.models import colon_only, full_axis, model
from enterocrine.network import Factor
from enterocrine.population import draw
from enterocrine.simulate import settle
from enterocrine.simulate.run import settings as start_of
from enterocrine.studies.virtual_trial import habitual

AXIS = full_axis()
KNOWN = ledger()
GAINS = link_gains(AXIS)
LINKS = [g.link for g in GAINS]
BY_ID = {g.link.id: g for g in GAINS}
ids = st.sampled_from(sorted(BY_ID))
grades = st.sampled_from(GRADES)


class Man:
    weight_kg, height_m, age_y, sex, bristol = 88.0, 1.8, 46.0, "male", 4


class Woman(Man):
    sex, age_y = "female", 36.0


class OlderWoman(Man):
    sex, age_y, menopause = "female", 60.0, "post"


def numbers(seed, draws):
    """A stream of its own for each link."""

    def of(link):
        return np.random.default_rng([seed, *link.encode()]).random(draws)

    return of


def regraded(link, grade):
    return replace(KNOWN, links={**KNOWN.links, link: replace(KNOWN.links[link], grade=grade)})


@settings(max_examples=60, deadline=None)
@given(link=ids, pair=st.tuples(grades, grades), seed=st.integers(0, 2**32 - 1), reading=st.sampled_from(READINGS), lowest=grades)
def test_a_lower_grade_never_raises_the_share_of_draws_and_leaves_the_size(link, pair, seed, reading, lowest):
    better, worse = sorted(pair)
    place = BY_ID[link].places
    values = np.abs(np.random.default_rng(seed).normal(1, 0.3, (len(AXIS.parameter_names), 64))) + 0.1
    found = [read_links(AXIS, values, reading, numbers(seed, 64), lowest, regraded(link, g)) for g in (better, worse)]
    (high, few), (low, fewer) = found
    row = few.links.index(link)
    assert not np.any(fewer.on[row] & ~few.on[row]), "a draw was turned on"
    assert np.array_equal(np.delete(few.on, row, 0), np.delete(fewer.on, row, 0)), "another link was moved"
    acts = fewer.on[row]
    assert np.array_equal(high[np.ix_(place, acts)], low[np.ix_(place, acts)]), "the size in a draw in which it acts has changed"
    if reading == "weighted" and worse <= lowest:
        # Whether it acts is decided by a number of its own, so that the sizes left are a fair sample: nothing narrows them.
        assert np.array_equal(acts, numbers(seed, 64)(link) < KNOWN.chance(worse))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), chosen=st.sets(ids, min_size=1))
def test_a_new_link_moves_no_other(seed, chosen):
    some = [link for link in LINKS if link.id in chosen]
    whole = dict(zip([link.id for link in LINKS], acting_links(LINKS, "weighted", numbers(seed, 32), 32), strict=True))
    for link, on in zip(some, acting_links(some, "weighted", numbers(seed, 32), 32), strict=True):
        assert np.array_equal(on, whole[link.id])


def test_links_act_as_often_as_their_grade_says():
    cohort = draw(AXIS, Man(), 2000, seed=3, reading="weighted")
    share = cohort.links.on.mean(axis=1)
    wanted = np.array([KNOWN.chance(link.grade) for link in LINKS])
    assert np.all(np.abs(share - wanted) < 4 * np.sqrt(wanted * (1 - wanted) / 2000))
    acting = np.corrcoef(cohort.links.on.astype(float))
    assert np.abs(acting - np.eye(len(LINKS))).max() < 0.1, "links are turned on together"


def test_structure_is_a_stream_of_its_own():
    """People and sizes are the same in every reading; only gains of links that do not act differ."""
    weighted, supported = (draw(AXIS, Man(), 40, seed=7, reading=r) for r in ("weighted", SUPPORTED))
    gains = np.concatenate([g.places for g in GAINS])
    others = np.setdiff1d(np.arange(len(AXIS.parameter_names)), gains)
    assert np.array_equal(weighted.parameters[others], supported.parameters[others]) and np.array_equal(weighted.food, supported.food)
    for g, on in zip(GAINS, weighted.links.on, strict=True):
        assert np.array_equal(weighted.parameters[np.ix_(g.places, on)], supported.parameters[np.ix_(g.places, on)])
        assert not weighted.parameters[np.ix_(g.places, ~on)].any()
    few = draw(AXIS, Man(), 8, seed=7, reading="weighted")
    assert np.array_equal(few.links.on, weighted.links.on[:, :8]) and np.array_equal(few.parameters, weighted.parameters[:, :8])
    assert np.array_equal(weighted.take(slice(8, 16)).links.on, weighted.links.on[:, 8:16])


def test_people_of_one_world_share_its_links():
    cohort = draw(AXIS, Man(), 24, seed=1, worlds=4, reading="weighted")
    for world in range(4):
        mine = cohort.links.on[:, cohort.world == world]
        assert np.all(mine == mine[:, :1])
    assert not np.all(cohort.links.on == cohort.links.on[:, :1])


def test_established_is_a_and_b_alone():
    cohort = draw(AXIS, Man(), 5, seed=1, reading="established")
    on = dict(zip(cohort.links.links, cohort.links.on, strict=True))
    assert all(on[link.id].all() == (link.grade in "AB") and on[link.id].any() == (link.grade in "AB") for link in LINKS)
    strict = draw(AXIS, Man(), 5, seed=1, reading="established", min_grade="A")
    assert {name for name, acts in zip(strict.links.links, strict.links.on, strict=True) if acts.any()} == {k.id for k in LINKS if k.grade == "A"}
    least = draw(AXIS, Man(), 200, seed=1, reading="weighted", min_grade="B")
    assert all(not acts.any() for link, acts in zip(LINKS, least.links.on, strict=True) if link.grade > "B")


def test_all_on_at_face_value_is_the_face_value_reading():
    supported, read = draw(AXIS, Man(), 6, seed=2), draw(AXIS, Man(), 6, seed=2, reading=FACE_VALUE)
    by_hand = supported.parameters.copy()
    sized = 0
    for g in GAINS:
        for place, face in zip(g.places, g.face, strict=True):
            if np.isfinite(face):
                by_hand[place] = face
                sized += 1
    assert sized > 25 and np.array_equal(by_hand, read.parameters) and read.links.on.all()
    assert not np.array_equal(read.parameters, supported.parameters)


def test_what_the_article_claims_has_a_size_and_what_it_does_not_stays_as_drawn():
    for g in GAINS:
        assert np.isfinite(g.face).all() if g.link.claimed else np.isnan(g.face).all(), g.link.id


def test_face_value_is_in_the_units_of_the_model():
    place = list(AXIS.parameter_names).index("incretins.satiety_of_glp1")
    face = BY_ID["incretins.glp1_and_appetite"].face[0]
    assert face == pytest.approx(0.0045e9) and 1 < face / AXIS.parameter_values[place] < 2


def test_at_face_value_no_grade_leaves_anything_out():
    cohort = draw(AXIS, Man(), 3, seed=1, reading=FACE_VALUE, min_grade="A")
    assert cohort.links.on.all()


def _states(system, seed):
    """Random contents by the name of each state, the same in every model that has it."""
    start = start_of(AXIS, "start")
    values = {}
    for q in AXIS.pools:
        typical = min(start.get(q.name) or 1.0, 1.0)
        for name in q.flat_names:
            values[name] = typical * np.random.default_rng([seed, *name.encode()]).uniform(0.5, 3.0)
    values.update({name: 6.0 for name in AXIS.states if name.startswith("ph[")})
    return [values[name] for name in system.states]


def _evaluated(system, seed, parameters):
    flat = [parameters[name] for name in system.parameter_names]
    states, inputs = system.split(system.pools, _states(system, seed)), system.split(system.inputs, np.ones(len(system.input_names)))
    return system.evaluate(states, system.parameters(flat), inputs)


ALONE = [link for link in LINKS if link.alone]


@pytest.mark.parametrize("link", ALONE, ids=lambda link: link.id)
def test_leaving_a_link_out_is_its_gain_at_zero(link):
    """To 1e-12, at random points: every pool and every quantity that the model without the link still has."""
    whole, without = full_axis(), model("full_axis", (link.mechanisms[0],))
    mine = [q for q in next(m for m in whole.mechanisms if m.name == link.mechanisms[0]).sets if isinstance(q, Factor)]
    moved = []
    for k, person in enumerate((Man(), Woman(), OlderWoman())):  # some links act in women alone, or after the menopause
        parameters = dict(zip(whole.parameter_names, draw(whole, person, 1, seed=11).parameters[:, 0], strict=True))
        off = {**parameters, **{whole.parameter_names[p]: 0.0 for p in BY_ID[link.id].places}}
        values, rates, _ = _evaluated(whole, k, off)
        left, left_rates, _ = _evaluated(without, k, off)
        for name in left_rates:
            here, there = (np.array([float(v) for v in r[name].flat()]) for r in (rates, left_rates))
            assert np.allclose(here, there, rtol=1e-12, atol=1e-12 * max(np.abs(there).max(), 1e-30)), name
        own = next(m for m in whole.mechanisms if m.name == link.mechanisms[0]).sets
        for q in (q for q in without.quantities if isinstance(q, Factor) or q not in own):  # a signal of its own, which nobody heeds then
            here, there = (np.array([float(v) for v in r[q.name].flat()]) for r in (values, left))
            assert np.allclose(here, there, rtol=1e-12, atol=1e-12 * max(np.abs(there).max(), 1e-30)), q.name
        sizes = {whole.parameter_names[p]: face for p, face in zip(BY_ID[link.id].places, BY_ID[link.id].face, strict=True)}
        acting = {name: value if value or name not in sizes else sizes[name] for name, value in parameters.items()}
        on = _evaluated(whole, k, acting)[0]
        moved += [q for q in mine if [float(v) for v in on[q.name].flat()] != [float(v) for v in values[q.name].flat()]]
    assert moved or not mine, "the link does nothing where it acts either"


def test_most_links_stand_alone():
    assert len(ALONE) > 12


def test_a_link_multiplied_by_nothing_is_off_and_by_one_unchanged():
    cohort = draw(AXIS, Man(), 4, seed=1)
    gains = BY_ID["thyroid.inflammatory_deiodination"].places
    off = cohort.modified({"thyroid.inflammatory_deiodination": 0.0}).parameters
    assert not off[gains].any() and np.array_equal(np.delete(off, gains, 0), np.delete(cohort.parameters, gains, 0))
    assert np.array_equal(cohort.modified({"thyroid.inflammatory_deiodination": 1.0}).parameters, cohort.parameters)
    half = cohort.modified({"barrier.alcohol_and_junctions": 0.5}).parameters
    assert np.array_equal(half[BY_ID["barrier.alcohol_and_junctions"].places], 0.5 * cohort.parameters[BY_ID["barrier.alcohol_and_junctions"].places])


def test_a_model_of_physiology_reads_the_same_in_three_ways():
    colon = colon_only()
    assert link_gains(colon) == ()
    read = [draw(colon, Man(), 4, seed=1, reading=r) for r in READINGS]
    assert all(np.array_equal(read[0].parameters, other.parameters) for other in read) and "coincide" in in_words(read[0].links)


def test_a_mechanism_left_out_takes_its_link_along():
    without = model("full_axis", ("insulin.inflammatory_resistance",))
    assert "insulin.inflammatory_resistance" not in {g.link.id for g in link_gains(without)}
    assert len(link_gains(without)) == len(GAINS) - 1


def test_no_such_reading_or_grade():
    for words in ({"reading": "best"}, {"reading": "weighted", "min_grade": "F"}):
        with pytest.raises(InputError):
            draw(AXIS, Man(), 2, **words)


def test_the_words_name_the_reading_and_count_the_links():
    told = in_words(draw(AXIS, Man(), 50, seed=1, reading="established").links)
    assert told.startswith("Established:") and f": {len(LINKS)};" in told and "in none" in told
    assert "not what is likely" in in_words(draw(AXIS, Man(), 2, reading=FACE_VALUE).links)


SLOW_LINKS = [link.id for link in ALONE if link.grade in "CDE"][::4]


@st.composite
def people(draw_):
    """Somebody: either sex, adult, before or after the menopause, thin or heavy."""
    sex = draw_(st.sampled_from(["male", "female"]))
    age = draw_(st.floats(20, 75))
    person = SimpleNamespace(sex=sex, age_y=age, weight_kg=draw_(st.floats(50, 140)),
                             height_m=draw_(st.floats(1.5, 1.95)), bristol=draw_(st.integers(1, 7)))
    if sex == "female":
        person.menopause = "post" if age > 52 else "pre"
    return person


@settings(max_examples=15, deadline=None)
@given(person=people(), link=ids, pair=st.tuples(grades, grades), seed=st.integers(0, 2**31))
def test_in_any_person_a_lower_grade_acts_less_often_and_no_narrower(person, link, pair, seed):
    better, worse = sorted(pair)
    drawn = draw(AXIS, person, 400, seed=seed).parameters
    (high, often), (low, seldom) = (read_links(AXIS, drawn, "weighted", numbers(seed, 400), known=regraded(link, g)) for g in (better, worse))
    row, place = often.links.index(link), BY_ID[link].places
    on, fewer = often.on[row], seldom.on[row]
    assert fewer.mean() <= on.mean() and not np.any(fewer & ~on)
    assert np.array_equal(high[np.ix_(place, fewer)], low[np.ix_(place, fewer)]) and not low[np.ix_(place, ~fewer)].any()
    # Where it acts it is of the sizes that it was drawn with: their ranks are spread as those of all draws, but for chance.
    for values in drawn[place]:
        if fewer.sum() > 30 and len(np.unique(values)) == 400:
            ranks = (np.argsort(np.argsort(values))[fewer] + 0.5) / 400
            assert np.mean((ranks - 0.5) ** 2) > 1 / 12 - 5 * np.sqrt(1 / 180 / fewer.sum())


@settings(max_examples=10, deadline=None)
@given(person=people(), link=st.sampled_from(ALONE), seed=st.integers(0, 2**31))
def test_in_any_person_leaving_a_link_out_is_its_gain_at_zero(person, link, seed):
    """To 1e-12, at any contents: what every pool gains and loses in that person is the same."""
    without = model("full_axis", (link.mechanisms[0],))
    parameters = dict(zip(AXIS.parameter_names, draw(AXIS, person, 1, seed=seed).parameters[:, 0], strict=True))
    off = {**parameters, **{AXIS.parameter_names[p]: 0.0 for p in BY_ID[link.id].places}}
    rates, left = _evaluated(AXIS, seed, off)[1], _evaluated(without, seed, off)[1]
    for name in left:
        here, there = (np.array([float(v) for v in r[name].flat()]) for r in (rates, left))
        assert np.allclose(here, there, rtol=1e-12, atol=1e-12 * max(np.abs(there).max(), 1e-30)), name


@settings(max_examples=10, deadline=None)
@given(person=people(), seed=st.integers(0, 2**31), lowest=grades)
def test_in_any_person_all_links_on_at_face_value_is_the_face_value_reading(person, seed, lowest):
    supported, read = draw(AXIS, person, 3, seed=seed), draw(AXIS, person, 3, seed=seed, reading=FACE_VALUE, min_grade=lowest)
    by_hand = supported.parameters.copy()
    for g in GAINS:
        claimed = np.isfinite(g.face)
        by_hand[g.places[claimed]] = g.face[claimed, None]
    assert np.array_equal(by_hand, read.parameters) and read.links.on.all() and np.array_equal(read.food, supported.food)


def _run_without(name, people_):
    """People settled on a diet with the gain at zero, and without the mechanism, come to the same contents."""
    diet, without = habitual("western"), model("full_axis", (KNOWN.links[name].mechanisms[0],))
    both = draw(AXIS, list(people_), 3, seed=4).modified({name: 0.0}), draw(without, list(people_), 3, seed=4)
    here, there = (dict(zip(c.system.states, settle(c, diet, jobs=1, rtol=1e-5).states, strict=True)) for c in both)
    least = start_of(AXIS, "small")
    assert set(there) <= set(here)
    for state, values in there.items():
        assert np.allclose(here[state], values, rtol=1e-4, atol=least.get(state.split("[")[0], 1e-9)), state


def test_leaving_a_link_out_is_its_gain_at_zero_through_a_run():
    _run_without("insulin.inflammatory_resistance", (Man(), Woman(), OlderWoman()))


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW_LINKS)
def test_leaving_any_link_out_is_its_gain_at_zero_through_a_run(name):
    _run_without(name, (Man(), Woman(), OlderWoman()))


def test_the_face_value_reading_runs_as_its_gains_set_by_hand():
    """Through a run: the same numbers to the last bit."""
    diet = habitual("western")
    supported, read = draw(AXIS, Man(), 2, seed=2), draw(AXIS, Man(), 2, seed=2, reading=FACE_VALUE)
    by_hand = supported.parameters.copy()
    for g in GAINS:
        claimed = np.isfinite(g.face)
        by_hand[g.places[claimed]] = g.face[claimed, None]
    ends = [settle(c, diet, jobs=1).states for c in (read, replace(supported, parameters=by_hand))]
    assert np.array_equal(*ends)
