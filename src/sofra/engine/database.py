"""Any database that a workspace already lives in as an engine: SQLite or PostgreSQL by their own connection."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Database:
    """A connection of the DB-API (sqlite3, psycopg) that somebody else opened and will close."""

    connection: Any

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The lines that a query gives."""
        cursor = self.connection.cursor()
        cursor.execute(sql)
        return [tuple(line) for line in cursor.fetchall()]

    def arrays(self, sql: str) -> dict[str, NDArray[Any]]:
        """The columns that a query gives, (lines,) each, unknown numbers as NaN."""
        cursor = self.connection.cursor()
        cursor.execute(sql)
        return by_column([column[0] for column in cursor.description], cursor.fetchall())


def by_column(names: Sequence[str], lines: Sequence[Sequence[object]]) -> dict[str, NDArray[Any]]:
    """Lines as columns: numbers become floats with NaN for unknown, anything else stays what it is."""
    return {name: _array([line[at] for line in lines]) for at, name in enumerate(names)}


def _array(values: Sequence[Any]) -> NDArray[Any]:
    if all(value is None or not isinstance(value, str) for value in values):
        return np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64)
    return np.array(values, dtype=object)
