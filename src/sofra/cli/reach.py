"""`sofra reach`: who can reach which service, and how many live too far."""

from typing import TYPE_CHECKING, Any

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, words

if TYPE_CHECKING:
    from sofra.work.reaching import Found, Here, Wish

FARTHEST = 10
"""So many settlements are named, the farthest first; the page and its workbook have them all."""


@click.command()
@click.option("--kind", default="")
@click.option("--mode", default="")
@click.option("--within", default="")
@click.option("--step-free", is_flag=True)
@click.option("--method", default="")
@click.option("--by", default="")
@click.option("--size", default="")
@click.option("--goals", is_flag=True)
@click.pass_context
def command(ctx: click.Context, **given: Any) -> None:
    """Who can reach it."""
    start(ctx)
    from sofra.resources.supply import offered
    from sofra.work.reaching import here, journeys, reached, wish

    today, kind = here(), given["kind"]
    kinds = [kind] if kind else [one for one in journeys(today) if offered(today.inventory, one)]
    how = {name: given[name] for name in ("method", "by", "size")}
    flags: dict[str, str] = {}
    for one in kinds:
        found = reached(today, wish(today, one, given["mode"], given["within"], usable=given["step_free"], **how))
        if _told(found, today) and found.flag:
            flags.setdefault(found.flag, words().say(found.flag, **found.said))
        if kind:
            _settlements(found)
    for sentence in flags.values():
        click.echo(sentence)
    if not kinds:
        say("reach.none")
    if given["goals"]:
        _goals(today, wish(today, **how))


def _told(found: "Found", today: "Here") -> bool:
    """One line about a kind; False where none of its sites is on the map."""
    from sofra.gaps.words import service_name

    name = service_name(found.wish.kind, today.pack, words())
    offers = found.chosen.offers
    if not any(offer.located for offer in offers) and offers:
        say("reach.no_spot", service=name, n=len(offers))
        return False
    everybody = found.groups.get("all")
    share = words().percent(everybody.share) if everybody and everybody.share is not None else "–"
    say("reach.line", service=name, n=len(offers), share=share, minutes=found.wish.within)
    say("reach.usable", n=len(found.usable.offers), unlooked=found.every.unlooked)
    return True


def _goals(today: "Here", asked: "Wish") -> None:
    """SDG 9.1.1 as a share or why there is none; the table of the page, line by line."""
    from sofra.work.along_the_way import COLUMNS, goal_rows, rural_told
    from sofra.work.goals import goals

    found = goals(today, asked)
    told = rural_told(found, words())
    click.echo(words().say("reach.goals.rural_title"))
    for sentence in (told.share, told.counted, *told.notes, told.source):
        if sentence:
            click.echo(f"  {sentence}")
    click.echo("\t".join(words().say(f"reach.goals.column.{name}") for name in COLUMNS))
    for row in goal_rows(found, words()):
        click.echo("\t".join(row))


def _settlements(found: "Found") -> None:
    from sofra.gaps.within_reach import farthest_first, minutes_told, told
    from sofra.work.reaching import shown_homes

    town, texts = found.chosen, words()
    shown = set(shown_homes(found))
    for home in [one for one in farthest_first(town.minutes) if one in shown][:FARTHEST]:
        minutes = minutes_told(town.minutes, home, found.wish.within, texts)
        places = told(town.per_1000, home, "places_per_1000", texts)
        sites = told(town.sites, home, "sites", texts)
        name = texts.name(town.settlements[home].name)
        say("reach.settlement", place=name, minutes=minutes, sites=sites, places=places)
    if found.wish.by == "household" and not shown:
        say("reach.no_homes")
    show(town.issues)
