"""`sofra weigh`: what fitting does to the weights, and an office's own totals for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, words

if TYPE_CHECKING:
    from sofra.needs.survey.diagnose import ClassWeights
    from sofra.work.weighing import Weighing

SHOWN = 30
"""Classes shown, those that moved most first."""


@click.command()
@click.argument("totals", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--round", type=int, default=0)
@click.option("--check", is_flag=True)
@click.option("--clear", is_flag=True)
@click.pass_context
def command(ctx: click.Context, totals: Path | None, **given: Any) -> int:
    """The weights of a survey."""
    start(ctx)
    from sofra.sources.known_totals import read_totals
    from sofra.work import weighing
    from sofra.work.acts import KEEPER

    reading = read_totals(totals) if totals else None
    if reading is not None and reading.held:
        show(reading.issues)
        say("weigh.held", n=len(reading.held))
        return 1
    wanted = reading.items if reading is not None else () if given["clear"] else None
    if wanted is None or given["check"]:
        _tell(weighing.try_totals(KEEPER, given["round"], wanted))
        return 0
    found = weighing.keep_totals(KEEPER, given["round"], wanted)
    _tell(found)
    say("weigh.kept" if wanted else "weigh.cleared", round=found.name)
    return 0


def _tell(found: "Weighing") -> None:
    show(found.issues)
    told, number = found.diagnosis, words().number
    say("weigh.survey", round=found.name, n=told.rows)
    say("weigh.effect", before=number(told.effect_before, 2), after=number(told.effect, 2), n=round(told.effective))
    say("weigh.factors", low=number(told.least, 2), high=number(told.most, 2), spread=number(told.spread, 2))
    say("weigh.weights", low=number(told.smallest, 1), high=number(told.largest, 1))
    if told.classes:
        say("weigh.classes")
    whole = sum(one.after for one in told.classes) / (sum(one.before for one in told.classes) or 1.0)
    for one in sorted(told.classes, key=lambda one: -abs(one.factor / whole - 1))[:SHOWN]:
        _tell_class(one)


def _tell_class(one: "ClassWeights") -> None:
    number = words().number
    say(
        "weigh.class",
        name=one.name,
        n=one.rows,
        total=number(one.total),
        before=number(one.before),
        after=number(one.after),
        factor=number(one.factor, 2),
    )
