"""`sofra hazards`: who and what lies in a danger, and the history of disasters."""

from collections.abc import Sequence
from typing import Any

import click

from sofra.cli.start import start
from sofra.cli.words import say, words


@click.command()
@click.option("--danger", default="")
@click.option("--record", nargs=2, default=None)
@click.option("--place", default="")
@click.option("--affected", type=int)
@click.option("--damage", type=float)
@click.option("--note", default="")
@click.pass_context
def command(ctx: click.Context, danger: str, **given: Any) -> None:
    """Who lies in a danger."""
    start(ctx)
    if given["record"] is not None:
        _record(**given)
    else:
        _tell(danger)


def _record(*, record: tuple[str, str], place: str, affected: int | None, damage: float | None, note: str) -> None:
    from sofra.store import queries
    from sofra.types.hazard import Disaster
    from sofra.types.keys import PlaceId
    from sofra.work.acts import KEEPER
    from sofra.work.hazards import record_disaster

    currency = queries.pack().currency if damage is not None else ""
    record_disaster(KEEPER, Disaster(*record, PlaceId(place), affected, damage, currency, note))
    say("hazards.recorded")


def _tell(wish: str) -> None:
    from sofra.gaps.danger_names import danger_name
    from sofra.gaps.hazards import lead, tables, ways
    from sofra.work.hazards import scene
    from sofra.work.priorities import newest_release

    found = scene(newest_release().id, words())
    shown = [one for one in found.hazards.dangers if wish in ("", one.id)] if found else []
    if not found or not shown:
        say("hazards.none")
        return
    for one in shown:
        click.secho(danger_name(one, words()), bold=True)
        for line in (*lead(one, found), ways(one, found)):
            click.echo(f"  {line}")
        for table in tables(one, found).values():
            click.echo()
            click.secho(f"  {table.caption}", bold=True)
            _rows([table.header, *table.rows])


def _rows(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(("    " + "  ".join(cells)).rstrip())
