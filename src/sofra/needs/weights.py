"""For how many each answer stands: base weights checked, fitted to known totals, with the sampling plan beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Codes, Floats, Frame, beside, codes, frame, take
from sofra.needs.design import Sampling, empty_strata, faults, sampling
from sofra.needs.margins import Margin, contradictions, fit, household_margin, nothing, people_margin
from sofra.needs.raked import raked_margin
from sofra.needs.tree import where
from sofra.types.answers import Batch, Design, Row
from sofra.types.catalogue import Pack
from sofra.types.errors import DesignError, Issue, Severity, Where, stop
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.types.sampling import CHANCES_KNOWN, Recruitment

HOUSEHOLD, PERSON = "household", "person"


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of row with everything an estimate needs.

    All arrays are (rows,): `weight` final, `base` before fitting, `unit` the sampling unit's number in the plan,
    `household` the position of its household, `place` the position of its place among the ids of Weighed, -1 for none.
    """

    frame: Frame
    weight: Floats
    base: Floats
    unit: Codes
    household: Codes
    place: Codes
    margin: Margin


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weighted answers, ready to be estimated from: tables by name, the sampling plan, the places, what to know.

    `probability` is False when people were found in a way that gives no known chances (time and place, chains,
    convenience, quota), or when nobody gave weights, so that each row stands for itself; a census needs none.
    `raked` names the margins of the office's own totals that the weights were raked to.
    """

    tables: Mapping[str, Table]
    sampling: Sampling
    places: Sequence[PlaceId]
    probability: bool
    held: int
    issues: Sequence[Issue] = ()
    raked: Sequence[str] = ()

    def table(self, name: str) -> Table:
        """The table of this name; the only one where the source has one kind of row."""
        return self.tables.get(name) or next(iter(self.tables.values()))


def weigh(
    batch: Batch,
    design: Design,
    places: Sequence[Place] = (),
    pack: Pack | None = None,
    *,
    fit_to_totals: bool = True,
) -> Weighed:
    """The answers with their weights: base weights fitted to the places' known people and households.

    People are fitted to the known population by age class and sex, households to the areas' households, when the places
    say them. Without a weight column every row stands for itself and `probability` is False. Variables that the
    source's codebook lacks are typed by the pack. Raises DesignError with every problem of the sample at once.
    """
    table, rows = _sampled_rows(batch)
    answers = _frame(batch, rows, pack)
    homes = _homes(table, rows)
    _check(answers, design, places if fit_to_totals else (), homes=homes, file=batch.origin.name)
    plan = sampling(answers, design, batch.origin.name, homes)
    place = where(answers, design.place, places)
    base = Table(answers, plan.weight, plan.weight, plan.unit, homes, place, nothing(len(rows)))
    issues = [*plan.issues, *_remarks(batch, design, plan, place, named=bool(places))]
    tables = {table: base}
    if table == HOUSEHOLD and PERSON in batch.tables:
        tables[PERSON], orphans = _members(batch, rows, base, pack)
        issues += orphans
    if fit_to_totals and places:
        tables, remarks = _fitted(tables, places)
        issues += remarks
    if fit_to_totals and design.totals:
        tables, remarks = _raked(tables, places, design)
        issues += remarks
    ids = [one.id for one in places]
    raked = tuple(dict.fromkeys(total.margin for total in design.totals)) if fit_to_totals else ()
    return Weighed(MappingProxyType(tables), plan, ids, chances_known(design), len(batch.held), issues, raked)


def chances_known(design: Design) -> bool:
    """True when everybody had a known chance to be asked: by the way they were found, and weights or a census."""
    if design.recruitment and design.recruitment not in CHANCES_KNOWN:
        return False
    return bool(design.weight) or design.recruitment == Recruitment.CENSUS


def _homes(table: str, rows: Sequence[Row]) -> Codes:
    """The household of each row, numbered; where only people were brought, those with one "_parent" are one."""
    if table != PERSON:
        return np.arange(len(rows))
    return codes([str(row.get("_parent") or row.get("_id")) for row in rows])[0]


def _check(answers: Frame, design: Design, places: Sequence[Place], *, homes: Codes, file: str) -> None:
    issues = [*faults(answers, design, file, homes), *contradictions(places)]
    if issues:
        raise DesignError(*issues)


def _fitted(tables: Mapping[str, Table], places: Sequence[Place]) -> tuple[dict[str, Table], list[Issue]]:
    """The tables with their weights fitted to what is known about people and about households."""
    done, issues = {}, list[Issue]()
    for name, table in tables.items():
        if name == PERSON:
            margin, remarks = people_margin(table.frame, places)
            issues += remarks
        else:
            margin = household_margin(table.place, places)
        done[name] = replace(table, weight=fit(table.weight, margin), margin=margin)
    return done, issues


def _raked(
    tables: Mapping[str, Table], places: Sequence[Place], design: Design
) -> tuple[dict[str, Table], list[Issue]]:
    """The tables with the people (or the only rows there are) raked to the office's totals too."""
    name = PERSON if PERSON in tables else next(iter(tables))
    table = tables[name]
    margin, remarks = raked_margin(
        table.frame, table.base, design.totals, first=table.margin, place=table.place, places=places
    )
    return {**tables, name: replace(table, weight=fit(table.base, margin), margin=margin)}, remarks


def _sampled_rows(batch: Batch) -> tuple[str, Sequence[Row]]:
    table = HOUSEHOLD if batch.tables.get(HOUSEHOLD) else next((n for n, rows in batch.tables.items() if rows), "")
    if not table:
        raise stop(DesignError, "no_answers", Where(file=batch.origin.name))
    return table, batch.tables[table]


def _frame(batch: Batch, rows: Sequence[Row], pack: Pack | None) -> Frame:
    known = {**(pack.variables if pack else {}), **{one.name: one for one in batch.codebook.variables}}
    return frame(rows, list(known.values()))


def _members(batch: Batch, rows: Sequence[Row], home: Table, pack: Pack | None) -> tuple[Table, list[Issue]]:
    """The people with what their household says about all of them; people without a household are left out."""
    position = {str(row.get("_id")): index for index, row in enumerate(rows)}
    found = [(person, position.get(str(person.get("_parent")))) for person in batch.tables[PERSON]]
    people = [(person, index) for person, index in found if index is not None]
    household = np.array([index for _, index in people], dtype=np.int64)
    own = _frame(batch, [person for person, _ in people], pack)
    answers = beside(own, take(home.frame, household))
    weight = home.weight[household]
    table = Table(answers, weight, weight, home.unit[household], household, home.place[household], nothing(len(people)))
    lost = len(found) - len(people)
    where_ = Where(file=batch.origin.name)
    return table, [Issue("sample_person_alone", where_, {"n": lost}, Severity.ROW)] if lost else []


def _remarks(batch: Batch, design: Design, plan: Sampling, place: Codes, *, named: bool) -> list[Issue]:
    """Rows without a known place, strata where nobody was interviewed."""
    file = batch.origin.name
    issues = list[Issue]()
    lost, spot = int((place < 0).sum()), Where(file=file, column=design.place)
    if design.place and named and lost:
        issues.append(Issue("place_unknown", spot, {"n": lost}, Severity.ROW))
    stratum = batch.codebook.find(design.stratum)
    if stratum is not None:
        choices = [choice.code for choice in stratum.choices]
        issues += empty_strata(choices, plan, Where(file=file, column=design.stratum))
    return issues
