"""`sofra redo`: a release computed again."""

import click

from sofra.cli.start import start
from sofra.cli.words import say, told


@click.command()
@click.argument("release", type=int, required=False)
@click.pass_context
def command(ctx: click.Context, release: int | None) -> int:
    """A release computed again."""
    start(ctx)
    from sofra.work.acts import KEEPER
    from sofra.work.mapping import redo
    from sofra.work.priorities import newest_release

    chosen = newest_release().id if release is None else release
    teller = told()
    found = redo(KEEPER, chosen, teller)
    teller.end()
    for difference in found[:20]:
        say("redo.difference", what=difference.what, released=difference.released, now=difference.now)
    say("redo.differs" if found else "redo.same", n=len(found), release=str(chosen))
    return 1 if found else 0
