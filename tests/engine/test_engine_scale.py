"""Means by domain from an engine's sums: the same on every engine as from the rows, to ten digits."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sofra.engine.database import Database
from sofra.engine.duck import Duck, open_duck
from sofra.engine.frame import Frame, frame
from sofra.engine.scale import Scale, open_scale
from sofra.needs.survey.design import only, survey
from sofra.needs.survey.means import mean
from sofra.needs.survey.scale import Domains, means_by
from sofra.types.errors import DesignError, SourceError

HOW: dict[str, Any] = {"by": "group", "units": ["unit", "home"], "strata": "stratum", "weight": "w", "lonely": "adjust"}
TOLD = ["units_there", "homes_there"]


def rows(seed: int, size: int, far: float = 0.0) -> list[dict[str, Any]]:
    """A made-up sample of two stages with unknown answers and people of no group."""
    random = np.random.default_rng(seed)
    return [
        {
            "stratum": f"s{home % 3}",
            "unit": home % 7,
            "home": home,
            "units_there": 20.0,
            "homes_there": 200.0,
            "w": float(random.uniform(1, 50)),
            "y": far + float(random.normal(3, 2)) if random.random() > 0.1 else None,
            "group": f"g{random.integers(4)}" if random.random() > 0.1 else None,
        }
        for home in (int(random.integers(size // 2 + 1)) for _ in range(size))
    ]


def from_rows(data: Frame) -> dict[str, tuple[float, float]]:
    """The same means, one domain after another, by the door that reads rows."""
    of = survey(
        data,
        units=["unit", "home"],
        strata=["stratum"],
        weight="w",
        population=TOLD,
        nested=True,
        lonely="adjust",
    )
    group = data.column("group")
    found = {}
    for code, text in enumerate(group.texts or ()):
        one = mean(only(of, group.known & (group.values == code)), "y")
        found[text] = one.of("y")
    return found


def equal(found: Domains, expected: dict[str, tuple[float, float]]) -> None:
    assert sorted(found.labels) == sorted(expected)
    for at, label in enumerate(found.labels):
        np.testing.assert_allclose([found.value[at], found.se[at]], expected[label], rtol=1e-10, atol=1e-12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), size=st.integers(30, 120), far=st.sampled_from([0.0, 1e9]))
def test_duckdb_and_sqlite_give_the_sums_of_the_rows(seed: int, size: int, far: float) -> None:
    data = frame(rows(seed, size, far))
    expected = from_rows(data)

    for engine in (duck(data), lite(data)):
        equal(means_by(engine, "answers", "y", population=TOLD, **HOW), expected)


@pytest.mark.postgres
def test_postgresql_gives_the_sums_of_the_rows() -> None:
    import psycopg

    address = os.environ.get("SOFRA_TEST_POSTGRES", "")
    if not address:
        pytest.skip("LEFT OUT: no PostgreSQL; set SOFRA_TEST_POSTGRES to its address")
    data = frame(rows(5, 200))
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE answers ({columns_of(data)})")
        cursor.executemany(f"INSERT INTO answers VALUES ({', '.join(['%s'] * len(data.columns))})", lines(data))
        equal(means_by(Database(connection), "answers", "y", population=TOLD, **HOW), from_rows(data))
        connection.rollback()


@pytest.mark.slow
def test_spark_gives_the_sums_of_the_rows() -> None:
    pytest.importorskip("pyspark")
    import ibis
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        engine = Scale(ibis.pyspark.connect(session))
        for seed, far in ((1, 0.0), (2, 1e9), (3, 0.0)):
            data = frame(rows(seed, 90, far))
            session.createDataFrame(lines(data), schema(data)).createOrReplaceTempView("answers")
            equal(means_by(engine, "answers", "y", population=TOLD, **HOW), from_rows(data))
    finally:
        session.stop()


def test_a_parquet_file_is_summed_where_it_lies(tmp_path: Path) -> None:
    data = frame(rows(9, 100))
    kept = duck(data)
    file = tmp_path / "register.parquet"
    kept.connection.execute(f"COPY answers TO '{file}' (FORMAT parquet)")

    engine = open_duck(threads=2)
    kinds = engine.attach("register", file)

    assert kinds["stratum"]
    assert not kinds["y"]
    equal(means_by(engine, "register", "y", population=TOLD, **HOW), from_rows(data))


def test_ibis_gives_the_same_columns_as_the_driver(tmp_path: Path) -> None:
    data = frame(rows(4, 60))
    engine = open_scale()
    engine.load_frame("answers", data)

    equal(means_by(engine, "answers", "y", population=TOLD, **HOW), from_rows(data))


def test_what_is_no_parquet_file_says_so(tmp_path: Path) -> None:
    file = tmp_path / "register.parquet"
    file.write_text("age;sex\n3;f\n", encoding="utf-8")

    for path in (file, tmp_path / "nowhere.parquet"):
        with pytest.raises(SourceError) as caught:
            open_duck().attach("register", path)
        assert caught.value.issues[0].code == "not_parquet"


def test_missing_keys_and_negative_weights_are_told_together() -> None:
    spoiled = [{**row, "w": -1.0 if at == 3 else row["w"]} for at, row in enumerate(rows(1, 40))]
    spoiled[5]["stratum"] = None

    with pytest.raises(DesignError) as caught:
        means_by(duck(frame(spoiled)), "answers", "y", **HOW)

    assert {(issue.code, issue.where.column) for issue in caught.value.issues} == {
        ("design_value_missing", "stratum"),
        ("design_weight_negative", "w"),
    }


def test_a_domain_where_nobody_answered_has_no_number() -> None:
    made = [*rows(2, 60), {**rows(2, 1)[0], "group": "silent", "y": None, "unit": 3, "stratum": "s0"}]

    found = means_by(duck(frame(made)), "answers", "y", **HOW)

    silent = list(found.labels).index("silent")
    assert np.isnan(found.value[silent])
    assert np.isnan(found.se[silent])
    assert found.n[silent] == 0


def duck(data: Frame) -> Duck:
    engine = open_duck()
    engine.load_frame("answers", data)
    return engine


def lite(data: Frame) -> Database:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE answers ({columns_of(data)})")
    connection.executemany(f"INSERT INTO answers VALUES ({', '.join('?' * len(data.columns))})", lines(data))
    return Database(connection)


def lines(data: Frame) -> list[tuple[Any, ...]]:
    columns = [
        [
            None if not known else (column.texts[int(value)] if column.texts is not None else float(value))
            for value, known in zip(column.values, column.known, strict=True)
        ]
        for column in data.columns.values()
    ]
    return list(zip(*columns, strict=True))


def columns_of(data: Frame) -> str:
    return ", ".join(f'"{name}" {"TEXT" if c.texts is not None else "FLOAT8"}' for name, c in data.columns.items())


def schema(data: Frame) -> str:
    return ", ".join(f"{name} {'string' if c.texts is not None else 'double'}" for name, c in data.columns.items())
