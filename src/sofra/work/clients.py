"""The households of a mobile team: taken up under a pseudonym, opened by the team, let go, erased."""

import json
import secrets
from collections.abc import Iterator, Mapping
from datetime import date

from django.utils import timezone

from sofra.packs.outreach import need_classes
from sofra.resources.faults import doubt_of
from sofra.sources.sealed import open_sealed, seal
from sofra.store import queries as kept
from sofra.store.outreach import ClientRow, MeetingRow, ReferralRow, VisitRow, WeekRow
from sofra.store.queries import outreach as queries
from sofra.store.records import as_record, from_record
from sofra.types.errors import Conflict, Issue, SourceError, stop
from sofra.types.keys import GroupId
from sofra.types.outreach import DAY_MINUTES, NeedClass
from sofra.types.visiting import Client, Person
from sofra.work.acts import Actor, Done, act
from sofra.work.outreach import check_key, own_team, whose

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""What nobody confuses when it is read out; a pseudonym is drawn, not computed: it says nothing of anybody."""

SPECIAL = "special"
FORGOTTEN = "–"


@act("outreach.client")
def save_client(actor: Actor, key: bytes, client: Client, person: Person) -> Done[Client]:
    """A household taken up, or changed; the name, address, telephone and point are sealed under the team's key.

    A new one (empty pseudonym) gets a drawn pseudonym. Raises SourceError with every problem at once, Conflict when a
    pseudonym belongs to another team.
    """
    row = own_team(actor, client.team)
    issues = list(_problems(client, person))
    if issues:
        raise SourceError(*issues)
    check_key(row, key)
    name = client.pseudonym or _drawn()
    there = ClientRow.objects.filter(pk=name).first()
    if there is not None and there.team_id != client.team:
        raise stop(Conflict, "client_of_another_team", pseudonym=name)
    saved = there or ClientRow(pk=name, team_id=client.team, accepted_on=client.accepted_on or timezone.localdate())
    for column in ("settlement", "need", "opens", "closes", "people", "required", "closed_on"):
        setattr(saved, column, getattr(client, column))
    saved.groups = list(client.groups)
    saved.sealed = seal(as_record(person), key, whose(saved))
    saved.save()
    return Done(queries.client(name), f"client {name}", {"people": client.people})


@act("outreach.open")
def open_clients(actor: Actor, team: str, key: bytes, only: str = "") -> Done[Mapping[str, Person]]:
    """Who the households of a team are, by pseudonym; `only` one of them. Each reading is on record.

    A household whose name did not come along with a bundle is a Person without a name. Raises NotAllowed with another
    key than the team's, or for who is not of the team.
    """
    own_team(actor, team)
    rows = ClientRow.objects.filter(team_id=team)
    rows = rows.filter(pk=only) if only else rows
    found = {row.pk: _person(row, key) for row in rows}
    return Done(found, f"client {only}" if only else f"team {team}", {"clients": len(found)})


@act("outreach.close")
def close_client(actor: Actor, pseudonym: str, on: date) -> Done[Client]:
    """A household let go on a day; it is due no more, and goes with the next purge."""
    row = queries.client_row(pseudonym)
    own_team(actor, row.team_id)
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    return Done(queries.client(pseudonym), f"client {pseudonym}")


@act("outreach.erase")
def erase_client(actor: Actor, pseudonym: str) -> Done[int]:
    """Everything about a household deleted: its names, visits, referrals, and the plans in which it stands.

    Gives how many rows went. The coordinator may do it without the passphrase: to forget, nobody has to read.
    """
    row = queries.client_row(pseudonym)
    if actor.role == "team":
        own_team(actor, row.team_id)
    gone = _erased([row])
    return Done(gone, "client", {"rows": gone})


@act("outreach.purge")
def purge_clients(actor: Actor, before: date, *, really: bool = False) -> Done[Mapping[str, int]]:
    """Households let go before a day, deleted with all that belongs to them; without `really` only counted.

    Raises SourceError for a day that lies ahead: it would take households that are let go tomorrow.
    """
    if before > timezone.localdate():
        raise stop(SourceError, "purge_ahead", day=before.isoformat())
    counts = {name: len(found) for name, found in queries.let_go_before(before).items()}
    if really:
        _erased(list(ClientRow.objects.filter(closed_on__lt=before)))
    return Done(counts, f"before {before.isoformat()}", {**counts, "really": int(really)})


def classes() -> Mapping[str, NeedClass]:
    """The classes of need of this workspace."""
    found = kept.workspace()
    return need_classes(found.municipality.country, found.office)


def doubt_of_home(person: Person) -> tuple[str, int]:
    """What is doubtful in the point of a household as in that of a site, and how many kilometres off it lies."""
    if person.lon is None or person.lat is None:
        return "", 0
    return doubt_of((person.lon, person.lat), kept.places())


def _erased(rows: list[ClientRow]) -> int:
    names = {row.pk for row in rows}
    weeks = queries.weeks_with(names)
    count = (
        VisitRow.objects.filter(client_id__in=names).count() + ReferralRow.objects.filter(client_id__in=names).count()
    )
    count += len(weeks) + len(rows)
    WeekRow.objects.filter(pk__in=weeks).delete()
    _forget_in_meetings(names)
    ClientRow.objects.filter(pk__in=names).delete()
    return count


def _forget_in_meetings(pseudonyms: set[str]) -> None:
    """A dash where a forgotten household stood in the record of a meeting; what was decided stays."""
    for row in MeetingRow.objects.all():
        said = json.dumps([row.decisions, row.follow_ups], ensure_ascii=False)
        kept_of = said
        for one in pseudonyms:
            kept_of = kept_of.replace(one, FORGOTTEN)
        if kept_of != said:
            row.decisions, row.follow_ups = json.loads(kept_of)
            row.save(update_fields=["decisions", "follow_ups"])


def _person(row: ClientRow, key: bytes) -> Person:
    return from_record(Person, open_sealed(row.sealed, key, whose(row))) if row.sealed else Person("")


def _problems(client: Client, person: Person) -> Iterator[Issue]:
    pack, settlements = kept.pack(), {place.id for place in kept.places() if place.kind == "settlement"}
    if not person.name.strip():
        yield Issue("client_without_name")
    if client.settlement not in settlements:
        yield Issue("client_settlement_unknown", values={"settlement": client.settlement})
    if client.need not in classes():
        yield Issue("client_need_unknown", values={"need": client.need})
    if not 0 <= client.opens < client.closes <= DAY_MINUTES:
        yield Issue("client_window_wrong")
    for group in client.groups:
        known = pack.groups.get(GroupId(group))
        if known is None or known.sensitivity == SPECIAL:
            yield Issue("client_group_special", values={"group": group})
    if (person.lon is None) != (person.lat is None) or not _on_earth(person):
        yield Issue("client_point_wrong")
    elif (doubt := doubt_of_home(person))[0] in ("swapped", "impossible"):
        yield Issue(f"client_point_{doubt[0]}", values={"km": doubt[1]})


def _on_earth(person: Person) -> bool:
    return person.lon is None or person.lat is None or (-180 <= person.lon <= 180 and -90 <= person.lat <= 90)


def _drawn() -> str:
    while True:
        name = "K-" + "".join(secrets.choice(LETTERS) for _ in range(5))
        if not ClientRow.objects.filter(pk=name).exists():
            return name
