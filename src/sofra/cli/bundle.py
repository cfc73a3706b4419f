"""`sofra bundle`: the workspace as one file."""

from pathlib import Path

import click

from sofra.cli.start import start
from sofra.cli.words import say


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--facts-only", is_flag=True)
@click.option("--with-names", is_flag=True)
@click.pass_context
def command(ctx: click.Context, file: Path, facts_only: bool, with_names: bool) -> None:
    """The workspace as one file."""
    target = file.resolve()
    start(ctx)
    from sofra.work.acts import KEEPER
    from sofra.work.workspace import bundle

    made = bundle(KEEPER, target, facts_only=facts_only, with_names=with_names)
    say("bundle.done", file=str(file), n=sum(made.rows.values()), sha256=made.sha256)
    if made.unnamed:
        say("bundle.unnamed", n=made.unnamed)
    elif with_names:
        say("bundle.with_names_said")
