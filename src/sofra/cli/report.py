"""`sofra report`: a document from a release."""

from pathlib import Path

import click

from sofra.cli.start import start
from sofra.cli.words import say, words

FORMATS = ("pdf", "word", "html", "xlsx")


@click.command()
@click.option("--release", type=int)
@click.option("--template", default="social_map", show_default=True)
@click.option("--format", default="pdf", show_default=True, type=click.Choice(FORMATS))
@click.option("--language", default="")
@click.option("--to", type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, release: int | None, template: str, to: Path | None, **given: str) -> None:
    """A document from a release."""
    start(ctx)
    from sofra.store import queries
    from sofra.work.acts import KEEPER
    from sofra.work.priorities import newest_release
    from sofra.work.publish import make_document

    chosen = newest_release().id if release is None else release
    lang = given["language"] or words().lang
    made = make_document(KEEPER, chosen, template, lang=lang, format=given["format"])
    path = Path(made.name) if to is None else to / made.name if to.is_dir() else to
    path.write_bytes(queries.document_bytes(made.id))
    say("report.done", file=str(path), release=str(chosen))
