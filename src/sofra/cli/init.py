"""`sofra init`: a new workspace."""

from pathlib import Path

import click

from sofra.cli.start import begin
from sofra.cli.words import say
from sofra.types.evidence import Municipality
from sofra.work.founding import create_workspace


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", required=True)
@click.option("--name-mk", default="")
@click.option("--country", default="mk", show_default=True)
@click.option("--period", required=True)
@click.option("--language", default="en", show_default=True)
@click.option("--port", default=8321, show_default=True)
@click.option("--member", default="coordinator", show_default=True)
@click.option("--packs", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path, member: str, port: int, packs: Path | None, **about: str) -> None:
    """A new workspace."""
    name = {"en": about["name"], **({"mk": about["name_mk"]} if about["name_mk"] else {})}
    languages = tuple(dict.fromkeys((about["language"], "en", "mk")))
    municipality = Municipality(
        name, about["country"], about["period"], languages=languages, main_language=about["language"]
    )
    made = create_workspace(folder.resolve(), municipality, port=port, packs=packs)
    begin(made)
    from sofra.work.acts import KEEPER
    from sofra.work.workspace import settle

    password = settle(KEEPER, member, member, language=about["language"])
    say("init.done", folder=str(made), member=member, password=password)
