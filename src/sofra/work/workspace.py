"""The workspace as a whole: its database, its first member, and one file to hand it over."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command

from sofra.store.mapping import Release
from sofra.store.outreach import ClientRow
from sofra.store.people import Member
from sofra.store.places import PlaceRow
from sofra.types.errors import Conflict, stop
from sofra.work.acts import Actor, Done, act
from sofra.work.packing import pack_up, unpack
from sofra.work.people import add_member


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file with a whole workspace: where it is, its sha256 and how many rows of each table it holds.

    `unnamed` counts the households of mobile teams whose sealed names stayed behind.
    """

    path: Path
    sha256: str
    rows: Mapping[str, int]
    unnamed: int = 0


def prepare_database() -> None:
    """Tables as this version of Sofra needs them; does nothing where they are."""
    call_command("migrate", interactive=False, verbosity=0)


@act("workspace.create")
def settle(actor: Actor, username: str, name: str, *, password: str = "", language: str = "") -> Done[str]:
    """The first member of a new workspace, a coordinator; gives the password. Raises Conflict when there is one."""
    if Member.objects.exists():
        raise stop(Conflict, "workspace_settled")
    return Done(add_member(actor, username, name, "coordinator", password=password, language=language))


@act("workspace.bundle")
def bundle(actor: Actor, path: Path, *, facts_only: bool = False, with_names: bool = False) -> Done[Bundle]:
    """The workspace as one zip file; with `facts_only` released numbers and places, no answers, no inventory.

    Passwords never leave: members come along with their names and roles, and get new ones. What mobile teams sealed
    (names, points, notes, times of a week) stays behind unless `with_names` asks for a full backup; then it is as
    sealed as it was, and the team's passphrase opens it where the bundle is opened. Raises Conflict when both are asked
    for.
    """
    if facts_only and with_names:
        raise stop(Conflict, "bundle_names_of_facts")
    rows, sha256 = pack_up(path, facts_only=facts_only, with_names=with_names)
    households = ClientRow.objects.exclude(sealed="").count()
    unnamed = 0 if facts_only or with_names else households
    counts = {**rows, "names": households if with_names else 0}
    return Done(Bundle(path, sha256, rows, unnamed), f"bundle {sha256[:12]}", counts)


@act("workspace.open")
def open_bundle(actor: Actor, path: Path) -> Done[Bundle]:
    """Fill this empty workspace from a bundle, wholly or not at all.

    Raises SourceError when the file is not whole or not a bundle, Conflict when the workspace is not empty.
    """
    if PlaceRow.objects.exists() or Release.objects.exists() or Member.objects.exists():
        raise stop(Conflict, "workspace_not_empty")
    rows, sha256 = unpack(path)
    return Done(Bundle(path, sha256, rows), f"bundle {sha256[:12]}", rows)
