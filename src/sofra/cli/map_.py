"""`sofra map`: the social map."""

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, told


@click.command()
@click.option("--period", default="")
@click.pass_context
def command(ctx: click.Context, period: str) -> None:
    """The social map."""
    start(ctx)
    from sofra.store import queries
    from sofra.work.acts import KEEPER
    from sofra.work.mapping import make_map

    teller = told()
    note = make_map(KEEPER, period, teller)
    teller.end()
    show(queries.remarks(note.id))
    say("map.done", release=str(note.id), n=note.facts, withheld=note.withheld)
