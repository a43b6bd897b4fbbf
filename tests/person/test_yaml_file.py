"""The YAML reader: 1.2 without magic, every refusal with its line, and only EnterocrineError ever escapes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enterocrine.errors import EnterocrineError, InputError
from enterocrine.person.yaml_file import load, parse, place


def test_yaml_1_2_without_the_magic_of_1_1():
    found = parse("a: no\nb: 12:30\nc: 1e3\nd: 30 g\ne: '5'\nf: 0o17\n")
    assert dict(found) == {"a": "no", "b": "12:30", "c": 1000.0, "d": "30 g", "e": "5", "f": 15}


def test_a_range_with_a_unit_is_text_wherever_a_value_may_stand_and_nowhere_else():
    found = parse('p: {age: [30, 60] y, bmi: [30, 40]}\nq: "x: [1, 2] y"\nr:\n  - [0, 3] h  # note\n')
    assert found["p"] == {"age": "[30, 60] y", "bmi": [30, 40]}
    assert found["q"] == "x: [1, 2] y" and found["r"] == ["[0, 3] h"]


def test_lines_are_kept():
    found = parse("a: 1\nb:\n  - {c: 2}\n  - {d: 3}\n", "f.yaml")
    assert place(found, "b") == "f.yaml:2" and place(found["b"], 1) == "f.yaml:4" and place(found["b"][0], "c") == "f.yaml:3"


@pytest.mark.parametrize(("text", "line", "word"), [
    ("a: 1\nb: 2\na: 3\n", 3, "twice"), ("a: &x 1\n", 1, "anchor"), ("b: 1\na: *x\n", 2, "alias"), ("a: !!python/name:os.system x\n", 1, "tag"),
    ("", 1, "empty"), ("- a\n", 1, "keys and values"), ("a: [1, 2\n", None, "cannot be read"), ("---\na: 1\n---\nb: 1\n", 3, "more than one"),
    ("a: x\x00\n", 1, "never holds"), ("a: " + "[" * 60, 1, "nested"), ("? [a]\n: 1\n", 1, "plain text"), ("%YAML 1.1\n---\na: no\n", 2, "1.2"),
])  # fmt: skip
def test_refusals_name_file_and_line(text, line, word):
    with pytest.raises(InputError) as caught:
        parse(text, "f.yaml")
    assert word in str(caught.value)
    assert caught.value.faults[0].where.startswith("f.yaml:" + (str(line) if line else ""))


def test_all_duplicates_at_once():
    with pytest.raises(InputError) as caught:
        parse("a: 1\na: 2\nb: {c: 1, c: 2}\n")
    assert len(caught.value.faults) == 2


def test_an_alias_bomb_is_refused_before_it_grows():
    rows = ["a: &a [x,x,x,x,x,x,x,x,x]"] + [f"{c}: &{c} [{','.join([f'*{p}'] * 9)}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)]
    with pytest.raises(InputError, match=":1: the anchor"):
        parse("\n".join(rows))


def test_files_that_are_no_text(tmp_path):
    binary, large = tmp_path / "b.yaml", tmp_path / "l.yaml"
    binary.write_bytes(b"\x89HDF\r\n\x1a\n\0\0\xff")
    large.write_bytes(b"a: 1\n" * 250_000)
    for path, word in ((binary, "not UTF-8"), (large, "larger than"), (tmp_path, "folder"), (tmp_path / "no.yaml", "no such file")):
        with pytest.raises(InputError, match=word):
            load(path)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200), st.text("ab:-[]{}&*!|>'\"%@#,? \n\t12", max_size=80)))
def test_only_readable_errors_escape(text):
    try:
        parse(text)
    except EnterocrineError as error:
        assert error.faults and all(fault.what for fault in error.faults)
