"""Released numbers. A release never changes, so what was read once stays in memory under its Run's id."""

import json
from functools import lru_cache
from typing import Any, TypeVar

from sofra.gaps.find import find
from sofra.store.inputs import Inputs
from sofra.store.mapping import AnnexRow, FactRow, Ranking, Release, RunRow
from sofra.store.notes import RankingNote, ReleaseNote
from sofra.store.queries.territory import pack
from sofra.store.records import FACT_COLUMNS, facts_of, from_columns, from_record
from sofra.types.errors import Issue, NotFound, stop
from sofra.types.evidence import SampleNote
from sofra.types.fact import Fact
from sofra.types.keys import RunId
from sofra.types.origin import Run
from sofra.types.planning import Gap, Proposal, Ranked

T = TypeVar("T")

KEEP = 4
"""Releases kept in memory: the newest, and a few that somebody compares it with."""


def releases() -> list[ReleaseNote]:
    """All social maps, newest first."""
    return [_note(row) for row in Release.objects.all()]


def latest() -> ReleaseNote | None:
    """The newest social map that is not withdrawn; None when there is none yet."""
    row = Release.objects.exclude(state="withdrawn").first()
    return _note(row) if row else None


def release(id: int) -> ReleaseNote:
    """One social map. Raises NotFound."""
    row = Release.objects.filter(pk=id).first()
    if row is None:
        raise _unknown(id)
    return _note(row)


def run(release: int) -> Run:
    """How a release was made."""
    return from_columns(Run, RunRow.objects.get(pk=_run_id(release)))


def facts(release: int) -> tuple[Fact, ...]:
    """All numbers of a release."""
    return _facts(_run_id(release))


def fact(release: int, indicator: str, place: str, group: str = "ALL") -> Fact:
    """One number. Raises NotFound."""
    found = _by_cell(_run_id(release)).get((indicator, place, group))
    if found is None:
        raise stop(NotFound, "not_found", thing="fact", id=f"{indicator} / {place} / {group}")
    return found


def gaps(release: int) -> tuple[Gap, ...]:
    """All gaps of a release, found again from its facts."""
    return _gaps(_run_id(release), tuple(sorted(pack().prints.items())))


def inputs(release: int) -> Inputs:
    """Everything but answers that went into a release, as it stood then."""
    return _inputs(_run_id(release))


def sample(release: int) -> SampleNote | None:
    """How the sample of a release went; None for a release without a survey."""
    found = Release.objects.values_list("sample", flat=True).get(pk=release)
    return from_record(SampleNote, found) if found else None


def ranking(release: int) -> RankingNote | None:
    """The order of a release's gaps under the weights that count now."""
    row = Ranking.objects.filter(release_id=release).last()
    return ranking_note(row, gaps(release)) if row else None


def first_ranking(release: int) -> tuple[Ranked, ...]:
    """The order of a release's gaps as it was released, under the packs' own weights."""
    row = Ranking.objects.filter(release_id=release).first()
    return tuple(ranking_note(row, gaps(release)).ranked) if row else ()


def ranking_note(row: Ranking, found: tuple[Gap, ...]) -> RankingNote:
    """A ranking with its gaps put back: what is stored are their ids, scores and ranks."""
    by_id = {gap.id: gap for gap in found}
    ranked = tuple(
        Ranked(**{**record, "gap": by_id[record["gap"]], "assumed": tuple(record.get("assumed", ()))})
        for record in row.ranked
    )
    return RankingNote(row.release_id, row.weights, ranked, row.made_by, row.made_on)


def proposals(release: int) -> tuple[Proposal, ...]:
    """What could close each gap of a release."""
    found = Release.objects.values_list("proposals", flat=True).get(pk=release)
    return tuple(from_record(Proposal, record) for record in found)


def annexes(release: int) -> dict[str, Any]:
    """The documents of a release beside its numbers, as records by kind."""
    return dict(AnnexRow.objects.filter(release_id=release).values_list("kind", "content"))


def annex(release: int, kind: str, form: type[T]) -> T | None:
    """One document of a release as the frozen type that it was made from; None when this release has none."""
    found = AnnexRow.objects.filter(release_id=release, kind=kind).values_list("content", flat=True).first()
    return None if found is None else from_record(form, found)


def remarks(release: int) -> tuple[Issue, ...]:
    """What is to be known about the sample behind a release: notes, no answers."""
    found = Release.objects.values_list("remarks", flat=True).get(pk=release)
    return tuple(from_record(Issue, record) for record in found)


@lru_cache(maxsize=KEEP)
def _facts(run: RunId) -> tuple[Fact, ...]:
    return facts_of(FactRow.objects.filter(release__run_id=run).values_list(*FACT_COLUMNS))


@lru_cache(maxsize=KEEP)
def _by_cell(run: RunId) -> dict[tuple[str, str, str], Fact]:
    return {(f.cell.indicator, f.cell.place, f.cell.group): f for f in _facts(run)}


@lru_cache(maxsize=KEEP)
def _gaps(run: RunId, prints: tuple[tuple[str, str], ...]) -> tuple[Gap, ...]:  # noqa: ARG001 - a changed pack reads anew
    given = _inputs(run)
    return tuple(find(_facts(run), pack(), given.places, given.period))


@lru_cache(maxsize=KEEP)
def _inputs(run: RunId) -> Inputs:
    blob = Release.objects.select_related("inputs").get(run_id=run).inputs
    return from_record(Inputs, json.loads(bytes(blob.content)))


def forget() -> None:
    """What was read into memory is read anew: before a release is compared with its tables, after they were filled."""
    for kept in (_facts, _by_cell, _gaps, _inputs):
        kept.cache_clear()


def _run_id(release: int) -> RunId:
    found = Release.objects.filter(pk=release).values_list("run_id", flat=True).first()
    if found is None:
        raise _unknown(release)
    return RunId(found)


def _unknown(release: int) -> Exception:
    return stop(NotFound, "not_found", thing="release", id=str(release))


def _note(row: Release) -> ReleaseNote:
    return ReleaseNote(
        row.pk,
        row.run_id,
        row.period,
        row.state,
        row.made_on,
        row.made_by,
        row.numbers,
        row.withheld,
        row.approved_on,
        row.approved_by,
    )
