"""The cube of profiles in SQL: which conditions hold together, as one whole number a row, counted by group."""

from collections.abc import Sequence

from sofra.engine.sql import name


def cube_sql(table: str, conditions: Sequence[str], *, group: str = "", weight: str = "") -> str:
    """Lines of group, profile, rows and weight; a row where a condition is unknown is in none of them.

    `conditions` are in SQL (of `engine.sql.truth_sql`, or a column of 0 and 1 compared with 1); bit j of the profile is
    condition j. The same on DuckDB, SQLite, PostgreSQL and Spark.
    """
    powers = [f"CASE WHEN {one} THEN {1 << at} ELSE 0 END" for at, one in enumerate(conditions)]
    known = " AND ".join(f"({one}) IS NOT NULL" for one in conditions)
    weighed = f"SUM({name(weight)})" if weight else "SUM(CAST(1 AS FLOAT8))"
    by = name(group) if group else "0"
    carried = f", {name(weight)}" if weight else ""
    return (
        f"SELECT g, profile, COUNT(*) AS n, {weighed} AS w FROM "  # noqa: S608 - checked names
        f"(SELECT {by} AS g, {' + '.join(powers)} AS profile{carried} FROM {name(table)} "
        f"WHERE {known}) AS p GROUP BY g, profile ORDER BY g, profile"
    )
