"""`sofra pack`: check a pack, start a new one."""

from pathlib import Path

import click

from sofra.cli.words import say, show
from sofra.types.errors import Severity


@click.group()
def command() -> None:
    """Packs: indicators, service kinds, groups, norms and texts of a country or an office."""


@command.command()
@click.argument("country", default="mk")
@click.option("--office", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(country: str, office: Path | None) -> int:
    """Everything that is wrong with a pack."""
    from sofra.packs.check import check as check_pack

    issues = check_pack(country, office)
    show(issues)
    wrong = [issue for issue in issues if issue.severity is not Severity.NOTE]
    verdict = "wrong" if wrong else "open" if issues else "right"
    say(f"pack.check.{verdict}", n=len(wrong or issues), country=country)
    return 1 if wrong else 0


@command.command()
@click.argument("country")
@click.option("--from", "source", default="mk", show_default=True)
def new(country: str, source: str) -> None:
    """A new country's pack."""
    from sofra.packs.new import new as new_pack

    made = new_pack(country, source)
    say("pack.new.done", country=country, folder=str(made))
