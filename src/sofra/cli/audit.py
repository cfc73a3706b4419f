"""`sofra audit`: what somebody could find out from a release."""

import click

from sofra.cli.start import start
from sofra.cli.words import say


@click.command()
@click.argument("release", type=int, required=False)
@click.pass_context
def command(ctx: click.Context, release: int | None) -> int:
    """What somebody could find out from a release."""
    start(ctx)
    from sofra.work.audit import audit, refuse
    from sofra.work.priorities import newest_release

    chosen = newest_release().id if release is None else release
    found = audit(chosen)
    refuse(chosen, found)
    narrowest = found.narrowest
    if narrowest is None:
        say("audit.nothing", release=str(chosen))
        return 0
    interval = {"low": int(narrowest.low), "high": int(narrowest.high)}
    say("audit.safe", release=str(chosen), numbers=found.numbers, **interval)
    return 0
