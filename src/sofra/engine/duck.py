"""DuckDB as an engine: rows go in under a name, sums come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sofra.engine.frame import Column, Frame, as_text, frame
from sofra.engine.sql import Kinds, checked, name
from sofra.types.answers import Row, Variable
from sofra.types.errors import SourceError, Where, stop


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

    def attach(self, table: str, path: Path) -> Kinds:
        """A Parquet file as a table that is read when it is asked; says of every column whether it holds text.

        Nothing is copied: a file larger than the memory can be summed. Raises SourceError where the file is not there,
        is no Parquet, or has a column name with anything but lower-case letters, digits and underscores.
        """
        import duckdb

        checked([table])
        place = str(path).replace("'", "''")
        try:
            self.connection.execute(f"CREATE OR REPLACE VIEW {name(table)} AS SELECT * FROM read_parquet('{place}')")  # noqa: S608
        except duckdb.Error as wrong:
            raise stop(SourceError, "not_parquet", Where(file=path.name)) from wrong
        columns = self.connection.execute(f"DESCRIBE {name(table)}").fetchall()
        checked([column[0] for column in columns], path.name)
        return {column[0]: column[1] == "VARCHAR" for column in columns}

    def arrays(self, sql: str) -> dict[str, NDArray[Any]]:
        """The columns that a query gives, (lines,) each, unknown numbers as NaN: for many lines at once."""
        found = self.connection.execute(sql).fetchnumpy()
        return {column: _filled(values) for column, values in found.items()}

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The lines that a query gives."""
        lines: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return lines

    def close(self) -> None:
        """Let go of the memory."""
        self.connection.close()


def open_duck(threads: int = 1) -> Duck:
    """An empty database in memory; on one thread sums are the same every time, on more the last digit differs."""
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": threads})
    return Duck(connection)


def kinds(answers: Frame) -> Kinds:
    """Of every column whether it holds text."""
    return {one: column.texts is not None for one, column in answers.columns.items()}


def _filled(values: Any) -> NDArray[Any]:
    """Without the mask that the driver puts over columns with unknown values."""
    if not isinstance(values, np.ma.MaskedArray):
        return np.asarray(values)
    number = np.issubdtype(values.dtype, np.number)
    plain = np.array(values.data, dtype=np.float64 if number else object)
    plain[np.ma.getmaskarray(values)] = np.nan if number else None
    return plain


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
