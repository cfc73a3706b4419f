"""Columns that a household's answers give together: equivalised income, work intensity, and the national line.

Made only where the survey does not bring them itself. Equivalence scale: 1 for the first adult, 0.5 for others aged 14
or more, 0.3 for children below 14 (the modified OECD scale). Work intensity is the share of adults aged 18 to 64 who
work today, without students below 25 and people retired: a proxy for Eurostat's months of the past year.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from sofra.engine.frame import Codes, Column, Flags, Floats, Frame, as_text
from sofra.needs.weights import HOUSEHOLD, PERSON, Table, Weighed
from sofra.types.catalogue import Pack

ADULT, GROWN = 14, 18
FIRST, OTHER, CHILD = 1.0, 0.5, 0.3
LINE = "poverty_line"


def with_derived(weighed: Weighed, pack: Pack) -> Weighed:
    """The answers with the columns that follow from others and from the pack's parameters; none is written over."""
    return replace(weighed, tables=MappingProxyType(_tables(weighed.tables, pack)))


def _tables(tables: Mapping[str, Table], pack: Pack) -> dict[str, Table]:
    found: dict[str, Column] = {}
    homes, people = tables.get(HOUSEHOLD), tables.get(PERSON)
    if homes is not None and people is not None:
        found = _of_households(homes, people)
    made = {}
    for name, table in tables.items():
        own = {key: _for_rows(column, table, name) for key, column in found.items()} | _parameters(pack, table)
        columns = {**own, **table.frame.columns}
        made[name] = replace(table, frame=Frame(table.frame.size, MappingProxyType(columns)))
    return made


def _of_households(homes: Table, people: Table) -> dict[str, Column]:
    size, home, frame = homes.frame.size, people.household, people.frame
    age = frame.column("age")
    made = {}
    income = homes.frame.column("income_month")
    if income.texts is None and "age" in frame.columns and "income_month" in homes.frame.columns:
        scale, whole = _equivalent(age, home, size)
        known = income.known & whole & (scale > 0)
        made["eq_income"] = Column(np.divide(income.values, scale, out=np.zeros(size), where=known), known)
    if {"work", "age"} <= frame.columns.keys() and frame.column("work").texts is not None:
        made["work_intensity"] = _intensity(frame, age, home, size)
    return made


def _equivalent(age: Column, home: Codes, size: int) -> tuple[Floats, Flags]:
    """Each household's equivalent adults, and whether all ages are known."""
    adults = np.bincount(home, (age.values >= ADULT) & age.known, minlength=size)
    children = np.bincount(home, (age.values < ADULT) & age.known, minlength=size)
    unknown = np.bincount(home, ~age.known, minlength=size)
    scale = np.where(adults > 0, FIRST + OTHER * (adults - 1), 0.0) + CHILD * children
    return np.where(adults > 0, scale, np.where(children > 0, FIRST + CHILD * (children - 1), 0.0)), unknown == 0


def _intensity(frame: Frame, age: Column, home: Codes, size: int) -> Column:
    work = np.array([text or "" for text in as_text(frame.column("work"))])
    of_age = age.known & (age.values >= GROWN) & (age.values <= 64)
    counted = of_age & (work != "retired") & ~((work == "student") & (age.values <= 24))
    unknown = np.bincount(home, (of_age & (work == "")) | ~age.known, minlength=size)
    able = np.bincount(home, counted, minlength=size)
    busy = np.bincount(home, counted & (work == "employed"), minlength=size)
    known = (unknown == 0) & (able > 0)
    return Column(np.divide(busy, able, out=np.zeros(size), where=known), known)


def _for_rows(column: Column, table: Table, name: str) -> Column:
    if name == HOUSEHOLD:
        return column
    return Column(column.values[table.household], column.known[table.household])


def _parameters(pack: Pack, table: Table) -> dict[str, Column]:
    """The pack's parameters as columns with one value; none where nobody entered it."""
    size = table.frame.size
    return {
        key: Column(np.full(size, one.value), np.ones(size, dtype=np.bool_))
        for key, one in pack.parameters.items()
        if one.value is not None and key == LINE
    }
