"""`sofra export`: the inventory for other directories and maps."""

import json
from pathlib import Path

import click

from sofra.cli.start import start
from sofra.cli.words import say, words

WHAT = ("services", "organizations", "geojson")


@click.command()
@click.argument("what", type=click.Choice(WHAT))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def command(ctx: click.Context, what: str, file: Path) -> int:
    """The inventory for other directories and maps."""
    target = file.resolve()
    start(ctx)
    from sofra.work.exchange import organizations_file, places_file, services_file

    made = {"services": services_file, "organizations": organizations_file, "geojson": places_file}[what]
    content = made(words().lang)
    target.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    say("export.done", n=len(content.get("contents", content.get("features", ()))), file=str(file))
    return 0
