"""Reference numbers from R: where they lie, and our answer to the same question."""

import csv
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sofra.engine.frame import Column, Frame, as_text, codes, frame
from sofra.engine.moments import layout
from sofra.needs.design import sampling
from sofra.needs.margins import Margin, fit, nothing
from sofra.needs.numbers import Answered, Estimates, Measured, Sums, answered, means, post_weights, sums
from sofra.needs.plan import plan
from sofra.needs.second_stage import cells
from sofra.needs.variance import of_total
from sofra.needs.weights import Table
from sofra.types.answers import Design

SHARED = Path(os.environ.get("SOFRA_SHARED", Path(__file__).parents[3] / "shared"))
REFERENCE = SHARED / "data" / "reference_survey"
NEEDED = pytest.mark.skipif(
    not REFERENCE.is_dir(),
    reason=f"LEFT OUT: no reference numbers in {REFERENCE}; set SOFRA_SHARED to the shared folder",
)


def case(name: str) -> dict[str, Any]:
    """One reference case of R survey 4.5."""
    found: dict[str, Any] = json.loads((REFERENCE / "cases" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def data(name: str) -> Frame:
    """A reference data set as a frame; "NA" is unknown, what looks like a number is one."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        rows = [{key: _value(cell) for key, cell in row.items()} for row in csv.DictReader(file)]
    return frame(rows)


def _value(cell: str) -> str | float | None:
    if cell in ("", "NA"):
        return None
    try:
        return float(cell)
    except ValueError:
        return cell


@dataclass(frozen=True)
class Asked:
    """A data set with its design, ready for questions as R's svymean, svytotal and svyby put them."""

    table: Table
    made: Any

    def __post_init__(self) -> None:
        assert self.table.frame.size == len(self.table.unit)

    def mean(self, y: str, by: str = "", where: Any = None) -> tuple[Estimates, Answered]:
        """Domain means with all that belongs to them."""
        found, domains, all_sums = self._sums(y, by, where)
        who = answered(all_sums, found, domains)
        return means(all_sums, who, np.arange(domains.domains)), who

    def total(self, y: str, by: str = "", where: Any = None) -> tuple[np.ndarray, np.ndarray]:
        """Domain totals and their standard errors."""
        _, _, all_sums = self._sums(y, by, where)
        linear = of_total(all_sums.by_unit)
        return linear.totals(all_sums.by_unit).sum(axis=0), np.sqrt(all_sums.error(linear))

    def _sums(self, y: str, by: str, where: Any) -> tuple[Measured, Any, Sums]:
        answers = self.table.frame.column(y)
        counts = answers.known if where is None else answers.known & where
        found = Measured(np.where(counts, answers.values, 0.0), counts, ~answers.known)
        domains = layout(_table_of(self.table.frame, by))
        plan = self.made.plan
        posts, inside = post_weights(self.table, plan.units), cells(self.table, plan, domains)
        return found, domains, sums(self.table, plan, found, domains, post_weights=posts, cells=inside)


def asked(
    frame_: Frame, design: Design, post: str = "", totals: dict[str, float] | None = None, home: Sequence[str] = ()
) -> Asked:
    """The data under this design, post-stratified by a column when totals are given.

    `home` names the columns that tell households apart; without them every row is one.
    """
    rows = np.arange(frame_.size)
    homes = codes(["/".join(texts) for texts in _texts(frame_, home)])[0] if home else rows
    made = sampling(frame_, design, "reference", homes)
    margin = nothing(frame_.size)
    if totals is not None:
        cell, names = codes([text or "" for text in as_text(frame_.column(post))])
        margin = Margin(cell, np.array([totals[name] for name in names]), post)
    weight = fit(made.weight, margin)
    return Asked(Table(frame_, weight, made.weight, made.unit, homes, rows * 0 - 1, margin), made)


def corrected(sample: Asked, units_in_stratum: str) -> Asked:
    """The sample with units taken as seen whole, whatever their weights: R corrects when told, we when it holds."""
    made = sample.made
    population = np.zeros(made.plan.strata)
    population[made.plan.stratum[made.unit]] = sample.table.frame.column(units_in_stratum).values
    return Asked(sample.table, replace(made, plan=plan(made.plan.stratum, population, made.plan.lonely)))


def _table_of(source: Frame, by: str) -> np.ndarray:
    if not by:
        return np.ones((source.size, 1), dtype=bool)
    labels = [".".join(texts) for texts in _texts(source, by.split("+"))]
    cell, names = codes(labels)
    return cell[:, None] == np.arange(len(names))[None, :]


def _texts(source: Frame, names: Sequence[str]) -> Iterator[list[str]]:
    """The texts of these columns, row by row."""
    for texts in zip(*(as_text(source.column(name)) for name in names), strict=True):
        yield [text or "" for text in texts]


__all__ = ["NEEDED", "Asked", "Column", "asked", "case", "corrected", "data"]
