"""What each kind of file adds to the workspace when it is accepted."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import F, Model
from django.utils import timezone

from sofra.resources.shown import kept_secret
from sofra.sources.boundaries import join
from sofra.sources.flat import settle as place_sites
from sofra.store import queries
from sofra.store.answers import CodebookRow, HeldRow, Round, Submission
from sofra.store.evidence import LayerRow, MeasureRow, RegisterRow, StakeholderRow, VoiceRow
from sofra.store.hazards import DisasterRow
from sofra.store.imports import ImportRow
from sofra.store.places import PlaceRow
from sofra.store.records import as_columns, as_record
from sofra.store.rows import canonical
from sofra.store.supply import AssetRow, ContractRow, EquipmentRow, PlannedRow, ProviderRow, ServiceRow, SiteRow
from sofra.types.answers import Batch, Design, Row
from sofra.types.errors import Severity, SourceError, Where, stop
from sofra.types.evidence import Reading
from sofra.types.keys import PlaceId
from sofra.types.place import Place
from sofra.types.sampling import Recruitment
from sofra.work.reading import Found


def take_in(row: ImportRow, found: Found) -> dict[str, int]:
    """The things of a table, a shape file or notes, into their tables; counts by what they are."""
    reading = found.things
    if not isinstance(reading, Reading):
        raise stop(SourceError, "import_nothing", Where(file=row.name))
    return TAKERS[row.kind](row, reading)


def take_answers(row: ImportRow, found: Found, *, name: str, period: str) -> Round:
    """A round of answers: its codebook, its households as documents, its held rows."""
    batch = found.things
    if not isinstance(batch, Batch):
        raise stop(SourceError, "import_nothing", Where(file=row.name))
    content = as_record(batch.codebook)
    codebook, _ = CodebookRow.objects.get_or_create(
        sha256=hashlib.sha256(canonical(content)).hexdigest(), defaults={"content": content}
    )
    round = Round.objects.create(
        name=name or row.name,
        period=period,
        codebook=codebook,
        design=as_record(Design(**dict(found.design))),
        links=as_record([link for link in found.links if link.confirmed]),
        origin=as_record(batch.origin),
        received_on=timezone.now(),
        received_by=row.received_by,
    )
    persons = by_household(batch.tables.get("person", ()))
    homes = batch.tables["household"]
    submissions = [submission(round, home, persons.get(str(home["_id"]), [])) for home in homes]
    Submission.objects.bulk_create(submissions, batch_size=500)
    HeldRow.objects.bulk_create(
        HeldRow(round=round, table=held.table, key=held.key, row=as_record(held.row), issues=as_record(held.issues))
        for held in batch.held
    )
    if not PlaceRow.objects.exists():
        _places(_named(batch, found.design.get("place", "")))
    return round


def recruited(found: Found, recruitment: str) -> Found:
    """What was found, with how its people were recruited. Raises SourceError for a way that there is not."""
    if not recruitment:
        return found
    if recruitment not in set(Recruitment):
        raise stop(SourceError, "sample_recruitment", value=recruitment, known=", ".join(Recruitment))
    return replace(found, design={**found.design, "recruitment": recruitment})


def submission(round: Round, home: Row, persons: Sequence[Row]) -> Submission:
    """A household with its members as one document."""
    document = {"household": as_record(home), "persons": as_record(list(persons))}
    return Submission(
        round=round,
        key=str(home["_id"]),
        document=document,
        persons=len(persons),
        received_on=timezone.now(),
    )


def by_household(persons: Iterable[Row]) -> dict[str, list[Row]]:
    """Members by the "_id" of their household."""
    found: dict[str, list[Row]] = {}
    for person in persons:
        found.setdefault(str(person["_parent"]), []).append(person)
    return found


def _named(batch: Batch, column: str) -> list[Place]:
    """The municipality, and an area for every place that the answers name: for surveys without a list of places."""
    whole = _municipality(frozenset(str(row.get(column)) for row in batch.tables["household"]))
    variable = batch.codebook.find(column) if column else None
    if variable is None:
        return [whole]
    labels = {choice.code: choice.label for choice in variable.choices}
    texts = sorted({str(row[column]) for row in batch.tables["household"] if row.get(column) is not None})
    return [whole, *(Place(PlaceId(text), labels.get(text, {"en": text}), "area", whole.id) for text in texts)]


def _places(found: Sequence[Place]) -> dict[str, int]:
    """These places and no others; a boundary that was known stays with its place."""
    shapes = dict(PlaceRow.objects.values_list("id", "geometry"))
    PlaceRow.objects.all().delete()
    PlaceRow.objects.bulk_create(
        PlaceRow(
            **{**as_columns(place), "geometry": as_record(place.geometry) or shapes.get(place.id)}, position=position
        )
        for position, place in enumerate(_whole_first(found))
    )
    return {"places": len(found)}


def _whole_first(found: Sequence[Place]) -> list[Place]:
    """Municipality, areas, settlements; a municipality is added when the list has none."""
    order = {"municipality": 0, "area": 1, "settlement": 2}
    tops = [place for place in found if place.kind == "municipality"]
    whole = tops[0] if tops else _municipality(frozenset(place.id for place in found))
    below = [
        place if place.parent or place is whole else replace(place, parent=whole.id)
        for place in found
        if place is not whole
    ]
    return sorted([whole, *below], key=lambda place: order[place.kind])


def _municipality(taken: frozenset[str]) -> Place:
    id = next(id for id in ("M", *(f"M-{n}" for n in range(len(taken) + 1))) if id not in taken)
    return Place(PlaceId(id), queries.municipality().name, "municipality")


def _take_places(row: ImportRow, reading: Reading[Any]) -> dict[str, int]:
    return _places(reading.items)


def _take_boundaries(row: ImportRow, reading: Reading[Any]) -> dict[str, int]:
    places, issues = join(queries.places(), reading.items)
    stopping = [issue for issue in issues if issue.severity is Severity.FILE]
    if stopping:
        raise SourceError(*stopping)
    _places(places)
    return {"boundaries": sum(place.geometry is not None for place in places)}


def _take_inventory(row: ImportRow, reading: Reading[Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    secret = frozenset(SiteRow.objects.filter(hidden=True).values_list("id", flat=True))
    for inventory in reading.items:
        there = kept_secret(place_sites(inventory, queries.places()), queries.pack().services, secret)
        for name, table, things in (
            ("providers", ProviderRow, there.providers),
            ("sites", SiteRow, there.sites),
            ("services", ServiceRow, there.services),
            ("contracts", ContractRow, there.contracts),
            ("equipment", EquipmentRow, there.equipment),
            ("planned", PlannedRow, there.planned),
            ("assets", AssetRow, there.assets),
        ):
            _put(table, things)
            counts[name] = len(things)
    return counts


LATER = frozenset({
    "description", "contact", "licence", "languages", "told", "address", "located_by", "transport", "way_in", "bring",
    "eligibility", "fee", "hours", "team", "payments", "quality", "contents", "functions", "registration", "parent",
})  # fmt: skip
"""Columns that a plain list of services lacks: where it says nothing of them, what is kept stays."""


def _put(table: type[Model], things: Sequence[Any]) -> None:
    """New things are added; those that are there are saved over with the next version, also when removed before."""
    rows = table.objects  # type: ignore[attr-defined]
    for thing in things:
        columns = as_columns(thing)
        id = columns.pop("id")
        said = {name: value for name, value in columns.items() if name not in LATER or not _empty(value)}
        if not rows.filter(pk=id).update(**said, version=F("version") + 1, removed_on=None):
            rows.create(id=id, **columns)


def _empty(value: Any) -> bool:
    return all(map(_empty, value.values())) if isinstance(value, dict) else value in (None, "", [])


def _evidence(table: type[Model], name: str) -> Callable[[ImportRow, Reading[Any]], dict[str, int]]:
    def take(row: ImportRow, reading: Reading[Any]) -> dict[str, int]:
        rows = [table(imported=row, **as_columns(item)) for item in reading.items]
        table.objects.bulk_create(rows, batch_size=500)  # type: ignore[attr-defined]
        return {name: len(rows)}

    return take


def _layer(kind: str) -> Callable[[ImportRow, Reading[Any]], dict[str, int]]:
    def take(row: ImportRow, reading: Reading[Any]) -> dict[str, int]:
        LayerRow.objects.create(imported=row, kind=kind, features=[_feature(item) for item in reading.items])
        return {kind: len(reading.items)}

    return take


def _feature(item: Any) -> Mapping[str, Any]:
    return {"type": "Feature", "geometry": as_record(item.geometry), "properties": as_record(item.properties)}


def _take_disasters(row: ImportRow, reading: Reading[Any]) -> dict[str, int]:
    known = _spelt(queries.places())
    rows = [
        DisasterRow(
            imported=row,
            **{**{name: value for name, value in as_columns(one).items() if name != "id"},
               "place": known.get(one.place.casefold(), "")},
        )
        for one in reading.items
    ]  # fmt: skip
    DisasterRow.objects.bulk_create(rows, batch_size=500)
    return {"disasters": len(rows)}


def _spelt(places: Sequence[Place]) -> dict[str, str]:
    """Places by id and by name, in small letters."""
    names = {text.casefold(): str(place.id) for place in places for text in place.name.values()}
    return {**names, **{place.id.casefold(): str(place.id) for place in places}}


TAKERS: dict[str, Callable[[ImportRow, Reading[Any]], dict[str, int]]] = {
    "settlements": _take_places,
    "boundaries": _take_boundaries,
    "inventory": _take_inventory,
    "register": _evidence(RegisterRow, "counts"),
    "stakeholders": _evidence(StakeholderRow, "stakeholders"),
    "measures": _evidence(MeasureRow, "measures"),
    "notes": _evidence(VoiceRow, "voices"),
    "roads": _layer("roads"),
    "water": _layer("water"),
    "hazard": _layer("hazard"),
    "disasters": _take_disasters,
}
