"""`sofra site`: where the next one should stand, with its certified gap."""

from typing import TYPE_CHECKING

import click

from sofra.cli.start import start
from sofra.cli.words import show, words

if TYPE_CHECKING:
    from sofra.plan.siting.hand import Considered


@click.command()
@click.argument("kind")
@click.option("--new", type=click.IntRange(1), default=1)
@click.option("--objective", type=click.Choice(["covered", "nearest", "worst_off", "everybody"]), default="covered")
@click.option("--within", type=click.FloatRange(0, min_open=True), default=30.0)
@click.option("--mode", type=click.Choice(["car", "walk", "wheelchair", "bus"]), default="car")
@click.option("--size", type=click.IntRange(1), default=None)
@click.option("--budget", type=click.FloatRange(0, min_open=True), default=None)
@click.pass_context
def command(ctx: click.Context, /, kind: str, **wish: object) -> None:
    """Where the next one should stand."""
    start(ctx)
    from sofra.plan.siting.ground import kinds
    from sofra.plan.siting.wish import Wish
    from sofra.store import queries
    from sofra.types.errors import NotFound, stop
    from sofra.types.keys import ServiceKind
    from sofra.work.siting import consider

    if kind not in kinds(queries.pack()):
        raise stop(NotFound, "not_found", thing="service", id=kind)
    _tell(consider(Wish(ServiceKind(kind), lang=words().lang, **wish)))  # type: ignore[arg-type]


def _tell(found: "Considered") -> None:
    from sofra.plan.siting.words import basis, certainty, minutes, told, worth
    from sofra.store import queries

    said, effect = words(), found.laid.effect
    show((*found.ground.issues, *found.answer.issues))
    for spot, near in zip(found.laid.placed, found.laid.near, strict=True):
        if spot is not None and near is not None:
            at = {"lat": f"{spot.lat:.4f}", "lon": f"{spot.lon:.4f}"}
            click.echo(said.say("siting.evidence.add", place=said.name(near.name), **at))
    click.echo(worth(found.answer, said))
    click.secho(certainty(found.answer, said), bold=True)
    for one in told(effect, queries.pack(), said):
        line = said.say("siting.evidence.group", group=one.group, gained=one.more(said), lost=one.lost)
        click.echo(f"  {line}" + (f" {one.note}" if one.note else ""))
    if effect.mean_before is not None and effect.mean_after is not None:
        way = {"before": minutes(effect.mean_before, said), "after": minutes(effect.mean_after, said)}
        click.echo(said.say("siting.evidence.way", **way))
    click.echo(basis(found.ground, said))
