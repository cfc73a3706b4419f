"""`sofra furthest`: who is furthest behind, and the plan of the next search."""

import re
import tomllib
from pathlib import Path
from typing import Any

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, words
from sofra.types.errors import PackError, Where, stop
from sofra.types.furthest import Registered, Search

USUAL = "usual"


@click.command()
@click.option("--plan", default="")
@click.pass_context
def command(ctx: click.Context, plan: str) -> None:
    """Who is furthest behind."""
    start(ctx)
    if plan:
        for one in _registered(plan):
            say("furthest.registered", day=one.on[:16], indicator=one.plan.indicator, print=one.digest)
        return
    from sofra.store import queries
    from sofra.types.furthest import Furthest
    from sofra.work.priorities import newest_release

    found = queries.annex(newest_release().id, "furthest", Furthest)
    for search in found.searches if found else ():
        _tell(search)
    if not found or not found.searches:
        say("furthest.none")


def _registered(plan: str) -> list[Registered]:
    from sofra.work.acts import KEEPER
    from sofra.work.searching import planned, register_search, register_usual

    if plan == USUAL:
        return register_usual(KEEPER)
    wish = _read(Path(plan))
    chosen = planned(str(wish["indicator"]), [str(one) for one in wish["circumstances"]], int(wish.get("depth", 0)))
    return [register_search(KEEPER, chosen)]


def _read(path: Path) -> dict[str, Any]:
    try:
        wish = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        line = re.search(r"line (\d+)", str(trouble))
        raise stop(PackError, "furthest_not_toml", Where(path.name, row=int(line[1]) if line else None)) from trouble
    lacking = [name for name in ("indicator", "circumstances") if name not in wish]
    if lacking or not isinstance(wish["circumstances"], list) or not isinstance(wish.get("depth", 0), int):
        raise stop(
            PackError, "furthest_file", Where(file=path.name), reason=", ".join(lacking) or "circumstances, depth"
        )
    return wish


def _tell(search: Search) -> None:
    from sofra.gaps.behind import about, outcome, rung_name, sentence
    from sofra.store import queries

    texts = words()
    click.secho(outcome(search, queries.pack(), texts), bold=True)
    for line in about(search, texts):
        click.echo(f"  {line}")
    show(search.issues)
    for rung in search.rungs:
        click.echo(f"  {rung_name(rung, texts)}")
        for group in rung.groups:
            click.echo(f"    [{texts.say(f'furthest.verdict.{group.verdict}')}] {sentence(search, group, texts)}")
