"""A file with one row a person made into households and persons."""

from collections.abc import Sequence
from dataclasses import replace

from sofra.types.answers import Batch, Row, Variable
from sofra.types.errors import SourceError, Where, stop


def split_people(batch: Batch, household: str) -> Batch:
    """The batch with persons in "person" and one row a household in "household".

    Columns that are the same for everybody in each household belong to the household, all others to the person.
    Rows without a household are persons living alone.
    """
    rows = batch.tables["household"]
    if household not in {variable.name for variable in batch.codebook.variables}:
        raise stop(SourceError, "household_column_absent", Where(batch.origin.name), column=household)
    homes: dict[str, list[Row]] = {}
    for row in rows:
        key = str(row[household]) if row[household] is not None else f"alone {row['_id']}"
        homes.setdefault(key, []).append(row)
    shared = _shared(batch.codebook.variables, list(homes.values()), household)
    families: list[Row] = [{"_id": key, **{name: people[0][name] for name in shared}} for key, people in homes.items()]
    own = [variable.name for variable in batch.codebook.variables if variable.name not in shared]
    persons: list[Row] = [
        {"_id": f"{key}/{number}", "_parent": key, **{name: row[name] for name in own}}
        for key, people in homes.items()
        for number, row in enumerate(people, start=1)
    ]
    variables = tuple(
        replace(variable, table="household" if variable.name in shared else "person")
        for variable in batch.codebook.variables
    )
    codebook = replace(batch.codebook, variables=variables)
    held = tuple(replace(one, table="person") for one in batch.held)
    return replace(batch, codebook=codebook, tables={"household": tuple(families), "person": tuple(persons)}, held=held)


def _shared(variables: Sequence[Variable], homes: Sequence[Sequence[Row]], household: str) -> frozenset[str]:
    if all(len(people) == 1 for people in homes):
        return frozenset({household})
    return frozenset(
        variable.name
        for variable in variables
        if all(row[variable.name] == people[0][variable.name] for people in homes for row in people)
    )
