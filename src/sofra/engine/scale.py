"""Ibis as an engine: the same SQL on PostgreSQL or Spark, where a country's registers outgrow one machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from sofra.engine.database import by_column
from sofra.engine.duck import kinds
from sofra.engine.frame import Frame, as_text
from sofra.engine.sql import Kinds, checked
from sofra.types.errors import MissingExtra, stop


@dataclass(frozen=True, slots=True)
class Scale:
    """A database that Ibis speaks to; it stays when we leave."""

    backend: Any

    def load_frame(self, table: str, answers: Frame) -> Kinds:
        """The answers as a table, in place of one of this name; says of every column whether it holds text."""
        import pyarrow

        checked([table, *answers.columns], table)
        arrays = {
            name: pyarrow.array(as_text(column), pyarrow.string())
            if column.texts is not None
            else pyarrow.array(column.values, pyarrow.float64(), mask=~column.known)
            for name, column in answers.columns.items()
        }
        self.backend.create_table(table, pyarrow.table(arrays), overwrite=True)
        return kinds(answers)

    def attach(self, table: str, path: Path) -> Kinds:
        """A Parquet file that the database can reach, as a table under this name."""
        checked([table])
        found = self.backend.read_parquet(str(path), table_name=table)
        checked(list(found.columns), path.name)
        return {column: found.schema()[column].is_string() for column in found.columns}

    def arrays(self, sql: str) -> dict[str, NDArray[Any]]:
        """The columns that a query gives, (lines,) each, unknown numbers as NaN."""
        found = self.backend.raw_sql(self._said(sql))
        if hasattr(found, "toArrow"):
            table = found.toArrow()
            return {column: table[column].to_numpy() for column in table.column_names}
        names = [column[0] for column in found.description]
        return by_column(names, found.fetchall())

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The lines that a query gives."""
        found = self.backend.raw_sql(self._said(sql))
        return [tuple(line) for line in (found.collect() if hasattr(found, "collect") else found.fetchall())]

    def _said(self, sql: str) -> str:
        """Our standard SQL in the words of the database; only Spark has words of its own."""
        if self.backend.name != "pyspark":
            return sql
        import sqlglot

        return sqlglot.transpile(sql, read="duckdb", write="spark")[0]


def open_scale(address: str = "duckdb://") -> Scale:
    """A database by its address ("postgres://…", "pyspark://…"). Raises MissingExtra without the extra `scale`."""
    try:
        import ibis
    except ImportError as missing:
        raise stop(MissingExtra, "extra_missing", extra="scale", needed="ibis-framework") from missing
    return Scale(ibis.connect(address))
