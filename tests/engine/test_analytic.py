"""Against solutions known on paper: doses, infusions, chains, time averages."""

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.special import lambertw

from enterocrine import engine
from enterocrine.engine.batch import METHODS
from enterocrine.errors import SolveError

KA, KE = np.linspace(0.5, 2.0, 11), np.linspace(0.1, 0.3, 11)


def test_repeated_doses_follow_the_bateman_function(bateman, doses):
    times, amounts = [0.0, 8.0, 24.0], np.outer([100.0, 40.0, 70.0], np.linspace(0.5, 1.5, 11))
    asked = np.linspace(0, 48, 97)
    solution = engine.solve(bateman, np.zeros((3, 11)), np.array([KA, KE]), doses.at(times, amounts, 48.0), asked, rtol=1e-8, atol=1e-8)
    assert np.allclose(solution.values[:, 1], doses.blood(asked, times, amounts, KA, KE), atol=1e-5)
    assert not solution.failed


def test_time_averages_are_integrals(bateman, doses):
    amounts = np.full((2, 11), 50.0)
    asked = np.array([0.0, 1.0, 7.5, 12.0, 30.0])      # neither at steps nor at doses
    solution = engine.solve(bateman, np.zeros((3, 11)), np.array([KA, KE]), doses.at([0.0, 10.0], amounts, 48.0), asked, rtol=1e-7, atol=1e-7)
    urine = solution.values[:, 2]
    assert np.allclose(solution.means[:, 3] * np.diff(asked)[:, None], np.diff(urine, axis=0), rtol=1e-6)


def test_average_during_coarse_steps_is_as_good_as_the_states(bateman, doses):
    amounts, asked = np.full((1, 11), 50.0), np.array([0.0, 24.0, 48.0])
    solution = engine.solve(bateman, np.zeros((3, 11)), np.array([KA, KE]), doses.at([0.0], amounts, 48.0), asked, rtol=1e-3, atol=1e-3)
    assert np.allclose(solution.means[:, 3] * 24, np.diff(solution.values[:, 2], axis=0), atol=0.05)


def test_constant_infusion_changes_where_the_inputs_change(bateman, doses):
    asked = np.linspace(0, 40, 41)
    infusion = ((0.0, 3.0), (10.0, 0.0), (20.0, 5.0))
    solution = engine.solve(bateman, np.zeros((3, 11)), np.array([KA, KE]), doses.at([], np.zeros((0, 11)), 40.0, infusion), asked,
                            rtol=1e-8, atol=1e-9)
    t, expected = asked[:, None], np.zeros((41, 11))
    for when, change in ((0.0, 3.0), (10.0, -3.0), (20.0, 5.0)):
        expected += change / KE * (1 - np.exp(-KE * np.maximum(t - when, 0)))
    assert np.allclose(solution.values[:, 1], expected, atol=1e-6)


def test_an_input_that_began_before_the_start_holds_at_the_start(bateman):
    schedule = engine.Schedule(5.0, 6.0, input_times=np.array([-10.0, 2.0, 9.0]), input_values=np.array([[[9.0]], [[1.0]], [[7.0]]]),
                               bolus_amount=np.zeros((0, 0, 1)))
    solution = engine.solve(bateman, np.zeros((3, 1)), np.array([[1.0], [0.5]]), schedule, [5.0, 6.0], rtol=1e-8, atol=1e-10)
    assert solution.values[1, 1, 0] == pytest.approx(2 * (1 - np.exp(-0.5)), abs=1e-7)


@pytest.fixture(scope="module")
def saturable(kernel_folder):
    """Removal by an enzyme, s' = -V s / (K + s)."""
    import symengine as se

    s, most, half = se.symbols("s most half")
    return engine.load(engine.Expressions([s], [most, half], [], [-most * s / (half + s)], [s]))


def test_michaelis_menten_and_its_limits(saturable):
    """The closed form by Lambert's W (Schnell & Mendoza 1997); far below K first order, far above it zero order."""
    start, most, half = np.array([5.0, 1.0, 0.2, 1e-5, 1e4]), np.array([1.0, 2.0, 0.5, 3.0, 2.0]), np.array([1.0, 0.5, 3.0, 2.0, 1e-3])
    asked = np.linspace(0, 2, 9)
    solution = engine.solve(saturable, start[None], np.array([most, half]), engine.Schedule(0, 2), asked, rtol=1e-8, atol=1e-14)
    found, t = solution.values[:, 0], asked[:, None]
    exact = half[:4] * lambertw(start[:4] / half[:4] * np.exp((start[:4] - most[:4] * t) / half[:4])).real
    assert np.allclose(found[:, :4], exact, rtol=1e-6)
    assert np.allclose(found[:, 3], start[3] * np.exp(-most[3] / half[3] * asked), rtol=1e-4)
    assert np.allclose(found[:, 4], start[4] - most[4] * asked, rtol=1e-6)


def test_values_at_a_dose_are_those_before_it(bateman, doses):
    solution = engine.solve(bateman, np.zeros((3, 2)), np.ones((2, 2)) * [[1.0], [0.5]], doses.at([0.0, 4.0], np.full((2, 2), 10.0), 8.0),
                            [0.0, 4.0, 8.0], rtol=1e-8, atol=1e-9)
    assert np.allclose(solution.values[:2, 0, 0], [0.0, 10 * np.exp(-4)], atol=1e-6)
    assert np.allclose(solution.states[0], 10 * np.exp(-8) + 10 * np.exp(-4), atol=1e-6)


