"""Making the social map: from rows to a frozen release, and doing a release again."""

import hashlib
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

from django.utils import timezone as clock

from sofra.packs.load import OFFICE, load
from sofra.store import queries
from sofra.store.documents import Blob
from sofra.store.inputs import Inputs
from sofra.store.mapping import AnnexRow, FactRow, Release, RunRow
from sofra.store.notes import ReleaseNote
from sofra.store.queries.releases import forget
from sofra.store.records import as_columns, as_record, fact_columns
from sofra.store.rows import batch_of, canonical, documents, erased, print_of
from sofra.types.catalogue import Pack
from sofra.types.errors import Conflict, NotFound, stop
from sofra.types.fact import Status
from sofra.types.keys import RunId
from sofra.types.origin import Run
from sofra.types.protected import Counts
from sofra.work.acts import Actor, Done, act, check_allowed
from sofra.work.audit import audited
from sofra.work.compute import ATTACK, COUNTS, Computed, Progress, compute
from sofra.work.gather import code_version, gather, prints
from sofra.work.priorities import keep_ranking


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that came out otherwise: what it is, how it was released, how it came now."""

    what: str
    released: str
    now: str


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def make_map(actor: Actor, period: str = "", progress: Progress = quiet) -> ReleaseNote:
    """A new social map of everything in the workspace, as a draft release ("" means the workspace's period).

    Computes first and writes then, in one transaction, so that others go on working meanwhile. Raises NotFound
    without places, DesignError when the sample cannot carry an estimate.
    """
    check_allowed(actor, "map.make")
    progress("read", 0, 100)
    given, pack = gather(period), queries.pack()
    if not given.places:
        raise stop(NotFound, "no_places")
    run = _run(actor, given, pack)
    computed = compute(given, pack, batch_of, origin=run.id, progress=progress)
    progress("attack", 94, 100)
    counts = computed.annexes.get(COUNTS, Counts())
    found = audited(given, counts, 0, facts=computed.facts)
    computed = replace(computed, annexes={**computed.annexes, ATTACK: found})
    progress("write", 95, 100)
    return keep_release(actor, given, run, computed)


@act("map.make")
def keep_release(actor: Actor, given: Inputs, run: Run, computed: Computed) -> Done[ReleaseNote]:
    """What was computed, as a frozen release with its Run."""
    content = canonical(as_record(given))
    blob, _ = Blob.objects.get_or_create(sha256=hashlib.sha256(content).hexdigest(), defaults={"content": content})
    row = Release.objects.create(
        run=RunRow.objects.create(**as_columns(run)),
        period=given.period,
        made_on=clock.now(),
        made_by=actor.name,
        inputs=blob,
        sample=as_record(computed.sample),
        proposals=as_record(computed.proposals),
        remarks=as_record(computed.remarks),
        numbers=len(computed.facts),
        withheld=sum(fact.status is Status.SUPPRESSED for fact in computed.facts),
    )
    facts = [FactRow(release=row, **fact_columns(fact)) for fact in computed.facts]
    FactRow.objects.bulk_create(facts, batch_size=500)
    annexes = [AnnexRow(release=row, kind=kind, content=as_record(of)) for kind, of in computed.annexes.items()]
    AnnexRow.objects.bulk_create(annexes)
    keep_ranking(row.pk, given.criteria, computed.ranked, seed=given.seed, actor=actor)
    return Done(queries.release(row.pk), f"release {row.pk}", {"facts": len(facts), "gaps": len(computed.gaps)})


def redo(actor: Actor, release: int, progress: Progress = quiet) -> Sequence[Difference]:
    """What differs when a release is computed again from what is kept; must be empty.

    Raises Conflict when answers were erased since, or when the packs are no longer those of the release.
    """
    check_allowed(actor, "map.redo")
    forget()
    given, run = queries.inputs(release), queries.run(release)
    gone = sum(erased(round) for round in given.rounds)
    if gone:
        raise stop(Conflict, "redo_erased", n=gone, release=release)
    with packs_of(given, run) as pack:
        _check_packs(run, pack)
        computed = compute(given, pack, batch_of, origin=run.id, progress=progress)
    found = [
        *_changed_inputs(run, given),
        *_facts(release, computed),
        *_order(release, computed),
        *_annexes(release, computed),
    ]
    return _told(actor, release, found)


@act("map.redo")
def _told(actor: Actor, release: int, found: Sequence[Difference]) -> Done[Sequence[Difference]]:
    return Done(tuple(found), f"release {release}", {"differences": len(found)})


@contextmanager
def packs_of(given: Inputs, run: Run) -> Iterator[Pack]:
    """The packs of a release, the office's own files as they were then."""
    country = given.municipality.country
    if OFFICE not in run.packs:
        yield load(country)
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, text in given.office.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        yield load(country, Path(folder))


def _run(actor: Actor, given: Inputs, pack: Pack) -> Run:
    now = datetime.now(UTC)
    return Run(
        id=RunId(f"run-{now:%Y%m%d}-{secrets.token_hex(4)}"),
        act="map.make",
        inputs=prints(given),
        packs=dict(pack.prints),
        settings={"period": given.period, "day": given.day, **_travel(given)},
        code_version=code_version(),
        seed=given.seed,
        made_on=now.isoformat(timespec="seconds"),
        made_by=actor.name,
    )


def _travel(given: Inputs) -> dict[str, str]:
    return {"speed_kmh": f"{given.speed_kmh:g}", "detour": f"{given.detour:g}", "within": f"{given.within:g}"}


def _check_packs(run: Run, pack: Pack) -> None:
    changed = [name for name, print in run.packs.items() if pack.prints.get(name) != print]
    if changed:
        raise stop(Conflict, "redo_packs", packs=", ".join(changed), version=run.code_version)


def _changed_inputs(run: Run, given: Inputs) -> Iterable[Difference]:
    now = prints(given) | {f"answers: {round.name}": print_of(documents(round.submissions)) for round in given.rounds}
    for name, released in run.inputs.items():
        if now.get(name) != released:
            yield Difference(name, released, now.get(name, ""))


def _facts(release: int, computed: Computed) -> Iterable[Difference]:
    now = {fact.cell: fact for fact in computed.facts}
    before = {fact.cell: fact for fact in queries.facts(release)}
    for cell in sorted({*now, *before}, key=str):
        if now.get(cell) != before.get(cell):
            yield Difference(f"{cell.indicator} {cell.place} {cell.group}", str(before.get(cell)), str(now.get(cell)))


def _annexes(release: int, computed: Computed) -> Iterable[Difference]:
    now = {kind: as_record(value) for kind, value in computed.annexes.items()}
    before = queries.annexes(release)
    # What an attacker finds depends on the releases that are public by then, so it is no part of a release's own.
    for kind in sorted({*now, *before} - {ATTACK}):
        if now.get(kind) != before.get(kind):
            yield Difference(f"annex {kind}", str(before.get(kind)), str(now.get(kind)))


def _order(release: int, computed: Computed) -> Iterable[Difference]:
    released = queries.first_ranking(release)
    now: Sequence[Mapping[str, object]] = [as_record(each) for each in computed.ranked]
    for number, (before, after) in enumerate(zip_longest(as_record(released), now), start=1):
        if before != after:
            yield Difference(f"rank {number}", str(before), str(after))
    proposed = as_record(queries.proposals(release))
    for number, (before, after) in enumerate(zip_longest(proposed, as_record(computed.proposals)), start=1):
        if before != after:
            yield Difference(f"proposal {number}", str(before), str(after))
