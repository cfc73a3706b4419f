"""One condition, six engines: the specification, NumPy, DuckDB, Ibis, SQLite and PostgreSQL say the same."""

import os
import sqlite3
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofra.engine.duck import kinds, open_duck
from sofra.engine.evaluate import number, truth
from sofra.engine.frame import Column, Frame, as_text, frame
from sofra.engine.scale import open_scale
from sofra.engine.sql import moments_sql, number_sql, truth_sql, zero_one
from sofra.packs import truth as spec
from sofra.packs.condition import parse, parse_value
from sofra.packs.load import load
from sofra.types.answers import Kind, Row, Variable
from sofra.types.catalogue import Indicator
from sofra.types.errors import SourceError

VARIABLES = [
    Variable("age", Kind.INTEGER, {}),
    Variable("hours", Kind.NUMBER, {}),
    Variable("work", Kind.CHOICE, {}),
    Variable("fuels", Kind.CHOICES, {}),
]
ROWS: list[Row] = [
    {"age": age, "hours": hours, "work": work, "fuels": fuels}
    for age, hours in ((17, 0.0), (18, 2.5), (None, 40.0), (70, None))
    for work, fuels in (("home", "wood coal"), ("student", "wood_chips"), (None, None), ("o'neill", "coal"))
]
CONDITIONS = [
    "",
    "age >= 18",
    "age < 18 or hours > 2",
    "not (age >= 18 and work = 'home')",
    "work != 'home'",
    "work in ('home', 'o''neill')",
    "age in (17, 70)",
    "work is null or age is null",
    "selected(fuels, 'wood')",
    "not selected(fuels, 'coal')",
    "hours / age > 0.1",
    "hours / (age - 17) >= 2",
    "count(age >= 18, hours > 2, work = 'home') >= 2",
    "-age + 2 * hours <= 0 - 13",
    "age = 18.0",
    "work > 3",
    "absent = 'x' or age = 17",
    "absent is null",
    "lookup(count(age >= 18, hours > 2), 0, 0.25, 1) > 0.2",
]


def _placed(answers: Frame, run: Any, mark: str) -> None:
    """The frame as a table of a database that takes plain SQL."""
    columns = [
        f'"{name}" {"TEXT" if column.texts is not None else "FLOAT8"}' for name, column in answers.columns.items()
    ]
    run(f"CREATE TABLE answers ({', '.join(columns)})", ())
    lists = [_plain(column) for column in answers.columns.values()]
    for row in zip(*lists, strict=True):
        run(f"INSERT INTO answers VALUES ({', '.join(mark for _ in row)})", row)


def _plain(column: Column) -> list[Any]:
    if column.texts is not None:
        return list(as_text(column))
    return [float(v) if k else None for v, k in zip(column.values, column.known, strict=True)]


def _on_duck(answers: Frame, sqls: Sequence[str]) -> list[list[tuple[Any, ...]]]:
    duck = open_duck()
    duck.load_frame("answers", answers)
    told = [duck.run(sql) for sql in sqls]
    duck.close()
    return told


def _on_scale(answers: Frame, sqls: Sequence[str]) -> list[list[tuple[Any, ...]]]:
    scale = open_scale()
    scale.load_frame("answers", answers)
    return [scale.run(sql) for sql in sqls]


def _on_sqlite(answers: Frame, sqls: Sequence[str]) -> list[list[tuple[Any, ...]]]:
    base = sqlite3.connect(":memory:")
    _placed(answers, base.execute, "?")
    told = [base.execute(sql).fetchall() for sql in sqls]
    base.close()
    return told


def _on_postgres(answers: Frame, sqls: Sequence[str]) -> list[list[tuple[Any, ...]]]:
    psycopg = pytest.importorskip("psycopg", reason="LEFT OUT: psycopg is not installed")
    dsn = os.environ.get("SOFRA_TEST_POSTGRES")
    if not dsn:
        pytest.skip("LEFT OUT: no PostgreSQL; set SOFRA_TEST_POSTGRES to its address")
    with psycopg.connect(dsn) as base:
        cursor = base.cursor()
        cursor.execute("CREATE TEMPORARY TABLE answers_gone (x int)")
        _placed(
            answers, lambda sql, row: cursor.execute(sql.replace("CREATE TABLE", "CREATE TEMPORARY TABLE"), row), "%s"
        )
        told = [cursor.execute(sql).fetchall() for sql in sqls]
        base.rollback()
    return told


ENGINES = [_on_duck, _on_scale, _on_sqlite, pytest.param(_on_postgres, marks=pytest.mark.postgres)]


def _spec(text: str) -> list[int]:
    said = [spec.truth(parse(text), row) for row in ROWS]
    return [-1 if one is None else int(one) for one in said]


