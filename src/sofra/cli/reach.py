"""`sofra reach`: who can reach which service, and how many live too far."""

from typing import TYPE_CHECKING

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, words

if TYPE_CHECKING:
    from sofra.work.reaching import Found

FARTHEST = 10
"""So many settlements are named, the farthest first; the page and its workbook have them all."""


@click.command()
@click.option("--kind", default="")
@click.option("--mode", default="")
@click.option("--within", default="")
@click.option("--step-free", is_flag=True)
@click.pass_context
def command(ctx: click.Context, *, kind: str, mode: str, within: str, step_free: bool) -> None:
    """Who can reach it."""
    start(ctx)
    from sofra.gaps.words import service_name
    from sofra.resources.supply import offered
    from sofra.work.reaching import here, journeys, reached, wish

    today = here()
    kinds = [kind] if kind else [one for one in journeys(today) if offered(today.inventory, one)]
    flags: dict[str, str] = {}
    for one in kinds:
        found = reached(today, wish(today, one, mode, within, usable=step_free))
        name = service_name(found.wish.kind, today.pack, words())
        if not any(offer.located for offer in found.chosen.offers) and found.chosen.offers:
            say("reach.no_spot", service=name, n=len(found.chosen.offers))
            continue
        everybody = found.groups.get("all")
        share = words().percent(everybody.share) if everybody and everybody.share is not None else "–"
        say("reach.line", service=name, n=len(found.chosen.offers), share=share, minutes=found.wish.within)
        if found.flag:
            flags.setdefault(found.flag, words().say(found.flag, **found.said))
        if kind:
            _settlements(found)
    for sentence in flags.values():
        click.echo(sentence)
    if not kinds:
        say("reach.none")


def _settlements(found: "Found") -> None:
    from sofra.gaps.within_reach import farthest_first, minutes_told, told

    town, texts = found.chosen, words()
    for home in farthest_first(town.minutes)[:FARTHEST]:
        minutes = minutes_told(town.minutes, home, found.wish.within, texts)
        places = told(town.per_1000, home, "places_per_1000", texts)
        sites = told(town.sites, home, "sites", texts)
        name = texts.name(town.settlements[home].name)
        say("reach.settlement", place=name, minutes=minutes, sites=sites, places=places)
    show(town.issues)
