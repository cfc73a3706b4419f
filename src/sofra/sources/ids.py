"""Who is who in a batch: an id for every household, and the household of every person."""

from collections.abc import Sequence

from sofra.sources.grid import Grid
from sofra.types.answers import Value
from sofra.types.errors import Issue, Severity

KEYS = ("_uuid", "instanceid", "meta/instanceid", "key", "_id")
NAMES = ("uuid", "id", "household_id", "hhid", "hh_id", "submission_id", "instance_id", "case_id", "sifra")
PARENTS = (
    ("parent_key", "key"),
    ("_submission__uuid", "_uuid"),
    ("_parent_index", "_index"),
    ("_submission__id", "_id"),
)


def give_ids(grid: Grid) -> None:
    """Every row gets its "_id": the export's own, else an id column, else its row number.

    Of two rows with one id the first stays and the second is held: they may be one interview sent twice.
    """
    ids = _ids(grid)
    first: dict[str, int] = {}
    for index, row in enumerate(grid.rows):
        own = ids[index] or f"row {grid.sheet.numbers[index]}"
        row["_id"] = own
        if own in first:
            values = {"id": own, "first": str(grid.sheet.numbers[first[own]])}
            grid.blame(index, Issue("answers_duplicate_id", grid.sheet.where(index), values, Severity.ROW))
        first.setdefault(own, index)


def _ids(grid: Grid) -> Sequence[str]:
    for key in KEYS:
        if any(grid.meta.get(key, ())):
            return grid.meta[key]
    names = {variable.name for variable in grid.variables}
    for name in NAMES:
        if name in names:
            cells = [_plain(row.get(name)) for row in grid.rows]
            if len(set(cells)) > len(cells) / 2:
                return cells
    return [""] * len(grid.rows)


def _plain(value: Value) -> str:
    return "" if value is None else str(value)


def tie_persons(households: Grid, persons: Grid) -> None:
    """Every person gets "_id" and "_parent"; without a household, or with a held one, the person is held too."""
    parents, own = _parents(households, persons)
    by_key: dict[str, int] = {}
    for index, key in enumerate(own):
        by_key.setdefault(key, index)
    count: dict[str, int] = {}
    for index, row in enumerate(persons.rows):
        home = by_key.get(parents[index], -1) if parents[index] else -1
        parent = str(households.rows[home]["_id"]) if home >= 0 else ""
        count[parent] = count.get(parent, 0) + 1
        row["_id"], row["_parent"] = f"{parent}/{count[parent]}", parent
        where = persons.sheet.where(index)
        if home < 0:
            persons.blame(index, Issue("person_without_household", where, {"id": parents[index]}, Severity.ROW))
        elif home in households.bad:
            persons.blame(index, Issue("household_held", where, {"id": parent}, Severity.ROW))


def _parents(households: Grid, persons: Grid) -> tuple[Sequence[str], Sequence[str]]:
    """For each person the key of the household; for each household its key."""
    for child, parent in PARENTS:
        if any(persons.meta.get(child, ())) and any(households.meta.get(parent, ())):
            return persons.meta[child], households.meta[parent]
    shared = [variable.name for variable in persons.variables if variable.name in NAMES]
    for name in shared:
        if name in {variable.name for variable in households.variables}:
            return ([_plain(row.get(name)) for row in persons.rows],
                    [_plain(row.get(name)) for row in households.rows])  # fmt: skip
    return [""] * len(persons.rows), [""] * len(households.rows)
