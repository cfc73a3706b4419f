"""`sofra index`: the municipal index, as released or under other weights."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sofra.cli.start import start
from sofra.cli.words import say, show, words
from sofra.types.errors import DesignError, Issue, NotFound, stop

if TYPE_CHECKING:
    from sofra.types.fact import Fact
    from sofra.types.scales import IndexNote


@click.command()
@click.option("--cut", type=float)
@click.option("--weight", multiple=True)
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def command(ctx: click.Context, cut: float | None, weight: tuple[str, ...], to: Path | None) -> None:
    """The municipal index."""
    start(ctx)
    from sofra.work.acts import KEEPER
    from sofra.work.index import released_index, try_index

    if cut is None and not weight:
        facts, note = released_index()
        _tell(facts, note)
    else:
        tried = try_index(KEEPER, _weights(weight), cut)
        show(tried.issues)
        _tell(tried.facts, tried.note)
    if to is not None:
        _save(to)


def _tell(facts: "Iterable[Fact]", note: "IndexNote | None") -> None:
    """The numbers of the whole municipality, then the areas in their order."""
    from sofra.gaps.words import written
    from sofra.store import queries

    said, pack, places = words(), queries.pack(), queries.places()
    root = next(place.id for place in places if place.kind == "municipality")
    for fact in facts:
        known = pack.indicators.get(fact.cell.indicator)
        if known and fact.cell.place == root:
            say("index.number", name=said.name(known.label), value=written(fact, said))
    names = {place.id: said.name(place.name) for place in places}
    if note is None:
        raise stop(NotFound, "index_none")
    if note.low is not None and note.high is not None:
        say("index.bounds", low=said.percent(note.low), high=said.percent(note.high))
    for line in note.standings:
        first = said.percent(line.first)
        say("index.first", place=names[line.place], rank=line.rank, first=first, n=note.weightings)


def _weights(given: Iterable[str]) -> dict[str, float]:
    """The weights by dimension. Raises DesignError with every one that is no number."""
    weights, wrong = {}, []
    for text in given:
        name, _, value = text.partition("=")
        try:
            weights[name.strip()] = float(value.replace(",", "."))
        except ValueError:
            wrong.append(Issue("index_number", values={"name": name, "value": value}))
    if wrong:
        raise DesignError(*wrong)
    return weights


def _save(path: Path) -> None:
    from sofra.work.index import index_workbook

    path.write_bytes(index_workbook(words().lang))
    say("index.done", file=str(path))
