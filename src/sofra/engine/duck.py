"""DuckDB as an engine: rows go in under a name, sums come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sofra.engine.frame import Column, Frame, as_text, frame
from sofra.engine.sql import Kinds, checked, name
from sofra.types.answers import Row, Variable


@dataclass(frozen=True, slots=True)
class Duck:
    """One database in memory, gone when it is closed."""

    connection: Any

    def load(self, table: str, rows: Sequence[Row], variables: Sequence[Variable] = ()) -> Kinds:
        """The rows as a table; says of every column whether it holds text.

        Raises SourceError when a name has anything but lower-case letters, digits and underscores.
        """
        return self.load_frame(table, frame(rows, variables))

    def load_frame(self, table: str, answers: Frame) -> Kinds:
        """As `load`, for answers that are columns already."""
        checked([table, *answers.columns], table)
        arrays = {column: _array(answers.columns[column]) for column in answers.columns}
        self.connection.register("arriving", arrays)
        listed = ", ".join(_selected(column, answers.columns[column]) for column in answers.columns)
        self.connection.execute(f"CREATE OR REPLACE TABLE {name(table)} AS SELECT {listed} FROM arriving")  # noqa: S608
        self.connection.unregister("arriving")
        return kinds(answers)

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The lines that a query gives."""
        lines: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return lines

    def close(self) -> None:
        """Let go of the memory."""
        self.connection.close()


def open_duck() -> Duck:
    """An empty database in memory, on one thread so that sums are the same every time."""
    import duckdb

    connection = duckdb.connect(":memory:")
    connection.execute("SET threads = 1")
    return Duck(connection)


def kinds(answers: Frame) -> Kinds:
    """Of every column whether it holds text."""
    return {one: column.texts is not None for one, column in answers.columns.items()}


def _array(column: Column) -> Any:
    if column.texts is not None:
        return np.array(as_text(column), dtype=object)
    return np.where(column.known, column.values, np.nan)


def _selected(column: str, answers: Column) -> str:
    """NumPy has no null: an unknown number travels as NaN, an unknown text as None."""
    quoted = name(column)
    if answers.texts is not None:
        return f"CAST({quoted} AS VARCHAR) AS {quoted}"
    return f"CASE WHEN isnan({quoted}) THEN NULL ELSE CAST({quoted} AS DOUBLE) END AS {quoted}"
