"""The network language: broadcasting, units, ownership, ordering, all faults at once."""

from functools import partial

import numpy as np
import pytest

from enterocrine.errors import AssemblyError, Fault
from enterocrine.network import Axis, Factor, Labelled, Output, Parameter, Pool, Reaction, Signal, assemble, mechanism, only, ops
from enterocrine.network.units import Dimension, UnitError, convert, parse

place = Axis("place", ("here", "there"))
kind = Axis("kind", ("a", "b", "c"))
stuff = Pool("stuff", "g", (place,))
other = Pool("other", "mmol")
speed = Signal("speed", "1/h", (place,))
brake = Factor("brake", axes=(place,))
table = "id\tlabels\tvalue\tunit\tscale\tperson\tknowledge\tsource\tread\tgrade\tnote\n"


def system_of(folder, rows, build):
    """Assemble mechanisms whose table is written to a temporary folder."""
    path = folder / "parameters.tsv"
    path.write_text(table + rows)
    return assemble(build(partial(mechanism, table=path)))


def test_axes_align_by_name():
    x = Labelled(np.array([1.0, 2.0]), (place,))
    y = Labelled(np.array([10.0, 20.0, 30.0]), (kind,))
    both = x * y
    assert [a.name for a in both.axes] == ["place", "kind"]
    assert np.allclose(both.values.astype(float), [[10, 20, 30], [20, 40, 60]])
    assert np.allclose((y * x).on((place, kind)).values.astype(float), both.values.astype(float))
    assert (x * y).sum(kind).flat() == [60.0, 120.0]
    assert x.shift(place).flat() == [0, 1.0]
    assert x.at(place="there").flat() == [2.0]


def test_two_axes_of_one_name_are_refused():
    with pytest.raises(ValueError, match="both called place"):
        Labelled(np.ones(2), (place,)) + Labelled(np.ones(3), (Axis("place", ("x", "y", "z")),))


def test_units_convert_and_refuse():
    assert convert(1.5, "L/d", "L/h") == pytest.approx(0.0625)
    assert convert(0.9, "L/kg/h", "L/g/h") == pytest.approx(0.0009)
    assert parse("mmol/L/pH/h")[1] == Dimension({"mmol": 1, "L": -1, "pH": -1, "h": -1})
    with pytest.raises(UnitError, match="not convertible"):
        convert(1, "g", "mmol")
    with pytest.raises(UnitError, match="unknown unit 'furlong'"):
        parse("furlong/h")
    with pytest.raises(UnitError, match="cannot add"):
        parse("g")[1] + parse("mmol")[1]
    with pytest.raises(UnitError):
        ops.exp(Labelled(parse("g")[1]))


def _moving(mechanism):
    rate = Parameter("rate", "1/h", (place,))
    content = Parameter("content", "mmol/g")

    @mechanism(reads=[stuff, speed], changes=[stuff, other], parameters=[content])
    def leave(x, p):
        flow = x.speed * x.stuff
        return [Reaction("out", flow, {stuff: 1}, {other: p.content})]

    @mechanism(reads=[brake], sets=[speed], parameters=[rate])
    def pace(x, p):
        return [speed.set(p.rate * x.brake)]

    @mechanism(sets=[brake])
    def first(x, p):
        return [brake.times(1)]

    @mechanism(sets=[brake], parameters=[Parameter("slow", "1")])
    def second(x, p):
        return [brake.times(p.slow)]

    return [leave, pace, first, second]


ROWS = (
    "rate\t*\t24\t1/d\tlog\t0.1\t\tmade up\tproposal\tC\t\n"
    "rate\tthere\t2\t1/h\tlog\t\t\tmade up\tproposal\tC\t\n"
    "content\t\t3\tmmol/g\tfixed\t\t\tmade up\tproposal\tC\t\n"
    "slow\t\t0.5\t1\tfixed\t\t\tmade up\tproposal\tC\t\n"
)


def test_assembled_system_evaluates_in_order_with_converted_numbers(tmp_path):
    system = system_of(tmp_path, ROWS, _moving)
    assert system.states == ("other", "stuff[here]", "stuff[there]")
    rates, _ = system.expressions([0.0, 10.0, 4.0], list(system.parameter_values), [])
    assert rates == pytest.approx([3 * (0.5 * 10 + 0.5 * 2 * 4), -5, -4])
    budget = system.evaluate(system.split(system.pools, [0.0, 10.0, 4.0]), system.parameters(system.parameter_values), {})[2]
    assert [key[1] for key in budget] == ["out", "out"]


def test_all_faults_are_named_at_once(tmp_path):
    def build(mechanism):
        def wrong(x, p):
            return [Reaction("leak", x.stuff * p.rate + x.stuff, {stuff: 1})]

        return [
            mechanism(
                reads=[stuff, speed], changes=[stuff], parameters=[Parameter("rate", "1/h", (place,)), Parameter("rat", "1/h")]
            )(wrong)
        ]

    with pytest.raises(AssemblyError) as error:
        system_of(tmp_path, ROWS, build)
    text = str(error.value)
    assert "reads signal speed, which nobody sets" in text
    assert "parameter rat has no row" in text and "nearest: rate" in text


