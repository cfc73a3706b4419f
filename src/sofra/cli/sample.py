"""`sofra sample`: how many to ask, their share-out, the draw, and what to expect, as on the page "Sample planner"."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sofra.cli.start import start
from sofra.cli.words import say, words

if TYPE_CHECKING:
    from sofra.types.sampling import Expected

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Planning and drawing a sample."""


@command.command("size")
@click.option("--points", type=float, default=5.0, show_default=True)
@click.option("--share", type=float, default=50.0, show_default=True)
@click.option("--people", type=int)
@click.option("--response", type=float, default=100.0, show_default=True)
@click.option("--deff", type=float, default=1.0, show_default=True)
@click.option("--other", type=float)
@click.option("--power", type=float, default=80.0, show_default=True)
def size(**given: Any) -> None:
    """How many interviews; needs no workspace."""
    from sofra.needs.sample.power import Power, size_difference
    from sofra.needs.sample.size import size_share
    from sofra.needs.sample.terms import Terms

    terms = Terms(given["deff"], given["response"] / 100, given["people"])
    if given["other"] is not None:
        shares = given["share"] / 100, given["other"] / 100
        found = size_difference(shares, Power(given["power"] / 100), terms).first
        say("sample.difference", n=found.interviews, approached=found.approached)
        return
    found = size_share(given["points"] / 100, given["share"] / 100, terms)
    say("sample.told", n=found.interviews, approached=found.approached)
    if found.census:
        say("sample.census", n=given["people"] or 0)


@command.command("allocate")
@click.argument("file", type=FILE)
@click.option("--interviews", type=int, required=True)
@click.option("--rule", default="proportional", show_default=True)
@click.option("--least", type=int, default=0, show_default=True)
def allocate(file: Path, interviews: int, rule: str, least: int) -> None:
    """The share-out among the strata of a list; needs no workspace."""
    from sofra.needs.sample.allocate import Stratum
    from sofra.needs.sample.allocate import allocate as share_out
    from sofra.needs.sample.frame import by_stratum, checked

    frame = _list(file)
    checked(frame)
    strata = [Stratum(name, len(units), least=least) for name, units in by_stratum(frame).items()]
    for name, count in share_out(interviews, strata, rule).items():
        say("sample.stratum", stratum=name or file.name, n=count)


@command.command("draw")
@click.argument("plan", type=int)
@click.option("--list", "list_", type=FILE)
@click.option("--method", default="systematic_pps", show_default=True)
@click.option("--seed", type=int)
@click.option("--reserve", type=float, default=20.0, show_default=True)
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def draw(ctx: click.Context, plan: int, list_: Path | None, to: Path | None, **given: Any) -> None:
    """Draw a kept plan."""
    start(ctx.parent or ctx)
    from sofra.work.acts import KEEPER
    from sofra.work.reading import Incoming
    from sofra.work.sampling import DrawWish, draw_sample

    frame = Incoming(list_.name, list_.read_bytes()) if list_ else None
    note = draw_sample(KEEPER, plan, DrawWish(given["method"], given["seed"], given["reserve"] / 100, frame))
    say("sample.drawn", n=sum(not one.reserve for one in note.draw.chosen), seed=str(note.draw.seed), id=str(note.id))
    if to is not None:
        with to.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("order", "id", "stratum", "chance", "weight", "reserve", "visits"))
            for one in note.draw.chosen:
                visits = " ".join(map(str, one.visits))
                writer.writerow((one.order, one.id, one.stratum, one.chance, one.weight, int(one.reserve), visits))
        say("sample.written", file=str(to))


@command.command("expect")
@click.option("--points", type=float, default=5.0, show_default=True)
@click.option("--response", type=float, default=85.0, show_default=True)
@click.option("--per-unit", type=int, default=10, show_default=True)
@click.option("--alike", type=float, default=5.0, show_default=True)
@click.option("--keep", default="")
@click.pass_context
def expect(ctx: click.Context, keep: str, **given: Any) -> None:
    """What a household sample would tell; with --keep the plan is kept."""
    start(ctx.parent or ctx)
    from sofra.gaps.words import group_name
    from sofra.needs.sample.propose import Wished
    from sofra.store import queries
    from sofra.types.sampling import Recruitment
    from sofra.work.acts import KEEPER
    from sofra.work.sampling import expected, plan_sample, proposed

    spots = given["per_unit"], given["alike"] / 100
    counts = [place.people or 0 for place in queries.places() if place.kind == "settlement"]
    wish = Wished(
        keep,
        recruitment=Recruitment.AREA,
        half_width=given["points"] / 100,
        population=sum(counts) or None,
        response=given["response"] / 100,
        per_unit=spots[0],
        roh=spots[1],
    )
    plan = proposed(wish)
    say("sample.told", n=plan.interviews, approached=plan.approached)
    whole = {place.id: words().name(place.name) for place in queries.places() if place.kind != "settlement"}
    for one in expected(plan):
        if one.place in whole:
            _expect(one, whole[one.place], group_name(one.group, queries.pack(), words()))
    if keep:
        say("sample.kept", id=str(plan_sample(KEEPER, wish).id))


def _expect(one: "Expected", place: str, group: str) -> None:
    verdict, width = words().say(f"sample.verdict.{one.verdict}"), words().number((one.half_width or 0.0) * 100, 1)
    key = "sample.unexpected" if one.half_width is None else "sample.expected"
    say(key, place=place, group=group, n=round(one.n), points=width, verdict=verdict)


def _list(file: Path) -> Any:
    from sofra.sources.frames import read_frame
    from sofra.types.errors import SourceError

    reading = read_frame(file)
    wrong = [issue for held in reading.held for issue in held.issues]
    if wrong:
        raise SourceError(*wrong)
    return reading.items
