"""`sofra lists`: lists of people of one group, compared as pseudonyms, and how many people are on none."""

from pathlib import Path

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, words

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Lists of people."""


@command.command()
@click.argument("file", type=FILE)
@click.option("--group", required=True)
@click.option("--name", required=True)
@click.option("--taken-on", default="")
@click.option("--definition", default="")
@click.option("--column", multiple=True, metavar="FIELD=HEADER")
@click.pass_context
def add(ctx: click.Context, file: Path, group: str, name: str, **given: str) -> None:
    """A list into the workspace, as pseudonyms."""
    start(ctx)
    from sofra.work.acts import KEEPER
    from sofra.work.lists import About, add_list
    from sofra.work.reading import Incoming

    about = About(group, name, given["taken_on"], given["definition"])
    columns = dict(part.partition("=")[::2] for part in given["column"])
    added = add_list(KEEPER, Incoming(file.name, file.read_bytes()), about, columns)
    show(added.issues)
    say("lists.added", n=added.kept.rows, name=name)


@command.command()
@click.option("--group", required=True)
@click.pass_context
def link(ctx: click.Context, group: str) -> None:
    """The same people found in the lists of a group."""
    start(ctx)
    from sofra.work.acts import KEEPER
    from sofra.work.lists import link_lists

    note = link_lists(KEEPER, group)
    say("lists.linked", n=note.estimate.waiting)
    _tell(group)


@command.command()
@click.option("--group", default="")
@click.pass_context
def estimate(ctx: click.Context, group: str) -> None:
    """What the linked lists come to."""
    start(ctx)
    _tell(group)


@command.command()
@click.option("--group", required=True)
@click.pass_context
def erase(ctx: click.Context, group: str) -> None:
    """The lists of a group deleted, the estimate kept."""
    start(ctx)
    from sofra.work.acts import KEEPER
    from sofra.work.lists import erase_lists

    say("lists.erased", n=erase_lists(KEEPER, group))


def _tell(group: str) -> None:
    from sofra.report.unlisted import how, sentences
    from sofra.store import queries

    found = [note.estimate for note in queries.on_no_list() if group in ("", note.estimate.group)]
    if not found:
        say("lists.none")
    for one in found:
        for sentence in (*sentences(one, words()), *how(one, words())):
            click.echo(sentence)
        show(one.issues)
