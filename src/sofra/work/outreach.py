"""Mobile teams: who they are, and the passphrase under which the names of their clients are sealed."""

import secrets
from dataclasses import replace

from django.utils import timezone

from sofra.sources.sealed import CHECK, COST, Lock, new_lock, open_sealed, seal, unlock
from sofra.store.outreach import ClientRow, TeamRow, VisitRow, WeekRow
from sofra.store.queries import outreach as queries
from sofra.store.records import as_record, from_record
from sofra.types.errors import Conflict, Issue, NotAllowed, SourceError, stop
from sofra.types.visiting import ROLES, Team
from sofra.work.acts import Actor, Done, act, check_allowed


@act("outreach.team")
def save_team(actor: Actor, team: Team) -> Done[Team]:
    """A new team, or a changed one; its lock stays as it is. Raises SourceError for a role that nobody knows."""
    unknown = [one.role for one in team.members if one.role not in ROLES]
    issues = [Issue("team_role_unknown", values={"role": role}) for role in unknown]
    if not team.name.strip():
        issues.append(Issue("team_without_name"))
    if issues:
        raise SourceError(*issues)
    named = team if team.id else replace(team, id=f"T-{secrets.token_hex(3)}")
    columns = as_record(named)
    TeamRow.objects.update_or_create(
        pk=named.id,
        defaults={
            **{name: columns[name] for name in ("name", "act", "mandate", "members", "lon", "lat")},
            "established_on": named.established_on,
        },
    )
    return Done(queries.team(named.id), f"team {named.id}", {"members": len(named.members)})


@act("outreach.lock")
def lock_team(actor: Actor, team: str, passphrase: str, *, cost: int = COST) -> Done[bytes]:
    """The passphrase of a team, set once; gives the key. Sofra keeps neither.

    Raises Conflict when there is one, SourceError when it is too short, NotAllowed for who is not of the team.
    """
    row = own_team(actor, team)
    if row.lock is not None:
        raise stop(Conflict, "team_locked", team=team)
    lock, key = new_lock(passphrase, team, cost)
    row.lock = as_record(lock)
    row.save(update_fields=["lock"])
    return Done(key, f"team {team}")


@act("outreach.unlock")
def unlock_team(actor: Actor, team: str, passphrase: str) -> Done[bytes]:
    """The key of a team, from its passphrase. Raises NotAllowed for a wrong one, Conflict when none was set."""
    return Done(_key(own_team(actor, team), passphrase), f"team {team}")


@act("outreach.rekey")
def rekey_team(actor: Actor, team: str, old: str, new: str, *, cost: int = COST) -> Done[bytes]:
    """Everything sealed again under a new passphrase; the old one opens nothing of it any more.

    What left before (a bundle, a copy of the database) still opens with the old one. Gives the new key.
    """
    row = own_team(actor, team)
    before = _key(row, old)
    lock, after = new_lock(new, team, cost)
    count = 0
    for kept, whose in _all_sealed(team):
        kept.sealed = seal(open_sealed(kept.sealed, before, whose), after, whose)
        kept.save(update_fields=["sealed"])
        count += 1
    row.lock, row.relocked_on = as_record(lock), timezone.now()
    row.save(update_fields=["lock", "relocked_on"])
    return Done(after, f"team {team}", {"sealed": count})


def own_team(actor: Actor, team: str) -> TeamRow:
    """The row of a team to which this actor belongs. Raises NotAllowed for anybody else."""
    row = queries.team_row(team)
    if actor.name not in {one.get("account") for one in row.members if one.get("account")}:
        raise stop(NotAllowed, "team_not_own", team=row.name)
    return row


def whose(row: ClientRow | VisitRow | WeekRow) -> str:
    """To what a sealed text belongs, so that none can be put in another's place."""
    if isinstance(row, ClientRow):
        return f"{row.team_id}/{row.pk}"
    if isinstance(row, WeekRow):
        return f"{row.team_id}/week {row.monday.isoformat()}"
    return f"{row.client_id}/visit"


def check_key(row: TeamRow, key: bytes) -> None:
    """Nothing when this key opens the team's lock: with another one something would be sealed that nobody could read.

    Raises Conflict when no passphrase was set, NotAllowed for another key (an old one, after a new passphrase).
    """
    if row.lock is None:
        raise stop(Conflict, "team_not_locked", team=row.name)
    open_sealed(row.lock["word"], key, f"{row.pk}/{CHECK}")


def opens(team: str, key: bytes) -> bool:
    """True while this key opens what the team sealed; an old one does not, after a new passphrase."""
    try:
        check_key(queries.team_row(team), key)
    except (Conflict, NotAllowed):
        return False
    return True


def _all_sealed(team: str) -> list[tuple[ClientRow | VisitRow | WeekRow, str]]:
    rows = [
        *ClientRow.objects.filter(team_id=team).exclude(sealed=""),
        *VisitRow.objects.filter(client__team_id=team).exclude(sealed=""),
        *WeekRow.objects.filter(team_id=team).exclude(sealed=""),
    ]
    return [(row, whose(row)) for row in rows]


def _key(row: TeamRow, passphrase: str) -> bytes:
    if row.lock is None:
        raise stop(Conflict, "team_not_locked", team=row.name)
    return unlock(passphrase, from_record(Lock, row.lock), row.pk)


def check_sees(actor: Actor) -> None:
    """Nothing when this actor may look at pseudonyms, classes and days. Raises NotAllowed."""
    check_allowed(actor, "outreach.see")
