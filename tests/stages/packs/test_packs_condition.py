"""The language of conditions: what it accepts, what it refuses and how, and its three-valued logic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sofra.packs.condition import (
    ALWAYS,
    LONGEST,
    And,
    Arithmetic,
    Column,
    Compare,
    Count,
    In,
    IsNull,
    Lookup,
    Minus,
    Not,
    Number,
    Or,
    Selected,
    Text,
    columns,
    parse,
    parse_value,
)
from sofra.packs.texts import texts
from sofra.packs.truth import number, truth
from sofra.packs.wording import write, write_value
from sofra.types.errors import PackError

AGE = Column("age")
WORK = Column("work")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("age >= 65", Compare(AGE, ">=", Number(65))),
        ("work = 'home'", Compare(WORK, "=", Text("home"))),
        ("work != 'it''s'", Compare(WORK, "!=", Text("it's"))),
        ("work in ('home', 'unable')", In(WORK, (Text("home"), Text("unable")))),
        ("age in (1, -2.5)", In(AGE, (Number(1), Number(-2.5)))),
        ("age is null", IsNull(AGE)),
        ("age is not null", Not(IsNull(AGE))),
        ("selected(work, 'a')", Selected(WORK, Text("a"))),
        ("not age = 1", Not(Compare(AGE, "=", Number(1)))),
        ("((age = 1))", Compare(AGE, "=", Number(1))),
        ("age\n=\t1", Compare(AGE, "=", Number(1))),
        ("count(age = 1, work = 'a') >= 2", Compare(Count((parse("age = 1"), parse("work = 'a'"))), ">=", Number(2))),
        ("age = 1 or age = 2 and age = 3", Or((parse("age = 1"), And((parse("age = 2"), parse("age = 3")))))),
        ("not age = 1 and age = 2", And((Not(parse("age = 1")), parse("age = 2")))),
        ("age - 1 - 2 > 0", Compare(Arithmetic(Arithmetic(AGE, "-", Number(1)), "-", Number(2)), ">", Number(0))),
        ("age + 2 * 3 > 0", Compare(Arithmetic(AGE, "+", Arithmetic(Number(2), "*", Number(3))), ">", Number(0))),
        ("-age < -1", Compare(Minus(AGE), "<", Number(-1))),
        ("inner = 1", Compare(Column("inner"), "=", Number(1))),
        ("", ALWAYS),
        ("  \n", ALWAYS),
    ],
)
def test_a_condition_is_read_as_it_is_meant(text, meaning):
    assert parse(text) == meaning


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("Age = 1", "condition_letter", 1),
        ("age = 1; drop table answers", "condition_letter", 8),
        ('work = "home"', "condition_letter", 8),
        ("work = 'ho\nme'", "condition_letter", 8),
        ("age = 1 --- 2", "condition_word", 11),
        ("age = 1 # all", "condition_letter", 9),
        ("age == 1", "condition_word", 6),
        ("age = 1 age = 2", "condition_word", 9),
        ("age in ()", "condition_word", 9),
        ("age in (1, 'a')", "condition_word", 12),
        ("work < 'home'", "condition_word", 8),
        ("age not in (1)", "condition_word", 5),
        ("age <> 1", "condition_word", 6),
        ("count() > 1", "condition_word", 7),
        ("sum(age) > 1", "condition_word", 4),
        ("'a' = 'a'", "condition_word", 1),
        ("and age = 1", "condition_word", 1),
        ("age", "condition_end", None),
        ("(age = 1", "condition_end", None),
        ("age = 1 and", "condition_end", None),
        ("age + 1 = 'a'", "condition_needs_column", None),
        ("age + 1 is null", "condition_needs_column", None),
        ("(1) in (1)", "condition_needs_column", None),
        ("age = 1" + " + 1" * LONGEST, "condition_long", None),
        ("not " * (LONGEST + 1) + "age = 1", "condition_long", None),
    ],
)
def test_everything_else_is_refused_with_its_position_and_a_remedy(text, code, position):
    with pytest.raises(PackError) as refused:
        parse(text)

    issue = refused.value.issues[0]
    assert (issue.code, issue.values.get("position")) == (code, position)
    for lang in ("en", "mk"):
        assert texts(lang).what(issue)
        assert texts(lang).remedy(issue)


def test_the_deepest_condition_allowed_can_be_walked_and_written():
    deepest = "not " * (LONGEST - 3) + "age = 1"

    condition = parse(deepest)

    assert columns(condition) == {"age"}
    assert write(condition) == deepest


def test_columns_are_named_once_wherever_they_stand():
    condition = parse("count(a = 1, b is null) > c / -d and (selected(e, 'x') or not f in ('y')) and a = 2")

    assert columns(condition) == set("abcdef")


names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: name not in {"and", "or", "not", "in", "is", "null", "count", "selected", "lookup"}
)
cols = names.map(Column)
digits = st.integers(-(10**9), 10**9).map(float) | st.decimals(-999, 999, places=3).map(float)
numbers = digits.map(lambda value: Number(value + 0.0))
wordings = st.text(st.characters(blacklist_categories=("Cc", "Cs")), max_size=8).map(Text)
some = {"min_size": 2, "max_size": 3}


def _values(conditions):
    return (
        st.recursive(
            cols | numbers,
            lambda inner: (
                st.builds(Minus, inner.filter(lambda value: not isinstance(value, Number)))
                | st.builds(Arithmetic, inner, st.sampled_from("+-*/"), inner)
            ),
            max_leaves=4,
        )
        | st.builds(Count, st.lists(conditions, min_size=1, max_size=2).map(tuple))
        | st.builds(Lookup, cols, st.lists(st.integers(-9, 9).map(float), min_size=1, max_size=3).map(tuple))
    )


def _conditions(inner):
    values = _values(inner)
    return (
        st.builds(Not, inner)
        | st.lists(inner.filter(lambda c: not isinstance(c, And)), **some).map(tuple).map(And)
        | st.lists(inner.filter(lambda c: not isinstance(c, Or)), **some).map(tuple).map(Or)
        | st.builds(Compare, values, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), values)
    )


leaves = (
    st.builds(Compare, cols, st.sampled_from(["=", "!="]), wordings)
    | st.builds(In, cols, st.lists(wordings, min_size=1, max_size=3).map(tuple))
    | st.builds(In, cols, st.lists(numbers, min_size=1, max_size=3).map(tuple))
    | st.builds(IsNull, cols)
    | st.builds(Selected, cols, wordings)
)
conditions = st.recursive(leaves, _conditions, max_leaves=6)
answers = st.one_of(st.none(), st.integers(-2, 2).map(float), st.sampled_from(["a", "b", "a b"]))
rows = st.fixed_dictionaries(dict.fromkeys("xyz", answers))
few = st.sampled_from("xyz").map(Column)
small = st.recursive(
    st.builds(Compare, few, st.sampled_from(["=", "<", ">="]), few | st.integers(-2, 2).map(float).map(Number))
    | st.builds(Compare, few, st.sampled_from(["=", "!="]), st.sampled_from(["a", "b"]).map(Text))
    | st.builds(IsNull, few)
    | st.builds(Selected, few, st.sampled_from(["a", "b"]).map(Text)),
    lambda inner: st.builds(Not, inner) | st.tuples(inner, inner).map(And) | st.tuples(inner, inner).map(Or),
    max_leaves=5,
)


@given(conditions)
def test_what_is_written_is_read_back_as_the_same(condition):
    assert parse(write(condition)) == condition


@given(_values(leaves))
def test_a_number_that_is_written_is_read_back_as_the_same(value):
    assert parse_value(write_value(value)) == value


@given(small, rows)
def test_not_not_is_the_thing_itself(condition, row):
    assert truth(Not(Not(condition)), row) is truth(condition, row)


@given(small, small, rows)
def test_de_morgan_holds_with_unknowns(one, other, row):
    assert truth(Not(And((one, other))), row) is truth(Or((Not(one), Not(other))), row)


@given(small, small, rows)
def test_the_order_of_parts_does_not_matter(one, other, row):
    assert truth(And((one, other)), row) is truth(And((other, one)), row)
    assert truth(Or((one, other)), row) is truth(Or((other, one)), row)


@given(small, rows, st.sampled_from("xyz"), answers)
def test_learning_an_answer_never_turns_a_known_verdict_that_asks_for_no_null(condition, row, name, answer):
    if "is" in write(condition) or row[name] is not None:
        return
    before = truth(condition, row)

    after = truth(condition, {**row, name: answer})

    assert before is None or after is before


@pytest.mark.parametrize(
    ("text", "row", "verdict"),
    [
        ("a = 1", {}, None),
        ("not a = 1", {"a": None}, None),
        ("a = 1 and b = 1", {"b": 2.0}, False),
        ("a = 1 and b = 1", {"b": 1.0}, None),
        ("a = 1 or b = 1", {"b": 1.0}, True),
        ("a = 1 or b = 1", {"b": 2.0}, None),
        ("a is null", {}, True),
        ("a is not null", {"a": 0.0}, True),
        ("a in ('x', 'y')", {"a": None}, None),
        ("a in ('x', 'y')", {"a": "z"}, False),
        ("a in (1, 2)", {"a": 2}, True),
        ("selected(a, 'x')", {"a": "w x"}, True),
        ("selected(a, 'x')", {"a": "xy"}, False),
        ("selected(a, 'x')", {"a": ""}, False),
        ("selected(a, 'x')", {"a": None}, None),
        ("a / b > 1", {"a": 1.0, "b": 0.0}, None),
        ("count(a = 1, b = 1) >= 1", {"a": 1.0}, None),
        ("count(a = 1, b = 1) >= 1", {"a": 1.0, "b": 2.0}, True),
        ("a = 'x'", {"a": 1.0}, None),
        ("a = 1", {"a": "1"}, None),
        ("", {}, True),
    ],
)
def test_unknown_is_neither_yes_nor_no(text, row, verdict):
    assert truth(parse(text), row) is verdict


@pytest.mark.parametrize(
    ("text", "expected"), [("a + 2 * b", 7.0), ("(a + 2) * b", 9.0), ("-a - b", -4.0), ("a / 0", None), ("c + 1", None)]
)
def test_arithmetic_is_the_usual_one_and_unknown_spreads(text, expected):
    assert number(parse_value(text), {"a": 1.0, "b": 3.0}) == expected