def test_doses_at_one_moment_add_up_and_nothing_is_lost(bateman, doses):
    solution = engine.solve(bateman, np.zeros((3, 3)), np.ones((2, 3)) * [[1.0], [0.5]], doses.at([2.0, 2.0], np.full((2, 3), 10.0), 20.0),
                            [0.0, 20.0])
    assert np.allclose(solution.states.sum(axis=0), 20.0, rtol=1e-12)
    assert (solution.lowest >= -1e-6).all()


def test_linear_chain_agrees_with_the_matrix_exponential(kernel_folder):
    import symengine as se

    n = 12
    y, k = se.symbols(f"y0:{n}"), se.symbols(f"k0:{n}")
    rates = [-k[0] * y[0] + k[n - 1] * y[n - 1] / 2] + [k[i - 1] * y[i - 1] - k[i] * y[i] for i in range(1, n)]
    kernel = engine.load(engine.Expressions(y, k, [], rates, list(y)))
    rng = np.random.default_rng(3)
    constants, start = 10 ** rng.uniform(-2, 3, (n, 5)), rng.uniform(0, 1, (n, 5))
    solution = engine.solve(kernel, start, constants, engine.Schedule(0, 3), [0.0, 1.0, 3.0], rtol=1e-9, atol=1e-12)
    for person in range(5):
        matrix = np.diag(-constants[:, person]) + np.diag(constants[:-1, person], -1)
        matrix[0, -1] = constants[-1, person] / 2
        for row, t in enumerate((0.0, 1.0, 3.0)):
            assert np.allclose(solution.values[row, :, person], expm(matrix * t) @ start[:, person], rtol=1e-6, atol=1e-10)


def test_all_wrong_arguments_are_named_at_once(bateman):
    schedule = engine.Schedule(0, 10, np.array([3.0, 12.0]), np.array([0, 4]), np.array([7]), np.zeros((1, 1, 1)), np.array([1.0]),
                               np.zeros((1, 1, 1)))
    with pytest.raises(SolveError) as caught:
        engine.solve(bateman, np.zeros((3, 2)), np.zeros((5, 2)), schedule, [0.0, 11.0], rtol=-1, atol=0.0)
    text = str(caught.value)
    for wrong in ("parameters has shape", "times must ascend", "bolus_times must lie", "bolus_kind must lie", "bolus_state must lie", "rtol is",
                  "atol must be positive", "input_times must ascend"):
        assert wrong in text


def test_a_parameter_that_is_no_number_is_named(bateman, doses):
    parameters = np.ones((2, 3))
    parameters[1, 2] = np.nan
    with pytest.raises(SolveError, match="ke of person 2"):
        engine.solve(bateman, np.zeros((3, 3)), parameters, doses.at([0.0], np.ones((1, 3)), 1.0), [0.0])


@pytest.fixture(scope="module")
def emptied(kernel_folder):
    """A pool emptied by saturable use at two affinities, and what the use makes: S' = -v S / (S + K), as colon succinate."""
    import symengine as se

    pool, made, most, half = se.symbols("pool made most half")
    use = most * pool / (pool + half)
    return engine.load(engine.Expressions([pool, made], [most, half], [], [-use, use], [pool, made]))


@pytest.mark.parametrize("method", sorted(METHODS))
def test_an_amount_that_runs_empty_within_a_step_stays_at_nothing(emptied, method):
    """Below -half the use turns over and would empty what is not there for ever; x + half ln x is linear in time until then."""
    start, atol = np.linspace(1.0, 40.0, 400), 1e-4
    parameters = np.array([[1.0], [0.01]])
    schedule = engine.Schedule(0.0, 60.0, bolus_amount=np.zeros((0, 0, 400)))
    asked = np.linspace(0.5, 60.0, 120)
    plain, guarded = (engine.solve(emptied, np.array([start, 0 * start]), parameters, schedule, asked, rtol=1e-2, atol=atol, method=method,
                                   amounts=amounts) for amounts in (False, True))
    assert plain.failed or plain.lowest[0].min() < -0.01     # what the guard is there for
    assert not guarded.failed and guarded.lowest.min() >= -atol
    assert guarded.states[1] == pytest.approx(start, abs=0.02) and np.abs(guarded.states[0]).max() < 0.01
    left = guarded.values[:, 0]
    known = left > 1.0
    exact = start + 0.01 * np.log(start) - asked[:, None]
    assert (left + 0.01 * np.log(np.maximum(left, 1e-300)))[known] == pytest.approx(exact[known], abs=0.2)  # tolerance: 1 % of up to 40


@pytest.mark.parametrize("method", sorted(METHODS))
def test_no_dose_is_lost_however_near_a_step_ends_beyond_it(kernel_folder, method):
    """Beside a gut that doses reach, an oscillator makes steps fail again and again, so that they pass a dose by less and less."""
    import symengine as se

    gut, blood, fast, slow, ka, stiffness = se.symbols("gut blood fast slow ka stiffness")
    rates = [-ka * gut, ka * gut, stiffness * (slow + fast - fast**3 / 3) + ka * gut, -fast / stiffness]
    kernel = engine.load(engine.Expressions([gut, blood, fast, slow], [ka, stiffness], [], rates, [gut, blood]))
    given, persons = np.arange(0.5, 400.0, 1.7), 16
    schedule = engine.Schedule(0.0, 400.0, given, np.zeros(given.size, int), np.array([0]), np.ones((1, 1, persons)))
    start = np.repeat([[0.0], [0.0], [2.0], [0.0]], persons, axis=1)
    parameters = np.array([np.linspace(0.5, 3.0, persons), np.geomspace(2.0, 300.0, persons)])
    solution = engine.solve(kernel, start, parameters, schedule, [400.0], rtol=1e-3, atol=1e-6, method=method)
    assert not solution.failed
    assert solution.states[0] + solution.states[1] == pytest.approx(np.full(persons, given.size), rel=1e-10)
