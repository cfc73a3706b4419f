"""`sofra open`: a workspace from a bundle."""

from pathlib import Path

import click

from sofra.cli.start import begin
from sofra.cli.words import say, words


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(file: Path, folder: Path) -> None:
    """A workspace from a bundle."""
    from sofra.work.founding import folder_from_bundle

    source, made = file.resolve(), folder_from_bundle(file.resolve(), folder.resolve())
    begin(made)
    from sofra.store import queries
    from sofra.work.acts import KEEPER
    from sofra.work.people import new_password
    from sofra.work.workspace import open_bundle

    opened = open_bundle(KEEPER, source)
    say("open.done", folder=str(made), n=sum(opened.rows.values()))
    for person in queries.members():
        say(
            "open.member",
            member=person.username,
            role=words().say(f"work.role.{person.role}"),
            password=new_password(KEEPER, person.username),
        )