@pytest.mark.parametrize(
    ("equation", "message"),
    [
        (lambda x, p: [Reaction("leak", x.stuff * p.rate + x.stuff, {stuff: 1})], "cannot add or compare"),
        (lambda x, p: [Reaction("leak", x.stuff * p.rate, {stuff: 1}, {other: 1})], "which it does not declare"),
        (lambda x, p: [Reaction("leak", x.stuff, {stuff: 1})], r"gives stuff \[g\], not \[g/h\]"),
        (lambda x, p: [Reaction("leak", x.other * p.rate, {stuff: 1})], "uses other, which it does not declare"),
    ],
)
def test_unit_and_ownership_faults(tmp_path, equation, message):
    def build(mechanism):
        return [mechanism(reads=[stuff], changes=[stuff], parameters=[Parameter("rate", "1/h", (place,))])(equation)]

    with pytest.raises(AssemblyError, match=message):
        system_of(tmp_path, ROWS, build)


def test_two_writers_and_loops_are_refused(tmp_path):
    second = Signal("second", "1/h", (place,))

    def loop(mechanism):
        @mechanism(reads=[speed], sets=[second])
        def a(x, p):
            return [second.set(x.speed)]

        @mechanism(reads=[second], sets=[speed])
        def b(x, p):
            return [speed.set(x.second)]

        return [a, b]

    with pytest.raises(AssemblyError, match="form a loop"):
        system_of(tmp_path, ROWS, loop)

    def twice(mechanism):
        rate = Parameter("rate", "1/h", (place,))

        @mechanism(sets=[speed], parameters=[rate])
        def a(x, p):
            return [speed.set(p.rate)]

        @mechanism(sets=[speed], parameters=[rate])
        def b(x, p):
            return [speed.set(p.rate)]

        return [a, b]

    with pytest.raises(AssemblyError, match="two writers"):
        system_of(tmp_path, ROWS, twice)


def test_table_faults_are_all_reported(tmp_path):
    from enterocrine.network import ParameterTable

    (tmp_path / "parameters.tsv").write_text(
        table + "a\t\tx\tg\tfixed\t\t\tsome\tproposal\tC\t\nb\t\t1\tg\tsometimes\t\t\t\trecalled\tZ\t\n"
    )
    with pytest.raises(AssemblyError) as error:
        _ = ParameterTable(tmp_path / "parameters.tsv").rows
    text = str(error.value)
    assert (
        "value 'x' of a is not a number" in text
        and "scale 'sometimes'" in text
        and "names no source" in text
        and "read 'recalled'" in text
    )


def test_only_selects():
    assert only(stuff, place="there").flat() == [0, 1]


def _chain(mechanism):
    """Two brakes on a pool; a link that may be missing, and a pace that may not."""
    hint = Signal("hint", "1", neutral=0)
    told = Output("told", "1", neutral=1)

    @mechanism(sets=[hint, told], parameters=[Parameter("slow", "1")])
    def whisper(x, p):
        return [hint.set(p.slow), told.set(p.slow)]

    @mechanism(reads=[hint, told], sets=[brake])
    def listen(x, p):
        return [brake.times((1 + x.hint) * x.told)]

    return [*_moving(mechanism), whisper, listen]


def _left_out(folder, *names):
    path = folder / "parameters.tsv"
    path.write_text(table + ROWS)
    mechanisms = _chain(partial(mechanism, table=path))
    folder_of = mechanisms[0].name.split(".")[0]
    return assemble(mechanisms, "chain", [f"{folder_of}.{name}" for name in names]), folder_of


def test_a_mechanism_left_out_leaves_the_others_and_neutral_values(tmp_path):
    def rate(*names):
        system, _ = _left_out(tmp_path, *names)
        return system.expressions([0.0, 10.0, 4.0], list(system.parameter_values), [])[0][1]

    assert rate() == pytest.approx(-10 * 0.5 * 1.5 * 0.5)
    assert rate("second") == pytest.approx(-10 * 1.5 * 0.5) and rate("whisper") == pytest.approx(-10 * 0.5)
    assert rate("first", "second", "listen") == pytest.approx(-10)


def test_what_was_left_out_is_in_name_digest_and_list_whatever_the_order(tmp_path):
    (whole, at), (one, _), (other, _) = (_left_out(tmp_path, *names) for names in ((), ("whisper", "first"), ("first", "whisper")))
    assert whole.without == () and one.without == (f"{at}.first", f"{at}.whisper") and one.name == f"chain without {at}.first, {at}.whisper"
    assert one.digest == other.digest != whole.digest
    assert "told" in whole.observable_names and "told" not in one.observable_names  # a neutral value is no result
    assert not any("slow" in name for name in _left_out(tmp_path, "whisper", "second")[0].parameter_names)


def test_what_cannot_be_left_out_and_what_is_not_there_are_told_together(tmp_path):
    with pytest.raises(AssemblyError) as error:
        _left_out(tmp_path, "pace", "leav")
    text = str(error.value)
    assert len(error.value.faults) == 2 and "pace cannot be left out alone" in text and "leave too" in text
    assert "no mechanism of this model is called" in text and "nearest: test_language.leave" in text


def test_a_fault_met_twice_is_told_once():
    twice = Fault("scale 'lag' is not one of fixed, log", "parameters.tsv:3")
    assert AssemblyError([twice, twice, Fault("another")]).faults == (twice, Fault("another"))
