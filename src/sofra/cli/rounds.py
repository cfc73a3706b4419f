"""`sofra rounds`: a week of the mobile team planned into rounds, as a workbook with pseudonyms."""

import os
from datetime import date, timedelta
from pathlib import Path

import click

from sofra.cli.start import start
from sofra.cli.words import say, words

VARIABLE = "SOFRA_TEAM_PASSPHRASE"
WORKING = 5


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--team", default="")
@click.option("--week", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--days", default=WORKING, show_default=True, type=click.IntRange(1, 7))
@click.option("--start-at", default="08:30", show_default=True)
@click.option("--end-at", default="14:30", show_default=True)
@click.option("--cars", default=1, show_default=True, type=click.IntRange(1, 10))
@click.option("--as-member", default="")
@click.pass_context
def command(ctx: click.Context, out: Path, **given: object) -> None:
    """A week of the mobile team."""
    start(ctx)
    from sofra.work.rounds import Wish, monday_of, week_days

    monday = monday_of(given["week"].date() if given["week"] else date.today() + timedelta(days=3))  # type: ignore[attr-defined] # noqa: DTZ011
    days = week_days(monday)[: int(str(given["days"]))]
    opens, closes = _minutes(str(given["start_at"])), _minutes(str(given["end_at"]))
    wish = Wish(monday, days, opens, closes, int(str(given["cars"])))
    _write(out, str(given["team"]), wish, str(given["as_member"]))


def _write(out: Path, team: str, wish, member: str) -> None:  # type: ignore[no-untyped-def]
    from sofra.render.xlsx import xlsx
    from sofra.report.rounds import Doors, week_tables
    from sofra.resources.rounds.plan import ITERATIONS
    from sofra.store import queries as places
    from sofra.store.queries import outreach as queries
    from sofra.types.errors import NotFound, stop
    from sofra.work.rounds import planned_week

    teams = queries.teams()
    found = next((one for one in teams if team in ("", one.id, one.name)), None)
    if found is None:
        raise stop(NotFound, "not_found", thing="team", id=team)
    planned = planned_week(found.id, wish, _known(found.id, member), iterations=ITERATIONS)
    clients = {one.pseudonym: one for one in queries.clients(found.id)}
    doors = Doors(clients, {place.id: place.name for place in places.places()})
    out.write_bytes(xlsx(week_tables(planned.week, found, doors, words())))
    say("rounds.written", n=planned.week.made, missed=len(planned.week.missed), file=str(out))
    if planned.approximate:
        say("rounds.approximate", n=len(planned.approximate))


def _known(team: str, member: str):  # type: ignore[no-untyped-def]
    """The points of the households, when a member of the team gives the passphrase; None without."""
    if not member:
        return None
    from sofra.work.acts import Actor
    from sofra.work.clients import open_clients
    from sofra.work.outreach import unlock_team

    actor = Actor(member, "team")
    secret = os.environ.get(VARIABLE) or click.prompt(words().say("cli.rounds.ask"), hide_input=True)
    return open_clients(actor, team, unlock_team(actor, team, secret))


def _minutes(text: str) -> int:
    hours, _, rest = text.partition(":")
    if not (hours.isdigit() and (rest or "0").isdigit()):
        raise click.BadParameter(text)
    return int(hours) * 60 + int(rest or 0)