@pytest.mark.parametrize("text", CONDITIONS)
def test_numpy_says_what_the_specification_says(text: str) -> None:
    assert truth(parse(text), frame(ROWS, VARIABLES)).tolist() == _spec(text)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_database_says_what_the_specification_says(engine: Any) -> None:
    answers = frame(ROWS, VARIABLES)
    sqls = [f"SELECT {truth_sql(parse(text), kinds(answers))} FROM answers" for text in CONDITIONS]

    told = engine(answers, sqls)

    said = [[-1 if one is None else int(one) for (one,) in lines] for lines in told]
    assert dict(zip(CONDITIONS, said, strict=True)) == {text: _spec(text) for text in CONDITIONS}


@pytest.mark.parametrize(
    "text",
    [
        "hours / age",
        "age - 2 * hours",
        "count(age > 17, hours > 1)",
        "-hours",
        "lookup(hours, 0.5, -1, 7)",
        "lookup(count(age > 17, hours > 1), 0, 0.3)",
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_are_the_same_everywhere(engine: Any, text: str) -> None:
    answers = frame(ROWS, VARIABLES)
    expected = [spec.number(parse_value(text), row) for row in ROWS]

    values, known = number(parse_value(text), answers)
    (told,) = engine(answers, [f"SELECT {number_sql(parse_value(text), kinds(answers))} FROM answers"])

    assert [float(v) if k else None for v, k in zip(values, known, strict=True)] == expected
    assert [None if one is None else float(one) for (one,) in told] == expected


ATOMS = st.sampled_from([text for text in CONDITIONS if text])
TREES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=6,
)


@given(TREES)
@settings(max_examples=60, deadline=None)
def test_however_conditions_are_joined_numpy_follows_the_specification(text: str) -> None:
    assert truth(parse(text), frame(ROWS, VARIABLES)).tolist() == _spec(text)


EXAMPLES = [(one, example) for one in load("base").indicators.values() for example in one.examples]


def _rows(indicator: Indicator, example: Any) -> Frame:
    variables = load("base").variables
    rows = [{spec.WEIGHT: 1.0, **row} for row in spec.rows_of(example, variables)]
    return frame(rows, [*variables.values(), Variable(spec.WEIGHT, Kind.NUMBER, {})])


def _of_numpy(indicator: Indicator, answers: Frame) -> float:
    counts = truth(parse(indicator.base), answers) == 1
    if indicator.kind == "mean":
        y, known = number(parse_value(indicator.value), answers)
    else:
        said = truth(parse(indicator.where), answers)
        y, known = (said == 1).astype(float), said >= 0
    weight = np.where(counts & known, answers.column(spec.WEIGHT).values, 0.0)
    return float((weight * y).sum() / (weight.sum() if indicator.kind != "total" else 1.0))


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES, ids=[one.id for one, _ in EXAMPLES])
def test_every_shipped_example_comes_out_on_numpy(indicator: Indicator, example: Any) -> None:
    answers = _rows(indicator, example)

    assert _of_numpy(indicator, answers) == pytest.approx(example.value, rel=1e-9)
    assert spec.reckon(indicator, spec.rows_of(example, load("base").variables)) == pytest.approx(
        example.value, rel=1e-9
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_every_shipped_example_comes_out_on_every_database(engine: Any) -> None:
    told, expected = {}, {}
    for indicator, example in EXAMPLES:
        answers = _rows(indicator, example)
        known = kinds(answers)
        y = (
            number_sql(parse_value(indicator.value), known)
            if indicator.kind == "mean"
            else zero_one(truth_sql(parse(indicator.where), known))
        )
        sql = moments_sql(
            "answers", [spec.WEIGHT], base=truth_sql(parse(indicator.base), known), y=y, weight=spec.WEIGHT
        )
        (lines,) = engine(answers, [sql])
        people, yes = sum(float(line[2]) for line in lines), sum(float(line[3]) for line in lines)
        told[indicator.id, example.note] = yes if indicator.kind == "total" else yes / people
        expected[indicator.id, example.note] = example.value

    assert told == pytest.approx(expected, rel=1e-9)


def test_a_filter_keeps_the_units_where_nobody_is_left() -> None:
    rows: list[Row] = [{"unit": "a", "age": 20.0, "w": 2.0}, {"unit": "b", "age": 10.0, "w": 3.0}]
    answers = frame(rows)
    known = kinds(answers)

    sql = moments_sql(
        "answers",
        ["unit"],
        base=truth_sql(parse("age >= 18"), known),
        y=number_sql(parse_value("age"), known),
        weight="w",
    )

    assert [tuple(line[:4]) for line in _on_duck(answers, [sql])[0]] == [("a", 1, 2.0, 40.0), ("b", 0, 0.0, 0.0)]


def test_a_column_name_that_could_hurt_is_refused_on_loading() -> None:
    with pytest.raises(SourceError) as caught:
        open_duck().load("answers", [{'a"; drop table x': 1, "Big": 2, "fine": 3}])

    assert [issue.where.column for issue in caught.value.issues] == ['a"; drop table x', "Big"]
