"""`sofra demo`: the demo municipality, mapped and served."""

from pathlib import Path

import click

from sofra.cli.serve import serve_pages
from sofra.cli.start import begin
from sofra.cli.words import say, told, words
from sofra.store.workspace import FILE
from sofra.work.founding import create_workspace

PORT = 8321


@click.command()
@click.argument("folder", default=".demo", type=click.Path(file_okay=False, path_type=Path))
@click.option("--serve", is_flag=True)
@click.option("--address")
@click.option("--port", default=PORT, show_default=True)
def command(folder: Path, serve: bool, address: str | None, port: int) -> None:
    """The demo municipality."""
    made = folder.resolve()
    new = not (made / FILE).is_file()
    if new:
        from sofra.work.founding import demo_municipality

        create_workspace(made, demo_municipality(), port=port)
    begin(made)
    load(made)
    if serve:
        serve_pages(address, port)


def load(made: Path) -> None:
    """The demo brought in, unless it is there; then the address and the accounts."""
    from sofra.store import queries
    from sofra.work.acts import KEEPER
    from sofra.work.demo import ACCOUNTS, PASSWORD, load_demo
    from sofra.work.demo_team import PASSPHRASE

    if queries.latest() is None:
        say("demo.loading")
        teller = told()
        done = load_demo(KEEPER, teller)
        teller.end()
        say("demo.done", n=len(done.loaded), folder=str(made))
    for username, _, role in ACCOUNTS:
        say("demo.account", name=username, role=words().say(f"work.role.{role}"), password=PASSWORD)
    say("demo.passphrase", passphrase=PASSPHRASE)
