"""`sofra compare`: groups set side by side for one indicator."""

import click

from sofra.cli.start import start
from sofra.cli.words import words


@click.command()
@click.argument("indicator")
@click.pass_context
def command(ctx: click.Context, indicator: str) -> None:
    """Groups set side by side for one indicator."""
    start(ctx)
    from sofra.gaps.unequal import compared
    from sofra.gaps.words import written
    from sofra.store import queries
    from sofra.types.errors import NotFound, stop
    from sofra.types.inequality import KIND, Inequality
    from sofra.types.keys import IndicatorId
    from sofra.work.priorities import newest_release

    release, pack = newest_release().id, queries.pack()
    found, entry = queries.annex(release, KIND, Inequality), pack.indicators.get(IndicatorId(indicator))
    facts = {(fact.cell.indicator, fact.cell.place, fact.cell.group): fact for fact in queries.facts(release)}
    told = compared(entry, facts, found, pack, texts=words(), places=queries.places()) if entry and found else None
    if told is None:
        raise stop(NotFound, "not_found", thing="indicator", id=indicator)
    click.echo(f"{told.name}: {written(told.whole, words())}")
    for pair in told.pairs:
        click.echo(f"  {pair.title}: {written(pair.first, words())} | {written(pair.second, words())}")
        click.echo(f"    {pair.sentence}")
    for rung in told.rungs:
        click.echo(f"  {rung.name}: {written(rung.own, words())}")
        click.echo(f"    {rung.sentence}")
    for sentence in (*told.index_sentences, told.many):
        click.echo(sentence)
