"""`sofra inventory`: the inventory out as a filled workbook, and back as a list of differences that may be applied."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, words

if TYPE_CHECKING:
    from sofra.types.differences import Difference

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 50
"""Differences told one by one; of the rest only the number."""


@click.group()
def command() -> None:
    """The inventory."""


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def export(ctx: click.Context, file: Path) -> None:
    """The inventory as a filled workbook."""
    start(ctx)
    from sofra.work.acts import KEEPER
    from sofra.work.workbook import take_out

    file.write_bytes(take_out(KEEPER, words().lang))
    say("inventory.exported", file=str(file))


@command.command()
@click.argument("file", type=FILE)
@click.option("--apply", "applied", is_flag=True)
@click.option("--remove", is_flag=True)
@click.pass_context
def differences(ctx: click.Context, file: Path, *, applied: bool, remove: bool) -> int:
    """What a workbook would change, and with --apply the change itself."""
    start(ctx)
    from sofra.work import workbook
    from sofra.work.acts import KEEPER
    from sofra.work.reading import Incoming

    note = workbook.bring_back(KEEPER, Incoming(file.name, file.read_bytes()))
    if note.state == "wrong":
        show(note.issues)
        say("inventory.wrong", n=len(note.issues))
        workbook.set_aside(KEEPER, note.id)
        return 1
    return tell_list(note.id, applied=applied, remove=remove)


def tell_list(number: int, *, applied: bool, remove: bool) -> int:
    """Tell what a workbook or a foreign list would change, and write it when asked; otherwise it is set aside.

    What somebody here changed too is told and left as it stands; what is missing is removed only with `remove`.
    """
    from sofra.work import workbook
    from sofra.work.acts import KEEPER

    show(workbook.told(KEEPER, number).issues)
    found = workbook.differences(KEEPER, number)
    for one in found.found[:SHOWN]:
        _tell(one)
    say("inventory.count", n=len(found.found), unchanged=found.unchanged)
    chosen = {one.key: one.version for one in found.found if not one.meanwhile and (remove or one.what != "removed")}
    if not (applied and chosen):
        workbook.set_aside(KEEPER, number)
        return 0
    done = workbook.apply(KEEPER, number, chosen)
    say("inventory.applied", n=sum(done.counts.values()))
    return 0


def _tell(one: "Difference") -> None:
    from sofra.resources.listed import name_of
    from sofra.store import queries

    said, pack = words(), queries.pack()
    what = said.say(f"web.workbook.what.{one.what}")
    click.echo(f"{what}: {one.id} {said.name(one.name)}")
    for change in one.changes if one.what == "changed" else ():
        head = name_of(one.kind, change.column, pack, said)
        click.echo(f"    {head}: {change.old or '–'} → {change.new or '–'}")
