"""`sofra roads`: streets and buses for the minutes to services."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, told

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--mode", multiple=True)
@click.option("--elevation", multiple=True, type=FILE)
@click.option("--all-season", default="")
@click.option("--timetable", type=FILE)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--remove")
@click.pass_context
def command(
    ctx: click.Context, file: Path | None, mode: tuple[str, ...], elevation: tuple[Path, ...], **given: Any
) -> None:
    """Roads and buses into the workspace."""
    start(ctx)
    from sofra.store import queries
    from sofra.work.acts import KEEPER
    from sofra.work.roads import bring_roads, bring_timetable, remove_roads

    if given["remove"]:
        remove_roads(KEEPER, given["remove"])
        say("roads.removed", mode=given["remove"])
    if file:
        teller = told()
        brought = bring_roads(KEEPER, file, mode, heights=elevation, season=given["all_season"], progress=teller)
        teller.end()
        show(brought.issues)
    if given["timetable"]:
        show(bring_timetable(KEEPER, given["timetable"], _day(given["on"])).issues)
    for one in queries.roads():
        if one.mode == "bus":
            say("roads.bus", name=one.name, stops=one.about["stops"], n=one.about["rides"], day=str(one.about["day"]))
        else:
            say(
                "roads.network", mode=one.mode, name=one.name, n=one.about["segments"], km=round(float(one.about["km"]))
            )
    if (seasons := queries.kept_seasons()) is not None:
        say("roads.seasons", **{name: round(float(seasons.about[f"km_{name}"])) for name in ("yes", "no", "unsaid")})


def _day(found: datetime | None) -> date:
    return found.date() if found else date.today()  # noqa: DTZ011 - the day of whoever sits there
