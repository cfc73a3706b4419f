"""Who is who in a batch: an id for every household, and the household of every person."""

from collections.abc import Iterator, Mapping, Sequence

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
    homes = _homes(households, persons)
    count: dict[str, int] = {}
    for index, row in enumerate(persons.rows):
        home, key = homes[index]
        parent = str(households.rows[home]["_id"]) if home is not None else ""
        count[parent] = count.get(parent, 0) + 1
        row["_id"], row["_parent"] = f"{parent}/{count[parent]}", parent
        where = persons.sheet.where(index)
        if home is None:
            persons.blame(index, Issue("person_without_household", where, {"id": key}, Severity.ROW))
        elif home in households.bad:
            persons.blame(index, Issue("household_held", where, {"id": parent}, Severity.ROW))


def _homes(households: Grid, persons: Grid) -> list[tuple[int | None, str]]:
    """For each person the position of the household and the key that points at it.

    A key that two households share (an interview sent twice) decides nothing while another key can.
    """
    ties = list(_ties(households, persons))
    found: list[tuple[int | None, str]] = []
    for index in range(len(persons.rows)):
        keys = [(child[index], places.get(child[index], ())) for child, places in ties if child[index]]
        matches = [(places, key) for key, places in keys if places]
        single = next(((places[0], key) for places, key in matches if len(places) == 1), None)
        several = (matches[0][0][0], matches[0][1]) if matches else (None, keys[0][0] if keys else "")
        found.append(single or several)
    return found


def _ties(households: Grid, persons: Grid) -> Iterator[tuple[Sequence[str], Mapping[str, Sequence[int]]]]:
    """The persons' keys with the households that have each, for every way in which the two sheets are tied."""
    for child, parent in PARENTS:
        if any(persons.meta.get(child, ())) and any(households.meta.get(parent, ())):
            yield persons.meta[child], _places(households.meta[parent])
    own = {variable.name for variable in households.variables}
    for variable in persons.variables:
        if variable.name in NAMES and variable.name in own:
            cells = [_plain(row.get(variable.name)) for row in persons.rows]
            yield cells, _places([_plain(row.get(variable.name)) for row in households.rows])


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        out.setdefault(key, []).append(index)
    return out
