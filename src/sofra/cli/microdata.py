"""`sofra microdata`: an anonymised file of answers with its risk report, or the reasons why there is none."""

from pathlib import Path

import click

from sofra.cli.start import start
from sofra.cli.words import say, words


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--seed", type=int)
@click.pass_context
def command(ctx: click.Context, file: Path, seed: int | None) -> int:
    """An anonymised file of answers with its risk report."""
    target = file.resolve()
    start(ctx)
    from sofra.work.acts import KEEPER
    from sofra.work.microdata import export_microdata, sentences

    found = export_microdata(KEEPER, seed)
    for sentence in sentences(found.report, words().lang):
        click.echo(sentence)
    if not found.content:
        say("microdata.refused")
        return 1
    target.write_bytes(found.content)
    say("microdata.done", file=str(file))
    return 0
